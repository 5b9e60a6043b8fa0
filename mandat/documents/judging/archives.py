"""Zip containers: opened within strict limits, their members judged one by one, one level deep."""

import re
import stat
import unicodedata
import zipfile
from typing import Any, Final

from mandat.documents.judging.content import PROGRAMS, ZIP_MAGICS, tell
from mandat.documents.judging.inside import Found, Wanted, judge_file
from mandat.documents.judging.zips import opened, whole
from mandat.documents.kinds import QDPX, ZIP
from mandat.documents.limits import MIB, Limits, Refused
from mandat.documents.sniff import beginning

MAX_MEMBERS: Final = 200
MAX_MEMBERS_SIZE: Final = 256 * MIB
_COMMENT: Final = 1024  # bytes; some programs sign their archives with a line
_PACKED: Final = ("gzip", "rar", "7z", "jar")
# What operating systems put beside the files: macOS resource forks, folder settings.
_LEFT_OUT: Final = re.compile(
    r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def judge_qdpx(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:
    """A research project: a description in XML, and sources that its room opens one by one."""
    assert media_type == QDPX
    with whole(data, limits) as archive:
        for entry in archive.infolist():
            _refuse_link(entry)
            with archive.open(entry) as part:
                if part.read(4).startswith(PROGRAMS):
                    raise Refused("active_content", {"part": "program"})
        if "<" not in beginning(archive.read("project.qde")):
            raise Refused("corrupt")
    return Found(media_type)


def judge_zip(data: bytes, limits: Limits, wanted: Wanted) -> tuple[dict[str, Any], list[bytes]]:
    """A plain ZIP: every member judged by the same limits as a file that came alone."""
    said: list[dict[str, Any]] = []
    blobs: list[bytes] = []
    warnings: list[str] = []
    with opened(data, limits) as archive:
        _refuse_surroundings(data, archive)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        kept = [entry for entry in entries if not _LEFT_OUT.search(entry.filename)]
        if len(kept) < len(entries):
            warnings.append("members_left_out")
        _check_members(kept, wanted)
        names = _Names()
        for entry in kept:
            name, member = names.plain(entry.filename), archive.read(entry)
            said.append({"name": name, **_judge_member(member, name, limits, wanted)})
            blobs.append(member)
    found = Found(ZIP, warnings=warnings).as_json()
    if not wanted.opens_zip:  # kept as it is: its members were judged all the same
        return found, []
    return {**found, "members": said}, blobs


def _check_members(entries: list[zipfile.ZipInfo], wanted: Wanted) -> None:
    if not entries:
        raise Refused("archive_unsafe", {"because": "nothing"})
    if len(entries) > MAX_MEMBERS:
        raise Refused("zip_bomb", {"entries": len(entries)})
    total = sum(entry.file_size for entry in entries)
    if total > MAX_MEMBERS_SIZE:
        raise Refused("zip_bomb", {"unpacked": total})
    for entry in entries:
        _refuse_link(entry)
        if entry.file_size > wanted.max_bytes:
            params = {"unit": "bytes", "size": entry.file_size, "limit": wanted.max_bytes}
            raise Refused("too_large", {**params, "member": _last(entry.filename)})


def _refuse_link(entry: zipfile.ZipInfo) -> None:
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused("archive_unsafe", {"because": "link"})


def _judge_member(data: bytes, name: str, limits: Limits, wanted: Wanted) -> dict[str, Any]:
    try:
        if data.startswith(ZIP_MAGICS) or not data:
            if tell(data, limits) == ZIP:
                raise Refused("nested_archive")
        elif tell(data, limits) in _PACKED:
            raise Refused("nested_archive")
        return judge_file(data, name, limits, wanted).as_json()
    except Refused as refused:
        raise Refused(refused.code, {**refused.params, "member": name}) from refused


def _refuse_surroundings(data: bytes, archive: zipfile.ZipFile) -> None:
    """A plain ZIP begins with an entry; a comment is a line of words, or there is none."""
    offsets = [entry.header_offset for entry in archive.infolist()]
    if offsets and min(offsets) != 0:
        raise Refused("polyglot", {"other": "before"})
    comment = archive.comment
    if len(comment) > _COMMENT or re.search(rb"[<%\x00]", comment):
        raise Refused("polyglot", {"other": "comment"})
    if data[-22 - len(comment) :][:4] != b"PK\x05\x06":
        raise Refused("polyglot", {"other": "behind"})


def _last(name: str) -> str:
    """The last part of a member's name: never a path, no control characters, 150 characters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = _CONTROLS.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    if len(plain) > 150:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:140]}{dot}{ending[:9]}" if dot else plain[:150]
    return plain or "file"


class _Names:
    """Members of several folders may share a last name: the second gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def plain(self, name: str) -> str:
        last = _last(name)
        stem, dot, ending = last.rpartition(".")
        chosen, number = last, 2
        while chosen.casefold() in self._taken:
            chosen = f"{stem} ({number}){dot}{ending}" if stem else f"{last} ({number})"
            number += 1
        self._taken.add(chosen.casefold())
        return chosen
