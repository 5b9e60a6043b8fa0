"""Erasure: the plan that is shown is what is done; holds beat it object by object."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.core import erasures
from mandat.core.errors import RuleBroken
from mandat.people.models import Account
from mandat.people.roles import Role
from mandat.people.services import end_grant, grant_role, invite
from mandat.privacy.models import Erasure, LegalHold
from mandat.privacy.models.records import HoldBasis
from mandat.privacy.queries import is_held
from mandat.privacy.services.erasure import execute_erasure, plan_erasure
from mandat.privacy.services.holds import (
    HoldWanted,
    decide_hold,
    end_hold,
    end_past_holds,
    propose_hold,
)
from mandat.privacy.states import HoldState, RequestKind
from tests.factories import make_account
from tests.privacy.conftest import EMAIL, opened, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(organisation):
    return make_account(
        role=Role.READER, organisation=organisation, email=EMAIL, name="Fatou Ndiaye"
    )


def wanted(*objects, days=30):
    return HoldWanted(
        basis=HoldBasis.LEGAL_CLAIM,
        reason="Case 12/2027 at the labour court.",
        ends_on=(timezone.now() + timedelta(days=days)).date(),
        objects=tuple(objects),
    )


def held(organisation, dpo, approver, *objects, days=30) -> LegalHold:
    hold = propose_hold(organisation=organisation, wanted=wanted(*objects, days=days), by=dpo)
    return decide_hold(public_id=hold.public_id, approved=True, by=approver)


def the_account(person):
    return ("people.account", str(person.public_id))


def test_a_plan_erases_nothing(organisation, dpo, person):
    case = opened(organisation, RequestKind.ERASURE)
    entries = Entry.objects.count()

    plan = plan_erasure(case)

    person.refresh_from_db()
    assert the_account(person) in {(p.label, p.id) for p in plan.erased}
    assert (person.email, person.name, person.closed_at) == (EMAIL, "Fatou Ndiaye", None)
    assert Entry.objects.count() == entries


def test_what_was_planned_is_done_and_proved(
    organisation, dpo, person, django_capture_on_commit_callbacks
):
    case = opened(organisation, RequestKind.ERASURE)
    plan = plan_erasure(case)

    with django_capture_on_commit_callbacks(execute=True):
        erasure = execute_erasure(public_id=case.public_id, plan_sha256=plan.sha256, by=dpo)

    person.refresh_from_db()
    assert EMAIL not in person.email
    assert person.name == ""
    assert erasure.outcomes == plan.as_json()
    assert (erasure.erased_count, erasure.kept_count) == (len(plan.erased), len(plan.kept))
    entry = Entry.objects.get(action="privacy.erasure.executed")
    assert entry.details["plan"] == plan.sha256
    assert EMAIL not in str(entry.details)
    erasure.refresh_from_db()
    assert erasure.in_ledger
    line = next(e for e in erasures.read() if e.erasure == str(erasure.public_id))
    assert the_account(person) in line.objects
    assert EMAIL not in erasures.ledger_path().read_text()


def test_the_request_itself_is_kept_as_proof_and_the_plan_says_why(organisation, dpo, person):
    case = opened(organisation, RequestKind.ERASURE)

    kept = plan_erasure(case).kept

    assert [(p.label, p.reason) for p in kept if p.label == "privacy.datarequest"] == [
        ("privacy.datarequest", "legal_obligation")
    ]


def test_a_plan_that_changed_is_not_done(organisation, dpo, approver, person):
    case = opened(organisation, RequestKind.ERASURE)
    shown = plan_erasure(case)
    held(organisation, dpo, approver, the_account(person))

    with pytest.raises(RuleBroken) as refused:
        execute_erasure(public_id=case.public_id, plan_sha256=shown.sha256, by=dpo)

    person.refresh_from_db()
    assert refused.value.code == "plan_changed"
    assert person.email == EMAIL
    assert not Erasure.objects.exists()


def test_a_hold_beats_the_erasure_of_its_object_only(organisation, dpo, approver, person):
    received(organisation, RequestKind.ACCESS)  # never confirmed: nothing keeps it
    case = opened(organisation, RequestKind.ERASURE)
    held(organisation, dpo, approver, the_account(person))

    plan = plan_erasure(case)
    execute_erasure(public_id=case.public_id, plan_sha256=plan.sha256, by=dpo)

    person.refresh_from_db()
    assert person.email == EMAIL
    assert {p.reason for p in plan.kept if (p.label, p.id) == the_account(person)} == {"legal_hold"}
    assert "privacy.datarequest" in {p.label for p in plan.erased}


def test_a_hold_protects_only_between_its_approval_and_its_end(organisation, dpo, approver, person):
    place = the_account(person)
    hold = propose_hold(organisation=organisation, wanted=wanted(place), by=dpo)
    assert not is_held(*place)

    decide_hold(public_id=hold.public_id, approved=True, by=approver)
    assert is_held(*place)
    assert not is_held("people.account", "0" * 36)

    end_hold(public_id=hold.public_id, by=dpo)
    assert not is_held(*place)


def test_nobody_approves_their_own_hold(organisation, dpo, person):
    hold = propose_hold(organisation=organisation, wanted=wanted(the_account(person)), by=dpo)

    with pytest.raises(PermissionDenied):
        decide_hold(public_id=hold.public_id, approved=True, by=dpo)

    hold.refresh_from_db()
    assert hold.state == HoldState.PROPOSED


def test_a_reader_or_a_stranger_approves_no_hold(organisation, dpo, other_dpo, reader, person):
    hold = propose_hold(organisation=organisation, wanted=wanted(the_account(person)), by=dpo)

    for by in (reader, other_dpo):
        with pytest.raises(PermissionDenied):
            decide_hold(public_id=hold.public_id, approved=True, by=by)

    assert not is_held(*the_account(person))


def test_the_last_day_of_a_hold_counts_wherever_one_is(organisation, dpo, approver, person):
    hold = held(organisation, dpo, approver, the_account(person), days=1)
    midnight = datetime.combine(hold.ends_on, datetime.min.time(), UTC) + timedelta(days=1)

    with time_machine.travel(midnight + timedelta(hours=11), tick=False):
        assert is_held(*the_account(person))
    with time_machine.travel(midnight + timedelta(hours=13), tick=False):
        assert not is_held(*the_account(person))
        assert end_past_holds(at=timezone.now(), by="worker") == 1
    hold.refresh_from_db()
    assert hold.state == HoldState.ENDED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"objects": ()}, "hold_of_nothing"),
        ({"reason": " "}, "reason_missing"),
        ({"ends_on": datetime(2020, 1, 1, tzinfo=UTC).date()}, "hold_in_the_past"),
        ({"ends_on": datetime(2099, 1, 1, tzinfo=UTC).date()}, "hold_too_long"),
    ],
)
def test_a_hold_names_objects_a_reason_and_a_near_end(organisation, dpo, person, changes, code):
    base = wanted(the_account(person))
    values = {s: getattr(base, s) for s in ("basis", "reason", "ends_on", "objects")} | changes

    with pytest.raises(RuleBroken) as refused:
        propose_hold(organisation=organisation, wanted=HoldWanted(**values), by=dpo)

    assert refused.value.code == code


def test_only_the_organisations_officer_erases(organisation, dpo, other_dpo, officer, person):
    case = opened(organisation, RequestKind.ERASURE)
    plan = plan_erasure(case)

    for by in (other_dpo, officer):
        with pytest.raises(PermissionDenied):
            execute_erasure(public_id=case.public_id, plan_sha256=plan.sha256, by=by)

    assert Account.objects.get(pk=person.pk).email == EMAIL


def test_a_request_for_access_erases_nothing(organisation, dpo, person):
    case = opened(organisation, RequestKind.ACCESS)

    with pytest.raises(RuleBroken):
        execute_erasure(public_id=case.public_id, plan_sha256=plan_erasure(case).sha256, by=dpo)

    assert Account.objects.get(pk=person.pk).email == EMAIL


def test_a_hold_of_another_organisation_does_not_reach_what_is_not_its_own(
    organisation, other_organisation, dpo, other_dpo, person
):
    invitation = invite(
        organisation=organisation, email=EMAIL, role=Role.FINANCE, language="en", by=OPERATOR
    )
    case = opened(organisation, RequestKind.ERASURE)
    second = make_account(role=Role.APPROVER, organisation=other_organisation)
    theirs = ("people.invitation", str(invitation.public_id))
    held(other_organisation, other_dpo, second, theirs, ("people.account", str(person.public_id)))

    plan = plan_erasure(case)

    assert {theirs, ("people.account", str(person.public_id))} <= {
        (p.label, p.id) for p in plan.erased
    }


def test_a_hold_on_an_account_counts_for_every_organisation_that_the_person_worked_for(
    organisation, other_organisation, dpo, other_dpo, person
):
    worked = grant_role(
        account=person, organisation=other_organisation, role=Role.READER, by=OPERATOR
    )
    end_grant(public_id=worked.public_id, by=OPERATOR)
    case = opened(organisation, RequestKind.ERASURE)
    second = make_account(role=Role.APPROVER, organisation=other_organisation)
    held(other_organisation, other_dpo, second, ("people.account", str(person.public_id)))

    plan = plan_erasure(case)

    assert ("people.account", "legal_hold") in {(p.label, p.reason) for p in plan.kept}
