"""Who holds which role where."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mandat.people.models import Grant, Organisation
from mandat.people.roles import Role


def grants_of(account: Any) -> QuerySet[Grant]:
    """The grants of a person that have not ended."""
    if not account.is_authenticated:
        return Grant.objects.none()
    return Grant.objects.filter(account=account).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now())
    )


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
