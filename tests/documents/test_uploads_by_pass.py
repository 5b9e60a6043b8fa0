"""Visitors with a pass send files: theirs alone, found again by their owner, told to it at once."""

import hashlib
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.core.passes import Visitor, pass_of
from mandat.documents import policies, tasks
from mandat.documents.copies import join_into_pdf
from mandat.documents.models import File, Upload
from mandat.documents.queries import files_of
from mandat.documents.services import open_file, receive_file
from mandat.documents.store import SEGMENT
from mandat.documents.store.objects import stored_files
from mandat.documents.taking import Chosen, sent_files, take_files
from mandat.documents.uploads import services as uploads
from mandat.documents.uploads.whole import WHOLE, take_whole
from mandat.documents.uses import use_of
from tests.documents.makers import pdf
from tests.documents.makers_judging import photo
from tests.documents.sealed import PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

DATA = b"Une offre simple. " * 30_000  # three segments
SIZE = len(DATA)


def begun(by, organisation, use=PAPER, size=SIZE, name="offre é.txt"):
    return uploads.begin_upload(
        use=use_of(use), target=str(organisation.public_id), name=name, size=size, by=by
    )


def finished(by, organisation, data=DATA):
    upload = begun(by, organisation, size=len(data))
    uploads.write_piece(upload=upload, first=0, data=data)
    return uploads.finish_upload(upload=upload)


def send_whole(client, organisation, data=b"Bonjour", digest="", **headers):
    given = {
        "X-Upload-Use": PAPER,
        "X-Upload-Target": str(organisation.public_id),
        "X-Upload-Name": quote("été.txt"),
        "X-Piece-SHA256": digest,
        **headers,
    }
    return client.post(
        reverse("documents:send_whole"),
        data,
        content_type="application/octet-stream",
        headers=given,
    )


@pytest.fixture
def neighbour(other_organisation):
    """A visitor with a pass for something else."""
    return Visitor(frozenset({pass_of(other_organisation)}))


def test_a_visitor_sends_a_file_that_belongs_to_its_owner_from_the_first_moment(
    office, holder, organisation
):
    file = finished(holder, organisation)

    assert b"".join(open_file(file)) == DATA
    assert list(files_of(organisation)) == [file]
    assert (file.uploaded_by, file.name) == (None, "offre é.txt")
    [(identity, facts)] = office.received
    assert (identity, facts.name, facts.size) == (file.public_id, "offre é.txt", len(DATA))
    assert facts.sha256 == hashlib.sha256(DATA).hexdigest()
    assert facts.target == str(organisation.public_id)
    entry = Entry.objects.get(action="documents.file.received")
    assert (entry.actor, entry.details) == ("visitor", {"use": PAPER, "size": len(DATA)})


