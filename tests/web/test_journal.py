"""The journal on screen: in words, for those who may read it, quick at 100,000 entries too."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from mandat.audit import rules
from mandat.audit.models import Entry, Head
from mandat.audit.services import OPERATOR, record
from mandat.people.roles import READS_JOURNAL, Role
from mandat.people.services import grant_role
from tests.calls.test_services import TEXT, imported
from tests.factories import make_account, make_organisation
from tests.web.journal_pages import address, client_of, lines_in, text_of

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "check-the-journal.md"
MOST = 12  # design: at most twelve queries a page
READERS = sorted(READS_JOURNAL)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def auditor(organisation):
    return make_account(
        role=Role.ADMINISTRATOR, organisation=organisation, name="Claire Fontanel", language="en"
    )


def test_an_act_reads_as_a_sentence_with_the_names_of_now(organisation, officer, auditor):
    call = imported(organisation, officer, TEXT)

    text = text_of(client_of(auditor).get(address(organisation)))

    assert f"{officer.name} imported a call" in text
    assert call.title
    officer.name = "Amina Bâ"
    officer.save()
    assert "Amina Bâ imported a call" in text_of(client_of(auditor).get(address(organisation)))


def test_an_erased_account_has_no_name_and_its_acts_stay(organisation, officer, auditor):
    imported(organisation, officer, TEXT)
    assert officer.name in text_of(client_of(auditor).get(address(organisation)))
    officer.name, officer.email = "", f"{uuid4()}@closed.invalid"
    officer.is_active, officer.closed_at = False, timezone.now()
    officer.save()

    text = text_of(client_of(auditor).get(address(organisation)))

    assert "An account that was erased imported a call" in text


@pytest.mark.parametrize("role", list(Role))
def test_the_journal_is_read_by_these_roles_of_the_organisation_alone(
    organisation, other_organisation, role
):
    record(actor=OPERATOR, action="people.settings.changed", organisation=organisation)
    own = make_account(role=role, organisation=organisation)
    foreign = make_account(role=role, organisation=other_organisation)
    expected = 200 if role in READERS else 404

    for name in ("show_journal", "list_heads"):
        assert client_of(own).get(address(organisation, name)).status_code == expected
        assert client_of(foreign).get(address(organisation, name)).status_code == 404
    export = reverse("journal:export_journal", args=[organisation.public_id, "csv"])
    assert client_of(own).get(export).status_code == expected
    assert client_of(foreign).get(export).status_code == 404


def test_everybody_sees_their_own_acts_and_no_others(organisation, officer, stranger):
    imported(organisation, officer, TEXT)
    record(actor=stranger, action="people.factor.added", subject=stranger)

    own = lines_in(client_of(officer).get(reverse("journal:list_own_acts")))
    other = lines_in(client_of(stranger).get(reverse("journal:list_own_acts")))

    assert "imported a call" in own
    assert "added a way to sign in" not in own
    assert "added a way to sign in" in other
    assert "imported a call" not in other


def test_a_title_is_shown_only_to_those_who_may_see_the_call(organisation, officer):
    call = imported(organisation, officer, TEXT)
    blind = make_account(role=Role.DATA_PROTECTION_OFFICER, organisation=organisation)
    seeing = make_account(role=Role.ADMINISTRATOR, organisation=organisation)

    assert call.title in text_of(client_of(seeing).get(address(organisation)))
    text = lines_in(client_of(blind).get(address(organisation)))
    assert call.title not in text
    assert "imported a call" in text


def test_nobody_learns_the_name_behind_an_id_that_did_nothing_there(
    organisation, auditor, other_organisation
):
    secret = make_account(name="Nour Zimbrelle", organisation=other_organisation, role=Role.READER)

    page = client_of(auditor).get(address(organisation), {"actor": str(secret.public_id)})

    assert "Zimbrelle" not in page.content.decode()
    record(actor=secret, action="people.settings.changed", organisation=organisation)
    page = client_of(auditor).get(address(organisation), {"actor": str(secret.public_id)})
    assert "Zimbrelle" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("other_zone", "clock", "place"), [("Europe/Paris", "23:30", "Paris"), ("UTC", "22:30", "UTC")]
)
def test_own_acts_are_told_in_the_time_of_ones_organisations(other_zone, clock, place):
    home = make_organisation("Maison des droits", time_zone="Europe/Paris")
    other = make_organisation("Autre maison", time_zone=other_zone)
    account = make_account(role=Role.ADMINISTRATOR, organisation=home)
    grant_role(account=account, organisation=other, role=Role.READER, by=OPERATOR)
    with time_machine.travel(datetime(2026, 11, 5, 22, 30, tzinfo=UTC), tick=False):
        record(actor=account, action="people.settings.changed", organisation=home)

    text = text_of(client_of(account).get(reverse("journal:list_own_acts")))

    assert f"{clock} {account.name} changed the settings" in text
    assert f"Times are those of {place}." in text


def test_filters_leave_what_was_asked_for(organisation, officer, auditor):
    call = imported(organisation, officer, TEXT)
    with time_machine.travel(datetime(2020, 5, 5, 22, 30, tzinfo=UTC), tick=False):
        record(actor=auditor, action="people.settings.changed", organisation=organisation)
    client, page = client_of(auditor), address(organisation)

    def shown(**query):
        return lines_in(client.get(page, query))

    assert "imported a call" in shown()
    assert "changed the settings" in shown()
    assert "imported a call" not in shown(action="people.settings.changed")
    assert "changed the settings" not in shown(action="calls.call.imported")
    assert "changed the settings" not in shown(actor=str(officer.public_id))
    by_object = shown(object=f"calls.call:{call.public_id}")
    assert "imported a call" in by_object
    assert "changed the settings" not in by_object
    # 22:30 UTC on the fifth is the sixth in Paris.
    assert "changed the settings" in shown(since="2020-05-06", until="2020-05-06")
    assert "changed the settings" not in shown(until="2020-05-05")
    assert "Nothing like this" in shown(until="2019-01-01")


@pytest.mark.parametrize(
    "query",
    [
        {"before": "x"},
        {"before": "9" * 40},
        {"actor": "x' OR 1=1"},
        {"action": "\x00"},
        {"since": "9999-12-31", "until": "9999-12-31"},
        {"since": "0001-01-01"},
        {"object": ":::"},
        {"object": "a" * 500},
        {"before": "2020-01-01T00:00:00|x"},
    ],
    ids=str,
)
def test_what_cannot_be_read_in_the_address_is_left_out(organisation, auditor, query):
    client = client_of(auditor)

    assert client.get(address(organisation), query).status_code == 200
    assert client.get(reverse("journal:list_own_acts"), query).status_code == 200


def many(organisation, actors, number):
    """A chain of many entries, written as `record` would, but at once."""
    chain = str(organisation.public_id)
    head, _new = Head.objects.get_or_create(chain=chain)
    rows, previous, start = [], head.hash, datetime(2027, 1, 1, tzinfo=UTC)
    acts = ["calls.field.settled", "people.settings.changed", "audit.journal.exported"]
    for seq in range(head.seq + 1, head.seq + number + 1):
        act = rules.Act(
            chain=chain,
            seq=seq,
            previous=previous,
            public_id=uuid4(),
            at=start + timedelta(seconds=seq),
            organisation=organisation.public_id,
            actor=str(actors[seq % len(actors)].public_id),
            action=acts[seq % len(acts)],
            subject_label="calls.call",
            subject_id=str(uuid4()),
            details={"field": "title"} if seq % len(acts) == 0 else {},
        )
        previous = rules.digest(act)
        rows.append(Entry(**{n: getattr(act, n) for n in rules.Act.__slots__}, hash=previous))
    Entry.objects.bulk_create(rows, batch_size=1000)
    return rows


def test_pages_follow_one_another_without_gap_or_repetition(organisation, auditor):
    many(organisation, [auditor], 130)
    client, page = client_of(auditor), address(organisation)
    seen = []
    query = ""

    while page:
        response = client.get(page + query)
        seen += [line.seq for line in response.context["page"].lines]
        query = f"?before={response.context['page'].next_before}"
        page = page if response.context["page"].next_before else ""

    assert seen == sorted(seen, reverse=True)
    assert (
        len(seen)
        == len(set(seen))
        == Entry.objects.filter(chain=str(organisation.public_id)).count()
    )


def test_own_acts_of_all_chains_follow_one_another(organisation, other_organisation, auditor):
    many(organisation, [auditor], 60)
    many(other_organisation, [auditor], 60)
    client = client_of(auditor)
    seen, query = [], {}

    while True:
        page = client.get(reverse("journal:list_own_acts"), query).context["page"]
        seen += [(line.at, line.seq) for line in page.lines]
        if not page.next_before:
            break
        query = {"before": page.next_before}

    assert len(seen) >= 120
    assert [at for at, _seq in seen] == sorted((at for at, _seq in seen), reverse=True)


@pytest.mark.parametrize("rows", [3, 130])
def test_a_page_takes_twelve_queries_at_most(organisation, officer, auditor, rows):
    people = [make_account(role=Role.READER, organisation=organisation) for _ in range(5)]
    imported(organisation, officer, TEXT)
    many(organisation, [officer, auditor, *people], rows)
    client = client_of(auditor)
    client.get(address(organisation))

    for url in (
        address(organisation),
        address(organisation) + f"?actor={officer.public_id}",
        reverse("journal:list_own_acts"),
        address(organisation, "list_heads"),
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= MOST, [q["sql"][:90] for q in asked]


@pytest.mark.slow
def test_no_page_of_a_hundred_thousand_entries_scans_them_all(organisation, officer, auditor):
    many(organisation, [officer, auditor], 100_000)
    client = client_of(auditor)
    client.get(address(organisation))
    slowest = {}

    for query in (
        "",
        "?before=50000",
        f"?actor={officer.public_id}",
        "?action=people.settings.changed",
        "?since=2027-01-01&until=2027-01-01",
        f"?actor={officer.public_id}&action=calls.field.settled&until=2027-01-01",
    ):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(organisation) + query).status_code == 200
        slowest[query] = max(float(q["time"]) for q in asked)
        assert len(asked) <= MOST

    assert max(slowest.values()) < 0.5, slowest


def test_the_csv_holds_every_entry_and_no_name(organisation, officer, auditor):
    imported(organisation, officer, TEXT)

    response = client_of(auditor).get(
        reverse("journal:export_journal", args=[organisation.public_id, "csv"])
    )
    text = b"".join(response.streaming_content).decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(r["seq"]) for r in rows] == list(range(1, len(rows) + 1))
    assert "calls.call.imported" in {r["action"] for r in rows}
    assert rows[-1]["action"] == "audit.journal.exported"
    assert json.loads(rows[-1]["details"]) == {"format": "csv"}
    assert officer.name not in text
    assert officer.email not in text


def test_an_exported_journal_is_checked_by_the_lines_in_the_documentation(
    organisation, officer, auditor, tmp_path
):
    imported(organisation, officer, TEXT)
    url = reverse("journal:export_journal", args=[organisation.public_id, "json"])
    exported, lines = tmp_path / "journal.json", tmp_path / "check.py"
    lines.write_text(re.search(r"```python\n(.*?)```", GUIDE.read_text(), re.DOTALL)[1])
    exported.write_bytes(b"".join(client_of(auditor).get(url).streaming_content))

    def check():
        command = [sys.executable, str(lines), str(exported)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    head = Head.objects.get(chain=str(organisation.public_id))
    assert check().stdout.strip() == f"whole, up to {head.hash}"
    exported.write_text(exported.read_text().replace("calls.call.imported", "calls.call.restored"))
    assert check().returncode == 1
    assert "does not fit" in check().stderr


def test_an_unknown_kind_of_file_does_not_exist(organisation, auditor):
    url = reverse("journal:export_journal", args=[organisation.public_id, "xlsx"])

    assert client_of(auditor).get(url).status_code == 404
    assert not Entry.objects.filter(action="audit.journal.exported").exists()
