"""Recovery codes: shown once, until the person has kept them or ten minutes are over."""

import time

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from mandat.people.endings import factor_keys

_SHOWN = "people.recovery_codes_shown"
LIFE = 10 * 60  # seconds in which the same session may look again, or take them as a file


def unused_count(account: object) -> int | None:
    """How many codes are left; None when the person has none."""
    row = _row(account)
    return len(row.wrap().get_unused_codes()) if row else None


def key_of_codes(account: object) -> list[str]:
    """What names the codes that are there, in the ledger of endings."""
    row = _row(account)
    return factor_keys([row]) if row else []


def codes_to_show(request: HttpRequest) -> list[str]:
    """The codes, if nobody has seen them yet or this session did a moment ago; else none."""
    row = _row(request.user)
    if row is None:
        return []
    codes = row.wrap()
    if not codes.did_view:
        codes.mark_as_viewed()
        request.session[_SHOWN] = [row.pk, time.time()]
    shown, at = request.session.get(_SHOWN, [None, 0.0])
    return codes.get_unused_codes() if shown == row.pk and time.time() - at < LIFE else []


def note_kept(request: HttpRequest) -> None:
    """The person has the codes: nobody sees them again."""
    request.session.pop(_SHOWN, None)


def _row(account: object) -> Authenticator | None:
    kind = Authenticator.Type.RECOVERY_CODES
    return Authenticator.objects.filter(user=account, type=kind).first()
