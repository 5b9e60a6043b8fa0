"""Whose sign-in must be stronger, and whether it was."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from mandat.people.demo import is_demo_account
from mandat.people.models import AbstractGrant, Account
from mandat.people.queries import in_force
from mandat.people.roles import NEEDS_SECOND_FACTOR

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_ADDED_HERE = "people.factor_added"

Reason = Callable[[Account], bool]
_REASONS: dict[str, Reason] = {}


def register_reason(name: str, reason: Reason) -> None:
    """A later room names people who need a second factor for another reason than their role."""
    _REASONS[name] = reason


def meets_confidential_data(account: Account) -> bool:
    """Whether the person holds a role that meets data of class 3 or 4, anywhere in the house."""
    roles = [role.value for role in NEEDS_SECOND_FACTOR]
    held = Q(account=account, role__in=roles) & in_force(timezone.now())
    kinds: list[Any] = AbstractGrant.__subclasses__()
    return any(kind.objects.filter(held).exists() for kind in kinds) or any(
        reason(account) for reason in _REASONS.values()
    )


def idle_seconds(account: Account) -> int:
    """How long a session of the person lasts when nothing happens."""
    strict = meets_confidential_data(account)
    return 60 * (settings.IDLE_MINUTES if strict else settings.IDLE_MINUTES_OTHERS)


def is_waived(account: Account) -> bool:
    """Demo accounts need no second factor while their one-click links exist."""
    return settings.DEMO and is_demo_account(account)


def must_have_second_factor(account: Account) -> bool:
    if not settings.SECOND_FACTOR_BY_ROLE or is_waived(account):
        return False
    return meets_confidential_data(account)


def factors_of(account: Account) -> list[Authenticator]:
    """The passkeys and the app of a person, the oldest first; recovery codes are no factor."""
    return list(Authenticator.objects.filter(user=account, type__in=FACTORS).order_by("pk"))


def may_remove(account: Account, factor: Authenticator) -> bool:
    """The last factor of somebody who must have one stays until there is another."""
    others = [one for one in factors_of(account) if one.pk != factor.pk]
    return bool(others) or not must_have_second_factor(account)


def proved_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was used, or added, in this very session.

    A passkey that signs in alone counts: it is something one has, opened by something one is
    or knows. A session that was there before the first factor was added does not profit from it.
    """
    if request.session.get(_ADDED_HERE) == request.user.pk:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def note_factor_added(request: HttpRequest) -> None:
    """Who adds a factor has it in the hand."""
    request.session[_ADDED_HERE] = request.user.pk
