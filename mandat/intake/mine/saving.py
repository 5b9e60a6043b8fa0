"""What is typed on a page is kept, unless the same page was changed elsewhere meanwhile."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from mandat.intake.content import sha256_of
from mandat.intake.models import Application

AUTOSAVE = "X-Autosave"  # the header of what is kept while somebody types
Words = Mapping[str, Any]


def seen_of(words: Words) -> str:
    """What a page showed, as a digest that comes back with what is typed there."""
    return sha256_of(words)[:32]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two windows say different things."""

    place: tuple[str, ...]
    mine: str
    theirs: str


class ChangedElsewhere(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """Another window saved other words on the same page."""

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__("changed elsewhere")
        self.differences = differences


def whole_number(text: str) -> int:
    """The number that a page sent; 0 for anything else, which no version is."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def version_for(application: Application, data: Words, now: Words, typed: Words) -> int:
    """The version on which this page may save.

    One number counts the changes of all pages: where another page raised it, and this one stands
    as it was shown, nobody's words are in the way. Else `ChangedElsewhere`.
    """
    given = whole_number(str(data.get("version", "")))
    if given == application.version or data.get("seen") == seen_of(now):
        return application.version
    raise ChangedElsewhere(list(differences(typed, now)))


def without_row(posted: QueryDict, parts: frozenset[str]) -> QueryDict:
    """What was posted without the row whose button says `remove:<part>:<number>`."""
    act, part, number = [*posted.get("act", "").split(":"), "", ""][:3]
    if act != "remove" or part not in parts:
        return posted
    data = posted.copy()
    for key in [k for k in data if k.startswith(f"{part}.{number}.")]:
        del data[key]
    return data


def changes_of(typed: Words, now: Words) -> dict[str, Any]:
    """The parts that are not as they were kept."""
    return {name: part for name, part in typed.items() if part != now.get(name)}


def differences(mine: Any, theirs: Any, place: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Each place where the two are not alike, down to single answers."""
    if isinstance(mine, Mapping) or isinstance(theirs, Mapping):
        yield from _of_records(mine or {}, theirs or {}, place)
    elif _is_rows(mine) or _is_rows(theirs):
        yield from _of_records(_numbered(mine), _numbered(theirs), place)
    elif mine != theirs:
        yield Difference(place, _text(mine), _text(theirs))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(v, Mapping) for v in value)


def _numbered(rows: Any) -> dict[str, Any]:
    return {str(n): row for n, row in enumerate(rows or [], start=1)}


def _of_records(mine: Words, theirs: Words, place: tuple[str, ...]) -> Iterator[Difference]:
    for name in dict.fromkeys([*theirs, *mine]):
        if name != "key":
            yield from differences(mine.get(name), theirs.get(name), (*place, name))


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def said_places(found: list[Difference], words: Callable[[str], str]) -> list[dict[str, str]]:
    """The differences as a page lists them: `words` names each part of a place."""
    return [
        {
            "place": " · ".join(words(name) for name in one.place),
            "mine": one.mine,
            "theirs": one.theirs,
        }
        for one in found
    ]


def see(address: str) -> HttpResponse:
    """Another page, asked for by GET whatever was sent (303 of RFC 9110)."""
    response = redirect(address)
    response.status_code = 303
    return response
