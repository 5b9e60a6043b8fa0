"""Names of a text with the weight of what speaks for each of them as the one that calls."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from mandat.calls.importer.draft import Span
from mandat.calls.importer.heading_words import read_words
from mandat.calls.importer.names import (
    NAME,
    NOT_ISSUER,
    PARENTHESIS,
    Names,
    clean_name,
    read_names,
)
from mandat.calls.importer.organisation_words import (
    DONOR,
    FULL_NAMES,
    KNOWN,
    NOUN,
    PROJECT_BEFORE,
)
from mandat.calls.importer.spoken_forms import spoken_kind
from mandat.calls.importer.territories import find_places
from mandat.calls.importer.text import Source, fold
from mandat.calls.importer.windows import openings

READ = 40_000  # the one that calls is named long before
_REACH = 320
_FULL = 50  # a line shorter than this was not broken by the edge of a page
_AT_END = re.compile(
    rf"(?<![\w'’.-])(?P<name>{NAME})"
    rf"(?:{PARENTHESIS}(?:[ ,-]{{1,3}}(?:en |in |au |aux )?{NAME})?)?,?[ \u00a0*_]{{0,4}}$"
)
_AT_START = re.compile(
    rf"(?:[\s*_\"«“]|[Ll]['’]|(?:[Ll]es?|[Ll]a|[Tt]he|[Ee]l|[Oo]s?|[Aa]s?|[Oo]ur|[Nn]otre|[Cc]hez"
    rf"|organi[sz]ation|ONG|NGO|association|internationale?|nationale?)[ ,])"
    rf"{{0,8}}(?P<name>{NAME})(?P<gap>(?:{PARENTHESIS})?(?:,|\*\*)?)"
)
_APPOSED = re.compile(
    r"(?:,[^,;]{2,160}){0,3},?[ \u00a0*_]{0,4}$|[ \u00a0]?\([^()\n]{2,60}\)[,* ]{0,3}$"
)
_BREAK = re.compile(r"(?:[.!?:;»\"][ \u00a0]|\n|[•▪●])")


def name_key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(name)).strip()


def is_organisation(name: str) -> bool:
    """Whether the words of a name are those of an organisation."""
    folded = fold(name)
    if NOUN.search(folded):
        return True
    words = name_key(name).split()
    heads = {"-".join(words[:n]) for n in (1, 2, 3)}
    short = {h for h in heads if len(h) < 5 and not name[: len(h)].isupper()}
    return not KNOWN.isdisjoint(heads - short)


def known_head(name: str) -> str:
    """The organisation that everybody knows at the beginning of a longer name, or nothing."""
    words = name.split()
    for size in range(min(3, len(words) - 1), 0, -1):
        known = name_key(" ".join(words[:size])).replace(" ", "-") in KNOWN
        if known and (words[0].isupper() or size > 1 or len(words[0]) > 6):
            return re.sub(r"['’]s$", "", " ".join(words[:size]))
    return ""


def is_place(name: str) -> bool:
    """Whether a name is that of a country or city, or of several."""
    rest = list(fold(name))
    for place in find_places(Source(name), 0, len(name)):
        rest[place.start : place.end] = " " * (place.end - place.start)
    return not re.sub(r"\W|\b(?:and|et|y|e|de|du|d|the|la|le)\b", "", "".join(rest))


def without_place(name: str) -> str:
    """A name without "in" and the country behind it."""
    tail = re.search(r" (?:en|in|au|aux|no|na) (?=[A-ZÀ-Þ][^()]*$)", name)
    return name[: tail.start()] if tail and is_place(name[tail.end() :]) else name


def _heads(name: str) -> bool:
    """Whether the words of a name are those of a section's heading ("Evaluation Team")."""
    folded = fold(name)
    reading = read_words(folded)
    whole = reading is not None and reading.unknown == 0 and reading.words > 1
    return whole or bool(spoken_kind(folded))


