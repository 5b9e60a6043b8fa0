"""What this room's endings are called in the ledger beside the keys.

A backup lets count again what was ended after it was made. Keys are public ids; a factor has
none and is named by its account and the microsecond in which it was added: row numbers are
given again after a restore. The key of a new end has the end as its second word.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator

ACCOUNT = "people.account"
FACTOR = "mfa.authenticator"
GRANT, GRANT_UNTIL = "people.grant", "people.grant:until"
INVITATION = "people.invitation"
NO_END = "-"

_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def factor_key(factor: Authenticator) -> str:
    """What names the factor, and no other one ever."""
    return f"{factor.user.public_id}:{(factor.created_at - _BEGIN) // _MICROSECOND}"


def factor_keys(factors: Iterable[Authenticator]) -> list[str]:
    """What names each of them."""
    return [factor_key(factor) for factor in factors]


def until_key(public_id: UUID, ends_at: datetime | None) -> str:
    """The role and when it ends since somebody changed it."""
    return f"{public_id} {ends_at.isoformat() if ends_at else NO_END}"


def earlier_end(key: str, now: datetime | None) -> datetime | None:
    """The end in the key, if it lies before the one that stands; else nothing."""
    _name, _space, text = key.partition(" ")
    end = datetime.fromisoformat(text) if text not in ("", NO_END) else None
    return end if end is not None and (now is None or end < now) else None
