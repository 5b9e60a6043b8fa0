"""Which texts of a call are translated, and whether a translation still fits. Pure, no Django.

A translation remembers for each text what the original said when it was made. So it is known text
by text what changed since, and a translation stays with its text when lines move.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from mandat.calls.content import Content, texts_of, value_of
from mandat.calls.shapes import SHAPES, items_of

Texts = Mapping[str, str]

# An address and a subject line are used as they stand, a reference too: nobody translates them.
_AS_IT_STANDS = frozenset(
    {("submission", "address"), ("submission", "subject"), ("funding", "agreement")}
)
# These name a criterion of the grid: its own translation stands there too.
_NAMES_A_CRITERION = frozenset({("evaluation_grid", "parent"), ("pass_marks", "criterion")})


class Standing(StrEnum):
    """How a text stands beside its original."""

    DONE = "done"
    MISSING = "missing"
    STALE = "stale"  # the original says something else since


def kind_of(place: str) -> tuple[str, str]:
    """The field and the column of a place: `objectives.0.text` is (objectives, text)."""
    name, *rest = place.split(".")
    return name, rest[-1] if rest else ""


def _order(place: str) -> tuple[int, int]:
    name, *rest = place.split(".")
    number = int(rest[0]) if rest and rest[0].isdecimal() else 0
    return list(SHAPES).index(name), number


def translatable(content: Content) -> dict[str, str]:
    """The texts to translate by place, in the order in which a call is read."""
    left_out = _AS_IT_STANDS | _NAMES_A_CRITERION
    found = {p: text for p, text in texts_of(content) if kind_of(p) not in left_out}
    return {place: found[place] for place in sorted(found, key=_order)}


@dataclass(frozen=True, slots=True)
class Translated:
    """Translations by place, and what the original said at each place that was looked at."""

    texts: Texts
    originals: Texts

    def standing(self, place: str, now: Texts) -> Standing:
        if not self.texts.get(place):
            return Standing.MISSING
        same = self.originals.get(place) == now[place]
        return Standing.DONE if same else Standing.STALE

    def fits(self, now: Texts) -> bool:
        """Whether the original says nothing that the translation was not made of.

        A text that was left untranslated on purpose counts as looked at.
        """
        return all(
            self.originals.get(p) == text if self.texts.get(p) else p in self.originals
            for p, text in now.items()
        )


def aligned(made: Translated, now: Texts) -> Translated:
    """Each translation at the place where its text stands now; what is gone is dropped.

    A line that was put in before others moves them: their translations move along. A text that was
    rewritten in its place keeps its translation, which no longer fits.
    """
    made = Translated(made.texts, {**dict.fromkeys(made.texts, ""), **made.originals})
    texts: dict[str, str] = {}
    originals: dict[str, str] = {}
    taken: set[str] = set()
    for place, text in now.items():
        source = _source(place, text, made, now, taken)
        if source is not None:
            taken.add(source)
            _carry(made, source, place, texts, originals)
    for place in now:
        if place not in originals and place in made.originals and place not in taken:
            _carry(made, place, place, texts, originals)
    return Translated(texts, originals)


def _source(
    place: str, text: str, made: Translated, now: Texts, taken: Collection[str]
) -> str | None:
    """Where the same text stood: here, else at another line of the same list."""
    if made.originals.get(place) == text:
        return place
    alike = (
        p
        for p, said in made.originals.items()
        if said == text and kind_of(p) == kind_of(place) and p not in taken and now.get(p) != text
    )
    return next(alike, None)


def _carry(
    made: Translated, source: str, place: str, texts: dict[str, str], originals: dict[str, str]
) -> None:
    originals[place] = made.originals[source]
    if made.texts.get(source):
        texts[place] = made.texts[source]


def digest_of(text: str) -> str:
    """A short digest, by which a form says what it showed."""
    return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Typed:
    """A text of the form: what was typed, and what the form showed (`digest_of`).

    `was` is the translation that stood there, `of` the original; `still_fits` says that the
    person looked at a changed original and leaves the translation.
    """

    text: str
    was: str
    of: str
    still_fits: bool = False


@dataclass(slots=True)
class Merged:
    """A translation after a form: `conflicts` are texts that somebody else changed meanwhile."""

    made: Translated
    changed: bool = False
    conflicts: list[str] = field(default_factory=list)


def merged(
    made: Translated, typed: Mapping[str, Typed], now: Texts, insisting: Collection[str] = ()
) -> Merged:
    """What was typed, in its places; nobody writes over what they have not seen.

    For the places in `insisting` the person saw what somebody else wrote, and keeps theirs.
    """
    texts, originals = dict(made.texts), dict(made.originals)
    result = Merged(made)
    for shown, one in typed.items():
        place = _place_now(shown, one.of, now)
        if place is None:  # the original no longer says it
            continue
        stored = texts.get(place, "")
        is_touched = digest_of(one.text) != one.was
        if one.text != stored and is_touched:
            if digest_of(stored) != one.was and shown not in insisting:
                result.conflicts.append(shown)
                continue
            texts[place] = one.text
            originals[place] = _made_of(place, one.of, originals, now)
        elif one.still_fits and digest_of(now[place]) == one.of:
            originals[place] = now[place]
        elif not stored:
            originals[place] = _made_of(place, one.of, originals, now)
    texts = {p: t for p, t in texts.items() if t}
    result.made = Translated(texts, originals)
    result.changed = (texts, originals) != (dict(made.texts), dict(made.originals))
    return result


def _place_now(place: str, of: str, now: Texts) -> str | None:
    """Where the text that the form showed stands now; its own place when it was rewritten."""
    if place in now and digest_of(now[place]) == of:
        return place
    moved = (p for p, t in now.items() if kind_of(p) == kind_of(place) and digest_of(t) == of)
    return next(moved, place if place in now else None)


def _made_of(place: str, of: str, originals: Texts, now: Texts) -> str:
    """What the original said to whoever typed; "" when that is known no more."""
    for said in (now[place], originals.get(place, "")):
        if digest_of(said) == of:
            return said
    return ""


def with_criteria(texts: Texts, content: Content) -> dict[str, str]:
    """The translations, and those of the names of criteria that stand elsewhere in the call."""
    grid = items_of(value_of(content, "evaluation_grid"))
    names = {
        row.get("label"): texts[f"evaluation_grid.{n}.label"]
        for n, row in enumerate(grid)
        if texts.get(f"evaluation_grid.{n}.label")
    }
    named = {
        place: names[text]
        for place, text in texts_of(content)
        if kind_of(place) in _NAMES_A_CRITERION and text in names
    }
    return {**texts, **named}
