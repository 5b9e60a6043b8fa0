"""What a file's line says: its state, its size, its pages, why it was refused."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mandat.documents.checking import DAMAGED, INFECTED
from mandat.documents.copies import can_be_cleaned, copies_of
from mandat.documents.models import File
from mandat.documents.policies import can_change_file, can_read_file
from mandat.documents.states import WITHHELD, FileState, Making, Scan
from mandat.documents.uses import Shown, use_of
from mandat.documents.words import KIND_LABELS, Words, refusal_words, removed_words, warning_words

STATE_LABELS = {
    FileState.RECEIVED: gettext_lazy("Received, waiting to be checked"),
    FileState.CHECKING: gettext_lazy("Being checked"),
    FileState.SAFE: gettext_lazy("Checked"),
    FileState.REFUSED: gettext_lazy("Refused"),
    FileState.LOCKED: gettext_lazy("Locked"),
}
STATE_TAGS = {
    FileState.RECEIVED: "",
    FileState.CHECKING: "",
    FileState.SAFE: "ok",
    FileState.REFUSED: "bad",
    FileState.LOCKED: "bad",
}
SCAN_LABELS = {
    Scan.CLEAN: gettext_lazy("No known virus"),
    Scan.INFECTED: gettext_lazy("A virus was found"),
    Scan.NOT_SCANNED: gettext_lazy("Not scanned for viruses: no scanner answered"),
    Scan.SIGNATURES_OLD: gettext_lazy("Scanned for viruses with old signatures"),
}
MAKING_LABELS = {
    Making.CLEAN_COPY: gettext_lazy("Cleaned copy for sharing"),
    Making.MEMBER: gettext_lazy("Taken out of an archive"),
    Making.CONVERTED: gettext_lazy("Converted from an old Word file"),
}
_OWN_WORDS = {
    INFECTED: Words(
        gettext_lazy("A virus was found in the file."),
        gettext_lazy("Delete your copy, have your computer scanned, and send a clean file."),
    ),
    WITHHELD: Words(
        gettext_lazy("The file did not pass the checks."),
        gettext_lazy("Whoever sent it is told why on the page that it was sent from."),
    ),
    DAMAGED: Words(
        gettext_lazy("The file can no longer be opened as it was stored here."),
        gettext_lazy("Send it again."),
    ),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as a page shows it to one person."""

    file: File
    name: str
    size: int | None
    state: Any
    tag: str
    is_waiting: bool
    pages: str
    kind: Any
    scan: Any
    reason: Any
    remedy: Any
    warnings: list[Any]
    removed: list[Any]
    made: Any
    can_read: bool
    can_clean: bool


def file_words(file: File | Shown) -> Words | None:
    """Why it was refused or locked, and what to do; nothing when it was not."""
    if not file.refusal_code:
        return None
    own = _OWN_WORDS.get(file.refusal_code)
    return own or refusal_words(file.refusal_code, file.refusal_params)


def page_words(file: File | Shown) -> str:
    """The number of pages; said to be about when only an office program once noted it."""
    count = file.page_count
    if count is None:
        return ""
    if file.page_count_exact:
        return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}
    return ngettext("about %(count)d page", "about %(count)d pages", count) % {"count": count}


def known_of(file: File, by: Any) -> Shown:
    """What this person may know of the file: of a secret one, what its owner shows them."""
    if not file.is_secret:
        return Shown(
            name=file.name,
            size=file.size,
            media_type=file.media_type,
            page_count=file.page_count,
            page_count_exact=file.page_count_exact,
            refusal_code=file.refusal_code,
            refusal_params=file.refusal_params,
            warnings=tuple(file.warnings),
        )
    shown = use_of(file.use).shown
    return (shown(by, file) if shown else None) or Shown(refusal_code=file.refusal_code)


def line_of(file: File, by: Any) -> FileLine:
    """What a line or the page of the file says to this person."""
    known = known_of(file, by)
    words = file_words(known)
    waiting = file.state in (FileState.RECEIVED, FileState.CHECKING)
    is_silent = waiting or file.is_secret or file.state == FileState.REFUSED
    return FileLine(
        file=file,
        name=known.name,
        size=known.size,
        state=STATE_LABELS[FileState(file.state)],
        tag=STATE_TAGS[FileState(file.state)],
        is_waiting=waiting,
        pages=page_words(known),
        kind=KIND_LABELS.get(known.media_type, ""),
        scan="" if is_silent else SCAN_LABELS[Scan(file.scan)],
        reason=words.reason if words else "",
        remedy=words.remedy if words else "",
        warnings=[warning_words(code) for code in known.warnings],
        removed=[removed_words(code) for code in file.removed],
        made=MAKING_LABELS[Making(file.making)] if file.making else "",
        can_read=can_read_file(by, file),
        can_clean=can_be_cleaned(file) and can_change_file(by, file),
    )


def copy_lines(file: File, by: Any) -> list[FileLine]:
    """The cleaned copies of the file."""
    return [line_of(copy, by) for copy in copies_of(file)]


def sent_words(file: File) -> str:
    """What a program tells the sender of a finished upload."""
    words = file_words(file)
    if words is None:
        return str(STATE_LABELS[FileState(file.state)])
    return _("%(reason)s %(remedy)s") % {"reason": words.reason, "remedy": words.remedy}
