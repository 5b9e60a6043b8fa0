"""The states of a file from the moment it came in, and what the virus scanner said."""

from enum import StrEnum


class FileState(StrEnum):
    RECEIVED = "received"
    CHECKING = "checking"
    SAFE = "safe"
    REFUSED = "refused"  # did not pass the checks; the code says why
    LOCKED = "locked"  # was safe, then found to be harmful; the code says why


TRANSITIONS: dict[FileState, set[FileState]] = {
    FileState.RECEIVED: {FileState.CHECKING, FileState.REFUSED},
    FileState.CHECKING: {FileState.SAFE, FileState.REFUSED},
    FileState.SAFE: {FileState.LOCKED},
    FileState.REFUSED: set(),
    FileState.LOCKED: set(),
}


WITHHELD = "withheld"  # the code of a secret file's refusal: only its owner is told why


class Scan(StrEnum):
    """What is known about viruses. Only the first says that there is none that is known."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"
    SIGNATURES_OLD = "signatures_old"


class Making(StrEnum):
    """How a file came about that nobody sent."""

    CLEAN_COPY = "clean_copy"
    MEMBER = "member"  # taken out of an archive
    CONVERTED = "converted"  # an old Word file as .docx


def can_move(start: FileState | str, end: FileState) -> bool:
    """Whether the table allows the step; what it does not list is forbidden."""
    return end in TRANSITIONS[FileState(start)]
