"""Which documents of a letter can be taken, which cannot, and why; archives are opened in bounds.

This is the coarse sieve, before anything is stored: the check of every file by content comes after.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from mandat.documents.containers import check_sizes
from mandat.documents.limits import Limits, Refused
from mandat.documents.names import declared_name
from mandat.intake.letters.attachments import Attachment
from mandat.intake.letters.decoding import has_overrides
from mandat.intake.letters.outcomes import Reason
from mandat.intake.letters.tnef import SIGNATURE as TNEF

MOST_MEMBERS: Final = 60
_UNPACKED: Final = Limits(max_entries=500, max_unpacked=128 * 1024 * 1024)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_ARCHIVE_ENDINGS: Final = frozenset({".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"})
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!")
_PROGRAM_ENDINGS: Final = frozenset(
    re.findall(
        r"\.\w+",
        ".exe .com .bat .cmd .scr .pif .msi .msp .dll .cpl .js .jse .vbs .vbe .wsf .wsh .hta .ps1 "
        ".lnk .url .reg .jar .apk .app .iso .img .vhd .chm .sh .py .html .htm .svg .one .xlsm "
        ".docm .pptm .xll",
    )
)
_PACKED_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})


@dataclass(frozen=True, slots=True)
class Turned:
    """A file that is not taken, and why."""

    attachment: Attachment
    reason: Reason


@dataclass(frozen=True, slots=True)
class Sifted:
    """The documents that are taken, those out of archives among them, and the others."""

    taken: tuple[Attachment, ...]
    turned: tuple[Turned, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why documents were not taken, each reason once."""
        return tuple(dict.fromkeys(turned.reason for turned in self.turned))


def sift(documents: Iterable[Attachment]) -> Sifted:
    """The documents that can be taken. The same bytes under two names are taken twice: the sender
    may have meant them for two places."""
    taken: list[Attachment] = []
    turned: list[Turned] = []
    for document in documents:
        reason = _refusal(document)
        if reason is not None:
            turned.append(Turned(document, reason))
        elif _is_archive(document):
            _open(document, taken, turned)
        else:
            taken.append(document)
    return Sifted(tuple(taken), tuple(turned))


def _refusal(document: Attachment) -> Reason | None:
    if not document.readable:
        is_tnef = document.data[:4] == TNEF or "tnef" in document.media_type
        return Reason.WINMAIL if is_tnef else Reason.DAMAGED_FILE
    ending = PurePath(document.name).suffix.lower()
    if ending in _PROGRAM_ENDINGS or document.data.startswith(_PROGRAMS):
        return Reason.FORBIDDEN_KIND
    if document.data.startswith(_OTHER_ARCHIVES):
        return Reason.UNSAFE_ARCHIVE
    damaged = ending in _ARCHIVE_ENDINGS and not document.data.startswith(_ZIP)
    return Reason.UNSAFE_ARCHIVE if damaged else None


def _is_archive(document: Attachment) -> bool:
    """A ZIP that is not a document of an office program, which are packed likewise."""
    if not document.data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            return not _PACKED_OFFICE & set(archive.namelist()[:200])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return True


def _open(document: Attachment, taken: list[Attachment], turned: list[Turned]) -> None:
    try:
        members = list(_members(document))
    except Refused as refused:
        locked = refused.code == "password_protected"
        why = Reason.ENCRYPTED_ARCHIVE if locked else Reason.UNSAFE_ARCHIVE
        turned.append(Turned(document, why))
        return
    if not members:
        turned.append(Turned(document, Reason.DAMAGED_FILE))
    for member in members:
        nested = member.data.startswith(_ZIP) and _is_archive(member)
        reason = Reason.UNSAFE_ARCHIVE if nested else _refusal(member)
        if reason is None:
            taken.append(member)
        else:
            turned.append(Turned(member, reason))


def _members(document: Attachment) -> Iterator[Attachment]:
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            entries = [e for e in archive.infolist() if not _is_furniture(e)]
            check_sizes(archive.infolist(), _UNPACKED)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("password_protected")
            if len(entries) > MOST_MEMBERS:
                raise Refused("zip_bomb")
            for entry in entries:
                with archive.open(entry) as packed:
                    yield _member(document, entry, packed.read(entry.file_size + 1))
    except zipfile.BadZipFile as error:
        raise Refused("corrupt") from error
    except (
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
        lzma.LZMAError,
    ) as error:
        raise Refused("corrupt") from error


def _is_furniture(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put into archives by themselves."""
    name = PurePath(entry.filename).name
    return entry.is_dir() or entry.filename.startswith("__MACOSX/") or name.startswith((".", "~$"))


def _member(document: Attachment, entry: zipfile.ZipInfo, data: bytes) -> Attachment:
    troubles = {"empty_file"} if not data.strip() else set()
    if has_overrides(entry.filename):
        troubles.add("bidi_name")
    return replace(
        document,
        name=declared_name(entry.filename) or "document",
        media_type="",
        data=data,
        within=document.name,
        troubles=frozenset(troubles),
    )
