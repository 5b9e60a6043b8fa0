"""What the doctor finds, and how it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a finding counts: `wrong` and `unsafe` make the doctor's exit code 1."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, and what to do when it is not fine."""

    code: str
    level: Level
    message: str


Answers = Iterator[Finding]
