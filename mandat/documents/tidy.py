"""Bytes into text, and text into the one form that is stored: NFC, LF, no control characters."""

import re
import unicodedata
from typing import Final

from mandat.documents.limits import LONG_LINE, Limits, Reading, Refused

_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls but tab and line feed, and code points that no text may hold.
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_EMBEDDINGS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MULTIBYTE: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_UTF16_BOMS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[str]]:
    """The text of plain bytes, with a warning when its encoding had to be guessed.

    Byte order mark, then UTF-8, then the declared encoding (a web page's), then cp1252.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    elif encoding := _UTF16_BOMS.get(data[:2]):
        text = data[2:].decode(encoding, "replace")
        return text, ["invalid_bytes"] if "\ufffd" in text else []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def _decode_other(data: bytes, declared: str | None) -> tuple[str, list[str]]:
    """Bytes that are not UTF-8: damaged UTF-8 if most of it still is, else a single-byte text."""
    multibyte = _MULTIBYTE.findall(data)
    high = sum(1 for _ in re.finditer(rb"[\x80-\xff]", data))
    if sum(map(len, multibyte)) * 2 > high:
        return data.decode("utf-8", "replace"), ["invalid_bytes"]
    if declared:
        try:
            return data.decode(declared), []
        except (LookupError, UnicodeError, ValueError):
            pass
    try:
        return data.decode("cp1252"), ["not_utf8"]
    except UnicodeDecodeError:
        return data.decode("latin-1"), ["not_utf8"]


def read_plain(data: bytes) -> Reading:
    """The reading of a plain text file; refuses what is not text."""
    text, warnings = decode(data)
    controls = len(_CONTROLS.findall(_BREAKS.sub("\n", text)))
    if controls > max(4, len(text) // 100):
        raise Refused("binary")
    return Reading(pages=[text], warnings=warnings)


def tidy(text: str) -> str:
    """The stored form of a text: NFC, LF, no lone surrogates, no control characters."""
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _BREAKS.sub("\n", text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def finish(reading: Reading, limits: Limits) -> tuple[str, list[tuple[int, int]], list[str]]:
    """The joined text of a reading, its page map, and its warnings, each once and in order."""
    if sum(map(len, reading.pages)) > limits.max_text:
        raise Refused("too_large", {"unit": "characters", "limit": limits.max_text})
    warnings = list(reading.warnings)
    if any(_CONTROLS.search(_BREAKS.sub("\n", page)) for page in reading.pages):
        warnings.append("control_characters")
    pages = [tidy(page) for page in reading.pages]
    text = "\n".join(pages)
    if not text.strip():
        raise Refused("empty")
    page_map, offset = [], 0
    for number, page in enumerate(pages, 1):
        page_map.append((offset, number))
        offset += len(page) + 1
    warnings += _shape_warnings(text)
    return text, page_map if reading.paged else [], list(dict.fromkeys(warnings))


def _shape_warnings(text: str) -> list[str]:
    """Warnings about the text itself: endless lines, marks that reorder what is seen."""
    warnings = []
    if len(text) > LONG_LINE and max(map(len, text.split("\n"))) > LONG_LINE:
        warnings.append("long_lines")
    if _EMBEDDINGS.search(text) or ("\u200e" in text and "\u200f" in text):
        warnings.append("bidi_marks")
    return warnings
