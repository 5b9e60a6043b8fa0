"""The leaves of a letter, sorted into its words and its files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from mandat.documents.kinds import ENDINGS
from mandat.documents.names import declared_name
from mandat.intake.letters.bodies import Markup, text_of_markup
from mandat.intake.letters.decoding import decoded, has_overrides
from mandat.intake.letters.limits import LOGO
from mandat.intake.letters.parts import Part
from mandat.intake.letters.tnef import SIGNATURE, Unreadable, open_tnef

# Signatures, calendars and cards that programs add; no sender means them as documents.
_FURNITURE: Final = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
    }
)
# What Exchange makes of a line of text behind a file, and Outlook of a picture in a signature.
_LEFTOVER: Final = re.compile(r"ATT\d{5}\.(?:txt|html?)", re.IGNORECASE)
_PICTURE: Final = re.compile(r"image\d{3}\.(?:png|jpe?g|gif)", re.IGNORECASE)
_TNEF_TYPES: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_REPORT_PARTS: Final = frozenset({"message/delivery-status", "text/rfc822-headers"})


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a letter. `media_type` is what the sender declares, and proves nothing.

    `inline` is decoration of the text, such as the logo of a signature, and no document.
    `from_nested` counts the letters within the letter around it. `within` names the container
    (winmail.dat, an archive) from which it was taken.
    """

    name: str
    media_type: str
    data: bytes
    inline: bool = False
    from_nested: int = 0
    within: str = ""
    troubles: frozenset[str] = frozenset()

    @property
    def sha256(self) -> str:
        """The digest of the bytes, in hexadecimal."""
        return sha256(self.data).hexdigest()

    @property
    def readable(self) -> bool:
        """Whether there is a file at all behind the name."""
        return not self.troubles & {"unreadable", "empty_file", "damaged_part", "too_deep"}


@dataclass(slots=True)
class Leaves:
    """The words of a letter as they stand in it, and its files."""

    plain: list[str]
    markup: list[Markup]
    files: list[Attachment]
    troubles: set[str]


def sort_leaves(parts: Sequence[Part]) -> Leaves:
    """Words and files. Words of letters within the letter are not this sender's."""
    found = Leaves([], [], [], set())
    pictures: set[str] = set()
    files: list[Part] = []
    for part in parts:
        if part.report and (part.nested or part.media_type in _REPORT_PARTS):
            continue
        if not _is_body(part):
            files.append(part)
        elif not part.nested:
            text, right = decoded(part.data, part.parameters.get("charset", ""))
            found.troubles |= set() if right else {"bad_charset"}
            if part.media_type == "text/html":
                markup = text_of_markup(text)
                pictures |= markup.pictures
                found.markup.append(markup)
            else:
                found.plain.append(text)
    for number, part in enumerate(files, 1):
        _take(part, number, pictures, found)
    return found


def _is_body(part: Part) -> bool:
    """Text without a name that is not said to be a file. A calendar entry is a file."""
    if part.disposition == "attachment" or part.name:
        return False
    return part.media_type in ("text/plain", "text/html", "text/enriched", "text/richtext")


def _take(part: Part, number: int, pictures: set[str], found: Leaves) -> None:
    if part.media_type in _TNEF_TYPES or part.data[:4] == SIGNATURE:
        _take_tnef(part, found)
        return
    found.files.append(_file(part, number, pictures))


def _file(part: Part, number: int, pictures: set[str]) -> Attachment:
    name = declared_name(part.name)
    troubles = set()
    if has_overrides(part.name):
        troubles.add("bidi_name")
    if not name:
        troubles.add("no_name")
        name = f"document-{number}{ENDINGS.get(part.media_type, ('',))[0]}"
    if not part.data.strip():
        troubles.add("empty_file")
    return Attachment(
        name=name,
        media_type=part.media_type,
        data=part.data,
        inline=_is_decoration(part, pictures),
        from_nested=part.nested,
        troubles=frozenset(troubles),
    )


def _is_decoration(part: Part, pictures: set[str]) -> bool:
    """A small picture that the text shows, by its Content-ID or its place beside the text.

    A large one may be the photograph of a page, and is a document until the clerk says otherwise.
    """
    if part.media_type in _FURNITURE or _LEFTOVER.fullmatch(part.name):
        return True
    if not part.media_type.startswith("image/") or len(part.data) > LOGO:
        return False
    identifier = part.head.text("content-id").strip("<> ").lower()
    return (
        _PICTURE.fullmatch(part.name) is not None
        or identifier in pictures
        or (part.related and part.disposition != "attachment")
        or (bool(identifier) and part.disposition == "inline")
    )


def _take_tnef(part: Part, found: Leaves) -> None:
    """The files of a winmail.dat in its place; the thing itself, marked, when it cannot be read."""
    whole = replace(_file(part, 1, set()), name=declared_name(part.name) or "winmail.dat")
    try:
        opened = open_tnef(part.data)
    except Unreadable:
        found.files.append(replace(whole, troubles=whole.troubles | {"unreadable"}))
        return
    if opened.text.strip() and not part.nested:
        found.plain.append(opened.text)
    for number, packed in enumerate(opened.files, 1):
        inner = replace(part, name=packed.name, media_type=packed.media_type.lower(),
                        data=packed.data, disposition="attachment", related=False)  # fmt: skip
        file = _file(inner, number, set())
        found.files.append(replace(file, within=whole.name))
