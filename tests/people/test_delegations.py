"""A role lent for an absence: to a colleague, within one's own time, and back by itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.people.models import Grant
from mandat.people.queries import holds
from mandat.people.roles import Role
from mandat.people.services import delegate_grant, end_grant
from tests.factories import make_account

FINANCE = {Role.FINANCE}


@pytest.fixture
def holder(organisation):
    return make_account(role=Role.FINANCE, organisation=organisation, name="Mourad Tazi")


@pytest.fixture
def grant(holder):
    return Grant.objects.get(account=holder)


def lend(grant, to, by, *, first=0, last=10):
    at = timezone.now()
    return delegate_grant(
        public_id=grant.public_id,
        to=to,
        starts_at=at + timedelta(days=first),
        ends_at=at + timedelta(days=last),
        by=by,
    )


def test_a_colleague_stands_in_and_the_role_comes_back_by_itself(
    grant, holder, reader, organisation, time_machine
):
    lent = lend(grant, reader, holder, first=1, last=10)
    assert not holds(reader, organisation, FINANCE)

    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert holds(reader, organisation, FINANCE)
    assert holds(holder, organisation, FINANCE)

    time_machine.move_to(lent.ends_at)
    assert not holds(reader, organisation, FINANCE)
    assert holds(holder, organisation, FINANCE)


def test_the_journal_names_who_lent_what_to_whom(grant, holder, reader):
    lend(grant, reader, holder)

    entry = Entry.objects.get(action="people.role.delegated")
    assert entry.actor == str(holder.public_id)
    assert entry.subject_id == str(reader.public_id)
    assert entry.details["holder"] == str(holder.public_id)


def test_what_was_lent_ends_with_the_role_it_came_from(
    grant, holder, reader, administrator, organisation
):
    lent = lend(grant, reader, holder)
    assert holds(reader, organisation, FINANCE)

    end_grant(public_id=grant.public_id, by=administrator)

    assert not holds(reader, organisation, FINANCE)
    lent.refresh_from_db()
    assert lent.ended_by == administrator
    assert Entry.objects.filter(action="people.role.ended").count() == 2


def test_what_was_lent_does_not_outlive_a_role_that_was_shortened(
    grant, holder, reader, organisation, time_machine
):
    lend(grant, reader, holder, last=20)
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() + timedelta(days=3))

    time_machine.move_to(timezone.now() + timedelta(days=4))

    assert not holds(reader, organisation, FINANCE)


def test_the_holder_takes_the_role_back(grant, holder, reader, organisation):
    lent = lend(grant, reader, holder)

    end_grant(public_id=lent.public_id, by=holder)

    assert not holds(reader, organisation, FINANCE)
    assert holds(holder, organisation, FINANCE)


def test_a_role_that_was_lent_is_not_lent_on(grant, holder, reader, officer, organisation):
    lent = lend(grant, reader, holder)

    with pytest.raises(RuleBroken) as broken:
        lend(lent, officer, reader, last=5)

    assert broken.value.code == "delegated_already"
    assert not holds(officer, organisation, FINANCE)


def test_a_role_is_not_lent_for_longer_than_it_is_held(grant, holder, reader, organisation):
    Grant.objects.filter(pk=grant.pk).update(ends_at=timezone.now() + timedelta(days=5))

    with pytest.raises(RuleBroken) as broken:
        lend(grant, reader, holder, last=6)

    assert broken.value.code == "longer_than_own"


def test_a_role_is_lent_inside_the_organisation_only(grant, holder, stranger, organisation):
    with pytest.raises(RuleBroken) as broken:
        lend(grant, stranger, holder)

    assert broken.value.code == "not_a_colleague"
    assert not holds(stranger, organisation, set(Role))


def test_an_administrator_lends_for_somebody_who_cannot_any_more(
    grant, administrator, reader, organisation
):
    lend(grant, reader, administrator)

    assert holds(reader, organisation, FINANCE)


def test_an_administrator_does_not_lend_a_confidential_role_to_themselves(
    grant, administrator, organisation
):
    with pytest.raises(RuleBroken) as broken:
        lend(grant, administrator, administrator)

    assert broken.value.code == "not_to_oneself"
    assert not holds(administrator, organisation, FINANCE)


def test_nobody_lends_the_role_of_another(grant, officer, reader, organisation):
    with pytest.raises(PermissionDenied):
        lend(grant, reader, officer)

    assert not holds(reader, organisation, FINANCE)


def test_who_holds_the_role_already_does_not_borrow_it(grant, holder, organisation):
    other = make_account(role=Role.FINANCE, organisation=organisation)

    with pytest.raises(RuleBroken) as broken:
        lend(grant, other, holder)

    assert broken.value.code == "holds_role"


def test_the_same_colleague_stands_in_again_at_the_next_absence(
    grant, holder, reader, organisation, time_machine
):
    lend(grant, reader, holder, last=2)
    time_machine.move_to(timezone.now() + timedelta(days=3))

    lend(grant, reader, holder, last=2)

    assert holds(reader, organisation, FINANCE)
    assert Grant.objects.filter(delegated_from=grant).count() == 2


def test_a_borrowed_administrator_does_not_release_the_last_own_one(
    administrator, reader, organisation
):
    own = Grant.objects.get(account=administrator)
    lend(own, reader, administrator)

    with pytest.raises(RuleBroken) as broken:
        end_grant(public_id=own.public_id, by=administrator)

    assert broken.value.code == "last_administrator"
