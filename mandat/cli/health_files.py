"""What `mandat doctor` asks of the programs beside the site: who recognises, converts, scans."""

import shutil
from datetime import timedelta

from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.words import _

OLD = timedelta(days=7)  # of signatures: the same as the scanner's own state


def tools() -> Answers:
    """Programs that files are better off with, each optional."""
    from mandat.documents.conversion import converter  # noqa: PLC0415 -- after start_django

    yield _program(
        "ocr",
        there=shutil.which("tesseract") is not None,
        fine=_("Scanned pages can be recognised (tesseract)."),
        missing=_("Scanned pages cannot be recognised: tesseract is not installed."),
    )
    yield _program(
        "converter",
        there=converter() is not None,
        fine=_("Old Word files (.doc) are converted (LibreOffice)."),
        missing=_("Old Word files (.doc) are refused: LibreOffice is not installed."),
    )


def _program(code: str, *, there: bool, fine: str, missing: str) -> Finding:
    if there:
        return Finding(code, Level.FINE, fine)
    return Finding(f"no_{code}", Level.NOTE, missing)


def scanner() -> Answers:
    """Whether files are scanned for viruses, and by signatures of this week."""
    from django.conf import settings  # noqa: PLC0415 -- after start_django
    from django.utils import timezone  # noqa: PLC0415

    from mandat.documents.scanner import signatures_dated  # noqa: PLC0415

    if not settings.CLAMD:
        message = _("Files are not scanned for viruses. Install clamd and set MANDAT_CLAMD.")
        yield Finding("no_scanner", Level.NOTE, message)
        return
    try:
        dated = signatures_dated(settings.CLAMD)
    except OSError:
        message = _("The virus scanner does not answer. Start clamd, or correct MANDAT_CLAMD.")
        yield Finding("scanner_silent", Level.WRONG, message)
        return
    if dated is None or timezone.now() - dated > OLD:
        message = _("The signatures of the virus scanner are older than a week. Run: freshclam")
        yield Finding("signatures_old", Level.WRONG, message)
    else:
        message = _("Files are scanned for viruses; signatures of %(day)s.")
        yield Finding("scanner", Level.FINE, message % {"day": dated.date().isoformat()})
