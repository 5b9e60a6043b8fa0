"""After a restore: what was erased or ended since the backup was made is so again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldError, ValidationError
from django.db import models, transaction

from mandat.audit.services import OPERATOR, record
from mandat.core.erasures import Erased, read
from mandat.core.holdings import Subject, holdings
from mandat.documents.models import File
from mandat.documents.services import erase_file
from mandat.people.models import Account
from mandat.privacy.services.erasure import erase_everywhere


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did: erasures in the ledger, objects that were back, those that still are.

    `ended` counts by label what counted again and does not any more.
    """

    erasures: int
    objects: int
    left: tuple[tuple[str, str], ...]
    ended: dict[str, int] = field(default_factory=dict)


def replay_erasures(ledger: Path | None = None) -> Replayed:
    """Nothing that the ledger names is in the database any more, as far as rooms can erase it,
    and what it says has ended does not count.

    Called by a restore before the site starts; calling it again does no harm. Everything that
    the ledger does not name stays, as if a hold protected it: what was kept then is kept now.
    """
    done, left = 0, []
    entries = read(ledger)
    for entry in entries:
        with transaction.atomic():
            erased, remaining = _replay(entry)
            if erased:
                record(
                    actor=OPERATOR,
                    action="privacy.erasure.replayed",
                    details={"erasure": entry.erasure, "objects": erased},
                )
        done += erased
        left += remaining
    erasures = sum(1 for entry in entries if entry.objects or entry.account)
    return Replayed(erasures, done, tuple(left), _end_again(entries))


def _end_again(entries: list[Erased]) -> dict[str, int]:
    """Endings come after erasures: an account that is closed is no longer found by its address.

    Of several ends that one object was given, the last one counts.
    """
    wanted: dict[tuple[str, str], tuple[str, str]] = {}
    for entry in sorted(entries, key=lambda e: e.at):
        for label, key in entry.ended:
            wanted[label, key.partition(" ")[0]] = (key, entry.erasure)
    done: Counter[str] = Counter()
    for (label, _name), (key, number) in wanted.items():
        if _ended(label, key, number):
            done[label] += 1
    return dict(done)


@transaction.atomic
def _ended(label: str, key: str, number: str) -> bool:
    ends = (holding.end_again for holding in holdings() if holding.end_again is not None)
    if not any(end(label, key) for end in ends):
        return False
    record(
        actor=OPERATOR,
        action="privacy.ending.replayed",
        details={"ending": number, "kind": label},
    )
    return True


def _replay(entry: Erased) -> tuple[int, list[tuple[str, str]]]:
    named = set(entry.objects)
    erased = {
        (p.label, p.id)
        for subject in _subjects(entry)
        for p in erase_everywhere(subject, lambda label, key: (label, key) not in named).erased
    }
    for label, key in sorted(named - erased):
        if _forget(label, key):
            erased.add((label, key))
    return len(erased & named), [o for o in sorted(named - erased) if _is_there(*o)]


def _subjects(entry: Erased) -> Iterable[Subject]:
    """The person of the erasure, if the backup brought their account back."""
    account = Account.objects.filter(public_id=entry.account).first() if entry.account else None
    if account is not None:
        yield Subject(
            email=account.email,
            account=account.public_id,
            organisation=UUID(entry.organisation),
        )


def _forget(label: str, key: str) -> bool:
    """The object is erased by its room; a file by its key; a row that stands alone is deleted."""
    for holding in holdings():
        if holding.forget is not None and holding.forget(label, key):
            return True
    row = _row(label, key)
    if isinstance(row, File):
        if row.is_erased:
            return False
        erase_file(file=row, by=OPERATOR)
        return True
    if row is None or isinstance(row, Account):
        return False
    try:
        with transaction.atomic():
            row.delete()
    except (models.ProtectedError, models.RestrictedError):
        return False
    return True


def _row(label: str, key: str) -> models.Model | None:
    try:
        model = apps.get_model(label)
        row: models.Model | None = model._default_manager.filter(public_id=key).first()
    except (LookupError, ValueError, TypeError, FieldError, ValidationError):
        return None
    return row


def _is_there(label: str, key: str) -> bool:
    """Whether something of the object can still be read; emptied rows may stay."""
    row = _row(label, key)
    if isinstance(row, File):
        return not row.is_erased
    if isinstance(row, Account):
        return row.closed_at is None
    return row is not None
