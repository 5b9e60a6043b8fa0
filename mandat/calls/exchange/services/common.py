"""What every service of the exchange begins with."""

from typing import Any

from django.utils.translation import gettext as _

from mandat.calls.exchange.rules import LONGEST_TEXT, clean_text
from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken


def require(call: Call, *states: CallState) -> None:
    """RuleBroken unless the call is in one of these states."""
    if call.state not in states:
        raise RuleBroken("not_now", _("The call is not in a state that allows this."))


def same_version(now: int, seen: int | None) -> None:
    """Nobody writes over what they have not seen."""
    if now != seen:
        raise RuleBroken(
            "changed_elsewhere",
            _(
                "Somebody else changed this in the meantime, or you did in another window. Look "
                "at what it says now, then decide again."
            ),
        )


def written(text: str, code: str, message: Any) -> str:
    """The text, cleaned; RuleBroken with this message where there is none, or too much."""
    cleaned = clean_text(text)
    if not cleaned:
        raise RuleBroken(code, message)
    if len(cleaned) > LONGEST_TEXT:
        raise RuleBroken(
            "text_too_long",
            _("At most %(count)d characters: shorten the text.") % {"count": LONGEST_TEXT},
        )
    return cleaned
