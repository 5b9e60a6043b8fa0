"""Judges an old Word file ([MS-DOC]): it may come in, to be converted; macros and locks may not."""

import struct
from typing import Final

from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.limits import Limits, Refused
from mandat.documents.ole import streams

_VBA: Final = frozenset({"Macros", "_VBA_PROJECT", "VBA", "_VBA_PROJECT_CUR"})
_IDENT: Final = 0xA5EC  # [MS-DOC] 2.5.2: wIdent
_ENCRYPTED: Final = 0x0100  # the same: fEncrypted, in the flags at byte 10


def judge_doc(data: bytes, media_type: str, limits: Limits, _: Wanted) -> Found:  # noqa: ARG001
    inside = streams(data)
    names = {stream.name for stream in inside}
    if names & _VBA:
        raise Refused("macros")
    if "\x01Ole10Native" in names:
        raise Refused("active_content", {"part": "package"})
    body = next(stream for stream in inside if stream.name == "WordDocument")
    try:
        ident, flags = struct.unpack_from("<H8xH", data, body.offset)
    except struct.error as error:
        raise Refused("corrupt") from error
    if ident != _IDENT:
        raise Refused("corrupt")
    if flags & _ENCRYPTED:
        raise Refused("password_protected")
    warnings = ["embedded_objects"] if "ObjectPool" in names else []
    return Found(media_type, warnings=warnings)
