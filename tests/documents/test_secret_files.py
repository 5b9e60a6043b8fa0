"""Secret files: what they are called, how large and long they are, only their owner knows."""

import io
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.crypto import Tampered
from mandat.core.errors import RuleBroken
from mandat.core.holdings import DataClass, Subject
from mandat.core.passes import Visitor
from mandat.documents import checking, policies, tasks
from mandat.documents.kinds import KINDS, PDF
from mandat.documents.labels import line_of
from mandat.documents.models import File
from mandat.documents.privacy import HOLDING
from mandat.documents.queries import files_of
from mandat.documents.services import (
    erase_file,
    hand_over_key,
    open_file,
    read_file,
    receive_file,
    seal_of,
)
from mandat.documents.states import WITHHELD, FileState, Scan
from mandat.documents.store.objects import object_name, size_of
from mandat.documents.telling import tell_locked, waits
from mandat.documents.uploads import services as uploads
from mandat.documents.uploads.whole import take_whole
from mandat.documents.uses import Use, use_of
from mandat.mail.models import Message
from tests.documents.makers import pdf, zip_bomb
from tests.documents.sealed import OFFER, PAPER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]

SOWN = "Offre Zwetschge 48311"
PAGES = "Un #pagebreak() Deux #pagebreak() Trois"


def sent(holder, organisation, use=OFFER, data=None, name=f"{SOWN}.pdf"):
    data = data or pdf(PAGES)
    return take_whole(
        use=use_of(use), target=str(organisation.public_id), name=name, data=data, by=holder
    )


def checked(file):
    tasks.check_file(str(file.public_id))
    file.refresh_from_db()
    return file


def everything_stored():
    """Every text of every table, as a reader of the database sees it."""
    said = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- ours
            for row in cursor.fetchall():
                said += [bytes(v) if isinstance(v, memoryview) else v for v in row]
    return "\n".join(
        v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in said if v is not None
    )


@pytest.mark.parametrize(("use", "leaks"), [(PAPER, True), (OFFER, False)])
def test_the_name_of_a_secret_file_stands_in_no_table(holder, organisation, use, leaks):
    checked(sent(holder, organisation, use))

    assert (SOWN in everything_stored()) == leaks


@pytest.mark.parametrize(("use", "leaks"), [(PAPER, True), (OFFER, False)])
def test_while_it_comes_its_name_lies_sealed(holder, organisation, use, leaks, office):
    data = pdf(PAGES)
    target = str(organisation.public_id)
    upload = uploads.begin_upload(
        use=use_of(use), target=target, name=f"{SOWN}.pdf", size=len(data), by=holder
    )

    assert (SOWN in everything_stored()) == leaks
    uploads.write_piece(upload=upload, first=0, data=data)
    uploads.finish_upload(upload=upload)
    assert office.received[0][1].name == f"{SOWN}.pdf"
    assert (SOWN in everything_stored()) == leaks


def test_a_sealed_name_opens_at_no_other_upload(holder, organisation):
    one, other = (
        uploads.begin_upload(
            use=use_of(OFFER), target=str(organisation.public_id), name=n, size=1, by=holder
        )
        for n in ("a", "b")
    )
    other.sealed_name = one.sealed_name

    with pytest.raises(Tampered):
        uploads._name_of(other)


def test_the_row_keeps_nothing_of_what_was_found_and_the_owner_learns_it(
    office, holder, organisation
):
    file = checked(sent(holder, organisation))

    row = File.objects.get()
    assert (row.name, row.media_type, row.page_count, row.page_count_exact) == ("", "", None, False)
    assert (row.warnings, row.refusal_params, row.refusal_code) == ([], {}, "")
    assert (row.state, row.data_class) == (FileState.SAFE, DataClass.SECRET)
    [(identity, findings)] = office.checked
    assert (identity, findings.state, findings.media_type) == (file.public_id, FileState.SAFE, PDF)
    assert (findings.page_count, findings.page_count_exact) == (3, True)


def test_the_owner_of_an_ordinary_file_learns_the_same(office, holder, organisation):
    file = checked(sent(holder, organisation, PAPER))

    [(_identity, findings)] = office.checked
    assert findings.page_count == file.page_count == 3
    assert findings.media_type == file.media_type == PDF


