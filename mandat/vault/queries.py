"""Who is a member of what now, and what stands in a compartment."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mandat.people.queries import grants_of, people_of
from mandat.vault.models import (
    KEEPER,
    Compartment,
    CompartmentMembership,
    Consent,
    Identity,
)

PAGE = 50


def memberships_of(account: Any) -> QuerySet[CompartmentMembership]:
    """The memberships of a person that count now: whoever holds no role in the organisation any
    more has left, and enters none of its circles."""
    if not account.is_authenticated or not account.is_active:
        return CompartmentMembership.objects.none()
    working_there = grants_of(account).filter(organisation=OuterRef("compartment__organisation"))
    return CompartmentMembership.objects.filter(_in_force(), Exists(working_there), account=account)


def _in_force() -> Q:
    at = timezone.now()
    started = Q(starts_at__isnull=True) | Q(starts_at__lte=at)
    return started & Q(ended_at__isnull=True, ends_at__gt=at)


def is_member(account: Any, compartment: Compartment) -> bool:
    """Whether the person may enter the compartment now."""
    return memberships_of(account).filter(compartment=compartment).exists()


def is_keeper(account: Any, compartment: Compartment) -> bool:
    """Whether the person says who may enter it, now."""
    return memberships_of(account).filter(compartment=compartment, role=KEEPER.value).exists()


def keepers_of(compartment: Compartment) -> QuerySet[CompartmentMembership]:
    """The keepers whose membership counts now."""
    return CompartmentMembership.objects.filter(
        _in_force(),
        compartment=compartment,
        role=KEEPER.value,
        account__in=people_of(compartment.organisation),
    )


def compartments_of(account: Any) -> QuerySet[Compartment]:
    """The compartments that the person may enter now, newest first."""
    return (
        Compartment.objects.filter(pk__in=memberships_of(account).values("compartment"))
        .select_related("organisation")
        .annotate(
            identity_count=Count("identities", distinct=True),
            consent_count=Count("consents", distinct=True),
        )
    )


def find_compartment(public_id: UUID) -> Compartment | None:
    return Compartment.objects.select_related("organisation").filter(public_id=public_id).first()


def find_identity(public_id: UUID) -> Identity | None:
    return (
        Identity.objects.select_related("compartment__organisation")
        .filter(public_id=public_id)
        .first()
    )


def members_in_words(compartment: Compartment) -> QuerySet[CompartmentMembership]:
    """Everybody who may enter now or later, with their accounts, the first to leave first."""
    return (
        compartment.memberships.filter(ended_at__isnull=True, ends_at__gt=timezone.now())
        .select_related("account")
        .order_by("ends_at", "pk")
    )


def identities_after(compartment: Compartment, pseudonym: str) -> list[Identity]:
    """A page of pseudonyms, in their order, from the one after this."""
    rows = compartment.identities.filter(pseudonym__gt=pseudonym).defer("sealed")
    return list(rows.order_by("pseudonym")[:PAGE])


def recent_consents(compartment: Compartment) -> QuerySet[Consent]:
    """The latest consents, with their scopes."""
    return compartment.consents.select_related("text").prefetch_related("scopes")[:PAGE]
