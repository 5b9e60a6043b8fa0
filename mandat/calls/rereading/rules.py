"""What becomes of each field of a draft when a corrected file is read onto it. Pure, no Django.

What a person settled is never written over by a file: where the file now says something else, the
person chooses. What nobody settled says what the file says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mandat.calls.content import without_places
from mandat.calls.importer.draft import (
    JSON,
    Certainty,
    Found,
    found_from_json,
    found_json,
    plain,
)
from mandat.calls.origins import Origin
from mandat.calls.typed import keep_places

_EMPTY: tuple[JSON, ...] = (None, "", [], {})


class Fate(StrEnum):
    """What a corrected file does to a field."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"  # nobody settled it: it takes the new reading
    NEW = "new"  # it held nothing, and the file now says something
    GONE = "gone"  # nobody settled it, and the file no longer says it
    DISPUTED = "disputed"  # a person settled it, and the file now says something else


TAKES_FILE = frozenset({Fate.CHANGED, Fate.NEW, Fate.GONE})


class Choice(StrEnum):
    """What a person says about a disputed field."""

    MINE = "mine"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Held:
    """A field as the draft holds it (`models.DraftField`); `found` in its JSON form."""

    value: JSON
    extra: Mapping[str, JSON]
    origin: Origin
    found: Mapping[str, JSON]

    @property
    def is_settled(self) -> bool:
        """Whether a person decided what it says; an imported value is only the text's word."""
        return self.origin != Origin.IMPORTED


@dataclass(frozen=True, slots=True)
class Written:
    """What a field says after the file was taken over; `found` in its JSON form."""

    value: JSON
    extra: Mapping[str, JSON]
    origin: Origin
    found: Mapping[str, JSON]
    certainty: Certainty
    chosen: int | None = None


def _said(value: JSON, extra: Mapping[str, JSON]) -> tuple[JSON, JSON]:
    """A value and what stands beside it, as people mean it; everything empty is alike."""
    bare = without_places(value)
    beside = {k: v for k, v in without_places(dict(extra)).items() if v not in _EMPTY}
    return (None, {}) if bare in _EMPTY else (bare, beside)


def _read(found: Found) -> tuple[JSON, JSON]:
    return _said(found.value, found.extra)


def _readings(found: Found) -> list[tuple[JSON, JSON]]:
    """What the text says, in order: every reading where it contradicts itself, else the one."""
    if found.certainty == Certainty.CONFLICT:
        return [_said(a.value, a.extra) for a in found.alternatives]
    return [_read(found)]


def compare(old: Held, new: Found) -> Fate:
    """What the new reading does to the field as it is held."""
    before = found_from_json(old.found)
    own, now = _said(old.value, old.extra), _readings(new)
    if old.is_settled:
        agrees = own in now or now == _readings(before)
        return Fate.UNCHANGED if agrees else Fate.DISPUTED
    if now == _readings(before):
        return Fate.UNCHANGED
    if _read(new)[0] is None:
        return Fate.GONE
    return Fate.NEW if own[0] is None else Fate.CHANGED


def taken(old: Held, new: Found, text: str, choice: Choice = Choice.MINE) -> Written:
    """What the field says once the file is taken over; its places are those of the new `text`."""
    fate = compare(old, new)
    if not old.is_settled:
        return _of_file(new, text, Origin.IMPORTED)
    if fate == Fate.DISPUTED and choice == Choice.FILE:
        # The person has just read it; only a contradiction is still to be settled.
        open_ = new.certainty == Certainty.CONFLICT
        return _of_file(new, text, Origin.IMPORTED if open_ else Origin.CONFIRMED)
    return _kept(old, new, text)


def _of_file(new: Found, text: str, origin: Origin) -> Written:
    return Written(
        value=plain(text, new.value),
        extra=plain(text, dict(new.extra)),
        origin=origin,
        found=found_json(text, new),
        certainty=new.certainty,
    )


def _kept(old: Held, new: Found, text: str) -> Written:
    """What a person settled; where the file says the same, it shows its new places."""
    own, now = _said(old.value, old.extra), _readings(new)
    found = found_json(text, new)
    if own[0] is not None and own in now:
        if new.certainty == Certainty.CONFLICT:
            at = now.index(own)
            reading = found["alternatives"][at]
            extra = {k: v for k, v in reading.items() if k not in ("value", "spans")}
            return Written(reading["value"], extra, Origin.CHOSEN, found, new.certainty, at)
        return _of_file(new, text, Origin.CONFIRMED)
    value = keep_places(found["value"], without_places(old.value))
    extra = without_places(dict(old.extra))
    return Written(value, extra, Origin.CORRECTED, found, new.certainty)


def is_same(old: Held, new: Written) -> bool:
    """Whether nobody who looks at the field sees anything new; its places may have moved."""
    if old.origin != new.origin or _said(old.value, old.extra) != _said(new.value, new.extra):
        return False
    return _readings(found_from_json(old.found)) == _readings(found_from_json(new.found))
