"""What an application, a team member, a referee or a mail says about people is taken away.

Of an application the row stays, with its reference, its state and its instants: that somebody
applied, and what was decided, is the record of the procedure. Nothing leads from it to a person.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.erasures import note_gone
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_token
from mandat.documents.models import File
from mandat.documents.services import erase_file
from mandat.intake.models import (
    Application,
    Arrival,
    ArrivalPart,
    CriterionDecision,
    Decision,
    Filing,
    Letter,
    Piece,
    Receipt,
    ReferenceCheck,
    TeamMember,
)
from mandat.intake.sealing import seal_words, words_of
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.drafting import is_open
from mandat.intake.states import ApplicationState
from mandat.people.models import Organisation

APPLICATION, ARRIVAL = "intake.application", "intake.arrival"
MEMBER, REFEREE = "intake.teammember", "intake.referencecheck"
AT_ONCE = frozenset(
    {ApplicationState.DRAFT, ApplicationState.WITHDRAWN, ApplicationState.REFUSED}
)  # nobody has to decide on them any more
_LONGEST_NOTE = 2_000  # characters
_MOST_NOTES = 20


def can_go_at_once(application: Application) -> bool:
    """Whether its applicant may have it erased without anybody's decision."""
    return application.state in AT_ONCE and application.erased_at is None


@transaction.atomic
def erase_own(*, application: Application) -> Application:
    """The applicant erases a draft, or what they withdrew: at once."""
    row = locked(application.public_id)
    if not can_go_at_once(row):
        raise RuleBroken(
            "application_stands",
            _("What was filed is erased by request: withdraw it first, or ask for its erasure."),
        )
    erase_application(row, by=APPLICANT, at=timezone.now())
    return row


def erase_application(row: Application, *, by: Any, at: datetime) -> None:
    """Address, content, prices and files are gone; the caller holds the row and a transaction."""
    _erase_files(_files_of(row), by)
    Filing.objects.filter(application=row).update(content=None, envelope=None, sha256="")
    _erase_receipts(row)
    Piece.objects.filter(application=row).update(label=None, facts=None, counts=None, pages=None)
    TeamMember.objects.filter(application=row).update(
        address=None, address_digest="", key_digest=None
    )
    Decision.objects.filter(application=row).update(reason=None)
    CriterionDecision.objects.filter(application=row).update(note=None)
    Letter.objects.filter(application=row).update(words=None)
    ReferenceCheck.objects.filter(application=row).update(words=None, address_digest="")
    for arrival in Arrival.objects.filter(application=row, erased_at__isnull=True):
        _empty_arrival(arrival, by, at)
    row.address = row.content = row.secret = None
    row.address_digest, row.erased_at = "", at
    row.key_digest = sha256(new_token().encode()).hexdigest()  # no link opens it any more
    row.save(
        update_fields=["address", "content", "secret", "address_digest", "erased_at", "key_digest"]
    )
    note_gone(row.organisation.public_id, APPLICATION, str(row.public_id))
    record(
        actor=by,
        action="intake.application.erased",
        subject=row,
        organisation=row.organisation,
    )


def _files_of(row: Application) -> Iterable[File]:
    pieces = Piece.objects.filter(application=row).order_by("pk").values("file")
    return File.objects.filter(pk__in=pieces, erased_at__isnull=True).order_by("pk")


def _erase_files(files: Iterable[File], by: Any) -> None:
    for file in files:
        made = File.objects.filter(made_from=file, erased_at__isnull=True).order_by("pk")
        for one in [*made, file]:
            erase_file(file=one, by=by)


def _erase_receipts(row: Application) -> None:
    """That a receipt was given, and its fingerprint, stays; what it named goes."""
    for receipt in Receipt.objects.filter(filing__application=row):
        kept = ("format", "reference", "filing", "filed_at", "late")
        receipt.body = {name: receipt.body[name] for name in kept if name in receipt.body}
        receipt.for_holder = receipt.for_call = None
        receipt.save(update_fields=["body", "for_holder", "for_call"])


