"""Judging inside the child: tells the kind, then asks the judge of that kind. Nothing of Django."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

from mandat.documents.judging.content import readings, tell
from mandat.documents.judging.polyglots import refuse_polyglot
from mandat.documents.kinds import (
    BIBTEX,
    DOC,
    DOCX,
    EML,
    HTML,
    JPEG,
    ODT,
    PDF,
    PNG,
    PPTX,
    QDPX,
    RIS,
    SRT,
    TEXT,
    VTT,
    XLSX,
    ZIP,
)
from mandat.documents.limits import Limits, Refused

_HERE: Final = "mandat.documents.judging."
_JUDGES: Final = {
    PDF: ("pdf", "judge_pdf"),
    DOCX: ("openxml", "judge_openxml"),
    XLSX: ("openxml", "judge_openxml"),
    PPTX: ("openxml", "judge_openxml"),
    ODT: ("opendocument", "judge_opendocument"),
    QDPX: ("archives", "judge_qdpx"),
    DOC: ("doc", "judge_doc"),
    PNG: ("pictures", "judge_png"),
    JPEG: ("pictures", "judge_jpeg"),
    EML: ("texts", "judge_message"),
    HTML: ("texts", "judge_page"),
    **dict.fromkeys((TEXT, VTT, SRT, RIS, BIBTEX), ("texts", "judge_text")),
}


@dataclass(slots=True)
class Wanted:
    """What the use of a file allows."""

    kinds: frozenset[str]
    max_bytes: int
    max_pages: int | None
    opens_zip: bool


@dataclass(slots=True)
class Found:
    """What a judge says of a file."""

    media_type: str
    page_count: int | None = None
    exact: bool = False
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "media_type": self.media_type,
            "page_count": self.page_count,
            "exact": self.exact,
            "warnings": list(dict.fromkeys(self.warnings)),
        }


def judge_one(
    parts: list[bytes],
    limits: Limits,
    options: dict[str, Any],
    progress: Callable[[int, int], None],  # noqa: ARG001 -- every work has it
) -> tuple[dict[str, Any], list[bytes]]:
    """The work `judge` of the child: one file, or a plain ZIP with its members."""
    data, name = parts[0], options["name"]
    wanted = Wanted(
        kinds=frozenset(options["kinds"]),
        max_bytes=options["max_bytes"],
        max_pages=options["max_pages"],
        opens_zip=options["opens_zip"],
    )
    if tell(data, limits) == ZIP and (wanted.opens_zip or ZIP in wanted.kinds):
        from mandat.documents.judging.archives import judge_zip  # noqa: PLC0415 -- start-up

        return judge_zip(data, limits, wanted)
    return judge_file(data, name, limits, wanted).as_json(), []


def judge_file(data: bytes, name: str, limits: Limits, wanted: Wanted) -> Found:
    """What one file is; refuses what its use does not take and what is unsafe."""
    media_type = choose(data, name, limits, wanted.kinds)
    refuse_polyglot(data, media_type)
    module, function = _JUDGES[media_type]
    found = getattr(import_module(_HERE + module), function)(data, media_type, limits, wanted)
    assert isinstance(found, Found)
    pages, most = found.page_count, wanted.max_pages
    if pages is not None and most is not None and pages > most:
        if found.exact:
            raise Refused("too_many_pages", {"pages": pages, "limit": most})
        found.warnings.append("pages_over_indicative")
    return found


def choose(data: bytes, name: str, limits: Limits, kinds: frozenset[str]) -> str:
    """The kind of a file: the name's, where content allows it, else the most telling one."""
    possible = readings(data, name, limits)
    allowed = [kind for kind in possible if kind in kinds]
    if not allowed:
        raise Refused("not_allowed_here", {"type": possible[0], "allowed": sorted(kinds)})
    return allowed[0]
