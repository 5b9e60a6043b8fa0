"""Delays of what was promised by a day, and what is done."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from mandat.calls.exchange.services import milestones as services
from mandat.calls.models import Milestone
from mandat.core.errors import RuleBroken
from tests.calls.exchange.around import follower, mails, tell_everybody, text_of
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(call):
    return Milestone.objects.get(call=call, role="decision")


def delayed(milestone, by, days=10, note="Two assessors are ill."):
    return services.delay_milestone(
        call_id=milestone.call.public_id,
        milestone_id=milestone.public_id,
        due_on=milestone.planned_on + timedelta(days=days),
        note=note,
        by=by,
    )


def test_a_delay_shows_both_days_and_is_told(call, decision, officer):
    follower(call)

    delayed(decision, officer)
    tell_everybody()

    decision.refresh_from_db()
    assert decision.due_on - decision.planned_on == timedelta(days=10)
    (mail,) = mails("step_delayed")
    assert "Two assessors are ill." in text_of(mail)
    page = Client(headers={"accept-language": "en"}).get(f"/open/{call.token}/next/")
    assert "Two assessors are ill." in page.content.decode()


def test_a_second_delay_is_told_again(call, decision, officer):
    follower(call)
    delayed(decision, officer)
    tell_everybody()

    delayed(decision, officer, days=20, note="One more week.")
    tell_everybody()

    assert "One more week." in text_of(mails("step_delayed")[1])


def test_what_is_done_says_when_and_is_told(call, decision, officer):
    follower(call)

    services.finish_milestone(call_id=call.public_id, milestone_id=decision.public_id, by=officer)
    tell_everybody()

    decision.refresh_from_db()
    assert decision.done_on is not None
    assert len(mails("step_done")) == 1
    with pytest.raises(RuleBroken, match="milestone_done"):
        delayed(decision, officer)


@pytest.mark.parametrize(("days", "note", "code"), [(0, "x", "not_later"), (-3, "x", "not_later"),
                                                     (3, " ", "reason_missing")])  # fmt: skip
def test_a_delay_is_later_and_says_why(decision, officer, days, note, code):
    with pytest.raises(RuleBroken, match=code):
        delayed(decision, officer, days=days, note=note)


def test_what_people_must_meet_is_moved_by_an_amendment(call, officer):
    questions = Milestone.objects.get(call=call, role="questions")

    with pytest.raises(RuleBroken, match="is_a_deadline"):
        delayed(questions, officer)
    with pytest.raises(RuleBroken, match="is_a_deadline"):
        services.finish_milestone(
            call_id=call.public_id, milestone_id=questions.public_id, by=officer
        )


def test_only_officers_tell(decision, approver, reader, stranger):
    for person in (approver, reader, stranger):
        with pytest.raises(PermissionDenied):
            delayed(decision, person)


def test_the_page_takes_a_delay_and_says_what_is_wrong(call, decision, officer):
    desk = Client(headers={"accept-language": "en"})
    sign_in(desk, officer)
    base = f"/calls/{call.public_id}/milestones/"
    later = (decision.planned_on + timedelta(days=5)).isoformat()

    wrong = desk.post(f"{base}{decision.public_id}/", {"due_on": "2020-01-01", "note": "Ill."})
    right = desk.post(f"{base}{decision.public_id}/", {"due_on": later, "note": "Ill."})

    assert wrong.status_code == 409
    assert "Ill." in wrong.content.decode()
    assert right.status_code == 302
    decision.refresh_from_db()
    assert decision.due_on.isoformat() == later
