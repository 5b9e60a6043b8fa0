"""What a page or a web site adds around the text: running heads, footers, page numbers."""

import re
from collections import Counter
from weakref import WeakKeyDictionary

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source

_PAGE = re.compile(
    r"(?:-\s*)?(?:page|pag\.?|pagina|p\.|صفحة)?\s*\d{1,3}\s*(?:(?:/|sur|of|de|von"
    r"|من)\s*\d{1,3})?\s*(?:-|\|)?\s*$"
)
# A running foot that ends in the number of its page, after a sign that sets it apart.
_FOOT = re.compile(
    r"(?:[^\n]{0,100}?[ ]{0,3}[-,|·.:)/\]][ ]{1,4}|[^\n]{0,100}?[ ]{2,})"
    r"(?:(?:page|pag\.?|pagina|p\.|صفحة) ?\d{1,3}(?: ?(?:/|sur|of|de|من) ?\d{1,3})?"
    r"|\d{1,3} ?(?:/|sur|of|de) ?\d{1,3})[ .|-]{0,4}$"
)
_POINTER = re.compile(r"\b(?:voir|cf|see|ver|vide|maximum|max|lire|read)\b")
_WHERE = re.compile(
    r"(?<=[\w.+-])@ ?[\w-]{1,64}\.|www\.|https?:"
    r"|\b(?=[abcfprst])(?:(?:tel|telephone|phone|fax|siret|avenue|rue|boulevard|street"
    r"|p\.?o\.? box|calle|rua|page)\b|b\.?p\.? ?\d)"
)
# Literal words of which every such place holds one.
_WHERE_WORDS = (
    *("@", "www.", "http", "tel", "phone", "fax", "siret", "avenue", "rue", "boulevard", "street"),
    *("box", "bp", "b.p", "calle", "rua", "page"),
)
# What a job board puts around the text of a call.
_SHELL = re.compile(
    r"(?:job notifications?|subscribe to .{0,80}|subscribe(?: now)?|sign up .{0,80}"
    r"|share (?:this|on) .{0,40}|share"
    r"|apply (?:now|here|online|for this job)|postuler(?: ici| maintenant| en ligne)?"
    r"|save (?:this )?job|print|tweet"
    r"|partager.{0,40}|similar jobs|related jobs|offres similaires|report (?:this "
    r")?job|view all jobs.{0,40}"
    r"|.{0,6}job applications may no longer be(?:ing)? accepted.{0,60}|back to "
    r".{0,40}|log ?in|register|retour.{0,30}"
    r"|compartir.{0,40}|aplicar aqui|postularse?(?: aqui)?|voir (?:toutes les|plus "
    r"d')offres.{0,40}|imprimer)\W{0,3}$"
)
_SHORT = 120  # no running head is longer

_known: WeakKeyDictionary[Source, frozenset[int]] = WeakKeyDictionary()


class _Bare(dict[int, str | None]):
    """Drops what is no letter, and remembers it (`str.translate` asks once for each)."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kept = char == "\n" or (char.isalnum() and not char.isdecimal())
        self[code] = char if kept else None
        return self[code]


_BARE = _Bare()


def _is_foot(piece: str) -> bool:
    return _FOOT.match(piece) is not None and _POINTER.search(piece) is None


def _read(source: Source) -> frozenset[int]:
    bares = source.fold.translate(_BARE).split("\n")
    lines = [
        (line, piece, bare)
        for line, bare in zip(source.lines, bares, strict=True)
        if line.end - line.start <= _SHORT and (piece := source.fold[line.start : line.end].strip())
    ]
    words = [word for word in _WHERE_WORDS if word in source.vocabulary]
    times = Counter(bare for _, _, bare in lines)
    paged = "\f" in source.text
    found: set[int] = set()
    for line, piece, bare in lines:
        edge = paged and "\f" in source.text[max(0, line.start - 3) : line.end + 3]
        page = False
        if piece.rstrip(" .|-)")[-1:].isdigit():
            page = bool(_PAGE.match(piece)) and (edge or not piece.isdigit())
            page = page or (_is_foot(piece) and ("page" in piece or times[bare] > 1 or edge))
        again = bool(bare) and times[bare] > 1 and any(word in piece for word in words)
        again = again and _WHERE.search(piece) is not None
        if page or again or _SHELL.match(piece) or (len(bare) > 8 and times[bare] > 3):
            found.add(line.start)
    return frozenset(found)


def furniture(source: Source) -> frozenset[int]:
    """The starts of the lines that belong to the page and not to the text.

    A line is furniture when it numbers a page, when it is a job board's own, or when it is
    short, comes again and holds an address, or comes again more than three times.
    """
    if (known := _known.get(source)) is None:
        known = _known[source] = _read(source)
    return known


def clean(source: Source, span: Span) -> str:
    """The text of a span on one line, without the lines of the page that fell into it."""
    drop = furniture(source)
    text = source.text
    kept: list[str] = []
    start = span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        whole = start > span.start or start == 0 or text[start - 1] == "\n"
        if not (whole and start in drop):
            kept += text[start:stop].split()
        start = stop + 1
    return " ".join(kept)
