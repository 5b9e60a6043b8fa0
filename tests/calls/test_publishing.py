"""Drafts become versions."""

import pytest

from tests.calls.published import published_call
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def test_a_published_call_has_a_version_an_address_and_a_computed_deadline():
    call = published_call(make_organisation(), days=10)

    call.refresh_from_db()
    assert (call.state, call.version_number, len(call.token)) == ("published", 1, 22)
    assert call.versions.get().title == call.title
    assert call.deadline_at is not None
    assert call.questions_until_at is not None
    assert set(call.milestones.values_list("role", flat=True)) == {
        "questions",
        "decision",
        "mission_start",
    }
