"""What may stand in a placeholder of a mail, and how it is written there.

A value has a declared type. Anything that is merely text is taken for other people's text: it
stays in its line, in quotation marks, with nothing in it that a mail program would obey or turn
into a link. Only words of ours (lazy translations, or `Trusted`) are written as they are.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from django.utils.functional import Promise

from mandat.core.addresses import absolute
from mandat.core.languages import direction

LONGEST = 200  # characters of other people's text in a line
LONGEST_TEXT = 2_000  # and in a passage
_JOINERS = "\u200c\u200d"  # needed to write Persian and several Indian scripts
_DOCUMENTS = frozenset(  # endings of file names that are no domains
    {"pdf", "doc", "docx", "odt", "ods", "xls", "xlsx", "ppt", "pptx", "htm", "html", "txt"}
    | {"csv", "png", "jpg", "jpeg", "vtt", "ris", "bib", "eml"}
)
_DOTS = ".\u3002\uff0e\uff61"  # browsers take the ideographic and wide ones for dots too
_HOST = re.compile(rf"(?<![\w-])[\w-]+(?:[{_DOTS}][\w-]+)+")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


class Trusted(str):
    """Words of ours that are no translation: the name of the site, a sign-in code."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class UserText:
    """A passage that a person wrote, on lines of its own, each marked as a quotation."""

    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as people of a zone (IANA name) write it."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Link:
    """The address of one of our own pages. It stands on a line of its own."""

    view: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return absolute(self.view, **self.arguments)


def shown(value: Any, language: str) -> Any:
    """The value as it is written in a mail of this language. Unknown types are refused."""
    if isinstance(value, Promise | Trusted | Link):
        return str(value)
    if isinstance(value, bool) or value is None:
        return value  # for {% if %}
    if isinstance(value, str):
        return quoted(value, language)
    if isinstance(value, UserText):
        return cited(value.text, language)
    if isinstance(value, list | tuple):
        return [shown(v, language) for v in value]
    if isinstance(value, Mapping):
        return {key: shown(v, language) for key, v in value.items()}
    return _number_or_date(value, language)


def _number_or_date(value: Any, language: str) -> Any:
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, Moment):
        return _moment(value, language)
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date(value, "full", locale=language)
    raise TypeError(f"{type(value).__name__} is no type for a mail (an instant is a Moment)")


def _moment(moment: Moment, language: str) -> str:
    """Date, time and zone: «samedi 3 mars 2029 à 12:00 (heure de Paris)» in CLDR's patterns."""
    local = moment.at.astimezone(ZoneInfo(moment.zone))
    day = format_datetime(local, "full", locale=language)
    offset = local.strftime("%z")
    return f"{day} ({moment.zone}, UTC{offset[:3]}:{offset[3:]})"


def quoted(text: str, language: str) -> str:
    """Other people's words inside a line of ours: «so that nobody takes them for ours»."""
    short = harmless(text[: LONGEST * 2])[:LONGEST]
    inner = isolated(short.translate({0xAB: "‹", 0xBB: "›"}), language)
    return f"«\u00a0{inner}\u00a0»" if language.startswith("fr") else f"«{inner}»"


def cited(text: str, language: str) -> str:
    """A passage of other people's: each of its lines begins with `>`, as mail programs cite."""
    lines = [harmless(line) for line in text[:LONGEST_TEXT].splitlines()]
    return "\n".join(f"> {isolated(line, language)}" for line in lines)


def harmless(text: str) -> str:
    """One line without control or direction marks, and without anything to click on."""
    flat = "".join(_allowed(c) for c in unicodedata.normalize("NFC", text))
    return without_links(" ".join(flat.split()))


def _allowed(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Zl", "Zp", "Zs") or character in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85":
        return " "
    return "" if category[0] == "C" and character not in _JOINERS else character


def without_links(text: str) -> str:
    """Addresses can be read and no longer be clicked on: hxxps : //example[.]org, a[at]b[.]org.

    File names of documents stay as they are: their endings are no domains.
    """
    text = re.sub(r"(?i)\b([a-z][a-z0-9+.-]*):(?=//)", _unlink_scheme, text)
    text = re.sub(r"(?i)\b(mailto|javascript|data|tel):", r"\1[:]", text)
    return _HOST.sub(_unlink_host, text).replace("@", "[at]")


def _unlink_scheme(match: re.Match[str]) -> str:
    scheme = match.group(1).lower()
    return {"http": "hxxp", "https": "hxxps"}.get(scheme, scheme) + "[:]"


def _unlink_host(match: re.Match[str]) -> str:
    labels = re.split(rf"[{_DOTS}]", match.group())
    if len(labels) == 2 and labels[1].lower() in _DOCUMENTS:
        return match.group()
    is_name = len(labels[-1]) > 1 and not labels[-1].isdigit()
    is_number = len(labels) == 4 and all(label.isdigit() for label in labels)  # IPv4
    return "[.]".join(labels) if is_name or is_number else match.group()


def isolated(text: str, language: str) -> str:
    """Text of the other direction keeps its own, and what stands around it keeps its place."""
    other = ("L",) if direction(language) == "rtl" else ("R", "AL")
    if any(unicodedata.bidirectional(c) in other for c in text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text
