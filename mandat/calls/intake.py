"""From what a person gave to a text that can be imported: extraction, refusals, several calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from mandat.calls.importer import split_calls
from mandat.calls.importer.draft import Span
from mandat.calls.refusals import refusal_message
from mandat.calls.services import SourceText
from mandat.documents.extraction import Extraction, Refused, extract, extract_pasted


@dataclass(frozen=True, slots=True)
class Refusal:
    """The file cannot be read: the sentence that says why and what to do."""

    code: str
    message: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """One of the calls found in a text: its number, and how it begins."""

    number: int
    beginning: str
    length: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A text ready to import; `calls` is filled when the person has to pick one first."""

    source: SourceText
    calls: tuple[OneOfSeveral, ...] = ()


def _extraction(data: Mapping[str, Any]) -> Extraction:
    file = data.get("file")
    if file:
        return extract(file.read(), name=file.name, ocr=bool(data.get("ocr")))
    return extract_pasted(data["text"])


def cut(extraction: Extraction, span: Span) -> SourceText:
    """The part of an extraction that one call covers, its page map moved along."""
    pages = [(o, n) for o, n in extraction.page_map if o < span.end]
    first = max((n for o, n in pages if o <= span.start), default=None)
    moved = [(o - span.start, n) for o, n in pages if o > span.start]
    if first is not None:
        moved.insert(0, (0, first))
    text = extraction.text[span.start : span.end]
    return SourceText(
        text=text,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type=extraction.media_type,
        page_map=tuple(moved),
        warnings=tuple(extraction.warnings),
    )


def read_source(data: Mapping[str, Any]) -> Outcome | Refusal:
    """The text of a file or a paste; several calls are offered for choice unless one is picked."""
    try:
        extraction = _extraction(data)
    except Refused as refused:
        return Refusal(refused.code, refusal_message(refused), refused.params)
    calls = split_calls(extraction.text)
    pick = data.get("pick")
    if len(calls) > 1 and not pick and pick != 0:
        offered = tuple(
            OneOfSeveral(
                number, " ".join(extraction.text[s.start : s.start + 240].split()), s.end - s.start
            )
            for number, s in enumerate(calls, start=1)
        )
        return Outcome(cut(extraction, Span(0, len(extraction.text))), offered)
    whole = Span(0, len(extraction.text))
    chosen = calls[pick - 1] if pick and 0 < pick <= len(calls) else whole
    return Outcome(cut(extraction, chosen))
