"""The ways to sign in of one person, as their account page lists them."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.crypto import salted_hmac

from mandat.people.models import Account
from mandat.people.sign_in.policy import factors_of

_SALT = "mandat.people.sign_in.ways"


@dataclass(frozen=True, slots=True)
class Way:
    """One passkey, or the app. `signs_in_alone` is None where the device did not say."""

    key: str
    name: str
    is_passkey: bool
    signs_in_alone: bool | None
    added_at: datetime
    used_at: datetime | None


def key_of(factor: Authenticator) -> str:
    """What stands for the factor in an address: nobody can guess it or count by it."""
    return salted_hmac(_SALT, str(factor.pk), algorithm="sha256").hexdigest()[:32]


def ways_of(account: Account) -> list[Way]:
    """The passkeys and the app of a person, the oldest first."""
    return [_way(factor) for factor in factors_of(account)]


def _way(factor: Authenticator) -> Way:
    is_passkey = factor.type == Authenticator.Type.WEBAUTHN
    passkey = factor.wrap() if is_passkey else None
    return Way(
        key=key_of(factor),
        name=passkey.name if passkey else "",
        is_passkey=is_passkey,
        signs_in_alone=passkey.is_passwordless if passkey else False,
        added_at=factor.created_at,
        used_at=factor.last_used_at,
    )
