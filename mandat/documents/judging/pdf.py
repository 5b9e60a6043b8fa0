"""Judges a PDF: exact pages, no password, no scripts or programs, no stream that never ends."""

import base64
import binascii
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import pikepdf
import pypdfium2 as pdfium

from mandat.documents.judging.content import PROGRAMS
from mandat.documents.judging.inside import Found, Wanted
from mandat.documents.limits import MIB, Limits, Refused
from mandat.documents.readers.pdf import open_pdf

# No use takes more, and a count beyond is a bomb of pages rather than a document.
_MOST_PAGES: Final = 20_000
_MAX_STREAM: Final = 128 * MIB  # unpacked, of a stream that is no picture
_MAX_STREAMS: Final = 512 * MIB  # all of them together
_CHUNK: Final = MIB
# Actions that run or start something (ISO 32000-2, 12.6.4.6, 12.6.4.17, 12.7.6.4).
_ACTIONS: Final = frozenset({"/JavaScript", "/Launch", "/ImportData"})
_SUSPECT: Final = re.compile(rb"/JavaScript|/JS|/Launch|/ImportData|/XFA|/EF\b|/Encrypt")
_PROGRAM_NAMES: Final = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|dll|cpl|sh|app|apk)$",
    re.IGNORECASE,
)
_DEPTH: Final = 40


def judge_pdf(data: bytes, media_type: str, limits: Limits, wanted: Wanted) -> Found:
    """Counts the pages first: a document with too many is refused before anything is searched."""
    document = open_pdf(data, replace(limits, max_pages=_MOST_PAGES * 50))
    counted = len(document)
    _refuse_pages(counted, wanted)
    found = Found(media_type, counted, exact=True)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            walked = len(pdf.pages)
            _refuse_pages(walked, wanted)
            # A page tree may claim fewer pages than it holds; the reader of an offer sees them.
            if walked != counted:
                found.page_count = max(walked, counted)
                found.warnings.append("page_counts_differ")
            if pdf.is_encrypted:
                found.warnings.append("restricted")
            _search(pdf, found)
    except pikepdf.PasswordError as error:
        raise Refused("password_protected") from error
    except pikepdf.PdfError as error:
        raise Refused("corrupt") from error
    _open_first(document)  # reads its content, whose size is known by now
    return found


def _refuse_pages(pages: int, wanted: Wanted) -> None:
    most = min(wanted.max_pages or _MOST_PAGES, _MOST_PAGES)
    if pages > most:
        raise Refused("too_many_pages", {"pages": pages, "limit": most})


def _open_first(document: pdfium.PdfDocument) -> None:
    try:
        document[0].close()
    except pdfium.PdfiumError as error:
        raise Refused("corrupt") from error


def _search(pdf: pikepdf.Pdf, found: Found) -> None:
    """Looks at every object, also those that no page shows, and measures every stream."""
    budget = _MAX_STREAMS
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            budget -= _measure(thing, budget)
            written: pikepdf.Object = thing.stream_dict
        elif isinstance(thing, pikepdf.Object):
            written = thing
        else:
            continue  # a bare number or truth value
        # The written form has every name in its plain spelling; most objects end here.
        if _SUSPECT.search(written.unparse(resolved=True)):
            _refuse_active(written, found, 0)


def _refuse_active(thing: pikepdf.Object, found: Found, depth: int) -> None:
    """Walks one object, not what it refers to: each object is looked at on its own."""
    if depth > _DEPTH:
        raise Refused("corrupt")
    if isinstance(thing, pikepdf.Dictionary):
        _refuse_action(thing)
        if "/EF" in thing:
            _judge_attachment(thing, found)
        values = list(dict(thing).values())
    else:
        values = list(thing.as_list()) if isinstance(thing, pikepdf.Array) else []
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _refuse_active(value, found, depth + 1)


def _refuse_action(thing: pikepdf.Dictionary) -> None:
    if str(thing.get("/S", "")) in _ACTIONS or "/JS" in thing:
        raise Refused("active_content", {"part": "script"})
    if "/XFA" in thing:
        raise Refused("active_content", {"part": "form"})


def _judge_attachment(thing: pikepdf.Dictionary, found: Found) -> None:
    """A file inside a PDF may be a table or a source; a program it may not be."""
    names = [str(thing[key]) for key in ("/F", "/UF") if key in thing]
    if any(_PROGRAM_NAMES.search(name.strip()) for name in names):
        raise Refused("active_content", {"part": "program"})
    for stream in dict(thing["/EF"]).values():
        if isinstance(stream, pikepdf.Stream):
            start = next(_unpack(stream), b"")
            if start.startswith(PROGRAMS):
                raise Refused("active_content", {"part": "program"})
    found.warnings.append("attachments")


def _measure(stream: pikepdf.Stream, budget: int) -> int:
    """Bytes that a stream unpacks to; refuses what is far more than a page or picture holds.

    A picture may unpack to what its size says and no more; pictures do not use up the budget.
    """
    pictured = str(stream.stream_dict.get("/Subtype", "")) == "/Image"
    most = min(_MAX_STREAM, budget)
    if pictured:
        most = 2 * _picture_bytes(stream) + 16 * MIB
    unpacked = 0
    for chunk in _unpack(stream):
        unpacked += len(chunk)
        if unpacked > most:
            raise Refused("zip_bomb", {"unpacked": unpacked})
    return 0 if pictured else unpacked


def _picture_bytes(stream: pikepdf.Stream) -> int:
    """What a picture of this size holds at most: four colours of a byte (two at 16 bits)."""
    stated = stream.stream_dict
    try:
        pixels = int(stated["/Width"]) * int(stated["/Height"])
        deep = int(stated.get("/BitsPerComponent", 8)) > 8
    except (KeyError, TypeError, ValueError):
        return 0
    if pixels > 4 * 110_000_000:
        raise Refused("image_too_large", {"pixels": pixels, "limit": 4 * 110_000_000})
    return pixels * (8 if deep else 4)


def _unpack(stream: pikepdf.Stream) -> Iterator[bytes]:
    """The content of a stream behind the filters that pack it, in pieces.

    Filters of pictures (JPEG, fax) end the chain: their decoders know the size beforehand.
    """
    filters = stream.stream_dict.get("/Filter", pikepdf.Array())
    names = [
        str(f) for f in (filters.as_list() if isinstance(filters, pikepdf.Array) else [filters])
    ]
    if any(name in ("/LZWDecode", "/LZW", "/RunLengthDecode", "/RL") for name in names):
        return iter((_whole(stream),))
    pieces: Iterator[bytes] = _cut(stream.read_raw_bytes())
    for name in names:
        if name in ("/FlateDecode", "/Fl"):
            pieces = _inflate(pieces)
        elif name in ("/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"):
            pieces = _cut(_from_letters(b"".join(pieces), name))
        else:
            break
    return pieces


def _whole(stream: pikepdf.Stream) -> bytes:
    """Decoded at once, by rare and old filters; the child's memory bounds it."""
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""


def _cut(data: bytes) -> Iterator[bytes]:
    return (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for packed in pieces:
        piece = packed
        while piece and not unpacker.eof:
            try:
                out = unpacker.decompress(piece, _CHUNK)
            except zlib.error:
                return  # damaged: readers show what came before
            piece = unpacker.unconsumed_tail
            if out:
                yield out


def _from_letters(data: bytes, name: str) -> bytes:
    try:
        if name in ("/ASCIIHexDecode", "/AHx"):
            digits = re.sub(rb"\s", b"", data.partition(b">")[0])
            return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
        return base64.a85decode(data.partition(b"~>")[0])
    except ValueError:
        return b""
