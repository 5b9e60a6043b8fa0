"""What became of documents after they were filed, in words: for the mail to their applicant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mandat.calls.models import CallVersion
from mandat.documents.labels import file_words, page_words
from mandat.documents.states import FileState
from mandat.documents.uses import Shown
from mandat.intake.checking import listed_of
from mandat.intake.content import names_of
from mandat.intake.models import Application, Filing, Piece
from mandat.intake.receipts.slot_names import slot_name
from mandat.intake.rule_words import said_of
from mandat.intake.rules.checks import INCOMPLETE, Found
from mandat.intake.rules.completeness import document_checks
from mandat.intake.rules.filing import Fate, fate_of
from mandat.intake.rules.slots import asked_of, member_keys_of, slots_of
from mandat.mail.values import Moment, Trusted


@dataclass(frozen=True, slots=True)
class Told:
    """A document that the worker decided since it was filed, and what it found."""

    piece: Piece
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the mail says: each document, what still lacks, and until when it can be mended."""

    files: list[dict[str, Any]]
    lacks: list[dict[str, Any]]
    until: Moment | None

    @property
    def is_good(self) -> bool:
        return not self.lacks and not any(f["is_refused"] for f in self.files)


def notice_of(
    row: Application,
    filing: Filing,
    told: Sequence[Told],
    content: Mapping[str, Any],
    at: datetime,
) -> Notice:
    """The notice in the language that is active; `content` is the applicant's own."""
    version = CallVersion.objects.defer("text").get(call=row.call, number=filing.call_version)
    asked = asked_of(version.content, row.stage, row.asked)
    names = names_of(content)
    pieces = list(filing.pieces.select_related("file").order_by("pk"))
    known = {one.piece.pk: one.words for one in told}
    for piece in pieces:
        piece.application = row
    found = [_found(row, piece, known.get(piece.pk)) for piece in pieces]
    checks = document_checks(slots_of(asked, member_keys_of(content)), found, has_price=True)
    slots = {piece.slot for piece in pieces}
    return Notice(
        files=[_file(one, slot_name(one.piece.slot, asked, names)) for one in told],
        lacks=[
            {"document": slot_name(check.key, asked, names), **_words(check)}
            for check in checks
            if check.outcome in INCOMPLETE and check.key in slots
        ],
        until=_until(row, at),
    )


def _found(row: Application, piece: Piece, words: Mapping[str, Any] | None) -> Found:
    """What the rules know of a document: of a sealed one what was found just now, or nothing."""
    listed = listed_of(row, piece)
    if words is not None:
        listed = replace(listed, pages=words["pages"], exact=bool(words["exact"]))
    return Found(
        slot=piece.slot,
        file_id=str(piece.file.public_id),
        state=FileState(piece.file.state),
        pages=listed.pages,
        exact=listed.exact,
        media_type=(words or {}).get("media_type") or piece.file.media_type,
    )


def _words(check: Any) -> dict[str, Any]:
    said = said_of(check)
    return {"found": Trusted(said.found), "todo": Trusted(said.todo)}


def _file(one: Told, document: str) -> dict[str, Any]:
    """One document of the mail. A sealed one is known by the fingerprint on the receipt alone."""
    words = one.words
    shown = Shown(
        page_count=words["pages"],
        page_count_exact=bool(words["exact"]),
        refusal_code=words["refusal_code"] or "",
        refusal_params=words["refusal_params"] or {},
    )
    refusal = file_words(shown)
    return {
        "document": document,
        "name": one.piece.file.name,
        "sha256": Trusted(one.piece.file.sha256),
        "pages": Trusted(page_words(shown)),
        "is_refused": refusal is not None,
        "reason": Trusted(refusal.reason) if refusal else "",
        "remedy": Trusted(refusal.remedy) if refusal else "",
    }


def _until(row: Application, at: datetime) -> Moment | None:
    """The deadline, as long as filing again is in time."""
    call = row.call
    fate = fate_of(
        at, call.deadline_at, call.late_rule, call.state, call.closed_at, row.deadline_at
    )
    deadline = row.deadline_at or call.deadline_at
    if fate is not Fate.IN_TIME or deadline is None:
        return None
    return Moment(deadline, call.deadline_zone or "UTC")