def test_an_upload_comes_from_an_account_or_by_a_pass_never_both_or_neither(
    holder, organisation, officer
):
    upload = begun(holder, organisation)

    for values in ({"account": officer}, {"pass_name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Upload.objects.filter(pk=upload.pk).update(**values)


def test_only_whoever_holds_the_pass_continues_and_watches(
    holder, neighbour, organisation, officer
):
    upload = begun(holder, organisation)
    others = (neighbour, officer, AnonymousUser(), Visitor())
    assert policies.can_continue_upload(holder, upload)
    assert not any(policies.can_continue_upload(other, upload) for other in others)

    uploads.write_piece(upload=upload, first=0, data=DATA)
    file = uploads.finish_upload(upload=upload)

    assert policies.can_continue_upload(holder, file)
    assert policies.can_watch_file(holder, file)
    assert not any(policies.can_continue_upload(other, file) for other in others)
    assert not any(policies.can_watch_file(other, file) for other in others)


def test_a_file_that_an_account_put_there_is_not_the_visitors(holder, organisation, officer):
    file = receive_file(
        use=use_of(PAPER),
        name="note.txt",
        chunks=[b"x"],
        organisation=organisation,
        key_name=f"organisation.{organisation.public_id.hex}",
        owner=organisation,
        by=officer,
    )

    assert file.uploaded_by == officer
    assert not policies.can_continue_upload(holder, file)
    assert sent_files([file.public_id], use=use_of(PAPER), by=holder) == []


def test_an_account_that_holds_the_pass_sends_as_a_visitor(organisation, officer):
    officer.passes = frozenset({pass_of(organisation)})

    file = finished(officer, organisation)

    assert file.uploaded_by is None
    assert Entry.objects.get(action="documents.file.received").actor == "visitor"
    assert policies.can_continue_upload(officer, file)


@pytest.mark.parametrize("who", ["neighbour", "officer", "visitor"])
def test_nobody_else_sends_there(request, who, organisation):
    by = Visitor() if who == "visitor" else request.getfixturevalue(who)

    with pytest.raises(PermissionDenied):
        begun(by, organisation)


def test_a_visitor_never_sends_what_nobody_would_own(evidence, monkeypatch, holder, organisation):
    destination = uploads.sender_to(
        use=use_of(PAPER), target=str(organisation.public_id), by=holder
    ).destination
    use = use_of(PAPER)
    lone = type(destination)(destination.organisation, destination.key_name)
    object.__setattr__(use, "send_to", lambda _by, _target: lone)

    with pytest.raises(PermissionDenied):
        begun(holder, organisation)


def test_a_visitor_has_only_so_many_uploads_under_way_and_hinders_no_other(
    monkeypatch, holder, neighbour, organisation, other_organisation
):
    monkeypatch.setattr(uploads, "AT_ONCE", 2)
    for _ in range(2):
        begun(holder, organisation)

    with pytest.raises(RuleBroken, match="too_many_uploads"):
        begun(holder, organisation)
    assert begun(neighbour, other_organisation)


def test_finished_twice_it_is_one_file_and_told_once(office, holder, organisation):
    upload = begun(holder, organisation)
    uploads.write_piece(upload=upload, first=0, data=DATA)

    first = uploads.finish_upload(upload=upload)
    second = uploads.finish_upload(upload=upload)

    assert first == second
    assert len(office.received) == 1


def test_what_the_owner_refuses_is_no_file(office, holder, organisation):
    upload = begun(holder, organisation)
    uploads.write_piece(upload=upload, first=0, data=DATA)
    office.refuses = RuleBroken("application_over", "It is over.")

    with pytest.raises(RuleBroken, match="application_over"):
        uploads.finish_upload(upload=upload)

    assert not File.objects.exists()
    assert Upload.objects.count() == 1


def test_what_is_on_its_way_to_a_thing_that_is_over_is_given_up(holder, organisation):
    begun(holder, organisation)
    begun(holder, organisation)

    assert uploads.abandon_uploads_of(owner=organisation) == 2

    assert not Upload.objects.exists()


def test_the_pieces_lie_under_one_key_and_the_file_under_the_other(holder, organisation):
    other = f"compartment.{organisation.public_id.hex}"
    upload = uploads.begin_upload(
        use=use_of(PAPER),
        target=f"{organisation.public_id}/{other}",
        name="a.txt",
        size=len(DATA),
        by=holder,
    )
    assert upload.key_name == f"organisation.{organisation.public_id.hex}"
    uploads.write_piece(upload=upload, first=0, data=DATA)

    file = uploads.finish_upload(upload=upload)

    assert file.key_name == other
    assert bytes(file.wrapped_key) != bytes(upload.wrapped_key)
    assert b"".join(open_file(file)) == DATA


def test_the_slot_of_a_form_takes_what_the_visitor_sent_and_what_the_form_carries(
    office, holder, neighbour, organisation
):
    use = use_of(PAPER)
    to = office.send_to(holder, str(organisation.public_id))
    sent = finished(holder, organisation)

    again = take_files(chosen=Chosen(ids=(sent.public_id,)), use=use, destination=to, by=holder)
    given = SimpleUploadedFile("b.txt", b"Bonsoir")
    plain = take_files(chosen=Chosen(files=(given,)), use=use, destination=to, by=holder)

    assert again == sent
    assert (plain.name, plain.uploaded_by, plain.owner_id) == (
        "b.txt",
        None,
        str(organisation.public_id),
    )
    with pytest.raises(RuleBroken, match="file_gone"):
        take_files(chosen=Chosen(ids=(sent.public_id,)), use=use, destination=to, by=neighbour)


def test_photos_of_a_visitor_become_one_file_of_the_owner(office, holder, organisation):
    photos = [finished(holder, organisation, photo()) for _ in range(2)]
    to = office.send_to(holder, str(organisation.public_id))

    joined = join_into_pdf(
        files=photos, use=use_of(PAPER), destination=to, name="p.jpg", by=holder, target="t"
    )

    assert list(files_of(organisation)) == [joined]
    assert office.received[-1][1].target == "t"


# By their addresses.


def test_a_visitor_uploads_by_the_addresses(office, holder_client, organisation):
    target = str(organisation.public_id)
    said = holder_client.post(
        reverse("documents:begin_upload"),
        {"use": PAPER, "target": target, "name": "é.txt", "size": len(DATA)},
    ).json()
    for first in (0, 1, 2):
        piece = DATA[first * SEGMENT : (first + 1) * SEGMENT]
        address = f"{said['address']}{first}/"
        put = holder_client.put(address, piece, content_type="application/octet-stream")
        assert put.status_code == 204
    done = holder_client.post(said["address"]).json()
    again = holder_client.post(said["address"]).json()
    line = holder_client.get(done["line"], {"in": "file_sent"}).content.decode()

    assert done == again
    assert "é.txt" in line
    assert f'value="{said["id"]}"' in line


def test_a_checked_file_is_given_to_whoever_holds_the_pass_and_to_no_other_visitor(
    holder, holder_client, organisation
):
    file = finished(holder, organisation, pdf("Bonjour"))
    tasks.check_file(str(file.public_id))
    addresses = [
        reverse(f"documents:{name}", args=[file.public_id])
        for name in ("serve_file", "show_line", "show_file")
    ]

    for address in addresses:
        assert holder_client.get(address).status_code == 200
        assert Client().get(address).status_code == 302
    read = Entry.objects.get(action="documents.file.read")
    assert read.actor == "visitor"


def test_a_visitor_without_pass_is_led_to_sign_in_with_a_large_body_too(organisation):
    client = Client()

    assert send_whole(client, organisation).status_code == 302
    assert send_whole(client, organisation, bytes(100_000)).status_code in (302, 401)
    assert not File.objects.exists()


def test_a_small_file_goes_in_one_request(office, holder_client, organisation):
    data = pdf("Bonjour")
    said = send_whole(holder_client, organisation, data, hashlib.sha256(data).hexdigest())

    file = File.objects.get()
    assert said.status_code == 201
    assert said.json()["finished"]
    assert said.json()["id"] == str(file.public_id)
    assert (file.name, b"".join(open_file(file))) == ("été.txt", data)
    assert office.received[0][1].target == str(organisation.public_id)
    assert holder_client.get(said.json()["line"]).status_code == 200


def test_a_small_file_sent_again_under_its_id_is_taken_once(
    office, holder, holder_client, organisation
):
    chosen = str(uuid4())
    first = send_whole(holder_client, organisation, **{"X-Upload-Id": chosen})
    again = send_whole(holder_client, organisation, **{"X-Upload-Id": chosen})

    assert first.json() == again.json()
    assert first.json()["id"] == chosen
    assert File.objects.count() == len(office.received) == 1
    kept = [name for folder in stored_files() for _path, name in folder]
    assert kept.count(File.objects.get().storage_key) == 1


def test_the_id_of_somebody_elses_file_gives_nothing(
    holder, neighbour, organisation, other_organisation
):
    theirs = finished(holder, organisation)
    given = {"use": use_of(PAPER), "target": str(other_organisation.public_id), "name": "x"}

    with pytest.raises(PermissionDenied):
        take_whole(**given, data=b"x", by=neighbour, row=theirs.public_id)

    assert File.objects.get() == theirs


@pytest.mark.parametrize(
    ("data", "digest", "code"),
    [
        (b"x", "0" * 64, "piece_damaged"),
        (bytes(WHOLE + 1), "", "piece_size"),
        (b"", "", "empty_file"),
    ],
)
def test_what_is_not_whole_or_too_large_is_not_taken_at_once(
    holder_client, organisation, data, digest, code
):
    answer = send_whole(holder_client, organisation, data, digest)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not File.objects.exists()


def test_a_request_of_another_site_sends_nothing(holder_client, organisation):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = holder_client.cookies

    assert send_whole(strict, organisation).status_code == 403
    assert not File.objects.exists()
