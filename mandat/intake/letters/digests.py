"""The digest by which the same letter is known again, whatever way it took.

Hosts on the way add fields, fold lines, change transfer encodings and line ends, and mailboxes put
a sign before "From" at the start of a line. So the digest covers what the sender said: the fields
that a sender writes, and every part with its name, decoded.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from mandat.intake.letters.heads import Head, instant_of, raw_addresses
from mandat.intake.letters.parts import Part

_FIELDS: Final = ("from", "to", "cc")
_FROM_BYTES: Final = re.compile(rb"^>+(?=From )", re.MULTILINE)


def digest_of_letter(head: Head, parts: Iterable[Part]) -> str:
    """SHA-256 in hexadecimal of what the sender said. The Message-ID is compared on its own."""
    total = sha256()
    for name in _FIELDS:
        addresses = sorted(a.address for a in raw_addresses(head, name))
        total.update(_framed("\n".join(addresses).encode()))
    moment = instant_of(head.text("date"))
    for text in (moment.isoformat() if moment else head.text("date"), head.text("subject")):
        total.update(_framed(text.encode("utf-8", "replace")))
    for part in parts:
        total.update(_framed(part.name.encode("utf-8", "replace")))
        total.update(_framed(sha256(_plain(part.data)).digest()))
    return total.hexdigest()


def _plain(data: bytes) -> bytes:
    """Text with one kind of line end, which hosts change. What holds null bytes is no text."""
    if b"\0" in data or data[:4] == b"%PDF":
        return data
    return _FROM_BYTES.sub(b"", data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).rstrip(b"\n")


def _framed(value: bytes) -> bytes:
    """A value behind its length, so that no two lists of values look alike."""
    return len(value).to_bytes(8, "big") + value
