"""From what a person gave to a text that can be imported: extraction, refusals, several calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from mandat.calls.files import TERMS, destination_of
from mandat.calls.importer import split_calls
from mandat.calls.importer.draft import Span
from mandat.calls.refusals import refusal_message
from mandat.calls.services import SourceText
from mandat.core.errors import RuleBroken
from mandat.documents.extraction import Extraction, Refused, extract, extract_pasted
from mandat.documents.labels import sent_words
from mandat.documents.models import File
from mandat.documents.old_word import readable
from mandat.documents.services import erase_file
from mandat.documents.states import FileState
from mandat.documents.taking import take_files, whole
from mandat.documents.uses import use_of

LONGEST_TEXT = 1_500_000  # characters of one call: some 450 pages; calls have thirty


@dataclass(frozen=True, slots=True)
class Refusal:
    """The file cannot be read: the sentence that says why and what to do.

    `file` is kept when it can be tried again in another way: a scan need not be sent twice.
    """

    code: str
    message: str
    params: Mapping[str, Any]
    file: File | None = None


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
    file: File | None = None


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


def read_source(data: Mapping[str, Any], *, by: Any) -> Outcome | Refusal:
    """The text of a file or a paste; several calls are offered for choice unless one is picked.

    A file is sealed and kept before it is read. One that cannot be read at all is erased again.
    """
    try:
        file = _file(data, by)
    except RuleBroken as broken:
        return Refusal(broken.code, str(broken.message), {})
    if file is not None and file.state in (FileState.REFUSED, FileState.LOCKED):
        return Refusal(file.refusal_code, sent_words(file), {})
    try:
        extraction = _extraction(data, file)
        outcome = _outcome(extraction, data.get("pick"), file)
        _refuse_too_long(outcome)
    except Refused as refused:
        return _refusal(refused, file, by)
    return outcome


def _refuse_too_long(outcome: Outcome) -> None:
    """Everybody may open the page of a call, with its whole text: no book becomes one."""
    if not outcome.calls and len(outcome.source.text) > LONGEST_TEXT:
        raise Refused("too_large", {"unit": "characters", "limit": LONGEST_TEXT})


def _file(data: Mapping[str, Any], by: Any) -> File | None:
    """The file of the slot, where the organisation's files lie; none when a text was pasted."""
    if not data.get("file"):
        return None
    destination = destination_of(data["organisation"])
    return take_files(chosen=data["file"], use=use_of(TERMS), destination=destination, by=by)


def _extraction(data: Mapping[str, Any], file: File | None) -> Extraction:
    """The text of the file. Of a scan of which one call is picked it was recognised before."""
    recognised = data.get("pick") is not None and data["text"].strip()
    if file is None or recognised:
        return extract_pasted(data["text"])
    return extract(readable(whole(file)), name=file.name, ocr=bool(data.get("ocr")))


def _refusal(refused: Refused, file: File | None, by: Any) -> Refusal:
    kept = file if refused.code == "no_text_layer" else None
    if file is not None and kept is None:
        erase_file(file=file, by=by)
    return Refusal(refused.code, refusal_message(refused), refused.params, kept)


def _outcome(extraction: Extraction, pick: int | None, file: File | None) -> Outcome:
    calls = split_calls(extraction.text)
    if len(calls) > 1 and not pick and pick != 0:
        offered = tuple(
            OneOfSeveral(
                number, " ".join(extraction.text[s.start : s.start + 240].split()), s.end - s.start
            )
            for number, s in enumerate(calls, start=1)
        )
        return Outcome(cut(extraction, Span(0, len(extraction.text))), offered, file)
    span = Span(0, len(extraction.text))
    chosen = calls[pick - 1] if pick and 0 < pick <= len(calls) else span
    return Outcome(cut(extraction, chosen), file=file)
