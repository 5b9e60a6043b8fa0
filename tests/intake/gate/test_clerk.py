"""What a clerk does with messages, and what nobody sees of a price meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.crypto import as_worker
from mandat.documents.checking import check_file
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.models import Application, Arrival, ArrivalPart, Filing
from mandat.intake.sealing import arrival_key, envelope_key
from mandat.intake.states import ApplicationState, Part
from mandat.mail.models import Message
from mandat.people.roles import Role
from tests.factories import make_account
from tests.intake.applying import draft_application, file_now
from tests.intake.gate.calling import take
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import SHARED, delivered, pdf
from tests.intake.letters.said import SAID
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation)


@pytest.fixture
def scene():
    return Scene("clerk", SAID["fr"])


def unplaced(scene):
    raw = scene.raw(to=SHARED, subject=scene.said.vague)
    found = take(raw)
    assert found.outcome is Outcome.DESK
    return found.arrival


def page(name, *arguments):
    return reverse(f"intake:{name}", args=arguments)


def test_a_message_that_nobody_could_place_waits_in_the_list(calls, client, clerk, scene):
    arrival = unplaced(scene)
    sign_in(client, clerk)

    listed = client.get(page("list_arrivals"))

    assert page("show_arrival", arrival.public_id) in listed.text
    assert arrival in Arrival.objects.filter(is_open=True)


def test_a_clerk_files_it_for_a_call_as_of_its_arrival(calls, client, clerk, scene):
    arrival = unplaced(scene)
    sign_in(client, clerk)

    answer = client.post(
        page("place_arrival", arrival.public_id), {"call": str(calls["minors"].public_id)}
    )

    assert answer.status_code == 302
    filing = Filing.objects.get()
    arrival.refresh_from_db()
    assert filing.filed_at == arrival.arrived_at
    assert filing.application.state == ApplicationState.FILED
    assert (arrival.application, arrival.is_open) == (filing.application, False)
    assert filing.pieces.count() == 4
    assert Message.objects.filter(template="intake/arrived").count() == 1


def test_filed_for_a_call_by_the_clerk_the_price_is_sealed_and_its_open_copy_gone(
    calls, client, clerk, scene
):
    arrival = unplaced(scene)
    before = ArrivalPart.objects.get(arrival=arrival, part=Part.FINANCIAL).file
    assert not before.is_secret
    sign_in(client, clerk)

    client.post(page("place_arrival", arrival.public_id), {"call": str(calls["minors"].public_id)})

    after = ArrivalPart.objects.select_related("file").get(arrival=arrival, part=Part.FINANCIAL)
    before.refresh_from_db()
    assert after.file.is_secret
    assert after.file.key_name == arrival_key(calls["minors"])
    assert before.erased_at is not None
    assert after.name is None


def test_the_page_names_no_sealed_document_and_gives_none_out(calls, client, clerk, scene):
    arrival = take(scene.raw()).arrival
    part = ArrivalPart.objects.select_related("file").get(arrival=arrival, part=Part.FINANCIAL)
    with as_worker():
        check_file(part.file.public_id)
    sign_in(client, clerk)

    shown = client.get(page("show_arrival", arrival.public_id))
    file = client.get(reverse("documents:serve_file", args=[part.file.public_id]))

    assert "Note méthodologique" in shown.text or scene.said.names["method"] in shown.text
    assert scene.said.names["price"] not in shown.text
    assert file.status_code == 404
    assert Entry.objects.filter(action="intake.arrival.read").count() == 1


def test_an_offer_that_the_worker_counted_opens_to_the_holders_alone(calls, scene):
    take(scene.raw())
    part = ArrivalPart.objects.select_related("file").get(part=Part.FINANCIAL)

    with as_worker():
        check_file(part.file.public_id)

    part.file.refresh_from_db()
    calls["minors"].refresh_from_db()
    assert part.file.state == "safe"
    assert part.file.key_name == envelope_key(calls["minors"].sealing_key)


def test_an_offer_without_application_is_handed_over_all_the_same(calls, scene):
    raw = scene.raw(subject=f"{scene.said.vague}")
    refuted = raw.replace(
        b"Received: from", b"Authentication-Results: mx.example.org; dmarc=fail\r\nReceived: from"
    )
    found = take(refuted)
    part = ArrivalPart.objects.select_related("file").get(part=Part.FINANCIAL)

    with as_worker():
        check_file(part.file.public_id)

    part.file.refresh_from_db()
    assert found.outcome is Outcome.DESK
    assert part.piece is None
    assert part.file.key_name == envelope_key(calls["minors"].sealing_key)
    assert not Message.objects.filter(template__startswith="intake/arrived").exists()


def test_moved_into_the_financial_part_a_document_is_sealed_at_once(calls, client, clerk, scene):
    arrival = take(scene.raw()).arrival
    part = ArrivalPart.objects.select_related("file").get(arrival=arrival, slot="2")
    former = part.file
    sign_in(client, clerk)

    answer = client.post(
        page("sort_part", arrival.public_id, part.public_id), {"place": "financial", "slot": "3"}
    )

    part.refresh_from_db()
    former.refresh_from_db()
    assert answer.status_code == 302
    assert part.file.is_secret
    assert part.file.sha256 != ""
    assert former.erased_at is not None
    assert part.piece.file == part.file
    assert part.piece.part == Part.FINANCIAL
    assert part.piece.facts is not None
    assert Entry.objects.filter(action="intake.arrival.sealed").count() == 1


def test_out_of_the_financial_part_needs_a_reason_and_is_journalled(calls, client, clerk, scene):
    arrival = take(scene.raw()).arrival
    part = ArrivalPart.objects.select_related("file").get(arrival=arrival, part=Part.FINANCIAL)
    with as_worker():
        check_file(part.file.public_id)
    address = page("sort_part", arrival.public_id, part.public_id)
    sign_in(client, clerk)

    without = client.post(address, {"place": "technical", "slot": "2"})
    reasoned = client.post(
        address, {"place": "technical", "slot": "2", "reason": "Un calendrier, sans prix"}
    )

    part.refresh_from_db()
    assert (without.status_code, reasoned.status_code) == (422, 302)
    assert not part.file.is_secret
    assert part.piece.part == Part.TECHNICAL
    assert part.file.name == scene.said.names["price"]
    assert Entry.objects.get(action="intake.arrival.unsealed").details["from"] == "financial"


def test_the_sender_of_a_mixed_document_is_asked_for_a_copy(calls, client, clerk, scene):
    raw = scene.raw(files={scene.said.names["both"]: pdf("both")})
    arrival = take(raw).arrival
    part = ArrivalPart.objects.get(arrival=arrival)
    sign_in(client, clerk)

    client.post(page("ask_copy", arrival.public_id, part.public_id))

    assert arrival.is_open
    assert part.is_mixed
    assert Message.objects.filter(template="intake/price_free").count() == 1


def test_settled_nobody_need_look_any_more(calls, client, clerk, scene):
    arrival = unplaced(scene)
    sign_in(client, clerk)

    client.post(page("settle_arrival", arrival.public_id))

    arrival.refresh_from_db()
    assert (arrival.is_open, arrival.settled_by) == (False, clerk.public_id)


@pytest.mark.parametrize(
    "role", [Role.PROGRAMME_OFFICER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_nobody_but_clerks_reads_a_message(calls, client, organisation, scene, role):
    arrival = unplaced(scene)
    sign_in(client, make_account(role=role, organisation=organisation))

    assert client.get(page("show_arrival", arrival.public_id)).status_code == 404
    assert client.get(page("list_arrivals")).status_code == 404


def test_a_clerk_of_another_organisation_reads_nothing(calls, client, other_organisation, scene):
    arrival = unplaced(scene)
    sign_in(client, make_account(role=Role.CLERK, organisation=other_organisation))

    assert client.get(page("show_arrival", arrival.public_id)).status_code == 404


def test_a_message_is_filed_by_a_clerk_once(calls, client, clerk, scene):
    arrival = unplaced(scene)
    sign_in(client, clerk)
    address = page("place_arrival", arrival.public_id)

    client.post(address, {"call": str(calls["minors"].public_id)})
    again = client.post(address, {"call": str(calls["lenient"].public_id)})

    assert again.status_code in (409, 422)
    assert Application.objects.count() == 1
    assert Filing.objects.count() == 1


def test_a_portal_application_is_changed_by_no_mail(calls, scene):
    call = calls["audit-2"]
    deadline, call.deadline_at = call.deadline_at, timezone.now() + timedelta(days=1)
    call.save()
    draft = draft_application(call, address=f"{scene.key}@candidates.example")
    call.deadline_at = deadline
    call.save()
    file_now(draft, at=deadline)

    found = take(delivered(scene.letter(to=SHARED, subject=call.title).as_bytes()))

    assert (found.outcome, found.reason.value) == (Outcome.DESK, "applied_in_portal")
    assert Filing.objects.count() == 1
