"""Breaches with their clock, joint controllers, transfers, and what is made from declarations."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from mandat.audit.services import OPERATOR
from mandat.core.errors import RuleBroken
from mandat.core.holdings import holdings
from mandat.people.roles import Role
from mandat.people.services import grant_role
from mandat.privacy.forms import countries
from mandat.privacy.impact import write_annex
from mandat.privacy.models import Breach, JointController, LegalHold, NoticeContact, Transfer
from mandat.privacy.models.records import HoldBasis
from mandat.privacy.notice import organisation_parts, room_parts
from mandat.privacy.record_pages import breach_page
from mandat.privacy.register import activities, as_csv, as_rows
from mandat.privacy.sealing import words
from mandat.privacy.services.records import move_breach, note_breach, remove_record, save_record
from mandat.privacy.states import BreachState

NOTICED = datetime(2027, 3, 5, 16, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOTICED + timedelta(hours=1), tick=False) as clock:
        yield clock


def noticed(organisation, dpo):
    return note_breach(
        organisation=organisation,
        noticed_at=NOTICED,
        nature="A laptop was stolen in Dakar.",
        people_count=40,
        by=dpo,
    )


@pytest.mark.django_db
def test_a_breach_is_kept_sealed_and_its_clock_runs(clock, organisation, dpo):
    breach = noticed(organisation, dpo)

    assert b"laptop" not in bytes(breach.nature_sealed)
    assert words(breach, "nature") == "A laptop was stolen in Dakar."
    page = breach_page(breach)
    assert page["clock"].left == timedelta(hours=71)
    assert "71" in page["left"]


@pytest.mark.django_db
def test_a_late_notice_needs_its_reasons(clock, organisation, dpo):
    breach = noticed(organisation, dpo)
    clock.move_to(NOTICED + timedelta(hours=73))

    with pytest.raises(RuleBroken) as refused:
        move_breach(
            public_id=breach.public_id, state=BreachState.NOTIFIED_AUTHORITY, text="", by=dpo
        )
    breach = move_breach(
        public_id=breach.public_id,
        state=BreachState.NOTIFIED_AUTHORITY,
        text="The theft was found out about on a holiday.",
        by=dpo,
    )

    assert refused.value.code == "late_reason_missing"
    assert breach_page(breach)["clock"].late


@pytest.mark.django_db
def test_a_notice_sent_in_time_and_entered_later_is_in_time(clock, organisation, dpo):
    breach = noticed(organisation, dpo)
    clock.move_to(NOTICED + timedelta(days=5))

    breach = move_breach(
        public_id=breach.public_id,
        state=BreachState.NOTIFIED_AUTHORITY,
        text="",
        at=NOTICED + timedelta(hours=70),
        by=dpo,
    )

    assert not breach_page(breach)["clock"].late


@pytest.mark.django_db
def test_leaving_the_notice_out_needs_an_assessment_and_a_reason(clock, organisation, dpo):
    breach = noticed(organisation, dpo)

    with pytest.raises(RuleBroken) as early:
        move_breach(
            public_id=breach.public_id, state=BreachState.NOT_NOTIFIABLE, text="No risk", by=dpo
        )
    move_breach(
        public_id=breach.public_id, state=BreachState.ASSESSED, text="Disk encrypted", by=dpo
    )
    with pytest.raises(RuleBroken) as silent:
        move_breach(public_id=breach.public_id, state=BreachState.NOT_NOTIFIABLE, text="", by=dpo)

    assert (early.value.code, silent.value.code) == ("not_now", "words_missing")


@pytest.mark.django_db
def test_nobody_else_keeps_or_reads_the_log(client, clock, organisation, dpo, other_dpo, officer):
    breach = noticed(organisation, dpo)
    address = reverse("privacy:show_breach", args=[breach.public_id])

    with pytest.raises(PermissionDenied):
        move_breach(public_id=breach.public_id, state=BreachState.ASSESSED, text="x", by=other_dpo)
    for by in (other_dpo, officer):
        client.force_login(by)
        assert client.get(address).status_code == 404
    breach.refresh_from_db()
    assert breach.state == BreachState.NOTICED


@pytest.mark.django_db
def test_the_database_refuses_what_can_never_be_true(organisation, dpo):
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.create(
            organisation=organisation,
            noticed_at=NOTICED,
            nature_sealed=b"x",
            noted_by=dpo,
            notified_at=NOTICED - timedelta(hours=1),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalHold.objects.create(
            organisation=organisation,
            state="active",
            basis=HoldBasis.LEGAL_CLAIM,
            reason_sealed=b"x",
            ends_on=date(2027, 5, 1),
            proposed_by=dpo,
            proposed_at=NOTICED,
            decided_by=dpo,
        )


@pytest.mark.django_db
def test_joint_controllers_and_transfers_stand_in_the_notice_until_they_end(organisation, dpo):
    for row in (
        NoticeContact(organisation=organisation, controller="Maison des droits, Paris"),
        JointController(
            organisation=organisation,
            name="Ipas",
            contact="privacy@example.org",
            does="Ipas pays, we choose.",
            arrangement="Each answers who asks.",
            since=date(2026, 1, 1),
        ),
        Transfer(
            organisation=organisation,
            country="SN",
            recipient="Field team",
            purpose="Interviews",
            safeguard="standard_clauses",
            reference="Decision 2021/914, module 1",
            since=date(2026, 1, 1),
        ),
        Transfer(
            organisation=organisation,
            country="LB",
            recipient="Former host",
            purpose="Hosting",
            safeguard="derogation",
            reference="Article 49(1)(b)",
            since=date(2020, 1, 1),
            until=date(2021, 1, 1),
        ),
    ):
        save_record(row=row, by=dpo)

    [part] = organisation_parts(NOTICED)

    assert [j.name for j in part.joint] == ["Ipas"]
    assert [t.row.country for t in part.transfers] == ["SN"]


@pytest.mark.django_db
def test_only_the_organisations_officer_writes_its_records(organisation, dpo, other_dpo):
    row = NoticeContact(organisation=organisation, controller="Maison des droits")
    with pytest.raises(PermissionDenied):
        save_record(row=row, by=other_dpo)
    transfer = Transfer(
        organisation=organisation,
        country="SN",
        recipient="Team",
        purpose="x",
        safeguard="adequacy",
        reference="x",
        since=date(2026, 1, 1),
    )
    save_record(row=transfer, by=dpo)

    with pytest.raises(PermissionDenied):
        remove_record(row=transfer, by=other_dpo)

    assert Transfer.objects.count() == 1


def test_the_register_holds_every_personal_field_once():
    listed = [column for activity in activities() for column in activity.columns]

    assert sorted(listed) == sorted(f.field for h in holdings() for f in h.fields)


def test_the_register_speaks_the_readers_language():
    with translation.override("en"):
        english = as_rows(activities())
    with translation.override("ar"):
        arabic = as_rows(activities())

    assert [r["data"] for r in english] == [r["data"] for r in arabic]
    assert english[0]["basis"].endswith("GDPR")


def test_the_table_has_the_same_lines_and_no_formula():
    rows = as_rows(activities())
    rows[0]["purpose"] = '=HYPERLINK("evil")'

    lines = list(csv.reader(io.StringIO(as_csv(rows))))

    assert len(lines) == len(rows) + 1
    assert lines[1][1] == '\'=HYPERLINK("evil")'


def test_every_room_that_holds_something_stands_in_the_notice():
    shown = {str(part.label) for part in room_parts()}

    assert len(shown) == len([h for h in holdings() if h.fields])
    assert all(part.activities and part.people for part in room_parts())


def test_the_annex_is_written_in_three_forms_with_every_activity(tmp_path):
    paths = write_annex(tmp_path / "annex")

    markdown, page, pdf = (p.read_bytes() for p in paths)
    assert pdf.startswith(b"%PDF")
    for activity in activities():
        assert activity.columns[0].encode() in markdown
        assert activity.columns[0].encode() in page
    assert b"<script" not in page


def test_countries_come_from_the_cldr_in_the_readers_language():
    with translation.override("fr"):
        french = dict(countries())

    assert (french["SN"], french["CI"]) == ("Sénégal", "Côte d’Ivoire")
    assert "EU" not in french
    assert len(french) > 240


def test_the_register_as_json_holds_the_records_of_the_readers_organisations_alone(
    client, organisation, other_organisation, dpo, other_dpo
):
    for place, by in ((organisation, dpo), (other_organisation, other_dpo)):
        row = Transfer(
            organisation=place,
            country="SN",
            recipient=f"Team of {place.name}",
            purpose="x",
            safeguard="adequacy",
            reference="x",
            since=date(2026, 1, 1),
        )
        save_record(row=row, by=by)
    client.force_login(dpo)

    answer = client.get(reverse("privacy:download_register", args=["json"]))

    recipients = [t["recipient"] for t in json.loads(answer.content)["transfers"]]
    assert recipients == [f"Team of {organisation.name}"]


@pytest.mark.django_db
def test_a_record_stays_with_its_organisation(client, organisation, other_organisation, dpo):
    grant_role(
        account=dpo,
        organisation=other_organisation,
        role=Role.DATA_PROTECTION_OFFICER,
        by=OPERATOR,
    )
    row = JointController(
        organisation=organisation, name="Partner", contact="p@example.org", since=date(2026, 1, 1)
    )
    save_record(row=row, by=dpo)
    client.force_login(dpo)

    client.post(
        reverse("privacy:edit_joint_controller", args=[row.public_id]),
        {
            "organisation": other_organisation.pk,
            "name": "Renamed",
            "contact": "p@example.org",
            "does": "Both.",
            "arrangement": "Signed.",
            "since": "2026-01-01",
        },
    )

    row.refresh_from_db()
    assert (row.name, row.organisation) == ("Renamed", organisation)
