"""Signs out of bytes: charsets declared rightly, wrongly or not; encoded words (RFC 2047)."""

import binascii
import codecs
import re
import unicodedata
from typing import Final

# Codecs that read text. The others of Python (idna, unicode_escape, punycode) are no charsets.
_CHARSETS: Final = re.compile(
    r"ascii|utf-(?:7|8|8-sig|16|16-le|16-be|32|32-le|32-be)|iso8859-\d{1,2}|cp\d{3,4}|koi8-[rtu]"
    r"|gb2312|gbk|gb18030|big5|big5hkscs|euc_(?:jp|kr)|shift_jis|iso2022_(?:jp|kr)|mac-\w{1,20}"
    r"|tis-620|hz"
)
_ONE_BYTE: Final = re.compile(r"ascii|iso8859-\d{1,2}|cp12\d\d|cp8\d\d|koi8-[rtu]|mac-\w+")
_ARABIC_RUN: Final = re.compile("[\u0621-\u064a]{3}")
_WORD: Final = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_OVERRIDES: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _codec(charset: str) -> str:
    """Python's name of a charset; "" when it is unknown or no charset."""
    try:
        name = codecs.lookup(charset.strip().strip("'\"")[:40]).name
    except (LookupError, ValueError):
        return ""
    return name if _CHARSETS.fullmatch(name) else ""


def decoded(data: bytes, charset: str = "") -> tuple[str, bool]:
    """The text of these bytes, and whether the charset was the right one.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever one-byte charset is declared: the
    contrary does not happen in words. What Latin-1 declares is Windows-1252, as in every browser.
    """
    codec = _codec(charset)
    if not data.isascii() and (not codec or _ONE_BYTE.fullmatch(codec)):
        try:
            return data.decode("utf-8"), not codec
        except UnicodeDecodeError:
            pass
    if codec in ("", "ascii", "iso8859-1"):
        codec = "utf-8" if data.isascii() else _guessed(data)
    try:
        return _clean(data.decode(codec)), True
    except (UnicodeError, ValueError, OverflowError):
        return _replaced(data, codec), False


def _replaced(data: bytes, codec: str) -> str:
    """Damaged text as far as it goes. What holds no letter of UTF-8 at all never was UTF-8."""
    if codec.startswith("utf"):
        text = data.decode("utf-8", "replace")
        if not text.replace("\ufffd", "").isascii():
            return _clean(text)
    return _clean(data.decode(_guessed(data), "replace"))


def _clean(text: str) -> str:
    """Without lone surrogates (UTF-7 can make them), which no database and no digest takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _guessed(data: bytes) -> str:
    """Windows' Arabic or its Western charset: only Arabic makes runs of Arabic letters."""
    sample = data[:20_000].decode("cp1256", "replace")
    return "cp1256" if _ARABIC_RUN.search(sample) else "cp1252"


def header_text(raw: bytes) -> str:
    """The value of a header field as a person reads it: unfolded, encoded words decoded."""
    text = decoded(raw)[0]
    if "=?" in text:
        text = _words_decoded(text)
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join("".join(kept).split())


def _words_decoded(text: str) -> str:
    """Encoded words side by side are one run of bytes: many programs cut within a letter."""
    pieces: list[str] = []
    run, charset, end = b"", "", 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        own = match[1].partition("*")[0].lower()  # RFC 2231 adds a language after *
        if run and (between.strip() or own != charset):
            pieces.append(decoded(run, charset)[0])
            run = b""
        if between.strip() or not end:
            pieces.append(between)
        run, charset, end = run + _word_bytes(match[2], match[3]), own, match.end()
    if run:
        pieces.append(decoded(run, charset)[0])
    return "".join((*pieces, text[end:]))


def _word_bytes(way: str, content: str) -> bytes:
    raw = content.encode("utf-8", "replace")
    return unbase64(raw) if way in "bB" else binascii.a2b_qp(raw, header=True)


_NOT_BASE64: Final = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)


def unbase64(raw: bytes) -> bytes:
    """What base64 holds, whatever stands between its signs and however it ends."""
    kept = raw.translate(None, _NOT_BASE64)
    if len(kept) % 4 == 1:  # one sign alone holds no byte: the end was cut
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def has_overrides(name: str) -> bool:
    """Whether signs that turn the direction stand in a name: `gpj.exe` read as `exe.jpg`."""
    return _OVERRIDES.search(name) is not None
