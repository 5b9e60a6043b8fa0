"""The last click: an application is filed, in one short transaction, and its receipt is made.

The instant is when the last byte of that click was read, before any lock: a wait for the database
makes nobody late. What was uploaded before counts; what the worker has not yet counted is named
so. Sent again with the same key, the click finds what it filed the first time.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.crypto import bind
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake.checking import Standing, standing_of
from mandat.intake.content import sha256_of
from mandat.intake.models import Application, CallKey, Filing, Piece, Receipt
from mandat.intake.queries import pieces_of
from mandat.intake.receipts.holding import seal_for_holder, token_digest
from mandat.intake.receipts.signing import Signed, sign
from mandat.intake.receipts.wording import body_of, instant
from mandat.intake.rules.filing import Fate, fate_of
from mandat.intake.rules.prices import is_priced, read_prices, totals_of
from mandat.intake.sealing import draft_of, seal_for_opening, seal_words
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.drafting import content_now, secret_now
from mandat.intake.services.telling import post_receipt
from mandat.intake.states import ApplicationState, Part
from mandat.intake.versions import content_of

ONCE = re.compile(r"[\w-]{22,64}", re.ASCII)  # of 128 bits at least, and fit for an address


@dataclass(frozen=True, slots=True)
class Filed:
    """What the last click made, or had made before; `signed` is the whole receipt."""

    application: Application
    filing: Filing
    is_new: bool


@dataclass(slots=True)
class _Work:
    """What one filing works on."""

    row: Application
    content: dict[str, Any]
    secret: dict[str, Any]
    pieces: list[Piece]
    key: CallKey | None
    last: Filing | None
    standing: Standing
    once: str
    at: datetime


@transaction.atomic(durable=False)
def file_application(*, application: Application, once: str, at: datetime) -> Filed:
    """The application is filed as it stands; the one filed before is kept beside it.

    `once` is the secret of the page that asked for it: it makes the click count once, and opens
    the receipt. `RuleBroken` when it is too late, when the address is not proved, or when nothing
    is there; incomplete applications are taken, and the receipt says what is missing.
    """
    if not ONCE.fullmatch(once):
        raise RuleBroken("old_page", _("This page is out of date. Load it again."))
    row = locked(application.public_id)
    if filing := Filing.objects.filter(once_digest=token_digest(once)).first():
        return _again(row, filing)
    state = _state_after(row, at)
    _require_news(row, state)
    filing, signed = keep_filing(row=row, once=once, at=at, state=state)
    post_receipt(application=row, filing=filing, signed=signed, once=once)
    record(
        actor=APPLICANT,
        action="intake.application.filed",
        subject=row,
        organisation=row.organisation,
        details={"number": filing.number, "late": filing.is_late},
    )
    return Filed(row, filing, is_new=True)


def keep_filing(
    *, row: Application, once: str, at: datetime, state: ApplicationState
) -> tuple[Filing, Signed]:
    """The application stands filed in that state, with its sealed prices and its receipt.

    Whichever door it came by. The caller holds the row and a transaction, has asked the rules,
    tells the applicant and records who filed it.
    """
    work = _work(row, once, at)
    late = state in (ApplicationState.LATE, ApplicationState.REFUSED)
    filing = _write_filing(work, is_late=late)
    _seal_pieces(work)
    signed = _write_receipt(work, filing)
    row.state, row.filed_at, row.filing_number = state, at, filing.number
    row.secret, row.is_changed, row.withdrawn_at = None, False, None
    row.save(
        update_fields=[
            "state",
            "filed_at",
            "filing_number",
            "secret",
            "is_changed",
            "withdrawn_at",
            "changed_at",
        ]
    )
    return filing, signed


def _again(row: Application, filing: Filing) -> Filed:
    if filing.application_id != row.pk:
        raise RuleBroken("old_page", _("This page is out of date. Load it again."))
    return Filed(row, filing, is_new=False)


def _require_news(row: Application, state: ApplicationState) -> None:
    """What stands filed as it is needs no second filing: two windows file once.

    A late one that was given more time since is in time by being filed again, unchanged too.
    """
    if row.state == state and not row.is_changed:
        raise RuleBroken(
            "filed_already",
            _("This is filed already and unchanged since. Your receipt is in your mail."),
        )


def require_can_file(row: Application, at: datetime) -> None:
    """A filing of that instant would be taken; `RuleBroken` says why not."""
    _state_after(row, at)


def _state_after(row: Application, at: datetime) -> ApplicationState:
    """The state in which a filing of that instant leaves the application, or why it is refused."""
    call = row.call
    if row.confirmed_at is None:
        raise RuleBroken(
            "address_not_proved", _("Open the link in your mail first: it proves your address.")
        )
    fate = fate_of(
        at, call.deadline_at, call.late_rule, call.state, call.closed_at, row.deadline_at
    )
    if fate is Fate.NOT_OPEN:
        raise RuleBroken("call_not_open", _("This call takes no applications."))
    if fate is Fate.IN_TIME and row.state in (
        ApplicationState.DRAFT,
        ApplicationState.FILED,
        ApplicationState.LATE,  # it was given more time since
        ApplicationState.WITHDRAWN,
    ):
        return ApplicationState.FILED
    if fate is Fate.LATE_KEPT and row.state in (ApplicationState.DRAFT, ApplicationState.LATE):
        return ApplicationState.LATE
    if row.filing_number:
        raise RuleBroken(
            "filed_before_deadline",
            _("The deadline is over: what you filed before it counts, and can no longer change."),
        )
    raise RuleBroken(
        "too_late",
        _("The deadline is over, and this call takes nothing that comes after it."),
    )


def _work(row: Application, once: str, at: datetime) -> _Work:
    call = row.call
    content, secret, pieces = content_now(row), secret_now(row), list(pieces_of(row))
    last = (
        Filing.objects.filter(application=row, number=row.filing_number).first()
        if row.filing_number
        else None
    )
    key = getattr(call, "sealing_key", None) if call.seals_prices else None
    has_price = is_priced(secret) or bool(last and last.envelope)
    standing = standing_of(row, content_of(call), content, pieces, has_price=has_price)
    return _Work(row, content, secret, pieces, key, last, standing, once, at)


def _write_filing(work: _Work, *, is_late: bool) -> Filing:
    """The row with what was typed and the sealed prices; without new ones the last stand."""
    row = work.row
    filing = Filing(
        public_id=new_public_id(),
        application=row,
        number=row.filing_number + 1,
        filed_at=work.at,
        is_late=is_late,
        call_version=work.row.call.version_number,
        sha256=sha256_of(work.content),
        once_digest=token_digest(work.once),
    )
    filing.content = seal_words(row.organisation, filing, "content", work.content)
    if is_priced(work.secret):
        filing.envelope = _for_opening(work, row, "envelope", work.secret)
    elif work.last is not None:
        filing.envelope = work.last.envelope
    filing.save(force_insert=True)
    Filing.pieces.through.objects.bulk_create(
        Filing.pieces.through(filing=filing, piece=piece) for piece in work.pieces
    )
    return filing


def _for_opening(work: _Work, row: Any, column: str, words: dict[str, Any]) -> bytes:
    """Sealed to the call's key; where the call seals nothing, under the organisation's.

    An envelope is bound to the application, so that a further filing can carry it on unopened.
    """
    if work.key is None:
        return seal_words(work.row.organisation, row, column, words)
    return seal_for_opening(work.key, row, column, words)


def _seal_pieces(work: _Work) -> None:
    """What the drafts' key still opened of financial documents waits for the opening now."""
    if work.key is None:
        return
    for piece in work.pieces:
        if piece.part != Part.FINANCIAL:
            continue
        changed = []
        for column in ("facts", "counts"):
            words = draft_of(work.row.call, piece, column)
            if words is not None:
                setattr(piece, column, seal_for_opening(work.key, piece, column, words))
                changed.append(column)
        if changed:
            piece.save(update_fields=changed)


