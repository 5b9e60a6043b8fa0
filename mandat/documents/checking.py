"""What the worker does with each file that came in: what it is, whether it is harmful, and again.

A check whose worker was killed is done again: a file that is being checked still is, and the
verdict is one transaction. Two checks of one file do no harm: the second finds it decided.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mandat.core.crypto import CryptoError, HoldersOnly, KeyGone, NotForThisProcess
from mandat.core.crypto.providers import ENVELOPE
from mandat.core.errors import RuleBroken
from mandat.core.tasks import enqueue
from mandat.documents import services
from mandat.documents.conversion import doc_to_docx
from mandat.documents.counting import with_exact_pages
from mandat.documents.judging import Verdict, judge
from mandat.documents.kinds import DOC, DOCX, ending_of
from mandat.documents.limits import Refused
from mandat.documents.made import Made
from mandat.documents.models import File
from mandat.documents.names import declared_name
from mandat.documents.plain import plain_copy
from mandat.documents.scanner import Scanned, scan
from mandat.documents.services import CHECK
from mandat.documents.states import FileState, Making, Scan
from mandat.documents.telling import tell_locked
from mandat.documents.uses import Use, use_of

logger = logging.getLogger(__name__)

INFECTED = "infected"
DAMAGED = "damaged_here"  # what was sealed does not open any more
OVERDUE = timedelta(minutes=20)  # longer than a task and its second try take
SCANNED_AGAIN = timedelta(days=7)  # new signatures may know what old ones did not
HELD = f"{ENVELOPE}."  # keys whose private half only its holders have
_BATCH = 200


def check_file(public_id: UUID) -> None:
    """The file is safe or refused, unless that was decided already."""
    file = File.objects.select_related("organisation").filter(public_id=public_id).first()
    if file is None or not services.begin_check(file=file):
        return
    try:
        _check(file, use_of(file.use))
    except RuleBroken as broken:  # another worker was quicker, or it was erased
        if broken.code not in {"file_state", "file_erased"}:
            raise
    except KeyGone:  # erased with its key
        return
    except NotForThisProcess:  # nothing is wrong with the file: a worker checks it
        raise
    except CryptoError as error:
        logger.error("file %s does not open: %s", file.public_id, type(error).__name__)
        services.refuse_file(file=file, code=DAMAGED)


def _check(file: File, use: Use) -> None:
    with plain_copy(file) as path:
        scanned = _scan(path)
        if scanned.state == Scan.INFECTED:
            services.refuse_file(file=file, code=INFECTED, scan=scanned.state)
            return
        try:
            verdict = _judge(path, file, use)
            converted = doc_to_docx(path) if verdict.media_type == DOC else b""
        except Refused as refused:
            services.refuse_file(
                file=file, code=refused.code, params=refused.params, scan=scanned.state
            )
            return
        verdict = with_exact_pages(path, verdict, max_pages=use.max_pages)
    made = [*_members(file, use, verdict), *_converted(file, use, converted)]
    _pass(file, verdict, scanned, made)


def _judge(path: Path, file: File, use: Use) -> Verdict:
    """What the use takes; a copy made here is judged by what its original was."""
    return judge(
        path,
        kinds=use.kinds | ({DOCX} if file.making == Making.CONVERTED else frozenset()),
        max_bytes=max(use.max_bytes, file.size) if file.making else use.max_bytes,
        max_pages=use.max_pages,
        opens_zip=use.opens_zip and not file.making,
        name=file.name,
    )


def _scan(path: Path) -> Scanned:
    return scan(path, address=settings.CLAMD, at=timezone.now())


@transaction.atomic
def _pass(file: File, verdict: Verdict, scanned: Scanned, made: list[File]) -> None:
    """The file is safe; should it have been decided meanwhile, what was made of it goes again."""
    try:
        services.mark_safe(
            file=file,
            media_type=verdict.media_type,
            scan=scanned.state,
            page_count=verdict.page_count,
            page_count_exact=verdict.page_count_exact,
            warnings=verdict.warnings,
        )
    except RuleBroken as broken:
        if broken.code != "file_state":  # its owner objects: nothing of this happened
            raise
        for one in made:
            services.erase_file(file=one, by="worker")


def _members(file: File, use: Use, verdict: Verdict) -> Iterator[File]:
    """What a plain ZIP held becomes files of their own, which are then checked one by one."""
    for member in verdict.members:
        yield _make(file, use, member.name, member.data, Making.MEMBER)


def _converted(file: File, use: Use, data: bytes) -> Iterator[File]:
    if data:
        name = file.name.rpartition(".")[0] or file.name
        yield _make(file, use, f"{name}{ending_of(DOCX)}", data, Making.CONVERTED)


def _make(file: File, use: Use, name: str, data: bytes, making: Making) -> File:
    """The file made of this one, once: a check done again finds what the first one made."""
    named = (
        {"sha256": sha256(data).hexdigest()} if file.is_secret else {"name": declared_name(name)}
    )
    there = file.made.filter(making=making, erased_at=None, **named)
    if found := there.first():
        return found
    return services.receive_made(
        made=Made(file, making), use=use, name=name, data=data, by="worker"
    )


def check_overdue() -> int:
    """Files that wait longer than any check takes are checked again: their task was lost."""
    late = File.objects.filter(
        state__in=[FileState.RECEIVED, FileState.CHECKING],
        erased_at=None,
        received_at__lt=timezone.now() - OVERDUE,
    )
    ids = list(late.order_by("received_at").values_list("public_id", flat=True)[:_BATCH])
    for public_id in ids:
        enqueue(CHECK, public_id)
    return len(ids)


def scan_again() -> int:
    """Safe files are scanned with the signatures of today: the longest unscanned first.

    What lies sealed to the holders of a key is left out: it was scanned before, and opens to
    nobody here until they open it.
    """
    if not settings.CLAMD:
        return 0
    before = timezone.now() - SCANNED_AGAIN
    safe = File.objects.select_related("organisation").filter(
        state=FileState.SAFE, erased_at=None, received_at__lt=timezone.now() - OVERDUE
    )
    safe = safe.exclude(key_name__startswith=HELD)
    due = safe.exclude(scan=Scan.CLEAN, scanned_at__gt=before).order_by("scanned_at")
    return sum(rescan_file(file) for file in due[:_BATCH])


def rescan_file(file: File) -> bool:
    """One file was scanned again; found infected it is locked, and people are told."""
    try:
        with plain_copy(file) as path:
            scanned = _scan(path)
    except HoldersOnly:
        return False
    except (CryptoError, RuleBroken, OSError) as error:
        logger.error("file %s is not scanned: %s", file.public_id, type(error).__name__)
        return False
    if scanned.state == Scan.NOT_SCANNED:  # says nothing new about what was scanned before
        return False
    with transaction.atomic():
        try:
            services.note_scan(file=file, scan=scanned.state)
        except RuleBroken:  # locked or erased meanwhile
            return False
        if scanned.state == Scan.INFECTED:
            tell_locked(file)
    return True
