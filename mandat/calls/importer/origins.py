"""The country of a call, concluded from signs when no sentence says where the work is done.

Each kind of sign is weak: the head of the letter, the place of the signature, addresses of
the web, the clock of the deadline, the money. Two kinds that agree, or one that the text
itself bears out, are offered as likely; a sign for another country silences all of them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from babel.core import get_global

from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.money import Amount
from mandat.calls.importer.territories import Place, find_places
from mandat.calls.importer.text import Source

_DATELINE = re.compile(
    r"(?:^|\n)[^\w\n]{0,60}(?P<place>[^\n,:]{2,60}?),\s{0,3}(?:le|fait le|on|el|em)?\s{0,2}"
    r"(?:\d|(?:jan|f[eé]v|feb|mar|a[bpv]r|ma[iy]|ju[inl]|jul|ao[uû]|ago|aug|s[e]pt?|o[ck]t|out"
    r"|no[v]|d[eéi][cz])\w{0,8}\s\d{4})",
    re.IGNORECASE,
)
_TLD = re.compile(
    r"@\s?[\w.-]{2,60}\.(?P<code>[a-z]{2})(?![\w-])"
    r"|www\.[\w.-]{2,60}\.(?P<code2>[a-z]{2})(?![\w-])"
)
_GENERIC_TLDS = frozenset({"io", "co", "me", "tv", "eu", "ai", "ly", "to", "cc", "fm", "gg", "la"})
_LOCAL_TIME = re.compile(r"(?:heure|horario|hora|local time|time)s? (?:de |of |in |d')?")
_TIME_AFTER = re.compile(r"\s(?:local |standard )?time\b")
_SEGMENT = re.compile(r"[^,;|·()\n>*_-]{3,45}")
_HEAD_LINES, _HEAD_LINE, _HEAD = 14, 110, 900
_TWO_CONGOS = {"CG", "CD"}  # "Congo" alone may be either
_SHARED_MONEY = frozenset({"EUR", "USD", "GBP", "CHF", "XOF", "XAF", "CAD", "AUD", "NOK", "DKK"})
# Names of countries inside those of donors, seats and laws say nothing of the work.
_ABROAD_BEFORE = re.compile(
    r"\b(?:gouvernement|government|gobierno|governo|embassy|ambassade|embajada|cooperation"
    r"|cooperacion|cooperacao|siege|headquarter\w{0,2}|headquartered|based|basee?|registered"
    r"|droit|fondation|foundation|fundacion|agency|agencia|agence|medecins du monde|royaume|funded"
    r"|soutien|appui|support|rules|similar\w{0,3}|inspir\w{1,3})\b[^.;\n]{0,26}$"
)
_ABROAD_AFTER = re.compile(r"\s(?:government|embassy|agency|cooperation|aid)\b")
_CAPITALISED = re.compile(
    r"[A-ZÀ-Þ][\w'’-]{2,30}(?:[ \n](?:(?:de|du|of|the|la|d|and"
    r"|et)[ \n])?[A-ZÀ-Þ][\w'’-]{2,30}){0,4}"
)
_SAMPLE = 40_000
# Work of many countries has no country of its own.
_WIDE = re.compile(
    r"\b(?:regional\w{0,2}|global|international\w{0,2}|mondial\w{0,2}|multi-?pays|multi-?country"
    r"|worldwide|pays partenaires|africa|afrique|asia|asie|caribbean|caraibes?|caribe"
    r"|latin america|amerique latine|america latina|middle east|moyen-orient|sahel|sud-sud"
    r"|south-south)\b"
)


@cache
def _lands_of_money() -> dict[str, str]:
    """The country of each currency that a single country pays with today."""
    lands: dict[str, list[str]] = {}
    for land, currencies in get_global("territory_currencies").items():
        for code, _, until, tender in currencies:
            if until is None and tender and code not in _SHARED_MONEY:
                lands.setdefault(code, []).append(land)
    return {code: found[0] for code, found in lands.items() if len(found) == 1}


_NO_ADDRESS = re.compile(r"\b(?:time|heure|hora|horario)\b")


def _bare(source: Source, piece: re.Match[str], place: Place) -> bool:
    """Whether a piece of a line is hardly more than the place: a postcode at most."""
    rest = source.fold[piece.start() : place.start] + source.fold[place.end : piece.end()]
    return sum(c.isalpha() for c in rest) <= 3 and not _NO_ADDRESS.search(rest)


def _letterhead(source: Source) -> Iterator[Place]:
    """Places that stand as a piece of their own in the first lines: "Bogotá D.C., Colombia"."""
    for line in source.lines[:_HEAD_LINES]:
        if line.start > _HEAD or line.end - line.start > _HEAD_LINE:
            continue
        for piece in _SEGMENT.finditer(source.text, line.start, line.end):
            places = find_places(source, piece.start(), piece.end())
            if len(places) == 1 and _bare(source, piece, places[0]):
                yield places[0]


def _datelines(source: Source) -> Iterator[Place]:
    ends = max(0, len(source.text) - 1500)
    for start, end in ((0, 1200), (max(1200, ends), len(source.text))):
        for match in islice(_DATELINE.finditer(source.text, start, end), 3):
            yield from find_places(source, match.start("place"), match.end("place"))[-1:]


def _addresses(source: Source) -> Iterator[Place]:
    for match in islice(_TLD.finditer(source.fold), 20):
        code = (match["code"] or match["code2"]).upper()
        if code.lower() not in _GENERIC_TLDS:
            yield Place("GB" if code == "UK" else code, "country", match.start(), match.end())


def _clocks(source: Source) -> Iterator[Place]:
    for match in islice(_LOCAL_TIME.finditer(source.fold), 20):
        near = find_places(source, match.end(), match.end() + 30)
        yield from (p for p in near[:1] if p.start - match.end() < 3)
    for match in islice(_TIME_AFTER.finditer(source.fold), 20):
        near = find_places(source, max(0, match.start() - 30), match.start())
        yield from (p for p in near[-1:] if p.end == match.start())


def _moneys(amounts: Sequence[Amount]) -> Iterator[Place]:
    for amount in amounts[:20]:
        land = _lands_of_money().get(amount.currency)
        if land:
            yield Place(land, "country", amount.start, amount.end)


_KINDS = (_letterhead, _datelines, _addresses, _clocks)


def _named(source: Source) -> list[Place]:
    """The countries that the text names, those of donors, seats and laws left out."""
    found: list[Place] = []
    for match in islice(_CAPITALISED.finditer(source.text, 0, _SAMPLE), 1500):
        for place in find_places(source, match.start(), match.end()):
            before = source.fold[max(0, place.start - 50) : place.start]
            if (
                place.kind != "state"
                and not _ABROAD_BEFORE.search(before)
                and not _ABROAD_AFTER.match(source.fold, place.end)
            ):
                found.append(place)
    return found


def _one(codes: set[str]) -> str | None:
    """The only code; the name shared by the two Congos follows the other signs."""
    if codes == _TWO_CONGOS:
        return "CD"
    return next(iter(codes)) if len(codes) == 1 else None


def read_origin(source: Source, title: Sequence[Span], amounts: Sequence[Amount]) -> Found:
    """The country that the signs agree on and that the text does not contradict."""
    signs = [*(list(kind(source)) for kind in _KINDS), list(_moneys(amounts))]
    kinds = [places for places in signs if places]
    named = _named(source)
    code = _one({p.code for places in kinds for p in places} or {p.code for p in named})
    if code is None:
        return Found()
    own = [p for p in named if p.code == code]
    others = [p for p in named if p.code != code and not {p.code, code} <= _TWO_CONGOS]
    wide = any(_WIDE.search(source.fold, span.start, span.end) for span in title[:1])
    if len(kinds) < 2 and (not own or len(others) * 3 > len(own)):
        return Found()
    if wide or len(others) > 2 * (len(own) + len(kinds)) or (not kinds and len(own) < 2):
        return Found()
    first = min(own + [p for places in kinds for p in places], key=lambda p: p.start)
    return Found([code], Certainty.LIKELY, (Span(first.start, first.end),))
