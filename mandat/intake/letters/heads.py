"""Heads of letters and of their parts: fields, parameters (RFC 2231), addresses, instants."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from mandat.intake.letters.decoding import decoded, header_text
from mandat.intake.letters.limits import FIELD, HEAD, MOST_ADDRESSES, MOST_FIELDS

_FIELD: Final = re.compile(rb"([!-9;-~]{1,100})[ \t]*:[ \t]*(.*)", re.DOTALL)
_END: Final = re.compile(rb"\r?\n[ \t]*\r?\n|\r[ \t]*\r")
_LINES: Final = re.compile(rb"\r\n|\r|\n")
_PARAMETER: Final = re.compile(r';[ \t]*([^=;\s"]{1,80})[ \t]*=[ \t]*("(?:[^"\\]|\\.)*"|[^;]*)')
_SECTION: Final = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_COMMENT: Final = re.compile(r"\([^()]*\)")
_ADDRESS: Final = re.compile(r"[^\s<>@,;:\"]{1,64}@[^\s<>@,;:\"]{1,255}")


@dataclass(frozen=True, slots=True)
class Address:
    """One address as it is compared (in small letters), and the name beside it."""

    address: str
    name: str = ""


class Head:
    """The fields of a head in their order; names are compared without regard to case."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Sequence[tuple[str, bytes]] = ()) -> None:
        self._fields = fields

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        return iter(self._fields)

    def raw(self, name: str) -> bytes:
        """The first field of this name, unfolded; b"" when there is none."""
        return next((value for key, value in self._fields if key == name), b"")

    def text(self, name: str) -> str:
        """The first field of this name, as people read it."""
        return header_text(self.raw(name))

    def texts(self, name: str) -> list[str]:
        """Every field of this name, from the top."""
        return [header_text(value) for key, value in self._fields if key == name]

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self._fields)


def split_head(data: bytes) -> tuple[bytes, bytes]:
    """Head and body. A part that begins with an empty line has no head."""
    if data[:1] in (b"\r", b"\n"):
        return b"", data.lstrip(b"\r\n") if not data.strip(b"\r\n") else _after_line(data)
    found = _END.search(data)
    return (data[: found.start()][:HEAD], data[found.end() :]) if found else (data[:HEAD], b"")


def _after_line(data: bytes) -> bytes:
    return data[2:] if data[:2] == b"\r\n" else data[1:]


def read_head(raw: bytes) -> Head:
    """The fields; lines that are none are passed over (an mbox's "From " line among them)."""
    fields: list[tuple[str, list[bytes]]] = []
    for line in _LINES.split(raw[:HEAD]):
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1].append(line)
        elif (match := _FIELD.match(line)) and len(fields) < MOST_FIELDS:
            fields.append((match[1].decode("ascii").lower(), [match[2]]))
    return Head([(name, b"".join(value)[:FIELD]) for name, value in fields])


def value_and_parameters(head: Head, name: str) -> tuple[str, dict[str, str]]:
    """The value of a structured field in small letters, and its parameters decoded."""
    text = decoded(head.raw(name))[0].replace("\t", " ")
    value, _, _ = text.partition(";")
    sections: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(text):
        key, content = match[1].lower(), match[2].strip()
        if content[:1] == '"':
            content = re.sub(r"\\(.)", r"\1", content[1:-1] if content[-1:] == '"' else content[1:])
        section = _SECTION.fullmatch(key)
        if section:
            place = (int(section[2] or 0), bool(section[3]), content)
            sections.setdefault(section[1], []).append(place)
    return value.strip().lower(), {key: _joined(parts) for key, parts in sections.items()}


def _joined(parts: list[tuple[int, bool, str]]) -> str:
    """The sections of a parameter in their order; of the plain and the encoded, the encoded."""
    encoded = any(part[1] for part in parts)
    if not encoded:
        whole = "".join(content for _, _, content in sorted(parts, key=lambda part: part[0]))
        return header_text(whole.encode("utf-8", "replace"))
    chosen = [p for p in parts if p[1]] if len({p[0] for p in parts}) < len(parts) else parts
    charset, whole = "", ""
    for number, percent, section in sorted(chosen, key=lambda part: part[0]):
        content = section
        if percent and number == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        whole += content if percent else content.replace("%", "%25")
    # Put together before it is decoded: some programs cut within a percent sign's two digits.
    return decoded(unquote_to_bytes(whole), charset)[0]


def addresses_in(values: Iterable[str]) -> tuple[Address, ...]:
    """The addresses of these fields, each once. What the standard library cannot read is searched
    for anything of the form of an address."""
    found: dict[str, Address] = {}
    for value in values:
        for name, address in _pairs(value[:FIELD]):
            key = address.strip().strip("<>").lower()
            if _ADDRESS.fullmatch(key) and len(found) < MOST_ADDRESSES:
                found.setdefault(key, Address(key, " ".join(name.split())[:200]))
    return tuple(found.values())


def _pairs(value: str) -> list[tuple[str, str]]:
    try:
        pairs = getaddresses([value])
    except (ValueError, IndexError, TypeError, RecursionError):
        pairs = []
    if any("@" in address for _, address in pairs):
        return pairs
    return [("", found) for found in _ADDRESS.findall(value)[:MOST_ADDRESSES]]


def raw_addresses(head: Head, name: str) -> tuple[Address, ...]:
    """Addresses of every field of a name. Names are decoded after the field is cut into addresses:
    an encoded name may hold a comma, or another address."""
    pairs = addresses_in(decoded(value)[0] for key, value in head if key == name)
    return tuple(Address(a.address, header_text(a.name.encode())) for a in pairs)


def instant_of(text: str) -> datetime | None:
    """An aware instant in UTC from a date of RFC 5322; None when it is none, or says no zone."""
    plain = without_comments(text)
    try:
        moment = parsedate_to_datetime(plain.strip()[:100])
        # The zone -0000 says that the place of the sender is unknown, the instant is not.
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        known = moment.tzinfo is not None or "-0000" in plain
        return aware.astimezone(UTC) if known else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def without_comments(text: str) -> str:
    """Without what stands in brackets, to a few levels: comments of RFC 5322."""
    for _ in range(4):
        text, count = _COMMENT.subn(" ", text)
        if not count:
            break
    return text
