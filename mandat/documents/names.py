"""What files are called: as their senders say, and as they are handed out."""

import unicodedata
from typing import Final
from urllib.parse import quote

from mandat.documents.kinds import ENDINGS, ending_of, kind_of_name

_LONGEST_NAME: Final = 255
_PLAIN: Final = "".join(map(chr, range(0x20, 0x7F)))
_UNSAFE: Final = "\"\\/:*?<>|%;'"  # of a quoted string, or of names on some system


def declared_name(name: str) -> str:
    """The name that the sender gave, fit to be shown: one line, no folder, not too long.

    It is never used as a path. The end is kept when it is cut, since people look for it there.
    """
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in text if unicodedata.category(c)[0] != "C")
    short = " ".join(kept.split())
    if len(short) > _LONGEST_NAME:
        short = short[: _LONGEST_NAME - 21] + "…" + short[-20:]
    return short


def served_name(name: str, media_type: str, fallback: str) -> str:
    """The declared name with the ending of what the file is: `cv.exe` that is a PDF, `cv.exe.pdf`.

    The receiving computer chooses a program by the ending; it must not be the sender who does.
    """
    shown = name.lstrip(". ") or fallback
    if media_type in ENDINGS and kind_of_name(shown) != media_type:
        shown += ending_of(media_type)
    return shown


def attachment(name: str) -> str:
    """The header Content-Disposition (RFC 6266): a plain ASCII name, and the whole one beside it.

    What a quoted string or some system gives a meaning is replaced in the plain one; the other
    is percent-encoded UTF-8 (RFC 8187), which every current browser prefers.
    """
    flat = unicodedata.normalize("NFKD", name)
    plain = "".join(
        "_" if c in _UNSAFE or c not in _PLAIN else c for c in flat if not unicodedata.combining(c)
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
