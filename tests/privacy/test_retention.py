"""Retention: what is over goes, what a hold protects stays, and each run leaves its proof."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from mandat.audit.models import Entry
from mandat.core.holdings import Holding, Outcome, register_holding
from mandat.privacy.models import DataExport, DataRequest, Erasure, RequestLink, RetentionRun
from mandat.privacy.services import answers, cases
from mandat.privacy.services.erasure import execute_erasure, plan_erasure
from mandat.privacy.services.retention import keep_retention
from mandat.privacy.states import RequestKind
from tests.privacy.conftest import opened, received
from tests.privacy.test_erasure import held

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def by_room(turns):
    return {t.room: t for t in turns}


def test_unconfirmed_requests_go_after_a_fortnight_and_others_stay(clock, organisation):
    unconfirmed, confirmed = received(organisation), opened(organisation, RequestKind.ERASURE)
    clock.move_to(NOW + timedelta(days=13))
    keep_retention()
    assert DataRequest.objects.count() == 2

    clock.move_to(NOW + timedelta(days=15))
    keep_retention()

    assert list(DataRequest.objects.values_list("pk", flat=True)) == [confirmed.pk]
    assert not RequestLink.objects.filter(request=unconfirmed.pk).exists()


def test_a_case_goes_with_everything_in_it_three_years_after_its_end(clock, organisation, dpo):
    case = opened(organisation, RequestKind.ERASURE)
    execute_erasure(public_id=case.public_id, plan_sha256=plan_erasure(case).sha256, by=dpo)
    cases.answer_request(public_id=case.public_id, text="It is gone.", by=dpo)
    clock.move_to(NOW + timedelta(days=3 * 365 - 1))
    keep_retention()
    assert DataRequest.objects.count() == 1

    clock.move_to(NOW + timedelta(days=3 * 365 + 2))
    keep_retention()

    assert not DataRequest.objects.exists()
    assert not Erasure.objects.exists()


def test_a_copy_goes_after_thirty_days_though_its_case_stays(clock, organisation, dpo):
    case = opened(organisation)
    answers.offer_export(public_id=case.public_id, by=dpo)

    clock.move_to(NOW + timedelta(days=31))
    keep_retention()

    assert not DataExport.objects.exists()
    assert DataRequest.objects.filter(pk=case.pk).exists()


def test_a_held_object_stays_and_the_proof_says_why(clock, organisation, dpo, approver):
    case = received(organisation)
    held(organisation, dpo, approver, ("privacy.datarequest", str(case.public_id)), days=60)
    clock.move_to(NOW + timedelta(days=20))

    keep_retention()

    assert DataRequest.objects.filter(pk=case.pk).exists()
    assert RetentionRun.objects.get().counts["privacy"] == {
        "erased": 0,
        "kept": {"legal_hold": 1},
    }


def test_a_dry_run_says_the_same_and_changes_nothing(clock, organisation):
    received(organisation)
    clock.move_to(NOW + timedelta(days=20))
    entries = Entry.objects.count()

    dry = by_room(keep_retention(dry_run=True))["privacy"]

    assert (DataRequest.objects.count(), RetentionRun.objects.count()) == (1, 0)
    assert Entry.objects.count() == entries
    assert dry.erased == 1
    assert by_room(keep_retention())["privacy"].outcomes == dry.outcomes


def test_each_run_leaves_a_row_and_an_entry_with_the_same_hash(clock, organisation):
    received(organisation)
    clock.move_to(NOW + timedelta(days=20))

    keep_retention()

    run = RetentionRun.objects.get()
    entry = Entry.objects.get(action="privacy.retention.kept")
    assert run.counts["privacy"]["erased"] == 1
    assert entry.details == {"erased": 1, "failed": [], "outcomes": run.outcomes_sha256}
    assert entry.subject_id == str(run.public_id)


def test_one_rooms_failure_is_named_undone_and_stops_no_other(clock, organisation):
    first = received(organisation)

    def expire(_at, _is_held):
        DataRequest.objects.filter(pk=first.pk).update(kind=RequestKind.OBJECTION)
        yield Outcome("x.y", "1", done=True)
        raise OSError("Fatou's disk is full")

    register_holding(Holding(room="attic", expire=expire))
    clock.move_to(NOW + timedelta(days=3))
    second = received(organisation)
    clock.move_to(NOW + timedelta(days=16))
    try:
        turns = by_room(keep_retention())
    finally:
        from mandat.core import holdings  # noqa: PLC0415 -- only to take the room away again

        holdings._HOLDINGS.pop("attic")

    assert turns["attic"].failed
    assert turns["privacy"].erased == 1
    assert RetentionRun.objects.get().failed_rooms == ["attic"]
    assert list(DataRequest.objects.values_list("pk", "kind")) == [(second.pk, "access")]
