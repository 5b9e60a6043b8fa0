"""What is mailed to a call that is over for good is kept out, and nothing of it is "damaged"."""

from datetime import timedelta

import pytest

from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.core.crypto import as_worker
from mandat.documents.checking import check_file
from mandat.documents.models import File
from mandat.documents.states import FileState
from mandat.intake.gate.placing import calls_for
from mandat.intake.letters.outcomes import Outcome, Reason
from mandat.intake.models import Application, ArrivalPart
from mandat.intake.sealing import organisation_key
from mandat.intake.services.ending import destroy_spent_keys
from mandat.intake.services.keys import is_spent
from mandat.mail.models import Message
from tests.intake.gate.calling import take
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import DEADLINE, IN_TIME, LATE, address_of, subject_of
from tests.intake.letters.said import SAID

pytestmark = pytest.mark.django_db(transaction=True)
CLOSED, CANCELLED, ARCHIVED = CallState.CLOSED, CallState.CANCELLED, CallState.ARCHIVED


def checked():
    """What the worker does with every file there is."""
    with as_worker():
        for file in File.objects.filter(erased_at=None).order_by("pk"):
            check_file(file.public_id)


def written_to(call, number, **settings):
    scene = Scene(f"writes-{number}", SAID["fr"])
    return take(scene.raw(to=address_of(call), subject=subject_of(call), **settings))


def dead(call, state):
    """The call got one application, ended at its deadline, and its keys are destroyed since."""
    written_to("audit-2", 1)
    checked()
    at = DEADLINE
    reason = "Étude annulée" if state == CANCELLED else ""
    Call.objects.filter(pk=call.pk).update(
        state=state, closed_at=at, changed_at=at, closing_reason=reason
    )
    with as_worker():
        destroy_spent_keys(at=DEADLINE + timedelta(days=40))
    call = Call.objects.select_related("sealing_key", "organisation").get(pk=call.pk)
    assert is_spent(call)
    return call


def told():
    return Message.objects.order_by("-pk").first()


def by_mail_of(arrival):
    return list(ArrivalPart.objects.filter(arrival=arrival).select_related("file"))


@pytest.mark.parametrize("state", [CLOSED, ARCHIVED])
def test_a_price_that_comes_late_to_it_is_kept_in_the_message_alone(calls, state):
    Call.objects.filter(pk=calls["audit-6"].pk).update(state=CallState.DRAFT)
    dead(calls["audit-2"], state)

    found = written_to("audit-2", 2, at=LATE)
    checked()

    assert (found.outcome, found.reason) == (Outcome.LATE, Reason.AFTER_DEADLINE)
    assert (Application.objects.count(), by_mail_of(found.arrival)) == (1, [])
    assert told().template == "intake/arrived_late"
    assert set(File.objects.values_list("state", flat=True)) == {FileState.SAFE}


@pytest.mark.parametrize("state", [CLOSED, CANCELLED, ARCHIVED])
def test_what_came_in_time_and_was_fetched_too_late_waits_for_a_person(calls, state):
    Call.objects.filter(pk=calls["audit-6"].pk).update(state=CallState.DRAFT)
    call = dead(calls["audit-2"], state)

    found = written_to("audit-2", 2, at=IN_TIME)
    checked()

    reason = Reason.CALL_CANCELLED if state == CANCELLED else Reason.CALL_OVER
    parts = by_mail_of(found.arrival)
    assert (found.outcome, found.reason) == (Outcome.DESK, reason)
    assert found.arrival.is_open
    assert Application.objects.count() == 1
    assert "financial" in {part.part for part in parts}
    assert {part.file.state for part in parts} == {FileState.SAFE}
    assert {part.file.key_name for part in parts} == {organisation_key(call.organisation)}
    assert call not in calls_for(found.arrival)


def test_a_letter_that_names_an_archived_call_is_filed_for_no_other_one(calls):
    dead(calls["audit-2"], ARCHIVED)

    found = written_to("audit-2", 2, at=IN_TIME)

    assert (found.outcome, found.reason) == (Outcome.DESK, Reason.CONTRADICTION)
    assert not Application.objects.filter(call=calls["audit-6"]).exists()


def test_a_call_of_the_same_name_as_an_archived_one_takes_its_letters(calls):
    last_year = calls["minors"]
    Call.objects.filter(pk=calls["lenient"].pk).update(state=CallState.ARCHIVED)
    Call.objects.filter(pk=last_year.pk).update(reference="REF-2026-014")

    found = written_to("minors", 2)

    assert (found.outcome, found.application.call_id) == (Outcome.FILED, last_year.pk)
