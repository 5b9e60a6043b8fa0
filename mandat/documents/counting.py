"""The pages of Word and OpenDocument texts, as LibreOffice lays them out. For the worker alone.

Such a text has no pages until a program lays it out. The count that an office program noted may
be old; that of LibreOffice is exact for LibreOffice and for the fonts of this machine. Word may
break pages elsewhere, so that a count over the limit of a use warns and never refuses.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from mandat.documents.bounded import ProgramBounds
from mandat.documents.conversion import converter, count_pages
from mandat.documents.judging import Verdict
from mandat.documents.kinds import DOC, DOCX, ODT
from mandat.documents.limits import MIB, Refused

LAID_OUT: Final = frozenset({DOC, DOCX, ODT})
# A text of 300 short pages takes a second or two; what takes longer keeps its noted count.
_BOUNDS: Final = ProgramBounds(seconds=60, memory=4096 * MIB, file_size=256 * MIB)
_NOTED: Final = "pages_over_indicative"
_COUNTED: Final = "pages_over_laid_out"


def with_exact_pages(
    path: Path, verdict: Verdict, *, max_pages: int | None, bounds: ProgramBounds = _BOUNDS
) -> Verdict:
    """The verdict with the pages counted; as it was when LibreOffice is absent or fails."""
    if verdict.media_type not in LAID_OUT or converter() is None:
        return verdict
    try:
        pages = count_pages(path, verdict.media_type, bounds=bounds)
    except Refused:  # too slow, or it does not open there: the file is not worse for it
        return verdict
    warnings = tuple(code for code in verdict.warnings if code != _NOTED)
    if max_pages is not None and pages > max_pages:
        warnings = (*warnings, _COUNTED)
    return replace(verdict, page_count=pages, page_count_exact=True, warnings=warnings)
