"""A typst template and data become a PDF. Data are JSON: a sign in them is never markup."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import typst

from mandat.core.printing.fonts import FOLDER, build, further, plain, printable

_UNPRINTABLE = re.compile("could not be displayed|disallowed codepoint")


class NotPrintable(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The template asks for something that is not there, such as a font."""


def render_pdf(template_path: Path, data: dict[str, Any]) -> bytes:
    """The document as tagged PDF (PDF/UA-1).

    The template reads `json(bytes(sys.inputs.data))`; its folder is all that it can read.
    Characters that no font has are replaced by a visible stand-in. Where the signs of a text are
    each in some font, but not those that stand on each other in the same one, marks are left out.
    """
    try:
        return _rendered(template_path, _each(printable, data))
    except typst.TypstError as error:
        if not _UNPRINTABLE.search(str(error)):
            raise
    return _rendered(template_path, _each(plain, data))


def _rendered(template_path: Path, data: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        str(template_path),
        root=str(template_path.parent),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
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
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(FOLDER), *sorted({str(path.parent) for path in further()})],
    )


def _each(change: Callable[[str], str], value: Any) -> Any:
    """The data with each text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each(change, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_each(change, inner) for inner in value]
    return value
