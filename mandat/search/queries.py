"""Finding: what a reader may find for their words, best first, with the places of the words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import comb
from uuid import UUID

from django.db import connection

from mandat.search import engines
from mandat.search.analyser import (
    VERSION,
    Asked,
    places,
    question,
)
from mandat.search.kinds import Kind, kind_named, mark
from mandat.search.models import SearchEntry

MOST = 200  # entries that a question is answered with, over all pages
_ENOUGH = 10  # with fewer answers to every word, those to some words are added
_MOST_WAYS = 20  # to leave words out of a long question; beyond, the step is skipped
_AROUND = 110  # characters shown before and after the first place


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of plain text; `found` says that it is one of the words."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One object that was found. `whole` says that it holds every word."""

    kind: str
    object_id: UUID
    language: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    whole: bool

    @property
    def url(self) -> str:
        return kind_named(self.kind).url(self.object_id)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of answers. `asked` is what was looked for; `after` begins the next page."""

    hits: tuple[Hit, ...] = ()
    asked: tuple[str, ...] = ()
    after: int | None = None
    total: int = 0  # objects over all pages, at most MOST
    whole: int = 0  # of them: those that hold every word


def find(
    text: str,
    tokens: Collection[str],
    *,
    kinds: Collection[str],
    language: str = "",
    limit: int = 20,
    after: int = 0,
    only: Sequence[Collection[str]] = (),
) -> Results:
    """The objects of these kinds that the words find, of those open to one of the tokens.

    `language` is the reader's: of an object in several languages, theirs is shown when it was
    found too. `only` limits to entries that carry one filter of each of its groups. Those with
    every word come first; when they are few, those with some of the words follow.
    """
    asked = question(text, [language] if language else ())
    if not asked or not tokens or not kinds:
        return Results(asked=tuple(a.typed for a in asked))
    keys, whole = _ranked(asked, _marks(tokens, kinds, only))
    entries = _objects(keys[:MOST], whole, language)
    chosen = entries[max(0, after) : max(0, after) + limit]
    hits = tuple(_hits(chosen, whole, asked))
    more = max(0, after) + limit < len(entries)
    return Results(
        hits=hits,
        asked=tuple(a.typed for a in asked),
        after=max(0, after) + limit if more else None,
        total=len(entries),
        whole=sum(key in whole for key in entries),
    )


def _ranked(
    asked: tuple[Asked, ...], marks: tuple[tuple[str, ...], ...]
) -> tuple[list[int], frozenset[int]]:
    """The best entries, and which of them hold every word.

    First those with every word. While they are few: those with all but one, and so on, so that
    a text which repeats one word never stands before one that has two of them.
    """
    whole = _met(engines.Wanted(asked, marks, at_least=len(asked), most=MOST))
    keys = dict.fromkeys(whole)
    for at_least in range(len(asked) - 1, 0, -1):
        if len(keys) >= _ENOUGH:
            break
        if comb(len(asked), at_least) <= _MOST_WAYS:
            keys |= dict.fromkeys(_met(engines.Wanted(asked, marks, at_least, MOST)))
    return list(keys), frozenset(whole)


def _met(wanted: engines.Wanted) -> list[int]:
    """The entries that are meant. For one word: those with it in the title, if they are enough;
    a word that thousands of texts hold would have each of them read for its rank."""
    if wanted.at_least == 1:
        titled = engines.ranked(connection, replace(wanted, in_title=True))
        if len(titled) == wanted.most:
            return titled
    return engines.ranked(connection, wanted)


def _marks(
    tokens: Collection[str], kinds: Collection[str], only: Sequence[Collection[str]]
) -> tuple[tuple[str, ...], ...]:
    """Groups of marks of which an entry carries one each; without filters, one group."""
    ways = list(product(sorted(kinds), sorted(tokens)))
    return tuple(
        tuple(mark(kind, access, f) for kind, access in ways for f in sorted(group))
        for group in (only or [[""]])
    )


def _objects(keys: Sequence[int], whole: Collection[int], language: str) -> list[int]:
    """One entry for each object, in the order of its best.

    That in the reader's language is taken if it was found as well as the best.
    """
    found = {
        pk: (kind, object_id, spoken)
        for pk, kind, object_id, spoken in SearchEntry.objects.filter(pk__in=keys).values_list(
            "pk", "kind", "object_id", "language"
        )
    }
    chosen: dict[tuple[str, UUID], int] = {}
    for key in keys:
        if key in found:
            kind, object_id, spoken = found[key]
            best = chosen.setdefault((kind, object_id), key)
            if spoken == language and (key in whole) == (best in whole):
                chosen[kind, object_id] = key
    return list(chosen.values())


def _hits(keys: Sequence[int], whole: Collection[int], asked: Sequence[Asked]) -> Iterator[Hit]:
    entries = SearchEntry.objects.defer("title_terms", "body_terms").in_bulk(list(keys))
    wanted = frozenset(form for word in asked for form in word.forms)
    for key in keys:
        entry = entries.get(key)
        if entry is None:  # gone since it was found
            continue
        yield Hit(
            kind=entry.kind,
            object_id=entry.object_id,
            language=entry.language,
            title=marked(entry.title, wanted, entry.language),
            excerpt=excerpt(entry.excerpt, wanted, entry.language),
            whole=key in whole,
        )


def _spoken(language: str) -> str:
    return language.partition("-")[0].lower()


def _places(text: str, wanted: frozenset[str], language: str) -> Iterator[tuple[int, int]]:
    for start, end, found in places(text, language):
        if not wanted.isdisjoint(found):
            yield start, end


def marked(text: str, wanted: frozenset[str], language: str) -> tuple[Piece, ...]:
    """The text in pieces, those that answer the question marked. Plain text, never markup."""
    pieces, end = [], 0
    for start, stop in _places(text, wanted, _spoken(language)):
        if start > end:
            pieces.append(Piece(text[end:start]))
        pieces.append(Piece(text[max(start, end) : stop], found=True))
        end = stop
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return tuple(pieces)


def excerpt(text: str, wanted: frozenset[str], language: str) -> tuple[Piece, ...]:
    """The lines around the first place where a word stands; the beginning when none does."""
    plain = " ".join(text.split())
    first = next(_places(plain, wanted, _spoken(language)), None)
    start = 0 if first is None else max(0, first[0] - _AROUND)
    if start:  # at the beginning of a word
        start = plain.find(" ", start, first[0]) + 1 if first else 0
    end = start + 2 * _AROUND if first is None else min(len(plain), first[1] + _AROUND)
    if end < len(plain):
        end = max(plain.rfind(" ", start, end), start + 1)
    pieces = marked(plain[start:end], wanted, language)
    front = (Piece("… "),) if start else ()
    back = (Piece(" …"),) if end < len(plain) else ()
    return (*front, *pieces, *back)


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the index is behind a kind: how many objects it does not know, knows and are gone,
    and how many entries an older analyser made."""

    kind: Kind
    missing: int
    gone: int
    stale: int

    @property
    def behind(self) -> int:
        return self.missing + self.gone + self.stale


def lag_of(kind: Kind) -> Lag:
    """What a reindexing would mend. Reads keys only."""
    stored = SearchEntry.objects.filter(kind=kind.name).order_by()
    known = set(stored.values_list("object_id", flat=True))
    every = set(kind.every())
    stale = stored.exclude(analysed_with=VERSION).count()
    return Lag(kind, missing=len(every - known), gone=len(known - every), stale=stale)


def index_is_whole() -> bool:
    """Whether the database's own index goes with the entries."""
    return engines.is_whole(connection)
