"""Files are decided: safe, refused, locked, scanned again. The owner learns what was found."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.documents.services.common import locked_row, note_act
from mandat.documents.states import WITHHELD, FileState, Scan, can_move
from mandat.documents.uses import Findings, use_of

WORKER = "worker"


def _move(file: File, to: FileState, **values: Any) -> File:
    fresh = locked_row(file)
    if fresh.is_erased or not can_move(fresh.state, to):
        raise RuleBroken("file_state", _("This file has changed in the meantime. Look again."))
    for name, value in {**values, "state": to}.items():
        setattr(fresh, name, value)
        setattr(file, name, value)
    fresh.save(update_fields=["state", *values])
    return fresh


@transaction.atomic
def begin_check(*, file: File) -> bool:
    """The file is being checked. False when there is nothing to check any more.

    A check whose worker was killed begins again: a file that is being checked still is.
    """
    fresh = locked_row(file)
    if fresh.is_erased:
        return False
    if fresh.state == FileState.RECEIVED:
        _move(fresh, FileState.CHECKING)
    file.state = fresh.state
    return bool(fresh.state == FileState.CHECKING)


@transaction.atomic
def mark_safe(
    *,
    file: File,
    media_type: str,
    scan: Scan,
    page_count: int | None = None,
    page_count_exact: bool = False,
    warnings: tuple[str, ...] = (),
) -> File:
    """The file passed the checks: its kind is known, and people may read it.

    Of a secret file its owner alone is told what was found.
    """
    noticed = tuple(sorted({*file.warnings, *warnings}))
    found: dict[str, Any] = {
        "media_type": media_type,
        "page_count": page_count,
        "page_count_exact": page_count_exact,
        "warnings": list(noticed),
    }
    said = {"warnings": []} if file.is_secret else found
    fresh = _move(file, FileState.SAFE, scan=scan, scanned_at=_scanned(scan), **said)
    _tell_owner(fresh, Findings(FileState.SAFE, **{**found, "warnings": noticed}))
    note_act(fresh, "documents.file.found_safe", WORKER, {"scan": str(scan)})
    return fresh


@transaction.atomic
def refuse_file(
    *,
    file: File,
    code: str,
    params: dict[str, Any] | None = None,
    scan: Scan = Scan.NOT_SCANNED,
    media_type: str = "",
) -> File:
    """The file did not pass: nobody reads it, and in thirty days it is erased.

    Of a secret file the row and the journal say that it was refused, and its owner alone why.
    """
    said: dict[str, Any] = {
        "refusal_code": code,
        "refusal_params": params or {},
        "media_type": media_type,
    }
    found = Findings(FileState.REFUSED, **said)
    if file.is_secret:
        said = {"refusal_code": WITHHELD}
    fresh = _move(file, FileState.REFUSED, scan=scan, scanned_at=_scanned(scan), **said)
    _tell_owner(fresh, found)
    note_act(fresh, "documents.file.refused", WORKER, {"code": said["refusal_code"]})
    return fresh


def _scanned(scan: Scan) -> Any:
    return timezone.now() if scan != Scan.NOT_SCANNED else None


def _tell_owner(file: File, findings: Findings) -> None:
    """The owner's own hook, in this transaction; the room of the use may not be installed."""
    try:
        checked = use_of(file.use).checked
    except LookupError:
        return
    if checked is not None:
        checked(file, findings)


@transaction.atomic
def lock_file(*, file: File, reason_code: str, by: Any, scan: Scan | None = None) -> File:
    """A file that was safe is found to be harmful: from now on nobody reads it."""
    code = WITHHELD if file.is_secret else reason_code
    values: dict[str, Any] = {"refusal_code": code}
    if scan is not None:
        values |= {"scan": scan, "scanned_at": timezone.now()}
    fresh = _move(file, FileState.LOCKED, **values)
    note_act(fresh, "documents.file.locked", by, {"code": code})
    return fresh


@transaction.atomic
def quarantine_file(*, file: File, code: str) -> bool:
    """What the scanner found in a part of the file is in the whole: from now on nobody reads it.

    Before its own check is over it is refused, afterwards locked. False when nobody could read it
    anyway.
    """
    fresh = locked_row(file)
    if fresh.is_erased or fresh.state in (FileState.REFUSED, FileState.LOCKED):
        return False
    if fresh.state == FileState.SAFE:
        lock_file(file=fresh, reason_code=code, by=WORKER, scan=Scan.INFECTED)
    else:
        refuse_file(file=fresh, code=code, scan=Scan.INFECTED)
    return True


@transaction.atomic
def note_scan(*, file: File, scan: Scan) -> File:
    """A safe file was scanned again, and is still safe as far as the scanner knows."""
    fresh = locked_row(file)
    if scan == Scan.INFECTED:
        return lock_file(file=fresh, reason_code="infected", by="worker", scan=scan)
    fresh.scan = file.scan = scan
    fresh.scanned_at = file.scanned_at = timezone.now()
    fresh.save(update_fields=["scan", "scanned_at"])
    return fresh
