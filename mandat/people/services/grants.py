"""Roles: given, dated, ended, and lent for an absence."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from mandat.audit.services import record
from mandat.core.erasures import note_ended
from mandat.people import endings, policies, queries
from mandat.people.models import Account, Grant, Organisation
from mandat.people.refusals import refuse_if, refused
from mandat.people.roles import Role
from mandat.people.rules import grants as rules
from mandat.people.rules.grants import Term
from mandat.people.services.common import account_or_none, demand
from mandat.people.states import GrantState


@transaction.atomic
def grant_role(
    *,
    account: Account,
    organisation: Organisation,
    role: Role,
    by: Any,
    ends_at: datetime | None = None,
) -> Grant:
    """The person holds the role in the organisation; granting it again changes nothing.

    A role of limited time that is given without end has the longest that it may have.
    """
    demand(policies.can_manage_grants, by, organisation)
    refuse_if(rules.why_not_to_oneself(role, is_oneself=by == account))
    return write_grant(
        account=account, organisation=organisation, role=role, by=by, ends_at=ends_at
    )


def write_grant(
    *,
    account: Account,
    organisation: Organisation,
    role: Role,
    by: Any,
    ends_at: datetime | None,
) -> Grant:
    """The grant is in the table, whoever asked for it was let through before."""
    at = timezone.now()
    if account.closed_at is not None:
        raise refused("account_closed")
    _close_expired(account, organisation, role)
    known = Grant.objects.filter(
        account=account,
        organisation=organisation,
        role=role.value,
        ended_at__isnull=True,
        delegated_from__isnull=True,
    ).first()
    if known and ends_at in (None, known.ends_at):
        return known
    if known:
        raise refused("holds_role")
    ends_at = ends_at or rules.longest_end(role, at)
    refuse_if(rules.why_not_term(role, Term(at, ends_at), at))
    grant = Grant.objects.create(
        account=account,
        organisation=organisation,
        role=role.value,
        granted_by=account_or_none(by),
        granted_at=at,
        ends_at=ends_at,
    )
    _note(grant, "people.role.granted", by)
    return grant


def _close_expired(account: Account, organisation: Organisation, role: Role) -> None:
    """Grants whose time ran out are closed, so that a new one can stand beside them."""
    Grant.objects.filter(
        account=account,
        organisation=organisation,
        role=role.value,
        ended_at__isnull=True,
        ends_at__lte=timezone.now(),
    ).update(ended_at=F("ends_at"))


def _note(grant: Grant, action: str, by: Any, **further: str) -> None:
    details = {"role": grant.role, "grant": str(grant.public_id), **further}
    if grant.ends_at:
        details["ends_at"] = grant.ends_at.isoformat()
    record(
        actor=by,
        action=action,
        subject=grant.account,
        organisation=grant.organisation,
        details=details,
    )


def _locked(public_id: UUID) -> Grant:
    """The grant. Its organisation is locked first: of two administrators who end each other's
    role at the same moment, the second finds that they are the last."""
    Organisation.objects.select_for_update().get(grants__public_id=public_id)
    return (
        Grant.objects.select_for_update(of=("self",))
        .select_related("account", "organisation", "delegated_from")
        .get(public_id=public_id)
    )


def _refuse_ended(grant: Grant, at: datetime) -> None:
    term = Term(grant.begins_at, grant.ends_at)
    if rules.state_at(at, term, grant.ended_at) == GrantState.ENDED:
        raise refused("ended_already")


def _refuse_last_administrator(grant: Grant, at: datetime) -> None:
    if grant.role != Role.ADMINISTRATOR or grant.delegated_from is not None:
        return
    others = [other.ends_at for other in queries.other_administrators(grant, at)]
    if not rules.keeps_an_administrator(grant.ends_at, others):
        raise refused("last_administrator")


@transaction.atomic
def end_grant(*, public_id: UUID, by: Any) -> Grant:
    """The role has ended now, and with it whatever was lent of it. The row stays."""
    at = timezone.now()
    grant = _locked(public_id)
    demand(policies.can_end_grant, by, grant)
    _refuse_ended(grant, at)
    _refuse_last_administrator(grant, at)
    return _end(grant, at, by)


def _end(grant: Grant, at: datetime, by: Any) -> Grant:
    lent = grant.delegations.select_for_update(of=("self",)).filter(ended_at__isnull=True)
    for one in [*lent.select_related("account", "organisation"), grant]:
        one.ended_at, one.ended_by = at, account_or_none(by)
        one.save(update_fields=["ended_at", "ended_by"])
        note_ended(one.organisation.public_id, endings.GRANT, str(one.public_id))
        _note(one, "people.role.ended", by)
    return grant


@transaction.atomic
def end_again(*, grant: Grant, by: Any) -> Grant:
    """A role that a backup brought back has ended, whoever else could run the organisation."""
    return _end(_locked(grant.public_id), timezone.now(), by)


@transaction.atomic
def shorten_again(*, grant: Grant, ends_at: datetime, by: Any) -> Grant:
    """A role that a backup brought back ends when it was to end, perhaps before now."""
    return _redate(_locked(grant.public_id), ends_at, by)


@transaction.atomic
def end_every_grant(*, account: Account, by: Any) -> int:
    """Every role of an account that is closed has ended, the last administrator's too: nobody
    is kept against their will. Gives the number of roles."""
    return _end_all(Grant.objects.filter(account=account), by)


@transaction.atomic
def end_grants_in(*, account: Account, organisation: Organisation, by: Any) -> int:
    """Every role of the person in one organisation has ended. Gives the number of roles."""
    return _end_all(Grant.objects.filter(account=account, organisation=organisation), by)


def _end_all(grants: QuerySet[Grant], by: Any) -> int:
    at = timezone.now()
    running = list(
        grants.filter(ended_at__isnull=True)
        .select_for_update(of=("self",))
        .select_related("account", "organisation")
    )
    for grant in running:
        _end(grant, at, by)
    return len(running)


@transaction.atomic
def change_grant_end(*, public_id: UUID, ends_at: datetime | None, by: Any) -> Grant:
    """The role ends at another moment, or at none."""
    at = timezone.now()
    grant = _locked(public_id)
    demand(policies.can_change_grant, by, grant)
    _refuse_ended(grant, at)
    if grant.delegated_from is not None:
        raise refused("not_now")
    role = Role(grant.role)
    refuse_if(rules.why_not_term(role, Term(grant.begins_at, ends_at), at))
    if _is_later(ends_at, grant.ends_at):
        refuse_if(rules.why_not_to_oneself(role, is_oneself=by == grant.account))
    elif ends_at != grant.ends_at:
        _refuse_last_administrator(grant, at)
    return _redate(grant, ends_at, by)


def _redate(grant: Grant, ends_at: datetime | None, by: Any) -> Grant:
    grant.ends_at = ends_at
    grant.save(update_fields=["ends_at"])
    whose = grant.organisation.public_id
    note_ended(whose, endings.GRANT_UNTIL, endings.until_key(grant.public_id, ends_at))
    _note(grant, "people.role.redated", by)
    return grant


def _is_later(one: datetime | None, other: datetime | None) -> bool:
    """Whether one end lies after the other; no end is the latest."""
    return other is not None and (one is None or one > other)


@transaction.atomic
def delegate_grant(
    *, public_id: UUID, to: Account, starts_at: datetime, ends_at: datetime, by: Any
) -> Grant:
    """A colleague holds the role as well, from one moment to another, then no more."""
    at = timezone.now()
    grant = _locked(public_id)
    demand(policies.can_delegate_grant, by, grant)
    _refuse_ended(grant, at)
    wanted = Term(max(starts_at, at, grant.begins_at), ends_at)
    refuse_if(
        rules.why_not_delegate(
            own=Term(grant.begins_at, grant.ends_at),
            wanted=wanted,
            at=at,
            is_delegated=grant.delegated_from is not None,
            to_oneself=to == grant.account,
        )
    )
    refuse_if(rules.why_not_to_oneself(Role(grant.role), is_oneself=by == to))
    if not queries.people_of(grant.organisation).filter(pk=to.pk).exists():
        raise refused("not_a_colleague")
    _close_expired(to, grant.organisation, Role(grant.role))
    held = Grant.objects.filter(
        account=to, organisation=grant.organisation, role=grant.role, ended_at__isnull=True
    )
    if held.exists():
        raise refused("holds_role")
    lent = Grant.objects.create(
        account=to,
        organisation=grant.organisation,
        role=grant.role,
        granted_by=account_or_none(by),
        granted_at=at,
        starts_at=wanted.begins,
        ends_at=ends_at,
        delegated_from=grant,
    )
    _note(lent, "people.role.delegated", by, holder=str(grant.account.public_id))
    return lent
