"""A copy for sharing: the same document without what it says of its makers. Made in the child.

    cleaned = clean_copy(Path("report.docx"), DOCX)
    cleaned.data, cleaned.removed, cleaned.warnings

What is visible stays; what stands behind goes: properties, comments, editing sessions, authors.
**Tracked changes are accepted**, so that text somebody deleted is gone for good. The original is
not touched. A kind that is not of `CLEANABLE` is refused with `not_allowed_here`.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mandat.documents.bounded import Task, ask_child
from mandat.documents.kinds import DOCX, JPEG, ODT, PDF, PNG, PPTX, XLSX
from mandat.documents.limits import DEFAULT, MIB, Limits, Refused

CLEANABLE: Final = frozenset({JPEG, PNG, DOCX, XLSX, PPTX, ODT, PDF})

# What was found and taken out. Words: `documents.words.removed_words`.
REMOVED: Final = (
    "picture_metadata",
    "properties",
    "custom_properties",
    "comments",
    "tracked_changes",
    "revision_marks",
    "thumbnail",
    "external_references",
    "printer",
    "scripts",
    "attachments",
    "annotation_authors",
    "old_versions",
    "signatures",
)
# What was found and left in. Words: `documents.words.warning_words`.
LEFT_IN: Final = (
    "pictures_not_cleaned",  # JPEG images inside a PDF that keep their EXIF or XMP
    "media_not_cleaned",  # drawings, sounds, clips and objects that are not rewritten
    "speaker_notes",
    "external_references",  # connections of a workbook
)

_CLEANING: Final = replace(DEFAULT, seconds=90, memory=1536 * MIB)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cleaned bytes, codes of what was taken out (`REMOVED`) and of what remains."""

    data: bytes
    removed: tuple[str, ...]
    warnings: tuple[str, ...]


def clean_copy(path: Path, media_type: str, *, limits: Limits = _CLEANING) -> Cleaned:
    """The cleaned copy of a file that was judged safe; `media_type` is its verdict's."""
    if media_type not in CLEANABLE:
        params = {"type": media_type, "allowed": sorted(CLEANABLE)}
        raise Refused("not_allowed_here", params)
    task = Task("clean", {"media_type": media_type}, limits, limits.seconds)
    answer = ask_child(task, [path])
    return Cleaned(
        data=answer.blobs[0],
        removed=tuple(answer.said["removed"]),
        warnings=tuple(answer.said["warnings"]),
    )
