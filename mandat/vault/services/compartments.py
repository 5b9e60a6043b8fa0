"""Compartments are opened; people enter them for a time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import OPERATOR, record
from mandat.core.crypto import key_provider
from mandat.core.erasures import note_ended
from mandat.core.errors import RuleBroken
from mandat.people.endings import earlier_end, until_key
from mandat.people.models import Account, Organisation
from mandat.people.queries import grants_of
from mandat.people.services.common import account_or_none
from mandat.vault import policies
from mandat.vault.models import KEEPER, MEMBER, Compartment, CompartmentMembership
from mandat.vault.queries import keepers_of
from mandat.vault.rules import check_end, latest_end
from mandat.vault.scopes import MEMBERSHIP, MEMBERSHIP_UNTIL, CompartmentKind


@transaction.atomic
def open_compartment(
    *, organisation: Organisation, kind: CompartmentKind, name: str, by: Any
) -> Compartment:
    """A closed circle with a key of its own exists; who opened it is its first keeper."""
    if not policies.can_open_compartment_in(by, organisation):
        raise PermissionDenied
    compartment = Compartment(
        organisation=organisation, kind=kind.value, name=name.strip(), opened_by=by
    )
    compartment.full_clean()
    compartment.save()
    key_provider().ensure(compartment.key_name)
    now = timezone.now()
    CompartmentMembership.objects.create(
        compartment=compartment,
        account=by,
        role=KEEPER.value,
        granted_by=by,
        granted_at=now,
        ends_at=latest_end(now),
    )
    record(
        actor=by,
        action="vault.compartment.opened",
        subject=compartment,
        organisation=organisation,
        details={"kind": kind.value},
    )
    return compartment


def _kept_by(public_id: UUID, by: Any) -> Compartment:
    """The compartment, locked, if this person says who may enter it."""
    compartment = (
        Compartment.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    if not policies.can_keep_compartment(by, compartment):
        raise PermissionDenied
    return compartment


def _too_long() -> Any:
    return _("A membership ends after its start, and within 90 days. It can be renewed then.")


@transaction.atomic
def admit_member(
    *, public_id: UUID, account: Account, is_keeper: bool, ends_at: datetime, by: Any
) -> CompartmentMembership:
    """The person may enter until then. They work for the organisation, in any role."""
    compartment = _kept_by(public_id, by)
    now = timezone.now()
    check_end(now, ends_at, _too_long())
    if not grants_of(account).filter(organisation=compartment.organisation).exists():
        raise RuleBroken(
            "not_a_colleague",
            _("Only people who hold a role in this organisation can be admitted."),
        )
    compartment.memberships.filter(account=account, ended_at__isnull=True, ends_at__lte=now).update(
        ended_at=now
    )
    if compartment.memberships.filter(account=account, ended_at__isnull=True).exists():
        raise RuleBroken("member_already", _("This person may enter already. Renew it instead."))
    membership = CompartmentMembership.objects.create(
        compartment=compartment,
        account=account,
        role=(KEEPER if is_keeper else MEMBER).value,
        granted_by=by,
        granted_at=now,
        ends_at=ends_at,
    )
    _note("vault.member.admitted", membership, by)
    return membership


def _note(action: str, membership: CompartmentMembership, by: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=membership.compartment,
        organisation=membership.compartment.organisation,
        details={
            "member": str(membership.account.public_id),
            "role": membership.role,
            "until": membership.ends_at.date().isoformat() if membership.ends_at else "",
        },
    )


def _membership(compartment: Compartment, membership_id: UUID) -> CompartmentMembership:
    return compartment.memberships.select_related("account").get(
        public_id=membership_id, ended_at__isnull=True
    )


@transaction.atomic
def renew_membership(
    *, public_id: UUID, membership_id: UUID, ends_at: datetime, by: Any
) -> CompartmentMembership:
    """The person may enter until this later (or earlier) moment, counted from now."""
    compartment = _kept_by(public_id, by)
    membership = _membership(compartment, membership_id)
    check_end(timezone.now(), ends_at, _too_long())
    _renew(membership, ends_at, by)
    return membership


def _renew(membership: CompartmentMembership, ends_at: datetime, by: Any) -> None:
    membership.ends_at = ends_at
    membership.save(update_fields=["ends_at"])
    whose = membership.compartment.organisation.public_id
    note_ended(whose, MEMBERSHIP_UNTIL, until_key(membership.public_id, ends_at))
    _note("vault.member.renewed", membership, by)


@transaction.atomic
def end_membership(*, public_id: UUID, membership_id: UUID, by: Any) -> None:
    """The person may not enter any more. The last keeper stays until there is another."""
    compartment = _kept_by(public_id, by)
    membership = _membership(compartment, membership_id)
    if membership.is_keeper and not keepers_of(compartment).exclude(pk=membership.pk).exists():
        raise RuleBroken(
            "last_keeper", _("This is the last keeper. Make another person keeper first.")
        )
    _end(membership, by)


def _end(membership: CompartmentMembership, by: Any) -> None:
    membership.ended_at, membership.ended_by = timezone.now(), account_or_none(by)
    membership.save(update_fields=["ended_at", "ended_by"])
    whose = membership.compartment.organisation.public_id
    note_ended(whose, MEMBERSHIP, str(membership.public_id))
    _note("vault.member.ended", membership, by)


@transaction.atomic
def end_again(label: str, key: str) -> bool:
    """A membership that a backup brought back ends, or ends when it was to end; whether it did
    not. The last keeper's too: whoever came after them is not in the backup."""
    membership = (
        CompartmentMembership.objects.select_for_update(of=("self",))
        .select_related("account", "compartment__organisation")
        .filter(public_id=key.partition(" ")[0], ended_at__isnull=True)
        .first()
    )
    if membership is None:
        return False
    if label == MEMBERSHIP:
        _end(membership, OPERATOR)
        return True
    end = earlier_end(key, membership.ends_at)
    if label == MEMBERSHIP_UNTIL and end is not None:
        _renew(membership, end, OPERATOR)
        return True
    return False
