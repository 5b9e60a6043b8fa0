"""The published time for questions: an amendment gives more of it, never less."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.calls.content import value_of
from mandat.calls.exchange import rules
from mandat.calls.exchange.services import amendments as services
from mandat.calls.queries import version_now
from mandat.core.errors import RuleBroken
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def amended_questions(call, by, days):
    """The change is published: questions until so many days from now, None without a day."""
    dates = value_of(version_now(call).content, "dates") or []
    kept = [d for d in dates if d["role"] != "questions"]
    day = (timezone.now() + timedelta(days=days or 0)).date().isoformat()
    dates = kept if days is None else [*kept, {"role": "questions", "date": day}]
    amendment = services.start_amendment(call_id=call.public_id, by=by)
    amendment = services.change_field(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        name="dates",
        value=dates,
        extra={},
        version=amendment.version,
        by=by,
    )
    services.publish_amendment(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        reason="Another calendar.",
        kept_deadline_reason="Nothing else changes.",
        version=amendment.version,
        by=by,
    )
    call.refresh_from_db()
    return call


def test_the_end_of_the_time_for_questions_is_not_brought_forward(call, officer):
    published = call.questions_until_at

    with pytest.raises(RuleBroken, match=r"^questions_earlier$"):
        amended_questions(call, officer, 2)

    call.refresh_from_db()
    assert call.questions_until_at == published
    assert call.version_number == 1


def test_more_time_for_questions_is_given(call, officer):
    before = call.questions_until_at

    assert amended_questions(call, officer, 26).questions_until_at > before


def test_without_an_end_of_their_own_questions_go_on_until_the_deadline(call, officer):
    assert amended_questions(call, officer, None).questions_until_at is None


def test_a_call_without_such_an_end_gets_none_before_its_deadline(organisation, officer):
    call = published_call(organisation, days=30, values={"dates": []})

    with pytest.raises(RuleBroken, match=r"^questions_earlier$"):
        amended_questions(call, officer, 10)


@pytest.mark.parametrize(
    ("ended", "would_end", "is_less"),
    [(3, 2, True), (3, 3, False), (3, 4, False), (-1, -2, False), (-1, 5, False), (0, -1, True)],
)
def test_what_is_over_is_no_time_that_can_be_taken(ended, would_end, is_less):
    ends, would = (NOW + timedelta(days=d) for d in (ended, would_end))

    assert rules.less_time_to_ask(NOW, ends, would) is is_less
