"""Roles in the database: who gives them, how they end, what they count for."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.core.errors import RuleBroken
from mandat.people.models import Grant
from mandat.people.queries import grants_of, holds, organisations_where
from mandat.people.roles import NEEDS_SECOND_FACTOR, Role
from mandat.people.services import change_grant_end, end_grant, grant_role
from tests.factories import make_account


@pytest.fixture
def second_administrator(organisation):
    return make_account(role=Role.ADMINISTRATOR, organisation=organisation, name="Bruno Alix")


def grant_of(account):
    return Grant.objects.get(account=account)


def give(account, organisation, role, by, **rest):
    return grant_role(account=account, organisation=organisation, role=role, by=by, **rest)


def test_an_administrator_gives_a_role_and_the_journal_says_so(administrator, reader, organisation):
    grant = give(reader, organisation, Role.CLERK, administrator)

    assert holds(reader, organisation, {Role.CLERK})
    assert grant.granted_by == administrator
    entry = Entry.objects.filter(action="people.role.granted").last()
    assert entry.actor == str(administrator.public_id)
    assert entry.details["role"] == "clerk"


def test_giving_the_same_role_again_changes_nothing(administrator, reader, organisation):
    first = give(reader, organisation, Role.CLERK, administrator)
    entries = Entry.objects.count()

    again = give(reader, organisation, Role.CLERK, administrator)

    assert again == first
    assert Entry.objects.count() == entries


def test_giving_a_held_role_with_another_end_is_refused(administrator, reader, organisation):
    end = timezone.now() + timedelta(days=5)

    with pytest.raises(RuleBroken) as broken:
        give(reader, organisation, Role.READER, administrator, ends_at=end)

    assert broken.value.code == "holds_role"
    assert grant_of(reader).ends_at is None


@pytest.mark.parametrize("role", [r for r in Role if r != Role.ADMINISTRATOR])
def test_nobody_but_administrators_gives_roles(organisation, reader, role):
    by = make_account(role=role, organisation=organisation)

    with pytest.raises(PermissionDenied):
        give(reader, organisation, Role.CLERK, by)

    assert not holds(reader, organisation, {Role.CLERK})


def test_an_administrator_of_a_neighbour_gives_nothing_here(organisation, other_organisation):
    neighbour = make_account(role=Role.ADMINISTRATOR, organisation=other_organisation)

    with pytest.raises(PermissionDenied):
        give(neighbour, organisation, Role.READER, neighbour)

    assert not holds(neighbour, organisation, set(Role))


@pytest.mark.parametrize("role", sorted(NEEDS_SECOND_FACTOR - {Role.ADMINISTRATOR}))
def test_an_administrator_gives_themselves_no_role_that_opens_confidential_data(
    administrator, organisation, role
):
    with pytest.raises(RuleBroken) as broken:
        give(administrator, organisation, role, administrator)

    assert broken.value.code == "not_to_oneself"
    assert not holds(administrator, organisation, {role})


def test_an_administrator_may_write_calls_too(administrator, organisation):
    give(administrator, organisation, Role.PROGRAMME_OFFICER, administrator)

    assert holds(administrator, organisation, {Role.PROGRAMME_OFFICER})


def test_an_auditor_has_ninety_days_when_nobody_says_less(administrator, reader, organisation):
    before = timezone.now()

    grant = give(reader, organisation, Role.AUDITOR, administrator)

    assert timedelta(days=89) < grant.ends_at - before <= timedelta(days=90, minutes=1)


def test_a_role_stops_counting_at_its_end_by_itself(reader, organisation, time_machine):
    end = timezone.now() + timedelta(days=2)
    Grant.objects.filter(account=reader).update(ends_at=end)
    assert holds(reader, organisation, {Role.READER})

    time_machine.move_to(end)

    assert not holds(reader, organisation, {Role.READER})
    assert not organisations_where(reader, set(Role)).exists()
    assert not grants_of(reader).exists()


def test_a_role_does_not_count_before_it_begins(reader, organisation):
    Grant.objects.filter(account=reader).update(starts_at=timezone.now() + timedelta(days=1))

    assert not holds(reader, organisation, {Role.READER})


def test_a_role_is_ended_and_its_row_stays(administrator, reader, organisation):
    grant = grant_of(reader)

    end_grant(public_id=grant.public_id, by=administrator)

    grant.refresh_from_db()
    assert grant.ended_by == administrator
    assert grant.ended_at is not None
    assert not holds(reader, organisation, {Role.READER})
    assert Entry.objects.filter(action="people.role.ended").count() == 1


def test_an_ended_role_is_not_ended_again_but_can_be_given_anew(
    administrator, reader, organisation
):
    first = grant_of(reader)
    end_grant(public_id=first.public_id, by=administrator)

    with pytest.raises(RuleBroken):
        end_grant(public_id=first.public_id, by=administrator)
    second = give(reader, organisation, Role.READER, administrator)

    assert second.pk != first.pk
    assert holds(reader, organisation, {Role.READER})


def test_a_role_that_ran_out_can_be_given_anew(administrator, reader, organisation, time_machine):
    Grant.objects.filter(account=reader).update(ends_at=timezone.now() + timedelta(days=1))
    time_machine.move_to(timezone.now() + timedelta(days=2))

    give(reader, organisation, Role.READER, administrator)

    assert Grant.objects.filter(account=reader).count() == 2
    assert holds(reader, organisation, {Role.READER})


def test_the_holder_may_lay_a_role_down(reader, organisation):
    end_grant(public_id=grant_of(reader).public_id, by=reader)

    assert not holds(reader, organisation, {Role.READER})


def test_a_colleague_ends_nobodys_role(officer, reader, organisation):
    with pytest.raises(PermissionDenied):
        end_grant(public_id=grant_of(reader).public_id, by=officer)

    assert holds(reader, organisation, {Role.READER})


def test_the_last_administrator_cannot_leave(administrator, organisation):
    with pytest.raises(RuleBroken) as broken:
        end_grant(public_id=grant_of(administrator).public_id, by=administrator)

    assert broken.value.code == "last_administrator"
    assert holds(administrator, organisation, {Role.ADMINISTRATOR})


def test_an_administrator_leaves_once_another_stays(
    administrator, second_administrator, organisation
):
    end_grant(public_id=grant_of(administrator).public_id, by=administrator)

    assert not holds(administrator, organisation, {Role.ADMINISTRATOR})
    assert holds(second_administrator, organisation, {Role.ADMINISTRATOR})


def test_an_administrator_for_some_weeks_does_not_release_the_last_lasting_one(
    administrator, second_administrator
):
    soon = timezone.now() + timedelta(days=20)
    Grant.objects.filter(account=second_administrator).update(ends_at=soon)

    with pytest.raises(RuleBroken):
        change_grant_end(
            public_id=grant_of(administrator).public_id,
            ends_at=soon + timedelta(days=9),
            by=second_administrator,
        )

    assert grant_of(administrator).ends_at is None


def test_an_end_is_changed_by_an_administrator(administrator, reader):
    end = timezone.now() + timedelta(days=40)

    change_grant_end(public_id=grant_of(reader).public_id, ends_at=end, by=administrator)

    assert grant_of(reader).ends_at == end
    assert Entry.objects.filter(action="people.role.redated").count() == 1


def test_an_auditor_is_not_kept_for_longer_than_ninety_days(administrator, organisation):
    auditor = make_account(role=Role.AUDITOR, organisation=organisation)
    grant = grant_of(auditor)
    end = grant.ends_at

    for later in (end + timedelta(days=1), None):
        with pytest.raises(RuleBroken):
            change_grant_end(public_id=grant.public_id, ends_at=later, by=administrator)

    assert grant_of(auditor).ends_at == end


def test_an_administrator_for_some_weeks_does_not_prolong_themselves(
    administrator, second_administrator
):
    soon = timezone.now() + timedelta(days=20)
    grant = grant_of(second_administrator)
    Grant.objects.filter(pk=grant.pk).update(ends_at=soon)

    with pytest.raises(RuleBroken) as broken:
        change_grant_end(public_id=grant.public_id, ends_at=None, by=second_administrator)

    assert broken.value.code == "not_to_oneself"


def test_an_inactive_account_holds_nothing(reader, organisation):
    reader.is_active = False
    reader.save()

    assert not holds(reader, organisation, {Role.READER})


@pytest.mark.parametrize(
    "broken",
    [
        {"role": "king"},
        {"role": "auditor", "ends_at": None},
        {"starts_at": 2, "ends_at": 1},
        {"ended_by": True},
    ],
    ids=["unknown role", "auditor without end", "ends before it starts", "ended by, not when"],
)
def test_the_database_refuses_what_can_never_be(administrator, reader, organisation, broken):
    at = timezone.now()
    values = {"account": reader, "organisation": organisation, "role": "clerk"} | broken
    for name in ("starts_at", "ends_at"):
        if isinstance(values.get(name), int):
            values[name] = at + timedelta(days=values[name])
    if values.get("ended_by"):
        values["ended_by"] = administrator

    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(**values)


def test_the_database_refuses_a_second_open_grant_of_the_same_role(reader, organisation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(account=reader, organisation=organisation, role="reader")


@pytest.mark.django_db
def test_the_operator_of_the_server_gives_roles(organisation):
    account = make_account()

    give(account, organisation, Role.ADMINISTRATOR, OPERATOR)

    assert grant_of(account).granted_by is None
    assert Entry.objects.filter(actor=OPERATOR, action="people.role.granted").exists()
