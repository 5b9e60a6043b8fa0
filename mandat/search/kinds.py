"""Kinds of objects that can be found. A room signs its own up in `apps.py`."""

from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

from mandat.core.holdings import DataClass

PUBLIC = "public"  # the access token of what everybody may read


def organisation_token(public_id: UUID) -> str:
    """The access token of what people of an organisation may read."""
    return f"org{public_id.hex}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an object says in one language, and who may find it there.

    `body` are its words, and `text` what is long and seldom changes: analysed on its own, once.
    `access` are tokens of which a reader needs one. `filters` are words that lists are limited
    by (a state). `data_class` is that of the words: what is confidential does not come here.
    """

    language: str
    title: str
    body: str
    access: frozenset[str]
    data_class: DataClass
    at: datetime
    organisation: UUID | None = None
    filters: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of object. `name` has small letters only.

    `tokens_of` gives what an account may read, `every` the keys of
    all objects that may be in the index,
    `entries` what the objects with these keys say now: none for what must not be found.
    """

    name: str
    label: Any
    tokens_of: Callable[[Any], frozenset[str]]
    url: Callable[[UUID], str]
    every: Callable[[], Iterator[UUID]]
    entries: Callable[[Sequence[UUID]], Iterable[tuple[UUID, Entry]]]


def mark(kind: str, access: str, limit: str = "") -> str:
    """The one token that an entry of this kind, open to this access and with this filter, carries.

    One token for all three: an engine that counts how often each token stands in the index
    counts one for a question, and not every entry three times. A digest, since tokens of the index
    hold letters and digits alone.
    """
    said = f"{kind}\x00{access}\x00{limit}".encode()
    digest = b32encode(blake2b(said, digest_size=10).digest())
    return f"m{digest.decode().lower()}"


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Objects of this kind can be found; signing up again replaces it."""
    if not kind.name.isascii() or not kind.name.isalpha() or not kind.name.islower():
        raise ValueError(kind.name)
    _KINDS[kind.name] = kind


def kinds() -> list[Kind]:
    return [_KINDS[name] for name in sorted(_KINDS)]


def kind_named(name: str) -> Kind:
    return _KINDS[name]