class Ballot:
    """What was said for each name, by its key."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: Names = read_names(source)
        self.weight: dict[str, float] = defaultdict(float)
        self.reasons: dict[str, set[str]] = defaultdict(set)
        self.spans: dict[str, list[Span]] = defaultdict(list)
        self.form: dict[str, str] = {}

    @cached_property
    def flat(self) -> str:
        """The beginning of the text with the line breaks inside paragraphs as blanks."""
        flow, text = self.source.flow[:READ], self.source.text[:READ]
        if "\n" not in text:
            return text
        pieces, start = [], 0
        while (at := text.find("\n", start)) >= 0:
            pieces.append(text[start:at] + (flow[at] if at - start >= _FULL else "\n"))
            start = at + 1
        return "".join(pieces) + text[start:]

    def expand(self, name: str) -> str:
        """The full name of an acronym: as the text gives it, or as everybody knows it."""
        full, _ = self.names.expand(name)
        for known in FULL_NAMES.get(fold(full), ()) if full == name else ():
            at = self.source.fold.find(known, 0, READ)
            if at >= 0:
                return self.source.quote(Span(at, at + len(known)))
        return full

    @cached_property
    def _persons(self) -> frozenset[str]:
        """The names of persons that mail addresses give away."""
        return frozenset(
            " ".join(order)
            for at in itertools.islice(_AT_SIGN.finditer(self.source.fold, 0, READ), 200)
            if (match := _PERSON.search(self.source.fold, max(0, at.start() - 61), at.start()))
            for order in (match.groups(), match.groups()[::-1])
        )

    def accepts(self, name: str) -> bool:
        """Whether a run of capitalised words can be the name of an organisation at all."""
        key = name_key(name)
        words = key.split()
        if not words or not 2 <= len(name) <= 120 or words[-1] in _PROJECT:
            return False
        if (
            _heads(name)
            or words[0] in _SEVERAL
            or key in self._persons
            or all(w in _GENERIC for w in words)
        ):
            return False
        known = is_organisation(name) and len(words) > 1
        return not ((NOT_ISSUER.match(words[0]) and not known) or NOT_ISSUER.match(key))

    def add(self, name: str, weight: float, reason: str, span: Span) -> None:
        """A name that something speaks for; an acronym counts for its full name."""
        name = without_place(clean_name(name))
        full = self.expand(name)
        if not self.accepts(full) or not self.accepts(name):
            return
        if PROJECT_BEFORE.search(self.source.fold, max(0, span.start - 30), span.start):
            return
        if self._paid(span):
            weight, reason = -1.0, "pays"
        key = name_key(full)
        self.form.setdefault(key, full)
        again = reason in self.reasons[key]
        self.weight[key] += weight * (0.2 if again else 1.0)
        self.reasons[key].add(reason)
        if len(self.spans[key]) < 4:
            self.spans[key].append(span)

    def _paid(self, span: Span) -> bool:
        start = max(0, span.start - 70)
        return DONOR.search(self.source.fold, start, span.start) is not None

    def _matches(self, pattern: re.Pattern[str], words: Sequence[str]) -> Iterator[re.Match[str]]:
        """The places of a pattern that begins with one of the words, if it has such words."""
        flow = self.source.flow
        return (
            openings(self.source, pattern, words, flow, READ)
            if words
            else pattern.finditer(flow, 0, READ)
        )

    def subjects(
        self, pattern: re.Pattern[str], weight: float, reason: str, words: Sequence[str] = ()
    ) -> None:
        """The names that stand before a verb, or open the clause before it."""
        for count, match in enumerate(self._matches(pattern, words)):
            if count >= 80:
                break
            if found := self.before(match.start(), match.end()):
                self.add(found[0], weight * (1.0 if count < 12 else 0.3), reason, found[1])

    def before(self, verb: int, after: int) -> tuple[str, Span] | None:
        """The subject of a verb: the name right before it, or one with an apposition."""
        if self.source.text[verb:after].lower().endswith(("é", "és", "ée")):
            return None
        low = max(0, verb - _REACH)
        start = low
        for edge in _BREAK.finditer(self.flat, low, verb):
            start = edge.end() if not self._abbreviated(edge.start()) else start
        first = _AT_START.match(self.flat, start, verb)
        if (
            first
            and (first.end() < verb and first["gap"])
            and _APPOSED.match(self.flat, first.end("gap") - first["gap"].endswith(","), verb)
        ):
            return first["name"], Span(first.start("name"), first.end("name"))
        found = _AT_END.search(self.flat, start, verb)
        return (found["name"], Span(found.start("name"), found.end("name"))) if found else None

    def _abbreviated(self, at: int) -> bool:
        """Whether a full stop belongs to an abbreviation ("St. ", "Dr. ", "U.S. ")."""
        if self.flat[at] != ".":
            return False
        word = _LAST_LETTERS.search(self.flat, max(0, at - 4), at)
        return word is not None and word.group() in _SHORT

    def objects(
        self, pattern: re.Pattern[str], weight: float, reason: str, words: Sequence[str]
    ) -> None:
        """The names that stand after some words."""
        for count, match in enumerate(self._matches(pattern, words)):
            if count >= 40:
                break
            found = _OBJECT.match(self.flat, match.end(), match.end() + 140)
            if found:
                span = Span(found.start("name"), found.end("name"))
                self.add(found["name"], weight, reason, span)


_OBJECT = re.compile(
    rf"(?:(?:le|la|les|the|el|los|o|a|l['’]|d['’]|d[eu]|l['’]ONG|our) ?){{0,3}}(?P<name>{NAME})"
)
_PERSON = re.compile(r"(?<![\w.-])([a-z]{2,30})[._-]([a-z]{2,30})$")
_AT_SIGN = re.compile("@")
_PROJECT = frozenset(("projet", "project", "proyecto", "projeto", "projects", "projets"))
_SEVERAL = frozenset(
    ("organisations", "organizations", "organizaciones", "organizacoes", "associations",
     "asociaciones", "ongs", "associacoes", "ngos", "osc", "oscs", "csos", "partners",
     "partenaires", "members", "membres", "entites", "agencies", "institutions", "companies",
     "entreprises", "empresas", "fondations", "gouvernements", "governments")
)  # fmt: skip
_GENERIC = frozenset(
    ("international", "internationale", "national", "nationale", "organization", "organisation",
     "ong", "ngo", "agency", "association", "associations", "organizacion", "organizacao", "un",
     "une", "the", "la", "le", "reseau", "network", "ingo", "society", "consortium",
     "consultant", "consultants", "services", "service", "group", "team", "fund", "foundation",
     "project", "partners", "partenaires", "department", "office", "initiative", "programme",
     "action")
)  # fmt: skip
_LAST_LETTERS = re.compile(r"[\w.]{1,4}$")
_SHORT = frozenset(("St", "Dr", "Mr", "Mme", "U.S", "S.A", "Inc", "e.V"))
