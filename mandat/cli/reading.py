"""From the FILE of a command to a draft and its remarks, without a database."""

import sys
from dataclasses import dataclass
from pathlib import Path

from mandat.calls.checker import Remark, Severity, check_draft
from mandat.calls.importer import read_call, split_calls
from mandat.calls.importer.draft import JSON, CallDraft, Span, draft_json, spans_json
from mandat.calls.intake import cut
from mandat.calls.refusals import refusal_message, warning_message
from mandat.calls.remarks import check_settings
from mandat.calls.services import SourceText
from mandat.calls.wording import remark_message
from mandat.cli.exits import GivenUp
from mandat.cli.site import reason
from mandat.cli.terminal import Progress, shorten
from mandat.cli.words import _, ngettext
from mandat.documents.extraction import DEFAULT, Extraction, Refused, extract, load
from mandat.documents.old_word import readable


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft with what the checker says of it; `calls` are the beginnings of several calls."""

    source: SourceText
    draft: CallDraft
    remarks: tuple[Remark, ...]
    calls: tuple[str, ...] = ()
    original: bytes = b""  # the file as it was given
    name: str = ""


def read_file(name: str, *, pick: int | None = None, ocr: bool = False) -> Reading:
    """The call in a file (`-` is standard input); `pick` chooses one of several."""
    original, extraction = _extract(name, ocr=ocr)
    spans = split_calls(extraction.text)
    beginnings: tuple[str, ...] = ()
    span = Span(0, len(extraction.text))
    if pick is not None:
        if not 0 < pick <= len(spans):
            raise GivenUp(_pick_refused(pick, len(spans)))
        span = spans[pick - 1]
    elif len(spans) > 1:
        beginnings = tuple(shorten(extraction.text[s.start : s.start + 400], 70) for s in spans)
    source = cut(extraction, span)
    draft = read_call(source.text)
    remarks = check_draft(draft, settings=check_settings())
    shown = "" if name == "-" else Path(name).name
    return Reading(source, draft, tuple(remarks), beginnings, original, shown)


def _extract(name: str, *, ocr: bool) -> tuple[bytes, Extraction]:
    """The bytes of the file and the text in them."""
    try:
        if name == "-":
            original = sys.stdin.buffer.read(DEFAULT.max_bytes + 1)
            return original, extract(readable(original), ocr=ocr)
        original = load(Path(name))
        progress = Progress(_("Recognising page"))
        content = readable(original)
        return original, extract(content, name=Path(name).name, ocr=ocr, progress=progress)
    except Refused as refused:
        raise GivenUp(f"{name}: {refusal_message(refused)}{_hint(refused)}") from None
    except OSError as error:
        raise GivenUp(
            _("%(file)s cannot be opened: %(reason)s. Check the name of the file.")
            % {"file": name, "reason": reason(error)}
        ) from None


def _hint(refused: Refused) -> str:
    """What may be done besides by somebody who has this machine before them."""
    if refused.code == "no_text_layer" and refused.params.get("ocr_available"):
        return " " + _("On the command line: --ocr")
    if refused.code == "no_converter":
        return " " + _("Or install LibreOffice on this machine, which converts it.")
    return ""


def _pick_refused(pick: int, count: int) -> str:
    message = ngettext(
        "There is no call number %(pick)d: %(n)d call was found in the file.",
        "There is no call number %(pick)d: %(n)d calls were found in the file.",
        count,
    )
    return message % {"pick": pick, "n": count}


def remark_json(text: str, remark: Remark) -> dict[str, JSON]:
    return {
        "code": remark.code,
        "severity": str(remark.severity),
        "message": remark_message(remark),
        "spans": spans_json(text, remark.spans),
    }


def remarks_json(reading: Reading) -> list[dict[str, JSON]]:
    """The remarks on the draft, after those on the reading of the file, which have no place."""
    of_file = [
        {"code": code, "severity": str(Severity.WARNING), "message": message, "spans": []}
        for code, message in file_warnings(reading)
    ]
    return of_file + [remark_json(reading.draft.text, r) for r in reading.remarks]


def file_warnings(reading: Reading) -> list[tuple[str, str]]:
    """What was odd about the file itself: code and sentence."""
    return [(code, str(warning_message(code))) for code in reading.source.warnings]


def reading_json(reading: Reading) -> dict[str, JSON]:
    """The object of `docs/reference/call-draft.md`."""
    return {**draft_json(reading.draft), "remarks": remarks_json(reading)}
