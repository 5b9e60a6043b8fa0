"""A web page: its main part, found with trafilatura, with every list and table of it."""

import re
from bisect import bisect_left
from typing import Final

import lxml.html
import trafilatura
from lxml import etree

from mandat.documents.flow import collapse
from mandat.documents.limits import Limits, Reading, Refused
from mandat.documents.readers.markup import Element, hidden, render
from mandat.documents.tidy import decode, tidy

_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_SHELL: Final = ("nav", "header", "footer", "aside", "form", "dialog")
_SHELL_ROLES: Final = ("navigation", "banner", "contentinfo", "search", "complementary", "dialog")
_SENTENCE: Final = 25  # a shorter line may stand in several places of a page
_SAMPLE: Final = 400  # lines are enough to tell where the text stands
_SOLID: Final = frozenset(("ul", "ol", "dl", "table", "tbody", "tr", "p"))


def read_html(data: bytes, limits: Limits) -> Reading:  # noqa: ARG001 -- every reader has it
    """The main part of the page; all of it, with a warning, where that part cannot be told."""
    declared = _CHARSET.search(data[:4096])
    source, warnings = decode(data, declared.group(1).decode("ascii") if declared else None)
    source = tidy(source)
    body = _parse(source)
    text = _main_part(source, body)
    if text is None:
        warnings.append("whole_page")
        text = render(body, frozenset(_shells(body)))
        text = text if text.strip() else render(body)
    if not text.strip():
        raise Refused("empty")
    return Reading(pages=[text], warnings=warnings)


def _parse(source: str) -> Element:
    """The visible body of a page; this parser knows no entities but HTML's own."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml.html.document_fromstring(source.encode(), parser=parser)
    except etree.LxmlError as error:
        raise Refused("empty") from error
    body = root.find("body")
    body = root if body is None else body
    for element in [e for e in body.iter() if e is not body and hidden(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    return body


def _shells(body: Element) -> list[Element]:
    """Menus, banners, side columns and forms: what stands around the text of a page.

    A heading's `header` inside an article, and a form around the whole page, are no shells.
    """
    whole = _length(body) or 1
    found = []
    for element in body.iter(*_SHELL, "div", "section", "ul"):
        role = (element.get("role") or "").lower()
        if element.tag not in _SHELL and role not in _SHELL_ROLES:
            continue
        inner = next(element.iterancestors("article", "main"), None) is not None
        if not (element.tag == "header" and inner) and _length(element) < whole / 2:
            found.append(element)
    return found


def _main_part(source: str, body: Element) -> str | None:
    """The smallest element with all that trafilatura keeps; None when a list is outside it."""
    kept = trafilatura.extract(
        source, output_format="txt", include_comments=False, include_tables=True, favor_recall=True
    )
    lines = [_squash(line) for line in (kept or "").split("\n")]
    lines = [line for line in lines if len(line) >= _SENTENCE]
    if not lines:
        return None
    shells = _shells(body)
    main = _narrow(body, lines)
    if _loses(body, main, shells):
        return None
    text = render(main, frozenset(shells) - {main})
    return _with_title(text, body) if text.strip() else None


def _narrow(body: Element, lines: list[str]) -> Element:
    """The deepest element in which nine tenths of the lines stand."""
    text, ranges = _offsets(body)
    places = _places(text, lines[:: len(lines) // _SAMPLE + 1])
    here = body
    while places:
        for inner in here:
            start, end = ranges[inner]
            held = bisect_left(places, end) - bisect_left(places, start)
            if held >= 0.9 * len(places) and inner.tag not in _SOLID:
                here = inner
                break
        else:
            break
    return here


def _places(text: str, lines: list[str]) -> list[int]:
    """Where the lines stand, each looked for after the one before it first."""
    places = []
    here = 0
    for line in lines:
        place = text.find(line, here)
        place = text.find(line) if place < 0 else place
        if place >= 0:
            places.append(place)
            here = place + len(line)
    return sorted(places)


def _offsets(body: Element) -> tuple[str, dict[Element, tuple[int, int]]]:
    """The squashed text of the body, and where each element begins and ends in it."""
    parts: list[str] = []
    size = 0
    starts: dict[Element, int] = {}
    ranges: dict[Element, tuple[int, int]] = {}
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            starts[element] = size
            piece = _squash(element.text or "")
        else:
            ranges[element] = (starts[element], size)
            piece = _squash(element.tail or "") if element is not body else ""
        parts.append(piece)
        size += len(piece)
    return "".join(parts), ranges


def _loses(body: Element, main: Element, shells: list[Element]) -> bool:
    """Whether a list or table that is no menu stands outside the main part."""
    known = {*main.iter(), *main.iterancestors()}
    for shell in shells:
        known.update(shell.iter())
    for element in body.iter("ul", "ol", "dl", "table"):
        if element not in known:
            length = _length(element)
            links = sum(_length(a) for a in element.iter("a"))
            if length > _SENTENCE and links * 2 < length:
                return True
    return False


def _with_title(text: str, body: Element) -> str:
    """The page's own heading above its main part, where a site puts it outside."""
    titles = [t for t in (collapse("".join(h.itertext())) for h in body.iter("h1")) if t]
    if len(titles) == 1 and titles[0] not in collapse(text):
        return f"{titles[0]}\n\n{text}"
    return text


def _length(element: Element) -> int:
    """Visible characters, blanks left out."""
    return sum(len("".join(text.split())) for text in element.itertext())


def _squash(text: str) -> str:
    """Letters and digits alone: trafilatura and we differ in blanks and marks."""
    return "".join(filter(str.isalnum, text)).casefold()
