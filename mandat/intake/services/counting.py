"""What the worker found of a document reaches those who may know it, and nobody else.

A receipt names files as "being counted". Once the worker has decided the last file of a filing,
one mail says what became of all of them since. Until then the findings lie in the column `counts`
of each piece: those of a sealed document under the key that the worker alone opens, as the
document itself did, and from the mail on sealed to the key that waits for the opening.
"""

import json
from typing import Any

from django.utils import timezone

from mandat.audit.services import record
from mandat.core.crypto import CryptoError, KeyGone, bind, open_sealed, seal
from mandat.documents.services import hand_over_key
from mandat.documents.states import FileState
from mandat.documents.uses import Findings
from mandat.intake.content import canonical
from mandat.intake.models import Application, CallKey, Filing, Piece
from mandat.intake.receipts.notices import Told
from mandat.intake.sealing import (
    arrival_key,
    envelope_key,
    organisation_key,
    seal_draft,
    seal_for_opening,
)
from mandat.intake.services.common import locked
from mandat.intake.services.pieces import is_secret
from mandat.intake.services.telling import tell_checked
from mandat.intake.states import ApplicationState

_ON_ITS_WAY = (FileState.RECEIVED, FileState.CHECKING)
# Whoever withdrew, or was refused, is told of their documents no more.
_TOLD = frozenset(ApplicationState) - {ApplicationState.WITHDRAWN, ApplicationState.REFUSED}


def note_checked(*, piece: Piece, findings: Findings) -> None:
    """In the worker, in the transaction of its verdict.

    A sealed document is handed over to the key that waits for the opening. Of a draft the
    applicant's own page says what was found; what was filed already is told by mail.
    """
    row = locked(piece.application.public_id)
    piece = Piece.objects.select_for_update(of=("self",)).select_related("file").get(pk=piece.pk)
    piece.application = row
    secret = is_secret(row, piece.part)
    if secret:
        _show_pages(piece, findings)
    if piece.filings.exists():
        _keep(piece, findings)
        _settle(row)
    elif secret:
        piece.counts = seal_draft(row.call, piece, "counts", _said(findings))
        piece.save(update_fields=["counts"])
    if secret:
        hand_over_key(file=piece.file, to=envelope_key(row.call.sealing_key))
        record(
            actor="worker",
            action="intake.piece.counted",
            subject=row,
            organisation=row.organisation,
            details={"piece": str(piece.public_id)},
        )


def _show_pages(piece: Piece, findings: Findings) -> None:
    """The applicant's own page says how many pages were counted, before the filing and after: a
    mail may be lost, and that of a sensitive call says nothing.
    """
    words = {"pages": findings.page_count, "exact": findings.page_count_exact}
    try:
        piece.pages = seal_draft(piece.application.call, piece, "pages", words)
    except KeyGone:  # the call is over for good, and nobody's page shows it any more
        return
    piece.save(update_fields=["pages"])


def _said(findings: Findings) -> dict[str, Any]:
    return {
        "pages": findings.page_count,
        "exact": findings.page_count_exact,
        "media_type": findings.media_type,
        "refusal_code": findings.refusal_code,
        "refusal_params": findings.refusal_params,
    }


def _waiting_key(piece: Piece) -> str:
    """The key under which findings wait for the mail: of sealed documents the worker's own."""
    row = piece.application
    if is_secret(row, piece.part):
        return arrival_key(row.call)
    return organisation_key(row.organisation)


def _place(piece: Piece) -> bytes:
    return bind(piece._meta.label_lower, piece.public_id, "counts", "waiting")


def _keep(piece: Piece, findings: Findings) -> None:
    words = canonical(_said(findings))
    piece.counts = seal(_waiting_key(piece), words, _place(piece))
    piece.save(update_fields=["counts"])


def _waiting(piece: Piece) -> dict[str, Any] | None:
    """The findings that wait for the mail; None when they were sealed or known before."""
    if piece.counts is None:
        return None
    try:
        found = json.loads(open_sealed(_waiting_key(piece), bytes(piece.counts), _place(piece)))
    except CryptoError:
        return None
    words: dict[str, Any] = found
    return words


def waits_to_be_told(piece: Piece) -> bool:
    """Whether the key under which findings wait must still open some of this document."""
    return _waiting(piece) is not None


def _settle(row: Application) -> None:
    """When no file of the filing that counts is on its way, the applicant is told of all."""
    filing = Filing.objects.filter(application=row, number=row.filing_number).first()
    if filing is None or _undecided(filing):
        return
    waiting = Piece.objects.filter(
        application=row, filings__isnull=False, counts__isnull=False, told_at__isnull=True
    )
    pieces = list(waiting.select_related("file").distinct().order_by("pk"))
    counted = set(filing.pieces.values_list("pk", flat=True))
    told = []
    for piece in pieces:
        piece.application = row
        words = _waiting(piece)
        if words is not None:
            _close(piece, words)
            told += [Told(piece, words)] if piece.pk in counted else []
    if told and row.state in _TOLD and row.erased_at is None:
        tell_checked(application=row, filing=filing, told=told)


def _undecided(filing: Filing) -> bool:
    return filing.pieces.filter(file__state__in=_ON_ITS_WAY, file__erased_at__isnull=True).exists()


def _close(piece: Piece, words: dict[str, Any]) -> None:
    """Told: of a sealed document what was found waits for the opening, of others it goes."""
    row = piece.application
    key = CallKey.objects.filter(call=row.call).first() if is_secret(row, piece.part) else None
    said = {name: words.get(name) for name in _said(Findings(FileState.SAFE))}
    piece.counts = seal_for_opening(key, piece, "counts", said) if key is not None else None
    piece.told_at = timezone.now()
    piece.save(update_fields=["counts", "told_at"])
