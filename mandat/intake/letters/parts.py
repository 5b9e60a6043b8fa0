"""A letter cut into its parts, in bounded time whatever its boundaries say.

The standard library's parser takes longer the deeper parts lie within each other, and ends with
RecursionError; here each level is cut once, by a search over its bytes, and levels are counted.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mandat.intake.letters.decoding import unbase64
from mandat.intake.letters.heads import Head, read_head, split_head, value_and_parameters
from mandat.intake.letters.limits import DEPTH, MOST_PARTS, NESTED

_MULTIPART: Final = "multipart/"
_LETTER: Final = frozenset({"message/rfc822", "message/global"})
_UU: Final = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})
_TYPE: Final = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,127}")


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf: what it declares, its bytes decoded, and the multiparts in which it stands."""

    head: Head
    media_type: str
    parameters: dict[str, str]
    disposition: str
    name: str  # as declared, "" when there is none
    data: bytes
    nested: int  # letters around it, 0 for the letter itself
    related: bool  # belongs to an HTML body (RFC 2387)
    report: bool  # belongs to a report (RFC 6522)


@dataclass(frozen=True, slots=True)
class Inner:
    """The head of a letter within the letter, and how deep it lies."""

    head: Head
    nested: int


@dataclass(slots=True)
class Reading:
    """What a walk through a letter found on its way."""

    troubles: set[str] = field(default_factory=set)
    inner: list[Inner] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    depth: int = 0
    nested: int = 0
    related: bool = False
    report: bool = False
    digest: bool = False


def parts_of(raw: bytes, reading: Reading) -> tuple[Head, list[Part]]:
    """The head of a letter, and its leaves in their order."""
    head, body = split_head(raw)
    fields = read_head(head)
    return fields, list(_leaves(fields, body, _Place(), reading))


def _leaves(head: Head, body: bytes, place: _Place, reading: Reading) -> Iterator[Part]:
    reading.count += 1
    if reading.count > MOST_PARTS:
        reading.troubles.add("too_many_parts")
        return
    media_type, parameters = _type_of(head, place)
    if media_type.startswith(_MULTIPART):
        cut = _cut(body, parameters.get("boundary", ""), reading)
        if cut is not None and place.depth < DEPTH:
            yield from _children(media_type, cut, place, reading)
            return
        reading.troubles.add("broken_parts" if cut is None else "too_deep")
        media_type = "text/plain" if cut is None else "application/octet-stream"
    if media_type in _LETTER and place.nested < NESTED:
        yield from _letter(head, body, place, reading)
        return
    if media_type in _LETTER:
        reading.troubles.add("too_deep")
    yield _leaf(head, (media_type, parameters), body, place, reading)


def _type_of(head: Head, place: _Place) -> tuple[str, dict[str, str]]:
    """The declared type; without a valid one plain text, or a letter within a digest (RFC 2046)."""
    media_type, parameters = value_and_parameters(head, "content-type")
    if not _TYPE.fullmatch(media_type):
        return ("message/rfc822" if place.digest and not media_type else "text/plain"), parameters
    return media_type, parameters


def _children(media_type: str, cut: list[bytes], place: _Place, reading: Reading) -> Iterator[Part]:
    inside = _Place(
        depth=place.depth + 1,
        nested=place.nested,
        related=place.related or media_type == "multipart/related",
        report=place.report or media_type == "multipart/report",
        digest=media_type == "multipart/digest",
    )
    for piece in cut:
        head, body = split_head(piece)
        yield from _leaves(read_head(head), body, inside, reading)


def _letter(head: Head, body: bytes, place: _Place, reading: Reading) -> Iterator[Part]:
    """A letter within the letter. It may be encoded, although RFC 2046 forbids it."""
    data, _ = _unpacked(head, body)
    top, inside = split_head(data)
    fields = read_head(top)
    nested = place.nested + 1
    if not place.report:
        reading.inner.append(Inner(fields, nested))
    below = _Place(place.depth + 1, nested, related=False, report=place.report)
    yield from _leaves(fields, inside, below, reading)


def _cut(body: bytes, boundary: str, reading: Reading) -> list[bytes] | None:
    """The pieces between the boundaries; None when not one of them is there.

    Without the closing one the last piece goes to the end: a letter cut on its way.
    """
    mark = boundary.encode("utf-8", "replace").rstrip()
    if not mark or len(mark) > 300:
        return None
    line = re.compile(rb"(?:^|\r?\n|\r)--" + re.escape(mark) + rb"(--)?[ \t]*(?=\r|\n|\Z)")
    pieces: list[bytes] = []
    start: int | None = None
    for found in line.finditer(body):
        if start is not None:
            pieces.append(body[start : found.start()])
        start = None if found[1] else _next_line(body, found.end())
        if found[1] or len(pieces) > MOST_PARTS:
            break
    if start is not None:
        reading.troubles.add("cut_short")
        pieces.append(body[start:])
    return pieces or None


def _next_line(body: bytes, at: int) -> int:
    return at + (2 if body[at : at + 2] == b"\r\n" else 1)


def _leaf(
    head: Head, kind: tuple[str, dict[str, str]], body: bytes, place: _Place, reading: Reading
) -> Part:
    disposition, about = value_and_parameters(head, "content-disposition")
    data, whole = _unpacked(head, body)
    if not whole:
        reading.troubles.add("damaged_part")
    return Part(
        head=head,
        media_type=kind[0],
        parameters=kind[1],
        disposition=disposition,
        name=about.get("filename") or kind[1].get("name", ""),
        data=data,
        nested=place.nested,
        related=place.related,
        report=place.report,
    )


def _unpacked(head: Head, body: bytes) -> tuple[bytes, bool]:
    """The bytes of a body out of their transfer encoding, and whether they are whole."""
    way = head.text("content-transfer-encoding").lower().split(";")[0].strip()
    try:
        if way == "base64":
            return unbase64(body), True
        if way == "quoted-printable":
            return binascii.a2b_qp(body), True
        if way in _UU:
            return _from_uu(body), True
    except (binascii.Error, ValueError):
        return b"", False
    return body, True


def _from_uu(body: bytes) -> bytes:
    """Unix-to-Unix encoding, from the line that begins it to the one that ends it."""
    out, begun = [], False
    for line in body.splitlines():
        if not begun:
            begun = line.startswith(b"begin ")
        elif line.strip() in (b"end", b"`", b""):
            break
        else:
            out.append(binascii.a2b_uu(line[: 4 * ((((line[0] - 32) & 63) + 2) // 3) + 1]))
    return b"".join(out)
