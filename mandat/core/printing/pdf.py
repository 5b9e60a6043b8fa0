"""A typst template and data become a PDF. Data are JSON: a sign in them is never markup."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from mandat.core.printing.fonts import FOLDER, build, printable


class NotPrintable(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The template asks for something that is not there, such as a font."""


def render_pdf(template_path: Path, data: dict[str, Any]) -> bytes:
    """The document as tagged PDF (PDF/UA-1).

    The template reads `json(bytes(sys.inputs.data))`; its folder is all that it can read.
    Characters that no font has are replaced by a visible stand-in.
    """
    compiler = typst.Compiler(
        str(template_path),
        root=str(template_path.parent),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_printable(data), ensure_ascii=False)},
    )
    document, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=["ua-1"])
    lost = [w.message for w in warnings if "font" in w.message]
    if lost:
        raise NotPrintable("; ".join(lost))
    if not isinstance(document, bytes):
        raise NotPrintable("no document")
    return document


@cache
def _fonts() -> typst.Fonts:
    if not any(FOLDER.glob("*.ttf")):
        build()
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value
