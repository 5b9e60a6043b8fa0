"""The importer reads calls that were spoilt on their way, as `script/fuzz` does for hours."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandat.calls.importer import read_call
from tests.fuzz.checks import check_draft
from tests.fuzz.mutations import OPERATIONS, TEXTS, mutated


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_a_spoilt_call_is_read_quickly_and_every_span_lies_in_it(chance):
    text = mutated(chance.randrange)
    start = time.process_time()

    draft = read_call(text)

    check_draft(text, draft, time.process_time() - start)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.__name__)
def test_every_operation_spoils_a_text_and_bears_an_empty_one(operation):
    assert isinstance(operation("", lambda n: n - 1), str)
    picks = (lambda _: 0, lambda n: n // 2, lambda n: n - 1)
    assert any(operation(text, pick) != text for text in TEXTS for pick in picks)
