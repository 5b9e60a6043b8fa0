"""Cleaning inside the child: asks the cleaner of the kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

from mandat.documents.kinds import DOCX, JPEG, ODT, PDF, PNG, PPTX, XLSX
from mandat.documents.limits import Limits

_HERE: Final = "mandat.documents.cleaning."
_CLEANERS: Final = {
    JPEG: ("photos", "clean_jpeg"),
    PNG: ("photos", "clean_png"),
    DOCX: ("openxml", "clean_openxml"),
    XLSX: ("openxml", "clean_openxml"),
    PPTX: ("openxml", "clean_openxml"),
    ODT: ("opendocument", "clean_opendocument"),
    PDF: ("pdf", "clean_pdf"),
}


@dataclass(slots=True)
class Traces:
    """What a cleaner found: taken out, and left in."""

    limits: Limits
    removed: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)


def clean_one(
    parts: list[bytes],
    limits: Limits,
    options: dict[str, Any],
    progress: Callable[[int, int], None],  # noqa: ARG001 -- every work has it
) -> tuple[dict[str, Any], list[bytes]]:
    """The work `clean` of the child."""
    traces = Traces(limits)
    module, function = _CLEANERS[options["media_type"]]
    cleaned = getattr(import_module(_HERE + module), function)(parts[0], traces)
    assert isinstance(cleaned, bytes)
    return {"removed": sorted(traces.removed), "warnings": sorted(traces.left)}, [cleaned]
