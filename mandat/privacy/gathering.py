"""What every room holds about the person of a case, as far as their organisation answers for it."""

from dataclasses import dataclass
from typing import Any

from mandat.core.holdings import Found, Subject, holdings
from mandat.people.models import Grant
from mandat.privacy.models import DataRequest
from mandat.privacy.sealing import words
from mandat.privacy.words import room_label


@dataclass(frozen=True, slots=True)
class Part:
    """What one room found."""

    room: str
    label: Any
    found: tuple[Found, ...]


def subject_of(case: DataRequest) -> Subject:
    """The person of the case, towards the organisation that was asked.

    An account that works for other organisations alone is not named: that it exists is theirs
    to say. One that works for nobody is anybody's to answer for.
    """
    account = case.account
    if account is not None:
        grants = Grant.objects.filter(account=account)
        if grants.exists() and not grants.filter(organisation=case.organisation).exists():
            account = None
    return Subject(
        email=words(case, "email"),
        account=account.public_id if account is not None else None,
        organisation=case.organisation.public_id,
    )


def gather(case: DataRequest) -> list[Part]:
    """Room by room; rooms that hold nothing are left out.

    What another organisation answers for is dropped here as well, should a room not do so.
    """
    subject = subject_of(case)
    parts = []
    for holding in holdings():
        found = tuple(
            f for f in holding.gather(subject) if f.organisation in (None, subject.organisation)
        )
        if found:
            parts.append(Part(holding.room, room_label(holding), found))
    return parts
