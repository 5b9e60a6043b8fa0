"""Proof is asked of all in the same position, and reopens one document until its own deadline."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.core.passes import Visitor, pass_of
from mandat.documents.services import receive_file
from mandat.documents.uses import use_of
from mandat.intake.desk.proofs import criterion_of, position_of
from mandat.intake.desk.standing import content_now, outcomes_of
from mandat.intake.mine.proofs_files import PROOF, can_read_proof, send_proof_to
from mandat.intake.models import Application, Piece, ProofRequest
from mandat.intake.queries import pieces_of
from mandat.intake.sealing import organisation_key
from mandat.intake.services import proving
from mandat.intake.services.admitting import decide_criterion
from mandat.intake.states import ApplicationState, CriterionOutcome, ProofState
from tests.intake.admission.standing import CLAIMS_NO, CLAIMS_YES, filed_by, over
from tests.intake.desk.making import met
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/\s]+(/my/proof/[0-9a-f-]+/[0-9a-f]{64}/)")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def three(call):
    """Two in the same position, and one who says that they do not meet the criterion."""
    return over(
        call,
        filed_by(call, "amina@example.org", **CLAIMS_YES),
        filed_by(call, "jean@example.org"),
        filed_by(call, "zoe@example.org", **CLAIMS_NO),
    )


def wall_of(call, **ahead):
    at = timezone.now() + timedelta(**(ahead or {"days": 5}))
    return at.astimezone(ZoneInfo(call.deadline_zone)).strftime("%Y-%m-%dT%H:%M")


def asked_now(call, by, **changes):
    position = position_of(call, criterion_of(content_now(call), 0), timezone.now())
    given = {
        "question": "Envoyez le diplôme.",
        "slot": "",
        "wall": wall_of(call),
        "seen": proving.seen_of(position.to_ask),
    }
    return proving.ask_proof(call=call, number=0, by=by, **(given | changes))


def visitor_of(application):
    return Visitor(frozenset({pass_of(application)}))


def sent(row, data=PDF, name="diplome.pdf"):
    application = row.application
    return receive_file(
        use=use_of(PROOF),
        name=name,
        chunks=[data],
        organisation=application.organisation,
        key_name=organisation_key(application.organisation),
        owner=application,
        by=visitor_of(application),
        target=row.public_id.hex,
    )


def test_all_in_the_same_position_are_asked_alike_under_one_batch(call, three, clerk):
    rows = asked_now(call, clerk)

    assert {r.application.pk for r in rows} == {three[0].pk, three[1].pk}
    assert len({(r.batch, r.question, r.deadline_at, r.slot) for r in rows}) == 1
    assert outcomes_of([three[0].pk])[three[0].pk][0] == CriterionOutcome.PROOF_ASKED
    assert outcomes_of([three[2].pk]) == {}
    assert len(delivered()) >= 2


def test_whoever_is_decided_is_asked_nothing(call, three, clerk):
    met(three[0], clerk)

    rows = asked_now(call, clerk)

    assert [r.application.pk for r in rows] == [three[1].pk]


def test_a_list_that_changed_since_it_was_shown_is_not_asked(call, three, clerk):
    position = position_of(call, criterion_of(content_now(call), 0), timezone.now())
    seen = proving.seen_of(position.to_ask)
    met(three[0], clerk)

    with pytest.raises(RuleBroken) as refused:
        asked_now(call, clerk, seen=seen)

    assert refused.value.code == "changed_meanwhile"
    assert not ProofRequest.objects.exists()


def test_nobody_is_asked_twice_while_a_request_is_open(call, three, clerk):
    asked_now(call, clerk)

    with pytest.raises(RuleBroken):
        asked_now(call, clerk)

    assert ProofRequest.objects.count() == 2


@pytest.mark.parametrize("slot", ["0", "2", "7"])
def test_neither_method_nor_price_is_reopened(call, three, clerk, slot):
    with pytest.raises(RuleBroken) as refused:
        asked_now(call, clerk, slot=slot)

    assert refused.value.code == "criterion_unknown"


def test_the_deadline_is_a_wall_time_in_the_zone_of_the_call(call, three, clerk):
    wall = wall_of(call, days=9)

    row = asked_now(call, clerk, wall=wall)[0]

    local = row.deadline_at.astimezone(ZoneInfo(call.deadline_zone))
    assert local.strftime("%Y-%m-%dT%H:%M") == wall
    assert row.deadline_zone == call.deadline_zone


def test_a_deadline_that_is_past_is_refused(call, three, clerk):
    with pytest.raises(RuleBroken) as refused:
        asked_now(call, clerk, wall=wall_of(call, minutes=-5))

    assert refused.value.code == "deadline_past"


def test_each_is_written_to_in_their_own_language(call, three, clerk):
    Application.objects.filter(pk=three[1].pk).update(language="en")
    mail.outbox.clear()

    asked_now(call, clerk)

    bodies = [m.body for m in delivered() if LINK.search(m.body)]
    assert len(bodies) == 2
    assert all("> Envoyez le diplôme." in body for body in bodies)
    assert sum("Hand it in here:" in body for body in bodies) >= 1


def test_the_document_is_handed_in_once_exactly_at_the_deadline_too(call, three, clerk):
    row = asked_now(call, clerk)[0]
    file = sent(row)

    answered = proving.answer_proof(proof=row, file=file, at=row.deadline_at)

    assert answered.state == ProofState.ANSWERED
    assert answered.piece.file_id == file.pk
    with pytest.raises(RuleBroken):
        proving.answer_proof(proof=row, file=file, at=row.deadline_at)


def test_a_microsecond_after_the_deadline_is_too_late(call, three, clerk):
    row = asked_now(call, clerk)[0]
    file = sent(row)

    with pytest.raises(RuleBroken) as refused:
        proving.answer_proof(proof=row, file=file, at=row.deadline_at + timedelta(microseconds=1))

    assert refused.value.code == "proof_closed"


def test_what_is_handed_in_changes_nothing_of_what_was_filed(call, three, clerk):
    row = asked_now(call, clerk)[0]
    before = [p.pk for p in pieces_of(row.application)]

    proving.answer_proof(proof=row, file=sent(row), at=timezone.now())

    application = Application.objects.get(pk=row.application.pk)
    assert [p.pk for p in pieces_of(application)] == before
    assert not application.is_changed
    assert application.state == ApplicationState.FILED


def test_what_was_sent_and_not_handed_in_is_erased_with_the_answer(call, three, clerk):
    row = asked_now(call, clerk)[0]
    wrong, right = sent(row, PDF + b"%wrong"), sent(row)

    proving.answer_proof(proof=row, file=right, at=timezone.now())

    wrong.refresh_from_db()
    assert wrong.erased_at is not None
    assert not Piece.objects.filter(file=wrong).exists()


def test_the_way_in_is_for_the_holder_of_the_link_and_shut_after_the_deadline(
    call, three, clerk, time_machine
):
    row = asked_now(call, clerk)[0]
    holder, target = visitor_of(row.application), row.public_id.hex

    assert send_proof_to(holder, target) is not None
    assert send_proof_to(visitor_of(three[2]), target) is None
    assert send_proof_to(clerk, target) is None
    time_machine.move_to(row.deadline_at + timedelta(seconds=1))
    assert send_proof_to(holder, target) is None


def test_the_clerk_reads_it_once_it_was_handed_in_and_no_sooner(call, three, clerk, officer):
    row = asked_now(call, clerk)[0]
    file = sent(row)
    before = can_read_proof(clerk, file)

    proving.answer_proof(proof=row, file=file, at=timezone.now())

    assert (before, can_read_proof(clerk, file)) == (False, True)
    assert not can_read_proof(officer, file)
    assert not can_read_proof(visitor_of(three[2]), file)


def test_requests_without_answer_are_closed_after_their_deadline(call, three, clerk):
    rows = asked_now(call, clerk)

    early = proving.expire_proofs(at=rows[0].deadline_at)
    late = proving.expire_proofs(at=rows[0].deadline_at + timedelta(minutes=11))

    assert (early, late) == (0, 2)
    assert {r.state for r in ProofRequest.objects.all()} == {ProofState.EXPIRED}
    assert Entry.objects.filter(action="intake.proof.expired").count() == 2


def test_a_criterion_is_decided_on_the_proof(call, three, clerk):
    row = asked_now(call, clerk)[0]
    answered = proving.answer_proof(proof=row, file=sent(row), at=timezone.now())

    decision = decide_criterion(
        application=row.application,
        number=0,
        outcome=CriterionOutcome.MET,
        piece=str(answered.piece.public_id),
        note="",
        seen=1,
        by=clerk,
    )

    assert decision.piece == answered.piece


def test_from_the_mail_to_the_document_without_script(call, three, clerk):
    mail.outbox.clear()
    asked_now(call, clerk)
    path = next(m for message in delivered() for m in LINK.findall(message.body))
    client = Client()
    page = client.get(client.get(path).headers["Location"])
    here = page.request["PATH_INFO"]

    answer = client.post(here, {"file": SimpleUploadedFile("diplome.pdf", PDF, "application/pdf")})
    after = client.get(here)

    assert "Envoyez le diplôme." in page.text
    assert answer.status_code == 302, answer.text
    assert ProofRequest.objects.filter(state=ProofState.ANSWERED).count() == 1
    assert "diplome.pdf" in after.text
    assert 'type="file"' not in after.text


def test_an_upload_that_came_before_the_click_is_handed_in_by_it(call, three, clerk):
    mail.outbox.clear()
    row = asked_now(call, clerk)[0]
    client = Client()
    client.get(reverse("my:open_proof", args=[row.public_id, proving.key_of(row)]))
    here = reverse("my:show_proof", args=[row.application.public_id, row.public_id])
    file = sent(row)
    page = client.get(here)

    answer = client.post(here, {"file_sent": str(file.public_id)})

    assert str(file.public_id) in page.text
    assert answer.status_code == 302, answer.text
    row.refresh_from_db()
    assert row.piece.file_id == file.pk


def test_a_wrong_key_opens_nothing(call, three, clerk):
    row = asked_now(call, clerk)[0]
    client = Client()

    answer = client.get(reverse("my:open_proof", args=[row.public_id, "a" * 64]))
    page = client.get(reverse("my:show_proof", args=[row.application.public_id, row.public_id]))

    assert (answer.status_code, page.status_code) == (404, 404)


def test_the_request_of_one_applicant_is_not_there_for_another(call, three, clerk):
    first, second = asked_now(call, clerk)
    client = Client()
    client.get(reverse("my:open_proof", args=[first.public_id, proving.key_of(first)]))

    page = client.get(
        reverse("my:show_proof", args=[first.application.public_id, second.public_id])
    )

    assert page.status_code == 404


def test_the_overview_of_the_applicant_says_what_is_asked(call, three, clerk):
    row = asked_now(call, clerk)[0]
    client = Client()
    client.get(reverse("my:open_proof", args=[row.public_id, proving.key_of(row)]))

    page = client.get(reverse("my:show_application", args=[row.application.public_id]))

    assert reverse("my:show_proof", args=[row.application.public_id, row.public_id]) in page.text


def test_the_clerk_sees_who_is_asked_confirms_and_sends(call, three, at_desk):
    path = reverse("intake:ask_proof", args=[call.public_id, 0])
    page = at_desk.get(path)
    day, hour = wall_of(call).split("T")
    position = position_of(call, criterion_of(content_now(call), 0), timezone.now())
    given = {
        "question": "Envoyez le diplôme.",
        "slot": "",
        "day": day,
        "time": hour,
        "seen": proving.seen_of(position.to_ask),
    }

    confirmation = at_desk.post(path, given | {"check": "1"})
    before = ProofRequest.objects.count()
    answer = at_desk.post(path, given | {"send": "1"})

    assert three[0].reference in page.text
    assert three[2].reference not in page.text
    assert "Envoyez le diplôme." in confirmation.text
    assert before == 0
    assert answer.status_code == 302
    assert ProofRequest.objects.count() == 2


def test_the_page_of_those_who_are_asked_asks_the_database_little(
    call, three, at_desk, django_assert_max_num_queries
):
    path = reverse("intake:ask_proof", args=[call.public_id, 0])

    with django_assert_max_num_queries(12):
        at_desk.get(path)
