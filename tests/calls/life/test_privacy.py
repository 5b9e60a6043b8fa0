"""What the life of calls holds about people."""

import pytest

from mandat.calls.life import services
from mandat.calls.privacy import erase, gather
from mandat.core.holdings import Subject
from tests.calls.life.ready import approved, asked, make_team, ready_draft

pytestmark = pytest.mark.django_db


def about(account):
    subject = Subject(account=account.public_id, email=account.email)
    return [f.data for f in gather(subject) if f.subject_label == "calls.call"]


def test_whoever_asked_decided_or_opens_prices_is_told_so_and_others_are_not():
    team = make_team()
    call = ready_draft(team)
    first = asked(team, call)
    services.decide_approval(
        public_id=call.public_id,
        approval_id=first.public_id,
        approved=False,
        note="The method is missing.",
        by=team.approver,
    )
    approved(team, call)

    (officer,), (approver,), (holder,) = (
        about(person) for person in (team.officer, team.approver, team.holders[1])
    )
    assert officer["approvals_asked"] == 2
    assert [d["outcome"] for d in approver["approvals_decided"]] == ["approved", "returned"][::-1]
    assert approver["approvals_decided"][0]["note"] == "The method is missing."
    assert holder["opens_prices"]
    assert not officer["opens_prices"]
    assert about(make_team().officer) == []


def test_who_approved_stays_on_record():
    team = make_team()
    call = approved(team, ready_draft(team))
    subject = Subject(account=team.approver.public_id, email=team.approver.email)

    outcomes = list(erase(subject, lambda *_about: False))

    assert [(o.subject_id, o.done, o.reason) for o in outcomes] == [
        (str(call.public_id), False, "record_of_acts")
    ]
