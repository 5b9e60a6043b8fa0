"""What each room holds about people, said in the room's `privacy.py` and signed up here.

The register of processing, the parts of the privacy notice, the annex of the impact assessment,
the answer to a person who asks, erasure and retention are all made from these declarations. A
test fails when a field that could name a person is declared neither personal nor impersonal.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID


class DataClass(IntEnum):
    """How much harm a leak does. What is derived has the highest class of what it comes from."""

    PUBLIC = 1
    INTERNAL = 2
    CONFIDENTIAL = 3
    SECRET = 4


class Basis(StrEnum):
    """Why the law allows it: the letters of Article 6(1) GDPR, in their order."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One column that says something about a person.

    `field` is `room.Model.column`. `keep` counts from the event that `keep_from` names; None
    means as long as the object itself, and `keep_from` says for how long that is. `readers`
    and `recipients` are words for people, inside and outside the organisation. `special` marks
    what Article 9 GDPR lists (health, opinions, sexual life...).
    """

    field: str
    purpose: Any
    basis: Basis
    data_class: DataClass
    keep: timedelta | None
    keep_from: Any
    readers: tuple[Any, ...]
    recipients: tuple[Any, ...] = ()
    special: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A person who asks: the address that they proved, and the account that has it, if any.

    `organisation` is the one that answers, by its public id: a room speaks of what that
    organisation answers for, and of nothing that another one does. None means all of them.
    """

    email: str
    account: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One object that says something about the person: for people `title`, for programs the rest.

    `data` is JSON; `subject_label` and `subject_id` are those of the journal. `organisation` is
    the public id of whoever answers for the object; None where no single one does.
    """

    title: Any
    subject_label: str
    subject_id: str
    data: dict[str, Any]
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one object in an erasure or at the end of its time."""

    subject_label: str
    subject_id: str
    done: bool
    reason: str = ""  # a code, when it was kept: "legal_hold", "legal_obligation"...


IsHeld = Callable[[str, str], bool]  # whether a legal hold protects (subject_label, subject_id)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a room changed: the values before and after, as text."""

    before: str
    after: str


def _nothing_found(_subject: Subject) -> Iterable[Found]:
    return ()


def _nothing_erased(_subject: Subject, _is_held: IsHeld) -> Iterable[Outcome]:
    return ()


def _nothing_expired(_at: datetime, _is_held: IsHeld) -> Iterable[Outcome]:
    return ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What one room holds about people, and how it answers for it.

    `impersonal` names the columns that look as if they could hold something personal and do
    not. `gather` lists what concerns a person; `erase` takes it away except what a hold
    protects; `expire` does so for everything whose time is up.

    `erase` and `expire` change rows in the caller's transaction and touch nothing outside the
    database before `transaction.on_commit`: the plan that a person is shown is an erasure that
    is rolled back. `forget` erases one object by its label and id, for restored backups; it
    answers whether the object was there. `end_again` does so for what somebody ended and a
    backup lets count again. `label` is the room's name and `people` whose data
    they are, both in words. `correct` writes a new value: the columns that it
    takes are named in `corrects`, as `room.Model.column`; it is given column, object's id, new
    value and who asks for it, and raises `RuleBroken` for a value that cannot be.
    """

    room: str
    fields: tuple[PersonalField, ...] = ()
    impersonal: tuple[str, ...] = ()
    gather: Callable[[Subject], Iterable[Found]] = _nothing_found
    erase: Callable[[Subject, IsHeld], Iterable[Outcome]] = _nothing_erased
    expire: Callable[[datetime, IsHeld], Iterable[Outcome]] = _nothing_expired
    forget: Callable[[str, str], bool] | None = None
    end_again: Callable[[str, str], bool] | None = None
    label: Any = ""
    people: tuple[Any, ...] = ()
    corrects: tuple[str, ...] = ()
    correct: Callable[[str, str, str, Any], Correction] | None = None


_HOLDINGS: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """The room answers for its data from now on; signing up again replaces it."""
    _HOLDINGS[holding.room] = holding


def holdings() -> list[Holding]:
    """Every room that holds something, by name."""
    return [_HOLDINGS[name] for name in sorted(_HOLDINGS)]
