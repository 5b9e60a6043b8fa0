"""Sessions in the database that know whose they are, and that a copy of the database cannot use.

The row stands under a hash of the cookie, and what is in it is sealed under the house's key: while
somebody signs in that is their address and a code.
"""

import base64
import hashlib
import json
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import QuerySet
from django.utils import timezone

from mandat.core.crypto import CryptoError, bind, open_sealed, seal
from mandat.people.models import Account, Session
from mandat.people.sign_in.clock import CLOCK, Clock
from mandat.people.sign_in.limits import forget_counts
from mandat.people.sign_in.policy import idle_seconds

_KEY = "house"


def row_key(session_key: str) -> str:
    """The name of the row of a session: whoever reads it learns no cookie that works."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's own sessions; the row names the account that is signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row; the clock of whoever just signed in starts with it."""
        account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        if account_id is not None and CLOCK not in data:
            data[CLOCK] = _started(account_id)
        row = cast("Session", super().create_model_instance(data))
        row.session_key, row.account_id = row_key(row.session_key), account_id
        return row

    def _get_session_from_db(self) -> Session | None:
        alive: QuerySet[Session] = Session.objects.filter(expire_date__gt=timezone.now())
        row: Session | None = alive.filter(session_key=row_key(self.session_key or "")).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=row_key(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=row_key(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        sealed = seal(_KEY, json.dumps(session_dict).encode(), self._place())
        return base64.b64encode(sealed).decode("ascii")

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """What was sealed; nothing, as after signing out, when it does not open."""
        try:
            words: dict[str, Any] = json.loads(
                open_sealed(_KEY, base64.b64decode(session_data), self._place())
            )
        except (CryptoError, ValueError):
            return {}
        return words

    def _place(self) -> bytes:
        return bind("people.session", row_key(self.session_key or ""), "session_data")

    @classmethod
    def clear_expired(cls) -> None:
        """Sessions and counts whose time is over are no longer stored."""
        super().clear_expired()
        forget_counts()


def _started(account_id: int) -> list[float]:
    """The clock of somebody who signs in now."""
    at = timezone.now().timestamp()
    account = Account.objects.get(pk=account_id)
    return Clock(since=at, seen=at, idle=idle_seconds(account)).packed()


def sign_out_everywhere(account: Account, *, but: str | None = None) -> int:
    """The account is signed out in every browser, except the session of the key `but`."""
    return (
        Session.objects.filter(account=account).exclude(session_key=row_key(but or "")).delete()[0]
    )


def other_sessions(account: Account, *, but: str | None) -> int:
    """In how many other browsers the account is still signed in."""
    alive = Session.objects.filter(account=account, expire_date__gt=timezone.now())
    return alive.exclude(session_key=row_key(but or "")).count()
