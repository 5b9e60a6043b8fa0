"""Who holds which role where, and named querysets of what belongs to an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from mandat.people.models import (
    Account,
    Funding,
    Grant,
    GridTemplate,
    Invitation,
    Organisation,
    Programme,
)
from mandat.people.roles import MANAGES_ORGANISATION, Role
from mandat.people.rules.grants import SOON
from mandat.people.states import InvitationState, ProgrammeState

PAGE_SIZE = 30


def _running(at: datetime, prefix: str = "") -> Q:
    """The grant has begun and has not ended; `prefix` leads to it through a foreign key."""
    return (
        Q(**{f"{prefix}ended_at__isnull": True})
        & (Q(**{f"{prefix}starts_at__isnull": True}) | Q(**{f"{prefix}starts_at__lte": at}))
        & (Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": at}))
    )


def in_force(at: datetime) -> Q:
    """What counts at that moment: a role that was lent counts only while the lender's does."""
    return _running(at) & (Q(delegated_from__isnull=True) | _running(at, "delegated_from__"))


def not_over(at: datetime) -> Q:
    """What counts at that moment or will."""
    return Q(ended_at__isnull=True) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))


def grants_of(account: Any) -> QuerySet[Grant]:
    """The grants of a person that are in force, those lent to them too."""
    if not account.is_authenticated or not account.is_active:
        return Grant.objects.none()
    return Grant.objects.filter(account=account).filter(in_force(timezone.now()))


def zone_of(account: Any) -> str:
    """The time zone (IANA name) of the organisations a person works for; UTC if they differ."""
    zones = set(grants_of(account).values_list("organisation__time_zone", flat=True))
    return zones.pop() if len(zones) == 1 else "UTC"


def organisations_where(account: Any, roles: Iterable[Role]) -> QuerySet[Organisation]:
    """The organisations in which the person holds one of the roles now."""
    held = grants_of(account).filter(role__in=[r.value for r in roles])
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def holds(account: Any, organisation: Organisation, roles: Iterable[Role]) -> bool:
    """Whether the person holds one of the roles in the organisation now."""
    return (
        grants_of(account)
        .filter(organisation=organisation, role__in=[r.value for r in roles])
        .exists()
    )


def roles_in(account: Any, organisation: Organisation) -> frozenset[Role]:
    """Every role that the person holds in the organisation now."""
    held = grants_of(account).filter(organisation=organisation).values_list("role", flat=True)
    return frozenset(Role(role) for role in held)


def roles_anywhere(account: Any) -> frozenset[str]:
    """Every role that the person holds in some organisation now."""
    return frozenset(grants_of(account).values_list("role", flat=True))


def people_of(organisation: Organisation) -> QuerySet[Account]:
    """Those who hold a role in the organisation now, by name."""
    held = Grant.objects.filter(organisation=organisation).filter(in_force(timezone.now()))
    return Account.objects.filter(pk__in=held.values("account"), is_active=True).order_by("name")


def with_grants(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """The accounts with their grants in force and their organisations, in two more queries."""
    grants = Grant.objects.filter(in_force(timezone.now())).select_related("organisation")
    return accounts.prefetch_related(Prefetch("grants", queryset=grants))


def other_administrators(grant: Grant, at: datetime) -> QuerySet[Grant]:
    """Own grants of administrators in force beside this one, locked for the transaction."""
    return (
        Grant.objects.select_for_update()
        .filter(
            organisation=grant.organisation_id,
            role=Role.ADMINISTRATOR.value,
            delegated_from__isnull=True,
            account__is_active=True,
        )
        .filter(_running(at))
        .exclude(account=grant.account_id)
    )


def _grants() -> QuerySet[Grant]:
    return Grant.objects.select_related(
        "account", "organisation", "granted_by", "ended_by", "delegated_from__account"
    )


def grants_in(organisation: Organisation, *, over: bool = False) -> QuerySet[Grant]:
    """Grants of an organisation with their people: those that count or will, or the ended."""
    current = not_over(timezone.now())
    return _grants().filter(organisation=organisation).filter(~current if over else current)


def own_grants(account: Any) -> QuerySet[Grant]:
    """What a person holds or will, in every organisation, and to whom they lent it."""
    at = timezone.now()
    lent = Grant.objects.filter(not_over(at)).select_related("account")
    return (
        _grants()
        .filter(account=account)
        .filter(not_over(at))
        .prefetch_related(Prefetch("delegations", queryset=lent))
        .order_by("organisation__name", "pk")
    )


def expiring_in(organisations: Iterable[Organisation]) -> QuerySet[Grant]:
    """Own grants that end within a month: somebody decides what comes after."""
    at = timezone.now()
    soon = Q(ends_at__lte=at + SOON, delegated_from__isnull=True)
    found = _grants().filter(organisation__in=list(organisations)).filter(not_over(at))
    return found.filter(soon).order_by("ends_at")


def expiring_grants(organisation: Organisation) -> QuerySet[Grant]:
    """Own grants of one organisation that end within a month."""
    return expiring_in([organisation])


def managed_by(account: Any) -> QuerySet[Organisation]:
    """Organisations that the person runs; `has_dead` says that an invitation waits in one whose
    link no longer opens."""
    dead = Invitation.objects.filter(
        organisation=OuterRef("pk"), state=InvitationState.WAITING, expires_at__lte=timezone.now()
    )
    return organisations_where(account, MANAGES_ORGANISATION).annotate(has_dead=Exists(dead))


def waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations without answer, dead links too: they can be sent again."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(organisation=organisation, state=InvitationState.WAITING)
        .order_by("-public_id")
    )


