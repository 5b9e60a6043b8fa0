"""Judges an old Word file ([MS-DOC]): it may come in, to be converted; macros and locks may not."""

import struct
from typing import Final

from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.limits import Limits, Refused
from mandat.documents.ole import content, streams

_VBA: Final = frozenset({"Macros", "_VBA_PROJECT", "VBA", "_VBA_PROJECT_CUR"})
_IDENT: Final = 0xA5EC  # [MS-DOC] 2.5.2: wIdent
_ENCRYPTED: Final = 0x0100  # the same: fEncrypted, in the flags at byte 10
_TABLE_ONE: Final = 0x0200  # the same: fWhichTblStm
_COUNTS_AT: Final = 32  # 2.5.1: csw, and cslw thirty bytes on
_COUNTS: Final = (0x000E, 0x0016)  # what they must be
_CLX_AT: Final = 0x01A2  # 2.5.6: fcClx and lcbClx, where the pieces of the text are listed
_CLX_BEGINS: Final = (1, 2)  # 2.9.38: an RgPrc or the Pcdt


def judge_doc(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:  # noqa: ARG001
    inside = streams(data)
    names = {stream.name for stream in inside}
    if names & _VBA:
        raise Refused("macros")
    if "\x01Ole10Native" in names:
        raise Refused("active_content", {"part": "package"})
    by_name = {stream.name: stream for stream in inside if stream.is_stream}
    try:
        head = content(data, by_name["WordDocument"])
        ident, flags = struct.unpack_from("<H8xH", head)
        if ident != _IDENT:
            raise Refused("corrupt")
        if flags & _ENCRYPTED:
            raise Refused("password_protected")
        table = content(data, by_name["1Table" if flags & _TABLE_ONE else "0Table"])
        _check_text(head, table)
    except (KeyError, struct.error) as error:
        raise Refused("corrupt") from error
    warnings = ["embedded_objects"] if "ObjectPool" in names else []
    return Found(media_type, warnings=warnings)


def _check_text(head: bytes, table: bytes) -> None:
    """The list of the text's pieces is where the header says. LibreOffice opens a file without it
    as an empty document, and nobody would learn that the text is lost.
    """
    counts = struct.unpack_from("<H28xH", head, _COUNTS_AT)
    start, length = struct.unpack_from("<II", head, _CLX_AT)
    pieces = table[start : start + length]
    if counts != _COUNTS or not pieces or len(pieces) < length or pieces[0] not in _CLX_BEGINS:
        raise Refused("corrupt")