def erase_arrival(arrival: Arrival, *, by: Any, at: datetime) -> None:
    """A mail's words, sender and files are gone; that one came, and what became of it, stays."""
    _empty_arrival(arrival, by, at)
    note_gone(arrival.organisation.public_id, ARRIVAL, str(arrival.public_id))
    record(
        actor=by, action="intake.arrival.erased", subject=arrival, organisation=arrival.organisation
    )


def _empty_arrival(arrival: Arrival, by: Any, at: datetime) -> None:
    """The digest of the message stays: it is keyed, and keeps the mail from coming in again."""
    parts = ArrivalPart.objects.filter(arrival=arrival)
    owned = [pk for pk in parts.values_list("file", flat=True) if pk is not None]
    raw = [arrival.raw_id] if arrival.raw_id else []
    files = File.objects.filter(pk__in=owned + raw, erased_at__isnull=True).order_by("pk")
    _erase_files(files, by)
    parts.update(name=None)
    arrival.words, arrival.sender_digest, arrival.erased_at = None, "", at
    arrival.is_open = False
    arrival.save(update_fields=["words", "sender_digest", "erased_at", "is_open"])


def erase_member(member: TeamMember, *, by: Any) -> None:
    """The member's address is gone, and of a draft what it says of them as well."""
    row = locked(member.application.public_id)
    content = words_of(row.organisation, row, "content") or {}
    if not row.filing_number and content:
        blank = {"name": "", "firm": "", "role": "", "fields": [], "languages": [], "email": ""}
        content["members"] = [
            {**m, **blank} if m.get("key") == member.key else m for m in content["members"]
        ]
        row.content = seal_words(row.organisation, row, "content", content)
        row.version += 1
        row.save(update_fields=["content", "version", "changed_at"])
    member.address, member.address_digest, member.key_digest = None, "", None
    member.save(update_fields=["address", "address_digest", "key_digest"])
    _gone(row.organisation, MEMBER, member, by, "intake.teammember.erased")


def erase_referee(check: ReferenceCheck, *, by: Any) -> None:
    """What a referee was asked and answered is gone, with their address."""
    check.words, check.address_digest = None, ""
    check.save(update_fields=["words", "address_digest"])
    _gone(check.application.organisation, REFEREE, check, by, "intake.referencecheck.erased")


def _gone(organisation: Organisation, label: str, row: Any, by: Any, action: str) -> None:
    note_gone(organisation.public_id, label, str(row.public_id))
    record(actor=by, action=action, subject=row, organisation=organisation)


@transaction.atomic
def add_correction(*, application: Application, text: str, by: Any = APPLICANT) -> str:
    """A correction stands beside what was filed, for those who read it; what was filed stays.

    While it can still be filed, the applicant changes it on its own pages instead.
    """
    row = locked(application.public_id)
    text = text.strip()[:_LONGEST_NOTE]
    content = words_of(row.organisation, row, "content")
    if not text or content is None:
        raise RuleBroken("nothing_to_correct", _("Write what is wrong, and what is right."))
    notes = [*content.get("corrections", ())]
    if len(notes) >= _MOST_NOTES:
        raise RuleBroken("too_many_corrections", _("No more corrections can be added here."))
    notes.append({"at": timezone.now().isoformat(timespec="seconds"), "text": text})
    content["corrections"] = notes
    row.content = seal_words(row.organisation, row, "content", content)
    row.save(update_fields=["content", "changed_at"])
    record(
        actor=by,
        action="intake.application.corrected",
        subject=row,
        organisation=row.organisation,
        details={"number": len(notes)},
    )
    return text


def corrections_of(application: Application) -> list[dict[str, str]]:
    """The corrections that stand beside the application, oldest first."""
    content = words_of(application.organisation, application, "content") or {}
    return [*content.get("corrections", ())]


def is_changed_by_filing(application: Application, *, in_time: bool) -> bool:
    """Whether its applicant corrects it by changing it and filing it (again)."""
    return is_open(application) and in_time
