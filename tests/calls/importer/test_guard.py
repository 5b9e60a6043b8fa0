"""A fault in one reader costs its own field, and is told."""

import pytest

from mandat.calls.importer import read_call, terms
from mandat.calls.importer.draft import Certainty, Found
from mandat.calls.importer.guard import NOTICE, Guard, plainly

TEXT = "Call for a study\n\nDeadline: 7 March 2027 at 17:00 (Paris time)\n"


def failing(*_arguments: object) -> Found:
    raise ValueError("a fault")


def test_one_reader_that_fails_leaves_the_other_fields(monkeypatch):
    monkeypatch.setattr(terms, "read_required_documents", failing)

    draft = read_call(TEXT)

    assert draft["required_documents"].certainty == Certainty.ABSENT
    assert draft["deadline"].value == "2027-03-07T17:00"
    assert NOTICE in {code for code, _spans in draft.notices}


def test_a_text_that_every_reader_can_read_has_no_such_notice():
    assert NOTICE not in {code for code, _spans in read_call(TEXT).notices}


def test_the_names_of_those_that_failed_are_kept():
    guard = Guard()

    assert guard.part(failing, otherwise=3) == 3
    assert guard.failed == ["failing"]


def test_without_a_guard_faults_come_through():
    with pytest.raises(ValueError, match="a fault"):
        plainly(failing)
