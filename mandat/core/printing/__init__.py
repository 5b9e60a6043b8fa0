"""Documents on paper: typst renders our templates to tagged PDF (PDF/UA-1)."""

from pathlib import Path
from typing import Any


def render_pdf(template_path: Path, data: dict[str, Any]) -> bytes:
    """The document as tagged PDF; see `pdf.render_pdf`.

    The compiler and the fonts are loaded by the first document: a process that prints nothing
    does without their memory.
    """
    from mandat.core.printing import pdf  # noqa: PLC0415 -- see above

    return pdf.render_pdf(template_path, data)
