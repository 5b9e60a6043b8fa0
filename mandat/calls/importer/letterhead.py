"""Lines at the head of a text that are nothing but the name of an organisation."""

import re
from dataclasses import dataclass

from mandat.calls.importer.ballot import is_organisation, is_place
from mandat.calls.importer.call_words import CALL, MISSION
from mandat.calls.importer.draft import Span
from mandat.calls.importer.frontmatter import front_matter_end
from mandat.calls.importer.names import ACRONYM, LINKS, NAME
from mandat.calls.importer.organisation_words import HIRES, IS_A
from mandat.calls.importer.text import Source, fold

_LINES = 25
_TOP = 6  # further down, a line with a bullet is the entry of a list
_ENTRY = re.compile(r"[ \t]{0,12}[-•*–][ \t]{1,4}$")
_STUDIED = re.compile(
    r"\b(?:degree|titulo|diplom\w+|master\w*|licenciatura|licence|bachelor\w*|experience"
    r"|experiencia|years|annees|anos)\b"
)
_CUT = re.compile(r"[ ]{0,3}(?:[|·;\t(]| {3,}|[-–—] (?=[a-zà-ÿ])|, (?=[A-ZÀ-Þ0-9])|\s[–—-]\s)")
_PLACED = re.compile(r"\([^()]{2,40}\)[ ]*$")
_WHOLE = re.compile(rf"{NAME}(?:[ ]?[(–—-][ ]?(?P<short>{ACRONYM})\)?)?$")
_SHORT = re.compile(rf"[ ]{{0,2}}[(–—-]{{1,2}}[ ]?(?P<short>{ACRONYM})\)?[ ]*$")
_ARABIC = re.compile(
    r"(?:ال)?(?:جمعية|منظمة|مؤسسة|شبكة|هيئة|وزارة|اتحاد|مركز|صندوق|برنامج|لجنة|معهد|مجلس|رابطة"
    r"|ائتلاف|منتدى|الأمم المتحدة|مبادرة|وكالة|تحالف|نقابة)(?:ة)? ?[\u0621-\u064a ]{2,90}$"
)
_HANGS = re.compile(rf"(?:[ ,]|\b)(?:{LINKS})$|,$", re.IGNORECASE)
_SHELL = re.compile(  # what a board asks its readers to do
    r"(?:join|subscribe|follow|share|apply|click|download|sign|log|close|search|skip|back|menu"
    r"|rejoin\w+|abonn\w+|inscriv\w+|partag\w+|suiv\w+|telecharg\w+|siga|unete|baixar)\b"
)
_NO = re.compile(r"(?i:\bprofile?$)|https?:|@|www\.|\d{3}|[?!:=<>{}_]|\.$")


@dataclass(frozen=True, slots=True)
class Head:
    """A name, its place, whether it says that it is an organisation, and its acronym."""

    name: str
    span: Span
    short: str = ""
    organised: bool = True


def read_letterhead(source: Source) -> list[Head]:
    """The names at the head of a text."""
    start = front_matter_end(source)
    found: list[Head] = []
    seen = 0
    joined = -1
    for line in source.lines[:400]:
        if line.start < start:
            continue
        span = source.trim(line.start, min(line.end, line.start + 300), " \t\r*_#>•|\\-–")
        if span.start == span.end or line.end - line.start > 250:
            continue
        seen += 1
        if seen > _LINES:
            break
        if seen > _TOP and _ENTRY.match(source.text, line.start, span.start):
            continue
        if joined >= 0 and line.start - joined < 3:
            span = Span(found[-1].span.start, span.end)
            found.pop()
        joined = -1
        if read := _read(source, span):
            found.append(read)
            joined = line.end if _HANGS.search(source.text[span.start : span.end]) else -1
    return found


def _read(source: Source, span: Span) -> Head | None:
    piece = source.quote(span)
    if _ARABIC.match(piece):
        return Head(piece, span)
    fold_at = (source.fold, span.start, span.end)
    if (
        _STUDIED.search(*fold_at)
        or _NO.search(piece)
        or CALL.match(*fold_at)
        or _SHELL.match(*fold_at)
    ):
        return None
    short = _SHORT.search(piece)
    bare = piece[: short.start()] if short else piece
    cut = _CUT.search(bare)
    if cut and cut.group().endswith("(") and not _PLACED.search(bare, cut.start()):
        return None
    bare = bare[: cut.start()] if cut else bare
    if not (bare[:1].isupper() and 2 <= len(bare) <= 110) or is_place(bare):
        return None
    organised = is_organisation(bare)
    said = HIRES.search(" " + fold(bare)) or IS_A.search(" " + fold(bare))
    named = _WHOLE.match(bare) is not None or (organised and bare.count(" ") < 14 and not said)
    working = MISSION.match(source.fold[span.start : span.end])
    if not named or (working and not (short and organised)):
        return None
    end = span.start + len(bare)
    acronym = short["short"] if short else ""
    return Head(bare, Span(span.start, end), acronym, organised or short is not None)
