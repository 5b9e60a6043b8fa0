"""Old Word files into DOCX, and office documents into PDF to count their pages: by LibreOffice.

    docx = doc_to_docx(Path("cv.doc"))
    pages = count_pages(Path("offer.docx"), DOCX)

LibreOffice is the operator's to install. It runs as a process of its own with a new profile in a
temporary folder, macros and links off, no network (on Linux, where the kernel permits a namespace),
bounded time, memory and file size. It gets a file only after `judge` let it pass. The folder lies
in memory where the system has room for it there; one that a killed process left is swept.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mandat.documents.bounded import ProgramBounds, run_program
from mandat.documents.judging import judge
from mandat.documents.kinds import DOC, DOCX, ODT, PDF, ending_of
from mandat.documents.leftovers import own_prefix, sweep
from mandat.documents.limits import MIB, Refused

_BOUNDS: Final = ProgramBounds(seconds=90, memory=4096 * MIB, file_size=256 * MIB)
# The reader is named, so that a file is never taken for something else (a web page with links).
_READERS: Final = {DOC: "MS Word 97", DOCX: "MS Word 2007 XML", ODT: "writer8"}
_WRITERS: Final = {DOCX: "docx:MS Word 2007 XML", PDF: "pdf:writer_pdf_Export"}
_FOLDER: Final = "mandat-office-"
_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 -- folders of 0700 in it; absent off Linux
_ROOM: Final = 64 * MIB  # for a profile and small files; beside it six times the document
_SETTINGS: Final = (
    # (path, name, value): macros never run, nothing is fetched, nothing is asked.
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Office.Common/Misc", "CollectUsageInformation", "false"),
    ("org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


@dataclass(frozen=True, slots=True)
class Converted:
    """What LibreOffice wrote, already judged."""

    data: bytes
    page_count: int | None


def converter() -> str | None:
    """The path of LibreOffice, None when the operator did not install it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def doc_to_docx(path: Path, *, bounds: ProgramBounds = _BOUNDS) -> bytes:
    """The Word (.docx) form of an old .doc that was judged safe.

    `Refused`: `no_converter`, `not_converted`, `timeout`, or what judging the result says.
    """
    return _convert(path, DOC, DOCX, bounds).data


def to_pdf(path: Path, media_type: str, *, bounds: ProgramBounds = _BOUNDS) -> Converted:
    """A DOC, DOCX or ODT as PDF, with the number of its pages as LibreOffice lays them out."""
    return _convert(path, media_type, PDF, bounds)


def count_pages(path: Path, media_type: str, *, bounds: ProgramBounds = _BOUNDS) -> int:
    """The pages of a DOC, DOCX or ODT as LibreOffice lays them out: exact for that program."""
    counted = to_pdf(path, media_type, bounds=bounds).page_count
    if counted is None:
        raise Refused("not_converted")
    return counted


def _convert(path: Path, source: str, target: str, bounds: ProgramBounds) -> Converted:
    program = converter()
    if program is None:
        raise Refused("no_converter")
    place = _place(path.stat().st_size)
    sweep(place, _FOLDER)
    with tempfile.TemporaryDirectory(prefix=own_prefix(_FOLDER), dir=place) as made:
        folder = Path(made)
        # A name of our own: that of the sender never reaches a command line.
        given = folder / f"document{ending_of(source)}"
        shutil.copyfile(path, given)
        given.chmod(0o400)
        _write_profile(folder / "profile")
        (folder / "out").mkdir()
        run_program(_command(program, given, source, target), folder=folder, bounds=bounds)
        return _judged(folder / "out" / f"document{ending_of(target)}", target, bounds)


def _place(size: int) -> Path:
    """Where the document lies open meanwhile: in memory, else where temporary files go."""
    try:
        if os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ROOM + 6 * size:
            return _IN_MEMORY
    except OSError:
        pass
    return Path(tempfile.gettempdir())


def _command(program: str, given: Path, source: str, target: str) -> list[str]:
    folder = given.parent
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nologo",
        "--nodefault",
        "--nofirststartwizard",
        f"--infilter={_READERS[source]}",
        "--convert-to",
        _WRITERS[target],
        "--outdir",
        str(folder / "out"),
        str(given),
    ]


def _judged(made: Path, target: str, bounds: ProgramBounds) -> Converted:
    """LibreOffice was shown a stranger's file: what it writes is judged as a stranger's."""
    if not made.is_file() or made.stat().st_size == 0:
        raise Refused("not_converted")
    verdict = judge(made, kinds=frozenset({target}), max_bytes=bounds.file_size)
    return Converted(made.read_bytes(), verdict.page_count)


def _write_profile(profile: Path) -> None:
    """A profile that says no to macros, links and questions."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor='
        '"http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )
