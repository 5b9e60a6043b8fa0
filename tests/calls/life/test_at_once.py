"""Two people at the same moment: what is published is what somebody read, once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mandat.audit.models import Entry
from mandat.calls import services as drafts
from mandat.calls.life import services
from mandat.calls.models import CallVersion
from mandat.core.errors import RuleBroken
from mandat.people.roles import Role
from tests.calls.life.ready import asked, make_team, ready_draft
from tests.factories import make_account

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Each act in a thread of its own, all let go together; which of them were done."""
    ready = Barrier(len(acts))

    def run(act):
        ready.wait()
        try:
            act()
        except (RuleBroken, PermissionDenied):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.fixture
def team():
    return make_team()


def decide(call, approval, by, *, agree=True):
    def act():
        services.decide_approval(
            public_id=call.public_id,
            approval_id=approval.public_id,
            approved=agree,
            note="" if agree else "Not yet.",
            by=by,
        )

    return act


@pytest.mark.parametrize("agree", [True, False])
def test_of_two_approvers_one_decides(team, agree):
    call = ready_draft(team)
    second = make_account(role=Role.APPROVER, organisation=team.organisation)
    approval = asked(team, call)

    done = at_once(
        decide(call, approval, team.approver), decide(call, approval, second, agree=agree)
    )

    assert sorted(done) == [False, True]
    call.refresh_from_db()
    approval.refresh_from_db()
    published = call.state == "published"
    assert CallVersion.objects.count() == (1 if published else 0)
    assert approval.outcome == ("approved" if published else "returned")
    decisions = ["calls.call.published", "calls.approval.returned"]
    assert Entry.objects.filter(action__in=decisions).count() == 1


def test_a_call_that_is_edited_while_approval_is_asked_is_read_as_it_was_edited(team):
    call = ready_draft(team)

    def edit():
        drafts.correct_field(
            public_id=call.public_id,
            name="title",
            value="Edited at the last moment",
            extra={},
            version=None,
            by=team.officer,
        )

    def ask():
        asked(team, call)

    edited, _asked = at_once(edit, ask)

    call.refresh_from_db()
    approval = call.approvals.get()
    published = services.decide_approval(
        public_id=call.public_id,
        approval_id=approval.public_id,
        approved=True,
        note="",
        by=team.approver,
    )
    title = published.versions.get().title
    assert title == ("Edited at the last moment" if edited else call.title)
    assert published.versions.get().sha256 == approval.sha256


def test_a_request_withdrawn_while_it_is_approved_ends_one_way(team):
    call = ready_draft(team)
    approval = asked(team, call)

    def withdraw():
        services.withdraw_request(public_id=call.public_id, by=team.officer)

    done = at_once(withdraw, decide(call, approval, team.approver))

    call.refresh_from_db()
    assert sorted(done) == [False, True]
    assert call.state == ("draft" if done[0] else "published")
    assert call.versions.count() == (0 if done[0] else 1)


def test_approval_is_asked_once_however_often_the_button_is_pressed(team):
    call = ready_draft(team)

    done = at_once(*[lambda: asked(team, call)] * 3)

    assert sorted(done) == [False, False, True]
    assert call.approvals.count() == 1
