"""Whoever has an application of their own reaches nothing of another one by naming its ids."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mandat.documents.models import File, Upload
from mandat.intake.files import OFFER, PIECE, target_of
from mandat.intake.mine.proofs_files import PROOF
from mandat.intake.models import Application, Extension, Piece, ProofRequest, TeamMember
from mandat.intake.services.confirming import ask_member
from mandat.intake.services.proving import key_of
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import WORDS
from tests.intake.mine.typing import save
from tests.intake.mine.walking import PDF as BYTES
from tests.intake.mine.walking import begun, click, once_of, page, pdf, send

pytestmark = pytest.mark.django_db
NOTE, CV, PRICE = "0", "1.lead", "2"


@pytest.fixture(params=["same call", "other call"])
def two(request, organisation):
    """My browser and my application; theirs with documents, of the same call and of another."""
    call = published_call(organisation)
    their_call = call if request.param == "same call" else published_call(organisation)
    client, mine = begun(call, "me@example.org")
    theirs_client, theirs = begun(their_call, "they@example.org")
    send(theirs_client, theirs, NOTE, pdf("secret-note.pdf"))
    send(theirs_client, theirs, PRICE, pdf("secret-prix.pdf"))
    return client, mine, theirs_client, theirs


def state():
    """Everything that could be attached, taken out or renamed."""
    pieces = Piece.objects.order_by("pk")
    return (
        list(pieces.values_list("pk", "application", "slot", "label", "removed_at", "file")),
        list(File.objects.order_by("pk").values_list("pk", "erased_at", "owner_id")),
        list(Upload.objects.order_by("pk").values_list("pk", "name", "size")),
    )


def begin(client, target, *, use=PIECE, name="a.pdf"):
    data = {"use": use, "target": target, "name": name, "size": str(len(BYTES))}
    return client.post(reverse("documents:begin_upload"), data)


def whole(client, target, *, use=PIECE, row=None):
    headers = {"X-Upload-Use": use, "X-Upload-Target": target, "X-Upload-Name": "a.pdf"}
    headers |= {"X-Upload-Id": str(row)} if row else {}
    path = reverse("documents:send_whole")
    return client.post(path, BYTES, content_type="application/octet-stream", headers=headers)


def test_pieces_of_another_application_are_neither_taken_out_nor_named(two):
    client, mine, _theirs_client, theirs = two
    piece = Piece.objects.filter(application=theirs).first()
    before = state()

    answers = [
        client.post(page(name, application, piece.public_id), {"label": "moi"})
        for name in ("remove_piece", "label_piece")
        for application in (mine, theirs)
    ]

    assert [a.status_code for a in answers] == [404] * 4
    assert state() == before


@pytest.mark.parametrize("name", ["edit_documents", "join_photos", "check_application",
                                  "withdraw_application", "edit_team", "edit_offer"])  # fmt: skip
def test_the_pages_of_another_application_take_nothing(two, name):
    client, _mine, _theirs_client, theirs = two
    before = state()

    answer = client.post(
        page(name, theirs), {"slot": NOTE, "files": [pdf()], "once": "x" * 30, "declared": "on"}
    )

    now = Application.objects.get(pk=theirs.pk)
    assert answer.status_code == 404
    assert "secret-note" not in answer.text
    assert (now.state, now.version, now.content) == ("draft", theirs.version, theirs.content)
    assert state() == before


@pytest.mark.parametrize("slot", ["9", "1.m1", "1", "2.lead", "../0", "", "0\x00", "other/0"])
def test_a_slot_that_the_call_does_not_ask_takes_nothing(two, slot):
    client, mine, _theirs_client, _theirs = two
    before = state()

    answers = [
        send(client, mine, slot, pdf()),
        begin(client, target_of(mine, slot)),
        whole(client, target_of(mine, slot)),
        client.post(page("join_photos", mine), {"slot": slot}),
    ]

    assert all(a.status_code in (403, 404, 409) for a in answers)
    assert state() == before


@pytest.mark.parametrize(
    ("slot", "use"),
    [(NOTE, OFFER), (PRICE, PIECE), (NOTE, PROOF), (NOTE, "intake.raw_mail"), (NOTE, "none.such")],
)
def test_a_document_comes_by_no_other_way_than_that_of_its_slot(two, slot, use):
    client, mine, _theirs_client, _theirs = two
    before = state()

    answers = [
        begin(client, target_of(mine, slot), use=use),
        whole(client, target_of(mine, slot), use=use),
    ]

    assert all(a.status_code in (404, 409) for a in answers)
    assert state() == before


def test_no_upload_begins_or_goes_on_at_another_application(two):
    client, _mine, theirs_client, theirs = two
    began = begin(theirs_client, target_of(theirs, CV)).json()
    before = state()
    address = began["address"]

    answers = [
        begin(client, target_of(theirs, CV)),
        whole(client, target_of(theirs, CV)),
        client.get(address),
        client.post(address),
        client.delete(address),
        client.put(f"{address}0/", BYTES, content_type="application/octet-stream"),
    ]

    assert [a.status_code for a in answers] == [404] * 6
    assert state() == before
    assert theirs_client.get(address).status_code == 200


def test_the_id_of_their_file_or_upload_given_as_mine_gives_me_nothing(two):
    client, mine, theirs_client, theirs = two
    file = Piece.objects.filter(application=theirs).first().file
    upload = begin(theirs_client, target_of(theirs, CV)).json()["id"]
    before = state()

    as_file = whole(client, target_of(mine, NOTE), row=file.public_id)

    assert as_file.status_code == 404
    assert state() == before
    as_upload = whole(client, target_of(mine, NOTE), row=upload)
    assert as_upload.status_code in (201, 404, 409)
    assert not Piece.objects.filter(application=theirs, slot=CV).exists()
    assert theirs_client.get(reverse("documents:continue_upload", args=[upload])).json()["missing"]


def test_files_of_another_application_are_read_by_no_address(two):
    client, _mine, theirs_client, theirs = two
    names = ("serve_file", "show_line", "show_file", "make_clean_copy", "continue_upload")
    files = [piece.file for piece in Piece.objects.filter(application=theirs)]

    answers = [
        getattr(client, method)(reverse(f"documents:{name}", args=[file.public_id]))
        for file in files
        for name in names
        for method in ("get", "post")
    ]
    answers += [client.get(reverse("documents:show_page", args=[f.public_id, 1])) for f in files]

    assert {a.status_code for a in answers} <= {302, 404, 405}
    assert not any("secret" in getattr(a, "text", "") for a in answers)
    assert all("login" in a.url or "sign" in a.url for a in answers if a.status_code == 302)
    line = reverse("documents:show_line", args=[files[0].public_id])
    assert "secret-note.pdf" in theirs_client.get(line).text


def test_their_photos_are_joined_into_no_document_of_mine(two):
    client, mine, _theirs_client, theirs = two
    files = [str(p.file.public_id) for p in Piece.objects.filter(application=theirs)]
    before = state()

    answers = [
        client.post(
            reverse("documents:join_photos"),
            {"use": PIECE, "target": target_of(application, NOTE), "file": files},
        )
        for application in (mine, theirs)
    ]

    assert [a.status_code for a in answers] == [409, 404]
    assert state() == before


@pytest.fixture
def proofs(two, organisation):
    """Both are filed; a proof is asked of each, and of theirs whether the offer stands longer."""
    client, mine, theirs_client, theirs = two
    send(client, mine, NOTE, pdf("mine.pdf"))
    click(client, mine)
    click(theirs_client, theirs)
    clerk = make_account(role=Role.CLERK, organisation=organisation)
    asked = [
        ProofRequest.objects.create(
            public_id=uuid4(), batch=uuid4(), application=row, question="Attestation", criterion=0,
            asked_by=clerk, asked_at=timezone.now(), deadline_zone="Europe/Brussels",
            deadline_at=timezone.now() + timedelta(days=5),
        )
        for row in (mine, theirs)
    ]  # fmt: skip
    extension = Extension.objects.create(
        public_id=uuid4(), application=theirs, until=timezone.now().date(), asked_by=clerk,
        asked_at=timezone.now(),
    )  # fmt: skip
    return asked, extension


def test_a_proof_takes_no_file_of_another_application_and_no_other_proof(two, proofs):
    client, mine, _theirs_client, theirs = two
    (my_proof, their_proof), _extension = proofs
    file = Piece.objects.filter(application=theirs).first().file
    before = state()
    answers = [
        client.post(
            page("show_proof", mine, my_proof.public_id), {"file_sent": str(file.public_id)}
        ),
        client.post(page("show_proof", mine, their_proof.public_id), {"file": [pdf()]}),
        client.post(page("show_proof", theirs, their_proof.public_id), {"file": [pdf()]}),
        begin(client, their_proof.public_id.hex, use=PROOF),
        whole(client, their_proof.public_id.hex, use=PROOF),
        client.get(reverse("my:open_proof", args=[their_proof.public_id, key_of(my_proof)])),
    ]

    assert [a.status_code for a in answers] == [409, 404, 404, 404, 404, 404]
    assert "secret" not in answers[0].text
    assert set(ProofRequest.objects.values_list("state", flat=True)) == {"asked"}
    assert state() == before


def test_nobody_answers_for_another_applicant(two, proofs):
    client, mine, _theirs_client, theirs = two
    _asked, extension = proofs
    data = {"answer": "agree", "seen": str(extension.public_id)}

    answers = [client.post(page("answer_extension", row), data) for row in (mine, theirs)]

    extension.refresh_from_db()
    assert [a.status_code for a in answers] == [409, 404]
    assert extension.is_agreed is None


def test_the_click_of_another_page_files_nothing_of_mine_and_shows_no_receipt(two):
    client, mine, theirs_client, theirs = two
    once = once_of(theirs_client, theirs)
    click(theirs_client, theirs, once)

    answer = click(client, mine, once)

    mine.refresh_from_db()
    assert (answer.status_code, mine.state) == (409, "draft")
    assert "secret" not in answer.text


def test_members_of_another_team_are_neither_asked_nor_answered_for(two):
    client, mine, theirs_client, theirs = two
    save(theirs_client, page("edit_team", theirs), act="add:member")
    save(theirs_client, page("edit_team", theirs),
         **{"member.m1.name": "Jean", "member.m1.email": "jean@example.org"})  # fmt: skip
    row = Application.objects.get(pk=theirs.pk)
    member = ask_member(application=row, key="m1", at=timezone.now())

    asked = save(client, page("edit_team", mine), act="ask:m1")
    path = reverse("my:confirm_member", args=[member.public_id])
    answered = [client.get(path), client.post(path, {"answer": "yes"})]

    member.refresh_from_db()
    assert asked.status_code == 303
    assert TeamMember.objects.count() == 1
    assert [a.status_code for a in answered] == [404, 404]
    assert member.state == "asked"
    assert WORDS["members"][0]["name"] not in answered[0].text
