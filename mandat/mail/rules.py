"""When a message is tried again, and what the answer of a mail server means."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Between one attempt and the next; the last one repeats. RFC 5321, 4.5.4.1 asks for growing
# pauses and for four to five days at most; after three days a person is better told.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=12),
)
GIVE_UP_AFTER = timedelta(days=3)
SECRET_IS_WORTH = timedelta(minutes=30)  # a sign-in code that comes later opens nothing

# Longer than a worker may take for one task (Q_CLUSTER["timeout"]): whoever is still at work
# when the lease ends has been killed.
LEASE = timedelta(minutes=11)

# Of each minute that the job of the outbox may take: the rest of it is for other work.
TURN = timedelta(seconds=30)


class Fate(StrEnum):
    """What becomes of a message after one attempt."""

    TAKEN = "taken"
    LATER = "later"  # this message, or this recipient, not now
    UNREACHABLE = "unreachable"  # no message passes now: the server is away or refuses us
    NEVER = "never"  # refused for good


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said: our code for it, and its numbers ("550 5.1.1"), never its words."""

    fate: Fate
    code: str = ""
    reply: str = ""


def give_up_at(posted: datetime, *, secret: bool) -> datetime:
    """After this instant the message is not tried again."""
    return posted + (SECRET_IS_WORTH if secret else GIVE_UP_AFTER)


def next_try(attempts: int, at: datetime, last: datetime) -> datetime | None:
    """When to try again after so many attempts; None when that would be after `last`."""
    then = at + DELAYS[min(attempts, len(DELAYS)) - 1]
    return then if then <= last else None


_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


def numbers_of(code: int, words: str) -> str:
    """The reply code of RFC 5321 and, when given, the enhanced one of RFC 3463."""
    found = _ENHANCED.search(words)
    return f"{code} {found.group()}" if found else str(code)


def plain_numbers(reply: str) -> list[int]:
    """The numbers as the journal keeps them: [550, 5, 1, 1]."""
    return [int(number) for number in re.findall(r"\d+", reply)]


def answer_of(code: int, words: str, about: str) -> Answer:
    """Meaning of a refusal. `about` is what was refused: recipient, message, sender or session.

    5yz is for good and 4yz for now (RFC 5321, 4.2.1). 421 closes the session whatever was asked.
    A sender or a session refused for good is our own settings' fault: people can mend it within
    the days in which we try, so no message is lost for it.
    """
    reply = numbers_of(code, words)
    if code == 421:
        return Answer(Fate.UNREACHABLE, "closed_session", reply)
    if about in ("sender", "session"):
        return Answer(Fate.UNREACHABLE, f"refused_{about}", reply)
    fate = Fate.NEVER if 500 <= code < 600 else Fate.LATER
    return Answer(fate, f"refused_{about}", reply)
