"""A public call as a document to print or keep: tagged PDF (PDF/UA-1), made by typst.

What is printed holds no moment of its own: no time left, no day of printing. The same version of
a call therefore gives the same data, and `tag_of` tells when nothing has changed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from django.utils.translation import gettext

from mandat.calls.display import Line, reader_language
from mandat.calls.public.meta import address_of
from mandat.calls.public.milestones import Step
from mandat.calls.public.page import Block, PublicPage, Sending
from mandat.calls.public.words import day_of
from mandat.core.languages import direction
from mandat.core.printing import render_pdf

TEMPLATE = Path(__file__).resolve().parent / "printing" / "call.typ"
_HIGHEST, _LOWEST = 3, 6  # levels of the full text's headings: it stands under one of level 2
LONGEST_TEXT = 400_000  # characters of full text that are printed: some 130 pages, in a second
_LONG_WORD = re.compile(r"\S{60,}")
_PIECE = 20  # characters after which a word that no line can hold may break
_ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})  # classes of letters, Unicode Standard Annex 9


def call_pdf(page: PublicPage, steps: Sequence[Step]) -> bytes:
    """The call in the language that is active, its texts in that of the page."""
    return printed(document_of(page, steps))


def printed(document: dict[str, Any]) -> bytes:
    """The document as PDF: 10 ms, 50 ms with 60,000 characters of full text."""
    return render_pdf(TEMPLATE, document)


def tag_of(document: dict[str, Any]) -> str:
    """What stays the same as long as the document does."""
    whole = json.dumps(document, ensure_ascii=True, sort_keys=True).encode()
    return sha256(whole + TEMPLATE.read_bytes()).hexdigest()[:32]


def document_of(page: PublicPage, steps: Sequence[Step]) -> dict[str, Any]:
    """What the template prints. A word that no line can hold may break anywhere."""
    language = reader_language()
    title = " ".join(page.title.split()) or gettext("Call")
    document: dict[str, Any] = {
        "language": language,
        "direction": direction(language),
        "text_language": page.language,
        "original_language": page.original_language,
        # The title of the file shows in lists and windows: a sensitive call's says nothing.
        "document_title": gettext("Call") if page.is_sensitive else title,
        "title": _apart(title),
        "organisation": _apart(page.organisation),
        "about": [part for part in (page.kind, page.reference) if part],
        "is_open": page.is_open,
        "deadline": _deadline(page),
        "standing": [_apart(page.closing_reason)] if page.closing_reason else [],
        "address": address_of(page, "" if page.is_original else page.language),
        "warnings": list(_warnings(page)),
        "foot": _foot(page),
        "words": _words(),
        **_body(page),
        "steps": [_step(step) for step in steps],
        "text": list(_text(_first(page.text), page.text_direction)),
        "text_note": _text_note(page),
    }
    return {key: _breakable(value) for key, value in document.items()}


def _first(blocks: Sequence[Block]) -> list[Block]:
    """Whole blocks from the start, as many as are printed."""
    ends = accumulate(len(block.text) for block in blocks)
    return [block for block, end in zip(blocks, ends, strict=True) if end <= LONGEST_TEXT]


def _text_note(page: PublicPage) -> str:
    if page.keeps_text:
        return gettext("The full terms of reference are given to those who are shortlisted.")
    notes = []
    if not page.is_original:
        notes.append(gettext("The full text stands in the language of the original."))
    if len(_first(page.text)) < len(page.text):
        notes.append(gettext("It is too long to be printed: its end stands online."))
    return " ".join(notes)


def _words() -> dict[str, str]:
    return {
        "send": gettext("What you send"),
        "judged": gettext("How offers are judged"),
        "criterion": gettext("Criterion"),
        "dates": gettext("What happens next, and by when"),
        "when": gettext("When"),
        "what": gettext("What"),
        "text": gettext("Full text"),
        "online": gettext("This call online, with answers to questions and changes:"),
    }


def _deadline(page: PublicPage) -> str:
    if not page.is_open:
        return page.ending
    return gettext("Closes on %(moment)s.") % {"moment": page.deadline.words}


def _warnings(page: PublicPage) -> Iterator[str]:
    if page.is_older:
        words = {"number": page.version_number}
        yield (
            gettext(
                "This translation is older than the original, which is now version %(number)s. "
                "Where they differ, the original counts."
            )
            % words
        )


def _foot(page: PublicPage) -> str:
    """Which version this is: paper stays when the page moves on."""
    words = {
        "number": page.version_number,
        "day": day_of(page.changed_at, page.deadline.zone),
    }
    version = gettext("Version %(number)s, published on %(day)s") % words
    name = "" if page.is_sensitive else page.reference
    return " · ".join(part for part in (name, version) if part)


def _lines(lines: Iterable[Line]) -> list[dict[str, str]]:
    return [{"text": _apart(str(line.text)), "note": _apart(str(line.note))} for line in lines]


def _apart(text: str) -> str:
    """The text with its own direction inside a line of the other one, its full stop included."""
    has_other = {bidirectional(c) in _RIGHT_TO_LEFT for c in text if c.isalpha()}
    reads_other = direction(reader_language()) == "rtl"
    return f"{_ISOLATE}{text}{_END}" if (not reads_other) in has_other else text


def direction_of(text: str, otherwise: str) -> str:
    """`rtl` or `ltr`, as the first letter says (what browsers do for dir="auto")."""
    letter = next((bidirectional(c) for c in text if c.isalpha()), "")
    if not letter:
        return otherwise
    return "rtl" if letter in _RIGHT_TO_LEFT else "ltr"


def _body(page: PublicPage) -> dict[str, Any]:
    """Facts, what is sent, how it is judged, and the sections."""
    sealed = gettext("sealed until the technical marks are final")
    return {
        "facts": [
            {
                "label": f.label,
                "text": f.text,
                "note": _apart(f.note) if f.is_authored else f.note,
                "authored": f.is_authored,
            }
            for f in page.facts
        ],
        "asked": [
            {"name": _apart(a.name), "notes": [*a.notes, *([sealed] if a.is_sealed else [])]}
            for a in page.asked
        ],
        "sending": [{"label": label, "text": _apart(text)} for label, text in _sending(page)],
        "grid": [
            {
                "label": _apart(c.label),
                "value": c.value,
                "share": c.share,
                "level": c.level,
                "note": c.note,
            }
            for c in page.grid
        ],
        "grid_unit": page.grid_unit,
        "rules": _lines(page.rules),
        "sections": [
            {"title": str(s.title), "lines": _lines(s.lines), "authored": s.is_authored}
            for s in page.sections
            if s.name != "dates"  # the steps say them, and what became of them
        ],
    }


def _sending(page: PublicPage) -> Iterator[tuple[str, str]]:
    """Where an application goes, as the public page says it."""
    sending = page.sending
    if not sending.lines:
        return
    if where := _where(sending):
        yield where
    if sending.subject:
        yield gettext("With exactly this subject"), sending.subject
    yield gettext("At the latest"), page.deadline.words
    if sending.is_exclusive:
        yield "", gettext("What comes another way is not accepted.")


def _where(sending: Sending) -> tuple[str, str] | None:
    below = gettext("The address stands in the text below.")
    match sending.channel:
        case "email":
            return gettext("By e-mail"), sending.address or below
        case "portal":
            on_site = gettext("On this site, from this page.")
            return gettext("By online form"), sending.address or on_site
        case "paper":
            return gettext("On paper, under sealed cover"), sending.address or below
    return (gettext("Address"), sending.address) if sending.address else None


def _step(step: Step) -> dict[str, str]:
    planned = gettext("was planned for %(day)s") % {"day": step.planned} if step.planned else ""
    return {"when": step.when, "label": step.label, "planned": planned, "note": _apart(step.note)}


def _text(blocks: Iterable[Block], otherwise: str) -> Iterator[dict[str, Any]]:
    """The full text. Its headings skip no level, which PDF/UA-1 forbids (7.4.2)."""
    before = _HIGHEST - 1
    for block in blocks:
        level = 0
        if block.is_heading and block.text.strip():
            level = before = min(_HIGHEST + block.level - 1, before + 1, _LOWEST)
        way = direction_of(block.text, otherwise)
        yield {"text": block.text, "level": level, "direction": way}


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return _LONG_WORD.sub(_in_pieces, value)
    if isinstance(value, dict):
        return {key: _breakable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_breakable(inner) for inner in value]
    return value


def _in_pieces(word: re.Match[str]) -> str:
    whole = word[0]
    pieces = (whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
    return _ZERO_WIDTH_SPACE.join(pieces)
