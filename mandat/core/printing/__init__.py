"""Documents on paper: typst renders our templates to tagged PDF (PDF/UA-1)."""

from mandat.core.printing.pdf import NotPrintable, render_pdf

__all__ = ["NotPrintable", "render_pdf"]
