"""Looks into DOCX and ODT files before a parser does: zip bombs, XML bombs, encryption."""

import io
import zipfile
import zlib
from typing import IO, Final
from xml.parsers import expat

from mandat.documents.kinds import DOCX, ODT
from mandat.documents.limits import Limits, Refused

_ENTRY_FLOOR: Final = 1024 * 1024  # a small entry may pack well; it cannot hurt
_CHUNK: Final = 65_536
_KINDS: Final = {"xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}


class _Seen(Exception):  # noqa: N818 -- no error: it ends the reading
    """The first element was reached: what follows can declare no entity."""


def open_container(data: bytes, limits: Limits) -> str:
    """The media type of a zip container that is safe to parse; refuses all others."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            check_sizes(entries, limits)
            names = {entry.filename for entry in entries}
            kind = _kind(archive, names)
            check_parts(archive, entries)
            return kind
    except zipfile.BadZipFile as error:
        # Python tells entries that share their bytes (a bomb of overlapping files) by this word.
        raise Refused("zip_bomb" if "Overlapped" in str(error) else "corrupt") from error
    except (EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise Refused("corrupt") from error


def check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Judges by the directory alone; the declared size also bounds what zipfile will unpack."""
    if len(entries) > limits.max_entries:
        raise Refused("zip_bomb", {"entries": len(entries)})
    total = sum(entry.file_size for entry in entries)
    if total > limits.max_unpacked:
        raise Refused("zip_bomb", {"unpacked": total})
    for entry in entries:
        ratio = entry.file_size / max(1, entry.compress_size)
        if entry.file_size > _ENTRY_FLOOR and ratio > limits.max_ratio:
            raise Refused("zip_bomb", {"ratio": round(ratio)})


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Word or OpenDocument text, by content: the names of the parts, the mimetype entry."""
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise Refused("password_protected")
    if "mimetype" in names and "META-INF/manifest.xml" in names:
        return _opendocument(archive)
    if "[Content_Types].xml" in names:
        for part, kind in _KINDS.items():
            if part in names:
                raise Refused("unsupported_type", {"type": kind})
        return DOCX
    raise Refused("unsupported_type", {"type": "zip"})


def _opendocument(archive: zipfile.ZipFile) -> str:
    mimetype = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
    # ODF 1.3 part 2, 3.4: the manifest holds encryption-data for each encrypted entry.
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("password_protected")
    if mimetype.removesuffix("-template") != ODT:
        raise Refused("unsupported_type", {"type": mimetype.rpartition(".")[2] or "zip"})
    return ODT


def check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Every part, whatever its name: relationships may call any of them the document."""
    for entry in entries:
        if not entry.is_dir():
            with archive.open(entry) as part:
                _check_prolog(part)


def _check_prolog(part: IO[bytes]) -> None:
    """Refuses an XML part that declares entities; neither format has a use for them.

    A document type alone is let through: old OpenOffice manifests have one.
    """

    def declared(*_: object) -> None:
        raise Refused("xml_bomb")

    def seen(*_: object) -> None:
        raise _Seen

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = declared
    parser.StartElementHandler = seen
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
    except _Seen:
        return
    except expat.ExpatError:
        return  # the parser of the format says what is wrong, if it needs this part at all
