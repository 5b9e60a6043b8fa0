"""What a file is, and whether it may come in: told by its bytes, in the bounded child.

    verdict = judge(Path("cv.pdf"), kinds=frozenset({PDF, DOCX}), max_bytes=5_000_000, max_pages=20)
    verdict.media_type, verdict.page_count, verdict.warnings

A file that may not come in raises `Refused` with a code of `REFUSALS` or `JUDGEMENTS`;
`documents.words.refusal_words` says why and what to do. A path that cannot be opened raises
`OSError`. Nothing is written, and nothing of a name is used but its ending.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from mandat.documents.bounded import Task, ask_child
from mandat.documents.limits import DEFAULT, JUDGEMENTS, REFUSALS, Limits, Refused

__all__ = ["JUDGEMENTS", "REFUSALS", "WARNINGS", "Member", "Refused", "Verdict", "judge"]

WARNINGS: Final = (
    "pages_over_indicative",  # the office program's own count is over the limit: look
    "pages_over_laid_out",  # as LibreOffice lays it out it is over the limit: look
    "page_counts_differ",  # two readers of PDF see different numbers; the higher one counts
    "external_references",  # the document wants to fetch something from elsewhere
    "restricted",  # a PDF that opens, but asks not to be printed or copied
    "camera_trailer",  # a phone put a clip or second picture behind the picture
    "attachments",  # a message or PDF with files inside: they are judged when taken out
    "scripts",  # a web page with scripts, which do not run here
    "embedded_objects",  # pieces of other office programs
    "members_left_out",  # what an operating system adds to archives
)

_JUDGING: Final = replace(DEFAULT, seconds=40)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is. `page_count` is exact for PDF and slides, else what an office program noted.

    `members` are filled for a plain ZIP that was opened: never more than one level.
    """

    media_type: str
    size: int  # bytes
    sha256: str
    page_count: int | None = None
    page_count_exact: bool = False
    warnings: tuple[str, ...] = ()
    members: "tuple[Member, ...]" = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A file that came in a ZIP: its last name (never a path), its bytes, what it is."""

    name: str
    data: bytes
    verdict: Verdict


def judge(
    path: Path,
    *,
    kinds: frozenset[str],
    max_bytes: int,
    max_pages: int | None = None,
    opens_zip: bool = False,
    name: str = "",
    limits: Limits = _JUDGING,
) -> Verdict:
    """The verdict on a file that its use takes; refuses all others."""
    size = path.stat().st_size
    if size > max_bytes:
        raise Refused("too_large", {"unit": "bytes", "size": size, "limit": max_bytes})
    if size == 0:
        raise Refused("empty")
    options = {
        "kinds": sorted(kinds),
        "max_bytes": max_bytes,
        "max_pages": max_pages,
        "opens_zip": opens_zip,
        "name": name or path.name,
    }
    limits = replace(limits, max_unpacked=max(limits.max_unpacked, 2 * max_bytes))
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    answer = ask_child(Task("judge", options, limits, limits.seconds), [path])
    members = tuple(
        Member(said["name"], data, _verdict(said, len(data), hashlib.sha256(data).hexdigest()))
        for said, data in zip(answer.said.get("members", []), answer.blobs, strict=True)
    )
    return _verdict(answer.said, size, digest, members)


def _verdict(
    said: dict[str, Any], size: int, digest: str, members: tuple[Member, ...] = ()
) -> Verdict:
    return Verdict(
        media_type=said["media_type"],
        size=size,
        sha256=digest,
        page_count=said["page_count"],
        page_count_exact=said["exact"],
        warnings=tuple(said["warnings"]),
        members=members,
    )