def test_the_journal_says_neither_size_nor_reason(office, holder, organisation):
    checked(sent(holder, organisation, data=zip_bomb()))
    checked(sent(holder, organisation, PAPER, zip_bomb()))

    said = Entry.objects.order_by("pk").values_list("action", "details")
    assert dict(list(said)[:2]) == {
        "documents.file.received": {"use": OFFER},
        "documents.file.refused": {"code": WITHHELD},
    }
    assert dict(list(said)[2:])["documents.file.refused"] == {"code": "zip_bomb"}
    assert [f.refusal_code for _i, f in office.checked] == ["zip_bomb", "zip_bomb"]


def test_the_database_refuses_a_secret_row_that_speaks(holder, organisation):
    file = sent(holder, organisation)

    for told in ({"name": "x"}, {"media_type": PDF}, {"page_count": 3}, {"data_class": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            File.objects.filter(pk=file.pk).update(**told)


@pytest.mark.parametrize("who", ["holder", "officer", "administrator", "reader", "anonymous"])
def test_nobody_sees_or_reads_it_here(request, who, holder, organisation):
    by = AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)
    secret, plain = checked(sent(holder, organisation)), checked(sent(holder, organisation, PAPER))

    assert policies.can_read_file(holder, plain)
    for policy in (
        policies.can_see_file,
        policies.can_read_file,
        policies.can_see_pages,
        policies.can_change_file,
        policies.can_look_at_file,
    ):
        assert not policy(by, secret)
    with pytest.raises(PermissionDenied):
        read_file(file=secret, by=by)


@pytest.mark.parametrize("name", ["serve_file", "show_file", "make_clean_copy"])
def test_no_address_gives_it_out(name, holder, holder_client, organisation, officer):
    secret, plain = checked(sent(holder, organisation)), checked(sent(holder, organisation, PAPER))
    staff = Client()
    staff.force_login(officer)
    method = "post" if name == "make_clean_copy" else "get"

    for client in (holder_client, staff):
        address = reverse(f"documents:{name}", args=[secret.public_id])
        answer = getattr(client, method)(address)
        assert answer.status_code in (302, 404)
        assert not answer.headers.get("Location", "/account/").startswith("/files/")
    if method == "get":
        ordinary = holder_client.get(reverse(f"documents:{name}", args=[plain.public_id]))
        assert ordinary.status_code == 200


def test_its_line_says_what_the_owner_shows_and_to_whom(holder, holder_client, organisation):
    file = checked(sent(holder, organisation))
    address = reverse("documents:show_line", args=[file.public_id])

    line = holder_client.get(address, {"in": "file_sent"}).content.decode()

    assert SOWN in line
    assert "3 pages" in line
    assert "/about/" not in line
    blank = line_of(file, Visitor())
    assert (blank.name, blank.size, blank.pages, blank.kind, blank.scan) == ("", None, "", "", "")


def test_a_refusal_that_nobody_explains_has_words(holder, organisation):
    file = checked(sent(holder, organisation, data=zip_bomb()))

    line = line_of(file, Visitor())

    assert line.reason
    assert line.remedy
    assert file.refusal_code == WITHHELD


def test_a_copy_of_somebodys_data_and_the_first_page_are_silent(office, organisation, officer):
    key = f"organisation.{organisation.public_id.hex}"
    for use in (PAPER, OFFER):
        given = {"use": use_of(use), "name": f"{SOWN} {use}.docx", "key_name": key, "by": officer}
        file = receive_file(chunks=[zip_bomb()], organisation=organisation, owner=None, **given)
        checked(file)
        file.owner_label, file.owner_id = "people.organisation", str(organisation.public_id)
        file.save()

    found = list(HOLDING.gather(Subject(officer.email, officer.public_id)))

    plain, secret = (str(f) for f in found)
    assert SOWN in plain
    for hidden in (SOWN, "size", "sha256", "media_type", "state"):
        assert hidden not in secret
    officer.passes = frozenset()
    shown = " ".join(str(w.title) for w in waits(officer))
    assert f"{SOWN} {PAPER}" in shown
    assert f"{SOWN} {OFFER}" not in shown
    assert str(file.public_id) not in shown


def test_what_was_in_an_archive_is_as_secret_and_made_once(office, holder, organisation):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(f"{SOWN} prix.pdf", pdf(PAGES))
    file = sent(holder, organisation, data=out.getvalue(), name="tout.zip")

    checked(file)
    File.objects.filter(pk=file.pk).update(state=FileState.CHECKING)
    checked(file)

    member = File.objects.get(made_from=file)
    assert checked(member).state == FileState.SAFE
    assert (member.name, member.is_secret) == ("", True)
    assert [f.name for _i, f in office.received] == ["tout.zip", f"{SOWN} prix.pdf"]
    assert SOWN not in everything_stored()


def test_what_its_owner_refuses_when_it_is_checked_did_not_happen(office, holder, organisation):
    file = sent(holder, organisation)

    def refuse(_file, _findings):
        raise RuleBroken("no_key", "Later.")

    object.__setattr__(use_of(OFFER), "checked", refuse)

    with pytest.raises(RuleBroken, match="no_key"):
        checked(file)

    file.refresh_from_db()
    assert file.state == FileState.CHECKING
    assert not Entry.objects.filter(action="documents.file.found_safe").exists()


# Keys.


def test_a_key_is_handed_over_once_and_the_bytes_stay(holder, organisation):
    data = pdf(PAGES)
    file = sent(holder, organisation, data=data)
    before, to = bytes(file.wrapped_key), f"compartment.{organisation.public_id.hex}"

    hand_over_key(file=file, to=to)
    after = bytes(file.wrapped_key)
    hand_over_key(file=file, to=to)

    row = File.objects.get()
    assert (row.key_name, bytes(row.wrapped_key)) == (to, after)
    assert after != before
    assert b"".join(open_file(row)) == data
    row.wrapped_key = before
    with pytest.raises(Tampered):
        list(open_file(row))


def test_an_erased_file_has_no_key_to_hand_over(holder, organisation):
    file = sent(holder, organisation)
    erase_file(file=file, by="worker")

    with pytest.raises(RuleBroken, match="file_erased"):
        hand_over_key(file=file, to=f"compartment.{organisation.public_id.hex}")


def test_the_owner_hands_the_key_over_when_the_check_is_done(office, holder, organisation):
    to = f"compartment.{organisation.public_id.hex}"
    file = sent(holder, organisation)
    object.__setattr__(
        use_of(OFFER), "checked", lambda file, _findings: hand_over_key(file=file, to=to)
    )

    checked(file)

    assert file.key_name == to
    assert list(open_file(file))


def test_an_erased_secret_file_leaves_nothing(holder, organisation):
    file = sent(holder, organisation)
    place = object_name(file.storage_key)

    with transaction.atomic():
        erase_file(file=file, by="worker")

    assert list(files_of(organisation)) == []
    assert seal_of_is_gone(file)
    assert place


def seal_of_is_gone(file):
    try:
        seal_of(file)
    except RuleBroken:
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_an_erased_secret_file_go_after_the_commit(holder, organisation):
    file = sent(holder, organisation)
    place = object_name(file.storage_key)
    assert size_of(place)

    erase_file(file=file, by="worker")

    assert size_of(place) is None


def test_a_file_found_infected_later_is_locked_and_no_mail_speaks_of_it(
    office, holder, organisation, administrator
):
    file = checked(sent(holder, organisation))
    File.objects.filter(pk=file.pk).update(
        received_at=timezone.now() - checking.OVERDUE * 2, scan=Scan.NOT_SCANNED
    )

    checking.services.note_scan(file=file, scan=Scan.INFECTED)

    row = File.objects.get()
    assert (row.state, row.refusal_code) == (FileState.LOCKED, WITHHELD)
    assert tell_locked(row) == 0
    assert not Message.objects.exists()


def test_a_secret_use_joins_no_photos():
    with pytest.raises(ValueError, match="joins no photos"):
        Use("tests.no", "", KINDS, 1, policies.can_read_file, secret=True, joins_photos=True)


def test_nothing_is_missing_from_the_migrations():
    call_command("makemigrations", "documents", check=True, dry_run=True, verbosity=0)
