"""What the page of a corrected file shows: each difference, the draft beside the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mandat.calls import display, labels
from mandat.calls.display import Line
from mandat.calls.exchange.difference import Pair, compared_lines
from mandat.calls.importer.draft import Certainty, Found, plain
from mandat.calls.life.services.common import seen_digest
from mandat.calls.models import Call, DraftField
from mandat.calls.rereading.rules import TAKES_FILE, Choice, Fate, compare
from mandat.calls.rereading.services import Terms, held, state_of
from mandat.documents.labels import FileLine, line_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the file says otherwise: both sides, and what is chosen when there is a choice.

    `contradicts` says that the file itself gives several readings, of which one will be chosen.
    """

    name: str
    label: Any
    fate: Fate
    pairs: list[Pair]
    settled: Any
    by: str
    at: datetime | None
    choice: Choice
    contradicts: bool

    @property
    def had(self) -> bool:
        """Whether the draft says anything."""
        return any(pair.before for pair in self.pairs)

    @property
    def has(self) -> bool:
        """Whether the file says anything."""
        return any(pair.after for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Rereading:
    """The whole preview. Nothing is changed by looking at it."""

    terms: Terms
    seen: str
    disputed: list[Difference]
    followed: list[Difference]
    unchanged: int
    is_same_text: bool

    @property
    def count(self) -> int:
        """How many values the file says otherwise."""
        return len(self.disputed) + len(self.followed)

    @property
    def is_alike(self) -> bool:
        """Whether no field says anything else; the text itself may have changed."""
        return not self.count


def preview(call: Call, terms: Terms, choices: Mapping[str, Choice]) -> Rereading:
    """Every difference between the draft as it stands and the text that was read."""
    fields = {f.name: f for f in call.draft_fields.select_related("settled_by")}
    names = [n for _title, group in labels.GROUPS for n in group if n in fields]
    fates = {n: compare(held(fields[n]), terms.draft[n]) for n in names}
    drawn = {n: _difference(fields[n], terms, fates[n], choices) for n in names}
    return Rereading(
        terms=terms,
        seen=seen_digest(state_of(call)),
        disputed=[drawn[n] for n in names if fates[n] == Fate.DISPUTED],
        followed=[drawn[n] for n in names if fates[n] in TAKES_FILE],
        unchanged=sum(f == Fate.UNCHANGED and fields[n].present for n, f in fates.items()),
        is_same_text=bool(call.terms and call.terms.sha256 == terms.source.sha256),
    )


def _difference(
    field: DraftField, terms: Terms, fate: Fate, choices: Mapping[str, Choice]
) -> Difference:
    new = terms.draft[field.name]
    old_lines = display.lines_of(field.name, field.value, field.extra)
    return Difference(
        name=field.name,
        label=labels.FIELDS[field.name],
        fate=fate,
        pairs=compared_lines(
            [_in_one(line) for line in old_lines],
            [_in_one(line) for line in _new_lines(field.name, new, terms)],
        ),
        settled=labels.ORIGINS[field.origin],
        by=field.settled_by.name if field.settled_by else "",
        at=field.settled_at,
        choice=choices.get(field.name, Choice.MINE),
        contradicts=new.certainty == Certainty.CONFLICT,
    )


def _new_lines(name: str, new: Found, terms: Terms) -> list[Line]:
    """What the file says; of a contradiction every reading."""
    text = terms.draft.text
    if new.certainty != Certainty.CONFLICT:
        return display.lines_of(name, plain(text, new.value), plain(text, dict(new.extra)))
    return [
        line
        for reading in new.alternatives
        for line in display.lines_of(
            name, plain(text, reading.value), plain(text, dict(reading.extra))
        )
    ]


def _in_one(line: Line) -> str:
    return f"{line.text} ({line.note})" if line.note else line.text


def earlier_files(call: Call, reader: Any) -> list[tuple[int, FileLine | None]]:
    """The texts that the call was read from, the last one first; without line: pasted."""
    rows = call.texts.select_related("file").defer("text").order_by("-number")
    return [
        (row.number, line_of(row.file, reader) if row.file and not row.file.is_erased else None)
        for row in rows
    ]
