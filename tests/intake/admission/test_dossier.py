"""The dossier says what arrived and what was decided, and nothing of who applied or of prices."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.intake.states import Part
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.admission.standing import filed_by, over
from tests.intake.applying import PRICES, file_now, filed_application
from tests.intake.desk.making import met, with_piece
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
FINANCIAL = Part.FINANCIAL
PRICE_NAME = "Prix confidentiel.pdf"


@pytest.fixture
def auditor(organisation):
    return make_account(role=Role.AUDITOR, organisation=organisation, name="Aude Itrice")


@pytest.fixture
def application(call, clerk):
    """Filed with a sealed document and prices, and one criterion decided."""
    filed = filed_by(call, "amina@example.org")
    with_piece(filed, "2", FINANCIAL, PRICE_NAME, 3)
    filed = over(call, file_now(filed).application)[0]
    met(filed, clerk)
    return filed


def zip_of(client, call):
    answer = client.get(reverse("intake:download_dossier", args=[call.public_id]))
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_the_auditor_reads_what_arrived_and_who_decided(client, call, application, auditor):
    sign_in(client, auditor)

    page = client.get(reverse("intake:show_dossier", args=[call.public_id])).text

    for said in (application.reference, "Noémie Clerc", "Note méthodologique"):
        assert said in page


def test_neither_page_nor_zip_names_the_applicant_or_what_is_sealed(
    client, call, application, auditor
):
    sign_in(client, auditor)
    page = client.get(reverse("intake:show_dossier", args=[call.public_id])).text
    archive = zip_of(client, call)
    index = archive.read("index.json").decode() + archive.read("index.csv").decode()
    sealed = next(p for p in application.pieces.select_related("file") if p.part == FINANCIAL)

    for text in (page, index):
        for secret in (
            "Amina",
            "amina@example.org",
            PRICE_NAME,
            sealed.file.sha256,
            "18701",
            PRICES["lines"][0]["label"],
        ):
            assert secret not in text
    receipts = "".join(archive.read(n).decode() for n in archive.namelist() if "receipts/" in n)
    for secret in (PRICE_NAME, sealed.file.sha256, "18701"):
        assert secret not in receipts


def test_the_zip_holds_index_receipts_and_the_digest_of_each(client, call, application, auditor):
    sign_in(client, auditor)

    archive = zip_of(client, call)

    index = json.loads(archive.read("index.json"))
    rows = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode())))
    sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    entry = index["applications"][0]
    assert [f["number"] for f in entry["filings"]] == [1, 2]
    assert entry["filings"][1]["sealed_part"] == "received"
    assert [r["pages"] for r in rows if r["filing"] == "2" and r["slot"] == "0"] == ["6"]
    assert entry["steps"][0]["by"] == "Noémie Clerc"
    assert {n for n in archive.namelist() if n.startswith("receipts/")} == {
        f"receipts/{application.reference}-1.json",
        f"receipts/{application.reference}-2.json",
    }
    for name, digest in sums.items():
        assert sha256(archive.read(name)).hexdigest() == digest


def test_the_fingerprints_are_those_of_the_documents(client, call, application, auditor):
    sign_in(client, auditor)
    open_ones = {
        p.file.sha256 for p in application.pieces.select_related("file") if p.part != FINANCIAL
    }

    rows = list(csv.DictReader(io.StringIO(zip_of(client, call).read("index.csv").decode())))

    assert {r["file_sha256"] for r in rows} - {""} == open_ones


def test_each_reading_is_in_the_journal(client, call, application, auditor):
    sign_in(client, auditor)

    client.get(reverse("intake:show_dossier", args=[call.public_id]))
    zip_of(client, call)

    entries = Entry.objects.filter(action="intake.dossier.read", actor=str(auditor.public_id))
    assert [e.details["form"] for e in entries.order_by("seq")] == ["page", "zip"]


def test_the_dossier_closes_with_the_grant(client, call, application, auditor, time_machine):
    grant = auditor.grants.get()
    path = reverse("intake:show_dossier", args=[call.public_id])
    sign_in(client, auditor)
    before = client.get(path).status_code

    type(grant).objects.filter(pk=grant.pk).update(ends_at=timezone.now() - timedelta(seconds=1))

    assert (before, client.get(path).status_code) == (200, 404)


@pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICER, Role.ASSESSOR, Role.APPROVER])
def test_others_do_not_read_it(client, call, application, organisation, role):
    sign_in(client, make_account(role=role, organisation=organisation))

    page = client.get(reverse("intake:show_dossier", args=[call.public_id]))
    download = client.get(reverse("intake:download_dossier", args=[call.public_id]))

    assert (page.status_code, download.status_code) == (404, 404)


def test_the_page_asks_the_database_little_beside_its_line_in_the_journal(
    client, call, application, auditor
):
    sign_in(client, auditor)
    path = reverse("intake:show_dossier", args=[call.public_id])
    client.get(path)

    with CaptureQueriesContext(connection) as asked:
        client.get(path)

    of_journal = ("SAVEPOINT", "RELEASE", "INSERT", "UPDATE")
    said = [q["sql"] for q in asked.captured_queries]
    reads = [s for s in said if not s.startswith(of_journal) and '"audit_head"' not in s]
    assert len(reads) <= 14, "\n".join(s[:150] for s in reads)


def test_of_an_expression_of_interest_no_sealed_part_is_missed(client, organisation, clerk):
    interest = published_call(organisation, values={"kind": "eoi"})
    filed = filed_application(interest, prices={})
    sign_in(client, clerk)

    index = json.loads(zip_of(client, interest).read("index.json"))
    page = client.get(reverse("intake:show_dossier", args=[interest.public_id])).text
    desk = client.get(reverse("intake:show_application", args=[filed.public_id])).text

    assert index["applications"][0]["stage"] == "expression_of_interest"
    assert index["applications"][0]["filings"][0]["sealed_part"] == "not asked"
    assert filed.reference in page
    assert "Sealed part" not in page
    assert "Not received" not in desk


def test_where_no_price_is_asked_none_is_said_to_be_missing(client, organisation, clerk):
    documents = [{"name": "Note", "part": "technical"}]
    grid = [{"label": "Méthode", "points": 100}]
    values = {"required_documents": documents, "evaluation_grid": grid}
    free, asked = published_call(organisation, values=values), published_call(organisation)
    rows = [filed_application(one, prices={}) for one in (free, asked)]
    sign_in(client, clerk)

    said = [
        json.loads(zip_of(client, one).read("index.json"))["applications"][0]["filings"][0]
        for one in (free, asked)
    ]
    desks = [
        client.get(reverse("intake:show_application", args=[row.public_id])).text for row in rows
    ]

    assert [one["sealed_part"] for one in said] == ["not asked", "not received"]
    assert ["Not received" in text for text in desks] == [False, True]
