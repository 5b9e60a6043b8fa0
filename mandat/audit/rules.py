"""What an entry says, written so that two programs get the same bytes, and its hash.

Version 1 of the written form, frozen: a JSON object of the members below, keys sorted, no space,
only ASCII (RFC 8259 escapes for the rest), times in UTC with microseconds and `Z`, ids in the
hyphenated form of RFC 9562, nothing left out (`null` for an organisation that is absent). The
hash is SHA-256 (FIPS 180-4) of these bytes, in lower-case hexadecimal. A member `previous` holds
the hash of the entry before, so a hash vouches for everything that stands before it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

VERSION = 1
HOUSE = "house"  # the chain of acts that belong to no organisation
GENESIS = "0" * 64  # what the first entry of a chain names as the hash before it

LONGEST_LIST = 200
_LONGEST_TEXT = 80
_LARGEST_NUMBER = 2**53  # beyond it, programs that read JSON numbers as floats disagree

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ACTION = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){2}")
_SUBJECT_LABEL = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_WORD = re.compile(r"[a-z][a-z_]{0,39}")  # an actor who is no account: operator, worker
_TEXTS = (
    re.compile(r"[a-z][a-z0-9]*(?:[_.:/+-][a-z0-9]+)*"),  # a code, a media type
    re.compile(r"[A-Z]{2,3}"),  # a country (ISO 3166-1), a currency (ISO 4217)
    re.compile(r"[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})+"),  # a language with its region (RFC 5646)
    _UUID,
    re.compile(r"[0-9a-f]{16,64}"),  # a hash
    re.compile(r"(?=[^0-9]*[0-9])[A-Za-z0-9_-]{22}"),  # a public token of 128 bits
    re.compile(r"-?[0-9]{1,30}(?:\.[0-9]{1,30}){0,3}"),  # a number, a version
    re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"),  # a month, a day (ISO 8601)
    re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
        r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
    re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"),
)


@dataclass(frozen=True, slots=True)
class Act:
    """Everything that an entry says and that its hash vouches for."""

    chain: str
    seq: int
    previous: str
    public_id: UUID
    at: datetime
    organisation: UUID | None
    actor: str
    action: str
    subject_label: str
    subject_id: str
    details: Mapping[str, Any]
    version: int = VERSION


def chain_of(organisation: UUID | None) -> str:
    """The name of the chain that an organisation's acts stand in, or the house's."""
    return str(organisation) if organisation else HOUSE


def canonical(act: Act) -> bytes:
    """The bytes of version 1. The same act gives the same bytes on every machine and database."""
    if act.version != VERSION:
        raise ValueError(f"version {act.version} of the written form is not known")
    written = {
        "action": act.action,
        "actor": act.actor,
        "at": _instant(act.at),
        "chain": act.chain,
        "details": act.details,
        "organisation": str(act.organisation) if act.organisation else None,
        "previous": act.previous,
        "public_id": str(act.public_id),
        "seq": act.seq,
        "subject_id": act.subject_id,
        "subject_label": act.subject_label,
        "version": act.version,
    }
    return json.dumps(written, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(act: Act) -> str:
    """SHA-256 of the written form, 64 hexadecimal digits."""
    return sha256(canonical(act)).hexdigest()


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """Details as they are stored: ids, codes, whole numbers, yes or no, dates, and lists of those.

    Anything that could be a sentence or a name is refused, so that nothing personal gets into a
    journal from which nothing can be taken away. A name of one word in small letters cannot be
    told from a code: who calls must not pass one. Raises ValueError naming the key, never the
    value.
    """
    for key in details:
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise ValueError("a key of the details is not a code of at most 40 characters")
    return {key: _plain(key, value) for key, value in details.items()}


def _plain(key: str, value: Any) -> Any:
    if not isinstance(value, list | tuple | set | frozenset):
        return _plain_one(key, value)
    if len(value) > LONGEST_LIST:
        raise ValueError(f"details[{key!r}] lists more than {LONGEST_LIST} values")
    plain = [_plain_one(key, v) for v in value]
    return sorted(plain, key=str) if isinstance(value, set | frozenset) else plain


def _plain_one(key: str, value: Any) -> Any:
    match value:
        case None | bool():
            return value
        case str():
            return _code(key, str(value))
        case int() if abs(value) < _LARGEST_NUMBER:
            return int(value)
        case Decimal() | float():  # databases do not agree on how a fraction is written
            return _code(key, format(Decimal(str(value)), "f"))
        case UUID():
            return str(value)
        case datetime() | date() | time():
            return _code(key, value.isoformat())
    raise ValueError(f"details[{key!r}] holds neither an id, a code, a number nor a date")


def _code(key: str, text: str) -> str:
    if not text or (len(text) <= _LONGEST_TEXT and any(f.fullmatch(text) for f in _TEXTS)):
        return text
    raise ValueError(f"details[{key!r}] looks like free text: only ids and codes are kept")


def plain_actor(actor: str) -> str:
    """Who acts: an account's public id, or a fixed word. Raises ValueError for anything else."""
    if _UUID.fullmatch(actor) or _WORD.fullmatch(actor):
        return actor
    raise ValueError("an actor is an account's public id or a fixed word")


def plain_action(action: str) -> str:
    """What was done, as `room.object.past_participle`. Raises ValueError for anything else."""
    if len(action) <= _LONGEST_TEXT and _ACTION.fullmatch(action):
        return action
    raise ValueError("an action reads room.object.past_participle")


def plain_subject(label: str, subject_id: str) -> tuple[str, str]:
    """To what it was done: a model's label and a public id. Raises ValueError for anything else."""
    if not _SUBJECT_LABEL.fullmatch(label):
        raise ValueError("a subject's label reads room.model")
    return label, _code("subject_id", subject_id)
