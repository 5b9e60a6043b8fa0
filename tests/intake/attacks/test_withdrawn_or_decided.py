"""One withdraws while another decides: one order results, and nothing of either is half done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.calls.models import Call
from mandat.calls.states import LateRule
from mandat.intake.desk.standing import content_now
from mandat.intake.models import Decision, Letter
from mandat.intake.queries import find_application
from mandat.intake.services.deciding import (
    admit_all,
    decide_application,
    decide_late,
    digest_of_all,
    seen_of,
    to_admit,
)
from mandat.intake.services.lettering import digest_of, send_letter, text_of
from mandat.intake.services.withdrawing import withdraw_application
from mandat.intake.states import ApplicationState, DecisionKind, LetterState
from mandat.mail.models import Message
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import draft_application, file_now
from tests.intake.attacks.test_at_once import at_once
from tests.intake.desk.making import end_call, filed_whole, met

pytestmark = pytest.mark.django_db(transaction=True)
TURNS = range(4)  # who comes first is left to chance


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation)


@pytest.fixture
def approver(organisation):
    return make_account(role=Role.APPROVER, organisation=organisation)


def withdraw(row):
    return lambda: withdraw_application(application=row, at=timezone.now()).state


def decisions_of(row):
    return Decision.objects.filter(application=row).count()


def acts_of(row):
    rows = Entry.objects.filter(subject_id=str(row.public_id)).order_by("seq")
    named = ("intake.application.decided", "intake.application.withdrawn")
    return [e.action.rpartition(".")[2] for e in rows if e.action in named]


def told_of(row):
    rows = Message.objects.filter(template="intake/withdrawn", subject_id=str(row.public_id))
    return rows.count()


def require_one_order(row, said):
    """Withdrawn in any case; the decision came before it as a whole, or not at all."""
    now = find_application(row.public_id)
    assert (now.state, now.withdrawn_at is None) == (ApplicationState.WITHDRAWN, False)
    assert told_of(row) == 1
    letters = list(Letter.objects.filter(application=row).values_list("state", flat=True))
    if said == "state":  # the decision came too late
        assert (decisions_of(row), letters, acts_of(row)) == (0, [], ["withdrawn"])
    else:
        assert (decisions_of(row), letters) == (1, [LetterState.DROPPED])
        assert acts_of(row) == ["decided", "withdrawn"]


@pytest.mark.parametrize("turn", TURNS)
def test_an_application_is_withdrawn_while_a_clerk_admits_it(organisation, clerk, turn):
    call = published_call(organisation)
    row = filed_whole(call)
    met(row, clerk)
    end_call(call)
    row = find_application(row.public_id)
    seen = seen_of(row)

    def admit():
        kind = DecisionKind.ADMITTED
        return decide_application(application=row, kind=kind, reason="", seen=seen, by=clerk).kind

    said = at_once(admit, withdraw(row))

    assert said[1] == ApplicationState.WITHDRAWN
    require_one_order(row, said[0])


@pytest.mark.parametrize("turn", TURNS)
def test_a_late_one_is_withdrawn_while_an_approver_decides(organisation, approver, turn):
    call = published_call(organisation, days=0.2, late_rule=LateRule.KEEP)
    late = draft_application(call)
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now() - timedelta(minutes=5))
    row = file_now(find_application(late.public_id)).application
    assert row.state == ApplicationState.LATE
    seen = seen_of(row)

    def take_in():
        kind = DecisionKind.LATE_ACCEPTED
        return decide_late(
            application=row, kind=kind, reason="Panne du site.", seen=seen, by=approver
        ).kind

    said = at_once(take_in, withdraw(row))

    require_one_order(row, said[0])


@pytest.mark.parametrize("turn", TURNS)
def test_one_of_several_is_withdrawn_while_all_are_admitted(organisation, clerk, turn):
    call = published_call(organisation)
    rows = [filed_whole(call, address=f"a{n}@example.org") for n in range(3)]
    for row in rows:
        met(row, clerk)
    end_call(call)
    rows = [find_application(row.public_id) for row in rows]
    call = rows[0].call
    seen = digest_of_all(f.application.public_id for f in to_admit(call, content_now(call)))

    said = at_once(lambda: len(admit_all(call=call, seen=seen, by=clerk)), withdraw(rows[1]))

    assert said[0] in (3, "state")
    require_one_order(rows[1], said[0])
    admitted = ApplicationState.ADMITTED if said[0] == 3 else ApplicationState.FILED
    for row in (rows[0], rows[2]):
        assert find_application(row.public_id).state == admitted
        assert decisions_of(row) == (said[0] == 3)


def test_a_letter_is_sent_while_its_application_is_withdrawn(organisation, clerk):
    call = published_call(organisation)
    row = filed_whole(call)
    met(row, clerk)
    end_call(call)
    row = find_application(row.public_id)
    decide_application(
        application=row, kind=DecisionKind.ADMITTED, reason="", seen=seen_of(row), by=clerk
    )
    letter = Letter.objects.select_related("application__call__organisation").get()
    seen = digest_of(text_of(letter))

    said = at_once(lambda: send_letter(letter=letter, seen=seen, by=clerk).state, withdraw(row))

    sent = Message.objects.filter(template="intake/letter").count()
    letter.refresh_from_db()
    assert (said[0], sent, letter.state) in {
        (LetterState.SENT, 1, LetterState.SENT),
        ("letter_not_waiting", 0, LetterState.DROPPED),
    }


def test_no_letter_about_a_withdrawn_application_waits(organisation, clerk):
    call = published_call(organisation)
    row = filed_whole(call)
    met(row, clerk)
    end_call(call)
    row = find_application(row.public_id)
    decide_application(
        application=row, kind=DecisionKind.ADMITTED, reason="", seen=seen_of(row), by=clerk
    )

    withdraw(row)()

    assert [letter.state for letter in Letter.objects.all()] == [LetterState.DROPPED]
    assert Entry.objects.filter(action="intake.letter.dropped").count() == 1