def _write_receipt(work: _Work, filing: Filing) -> Signed:
    whole, body = body_of(
        _facts(work, filing), work.standing.listed, _offer(work), known=work.standing.known_missing
    )
    signed = sign(whole)
    receipt = Receipt(
        public_id=new_public_id(),
        filing=filing,
        body=body,
        token_digest=filing.once_digest,
        sha256=sha256_of(whole),
        signature=signed.signature,
        issued_at=work.at,
    )
    place = bind("intake.receipt", receipt.public_id, "for_holder")
    receipt.for_holder = seal_for_holder(work.once, whole, place)
    receipt.for_call = _for_opening(work, receipt, "for_call", whole)
    receipt.save(force_insert=True)
    return signed


def _facts(work: _Work, filing: Filing) -> dict[str, Any]:
    """What every receipt says of the filing itself; a sensitive call is not named."""
    row, call = work.row, work.row.call
    deadline = row.deadline_at or call.deadline_at
    return {
        "reference": row.reference,
        "filing": filing.number,
        "filed_at": instant(work.at),
        "zone": call.deadline_zone,
        "deadline_at": instant(deadline) if deadline else None,
        "late": filing.is_late,
        "call": "" if call.sensitive else call.title,
        "call_version": work.row.call.version_number,
        "content_sha256": filing.sha256,
        "missing": work.standing.missing,
    }


def _offer(work: _Work) -> dict[str, Any] | None:
    """The sums of the offer as the applicant typed it; None when none was typed."""
    if not is_priced(work.secret):
        return {"sealed_earlier": True} if work.last and work.last.envelope else None
    prices, _concerns = read_prices(work.secret)
    totals = totals_of(prices)
    return {
        "currency": totals.currency,
        "excluding_tax": str(totals.excluding),
        "including_tax": None if totals.including is None else str(totals.including),
        "lines": len(prices.lines),
    }