def forgotten_invitations(before: datetime) -> QuerySet[Invitation]:
    """Invitations whose last mail is older than that, and that were never accepted."""
    return Invitation.objects.filter(sent_at__lte=before).filter(
        Q(state=InvitationState.WAITING) | Q(state=InvitationState.WITHDRAWN)
    )


def unused_accounts(before: datetime) -> QuerySet[Account]:
    """Open accounts not signed in to since, without a role that counts or will."""
    at = timezone.now()
    held = Grant.objects.filter(not_over(at))
    return (
        Account.objects.filter(closed_at__isnull=True)
        .filter(Q(last_login__lte=before) | Q(last_login__isnull=True, joined_at__lte=before))
        .exclude(pk__in=held.values("account"))
    )


def programmes_of(
    organisation: Organisation, *, state: ProgrammeState | None = None
) -> QuerySet[Programme]:
    found = Programme.objects.filter(organisation=organisation)
    return found.filter(state=state) if state else found


def fundings_of(organisation: Organisation) -> QuerySet[Funding]:
    """Funding with the programmes it covers, in two queries."""
    return Funding.objects.filter(organisation=organisation).prefetch_related("programmes")


@dataclass(frozen=True, slots=True)
class Page[Row: Model]:
    """One page of a list, newest first, and the key where the next one begins ("" at the end)."""

    rows: list[Row]
    next_before: str


def page_of[Row: Model](rows: QuerySet[Row], before: str = "") -> Page[Row]:
    """Rows older than a key. Public ids are ordered by time; an unreadable key is the first page.

    The key is a public id and nothing else: a name would stand in the address.
    """
    try:
        older = Q(public_id__lt=UUID(before)) if before else Q()
    except ValueError:
        older = Q()
    found = list(rows.filter(older).order_by("-public_id")[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    return Page(found, str(getattr(found[-1], "public_id", "")) if more else "")


def has_account(email: str) -> bool:
    """Whether an address has an account. Only for whoever has proved to own the address."""
    return Account.objects.filter(email__iexact=email).exists()


def find_organisation(public_id: Any) -> Organisation | None:
    return Organisation.objects.filter(public_id=public_id).first()


def find_grant(public_id: Any) -> Grant | None:
    """The grant with its person, its organisation and who lent it, or nothing."""
    return _grants().filter(public_id=public_id).first()


def find_invitation(public_id: Any) -> Invitation | None:
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(public_id=public_id)
        .first()
    )


def find_programme(public_id: Any) -> Programme | None:
    return Programme.objects.select_related("organisation").filter(public_id=public_id).first()


def find_funding(public_id: Any) -> Funding | None:
    return Funding.objects.select_related("organisation").filter(public_id=public_id).first()


def find_grid(public_id: Any) -> GridTemplate | None:
    return GridTemplate.objects.select_related("organisation").filter(public_id=public_id).first()


def default_grid(organisation: Organisation) -> GridTemplate | None:
    """The grid that calls of the organisation start from, if it chose one."""
    return GridTemplate.objects.filter(organisation=organisation, is_default=True).first()
