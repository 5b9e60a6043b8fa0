"""Two people at one value: what somebody else made of it meanwhile, who and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from babel.dates import format_timedelta
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.models import Entry
from mandat.audit.words import actor_in_words
from mandat.calls import display
from mandat.calls.content import without_places
from mandat.calls.display import Line
from mandat.calls.importer.draft import JSON
from mandat.calls.models import Call, DraftField
from mandat.calls.typed import Typed, completed
from mandat.people.models import Account

_CHANGES = Q(action="calls.call.reread") | Q(action="calls.field.settled")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a value says now, and who made it so; `held` is the version that this person saw.

    `reading` is the alternative that they chose, where that is what they did.
    """

    said: str
    lines: list[Line]
    version: int
    held: int | None = None
    reading: int | None = None
    mine: tuple[Line, ...] = ()
    is_typed: bool = False


def who_and_when(call: Call, name: str) -> tuple[str, datetime | None]:
    """Who changed the field last, by name, and when: from the journal, which forgets nobody."""
    return _last(call, _CHANGES & (Q(details__field=name) | Q(action="calls.call.reread")))


def who_translated(call: Call, language: str, *, beside: Any) -> tuple[str, datetime | None]:
    """Who, beside this person, saved the translation last, and when."""
    saved = Q(action="calls.translation.saved", details__language=language)
    return _last(call, saved & ~Q(actor=str(beside.public_id)))


def _last(call: Call, acts: Q) -> tuple[str, datetime | None]:
    entry = (
        Entry.objects.filter(acts, subject_id=str(call.public_id), subject_label="calls.call")
        .order_by("-pk")
        .first()
    )
    return (_named(entry.actor), entry.at) if entry else ("", None)


def _named(actor: str) -> str:
    try:
        account = Account.objects.filter(public_id=UUID(actor)).first()
    except ValueError:
        return str(actor_in_words(actor))
    return account.name if account else ""


def said_of(who: str, at: datetime | None, now: datetime) -> str:
    """Changed 2 minutes ago by Amina Diallo. It says now:"""
    if at is None:
        return _("Changed in the meantime. It says now:")
    ago = format_timedelta(at - now, add_direction=True, locale=display.reader_language())
    by = who or _("somebody")
    words = {"when": ago, "who": f"\u2068{by}\u2069"}
    return _("Changed %(when)s by %(who)s. It says now:") % words


def meanwhile_of(
    call: Call,
    field: DraftField,
    *,
    held: int | None = None,
    reading: int | None = None,
    is_typed: bool = False,
) -> Meanwhile:
    """What to show to whoever was about to change a value that is not as they saw it."""
    who, at = who_and_when(call, field.name)
    return Meanwhile(
        said=said_of(who, at, timezone.now()),
        lines=display.lines_of(field.name, field.value, field.extra),
        version=field.version,
        held=held,
        reading=reading,
        mine=tuple(_reading(field, reading)),
        is_typed=is_typed,
    )


def _reading(field: DraftField, reading: int | None) -> list[Line]:
    """The alternative that the person chose, in words."""
    known: list[dict[str, Any]] = field.found["alternatives"]
    if reading is None or reading >= len(known):
        return []
    said = known[reading]
    return display.lines_of(field.name, said["value"], said)


def says_already(field: DraftField, typed: Typed) -> bool:
    """Whether somebody else wrote the very same: then nobody needs to choose."""
    wanted: JSON = completed(field.name, typed.value)
    beside = {k: v for k, v in typed.extra.items() if field.extra.get(k) != v}
    return not beside and bool(without_places(field.value) == without_places(wanted))
