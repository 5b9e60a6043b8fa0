"""What the page of a translation shows: each text of the call beside its translation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from mandat.calls import display, labels
from mandat.calls.exchange.difference import Pair, compared
from mandat.calls.inputs import spoken_languages
from mandat.calls.meanwhile import said_of, who_translated
from mandat.calls.models import Call, CallTranslation
from mandat.calls.states import PUBLIC
from mandat.calls.translating.following import made_of
from mandat.calls.translating.rules import (
    Standing,
    Typed,
    aligned,
    digest_of,
    kind_of,
    translatable,
)
from mandat.calls.translating.services import Saved, content_to_translate
from mandat.core.languages import direction, language_name

_LINE = 70  # code points of a line of the text fields


@dataclass(frozen=True, slots=True)
class TextView:
    """One text: the original, its translation, and what is between them.

    `was` and `of` say what the form showed. `change` is what the original said when it was
    translated beside what it says now; `theirs` what somebody else wrote meanwhile.
    """

    place: str
    label: Any
    original: str
    text: str
    was: str
    of: str
    standing: Standing
    change: Pair | None = None
    theirs: str | None = None

    @property
    def key(self) -> str:
        """The place as the name of an element."""
        return self.place.replace(".", "-")

    @property
    def rows(self) -> int:
        longest = max(len(self.original), len(self.text))
        return min(14, max(1, 1 + longest // _LINE))

    @property
    def is_short(self) -> bool:
        return self.rows == 1 and "\n" not in self.original


@dataclass(frozen=True, slots=True)
class Group:
    """The texts of one field."""

    name: str
    label: Any
    texts: list[TextView]


@dataclass(frozen=True, slots=True)
class TranslationPage:
    """The whole page; `said` tells who changed the translation meanwhile, after a conflict."""

    language: str
    name: str
    direction: str
    original_language: str
    original_direction: str
    groups: list[Group]
    row: CallTranslation | None
    is_public: bool
    version_number: int
    said: str = ""
    conflicts: tuple[str, ...] = field(default_factory=tuple)

    def _count(self, standing: Standing) -> int:
        return sum(t.standing == standing for g in self.groups for t in g.texts)

    @property
    def total(self) -> int:
        return sum(len(g.texts) for g in self.groups)

    @property
    def done(self) -> int:
        return self.total - self._count(Standing.MISSING)

    @property
    def stale(self) -> int:
        return self._count(Standing.STALE)

    @property
    def next(self) -> str:
        """The key of the first text that waits; "" when none does."""
        waiting = (t for g in self.groups for t in g.texts if t.standing != Standing.DONE)
        first = next(waiting, None)
        return first.key if first else ""


def build_page(
    call: Call,
    language: str,
    reader: Any,
    typed: Mapping[str, Typed] | None = None,
    saved: Saved | None = None,
) -> TranslationPage:
    """The translation as it stands; after a form, with what was typed and could not be kept."""
    conflicts = saved.conflicts if saved else ()
    row = call.translations.filter(language=language).first()
    content = content_to_translate(call)
    now = translatable(content)
    made = aligned(made_of(row), now)
    groups: dict[str, list[TextView]] = {}
    for place, original in now.items():
        own = (typed or {}).get(place) if place in conflicts else None
        stored = made.texts.get(place, "")
        standing = made.standing(place, now)
        before = made.originals.get(place, "")
        view = TextView(
            place=place,
            label=_label(place),
            original=original,
            text=own.text if own else stored,
            was=own.was if own else digest_of(stored),
            of=digest_of(original),
            standing=standing,
            change=compared(before, original) if standing == Standing.STALE and before else None,
            theirs=stored if own else None,
        )
        groups.setdefault(kind_of(place)[0], []).append(view)
    return TranslationPage(
        language=language,
        name=_name(language),
        direction=direction(language),
        original_language=call.language,
        original_direction=direction(call.language),
        groups=[Group(n, labels.FIELDS[n], texts) for n, texts in groups.items()],
        row=row,
        is_public=call.state in PUBLIC,
        version_number=call.version_number,
        said=said_of(*who_translated(call, language, beside=reader), timezone.now())
        if conflicts
        else "",
        conflicts=tuple(conflicts),
    )


def _name(language: str) -> str:
    return language_name(language, display.reader_language())


def _label(place: str) -> Any:
    """What a text is within its field; the number of its line where there are several."""
    name, *rest = place.split(".")
    if not rest:
        return labels.FIELDS[name]
    if rest[0].isdecimal():
        return display.number(int(rest[0]) + 1)
    return labels.COLUMNS[rest[0]]


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language of the call: how much is translated, and whether it is older than the original."""

    code: str
    name: str
    done: int
    total: int
    stale: int
    is_older: bool
    row: CallTranslation | None


def language_lines(call: Call) -> list[LanguageLine]:
    """The translations that there are; two queries."""
    rows = list(call.translations.all())
    now = translatable(content_to_translate(call)) if rows else {}
    return [_line(call, row, now) for row in rows]


def _line(call: Call, row: CallTranslation, now: dict[str, str]) -> LanguageLine:
    made = aligned(made_of(row), now)
    standings = [made.standing(place, now) for place in now]
    return LanguageLine(
        code=row.language,
        name=_name(row.language),
        done=len(standings) - standings.count(Standing.MISSING),
        total=len(standings),
        stale=standings.count(Standing.STALE),
        is_older=row.of_version < call.version_number,
        row=row,
    )


def languages_to_add(call: Call) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The languages of the organisation's calls that are not there yet, and every other."""
    there = {call.language, *call.translations.values_list("language", flat=True)}
    first = [c for c in call.organisation.call_languages if c not in there]
    others = [(c, n) for c, n in spoken_languages() if c not in there and c not in first]
    return [(c, _name(c)) for c in first], others
