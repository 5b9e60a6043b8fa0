"""How an application stands against what its call asks: the rules, fed from the rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mandat.documents.states import FileState
from mandat.intake.models import Application, Piece
from mandat.intake.receipts.wording import Listed
from mandat.intake.rules.completeness import (
    INCOMPLETE,
    Answered,
    Check,
    Completeness,
    Found,
    checks_of,
    completeness_of,
    without_sealed,
)
from mandat.intake.rules.filing import last_day_of
from mandat.intake.rules.slots import (
    Asked,
    Slot,
    asked_of,
    member_keys_of,
    slots_of,
    takes_others,
)
from mandat.intake.sealing import draft_of
from mandat.intake.states import ApplicationStage, Channel, Part


@dataclass(frozen=True, slots=True)
class Standing:
    """What is asked, what was found, and what a receipt lists.

    `listed` follows the pieces; `missing` names, as `outcome:key`, what leaves it incomplete, and
    `known_missing` what of it the organisation may know before the opening.
    """

    asked: list[Asked]
    slots: list[Slot]
    takes_others: bool
    checks: list[Check]
    completeness: Completeness
    listed: list[Listed]
    missing: list[str]
    known_missing: list[str]


def standing_of(
    application: Application,
    call_content: Mapping[str, Any],
    words: Mapping[str, Any],
    pieces: Sequence[Piece],
    *,
    has_price: bool,
) -> Standing:
    """The whole standing, without a query: `pieces` come with their files."""
    stage = ApplicationStage(application.stage)
    asked = asked_of(call_content, stage, application.asked)
    listed = [listed_of(application, piece) for piece in pieces]
    checks = checks_of(
        call_content,
        Answered(
            application=words,
            found=[_found(p, said) for p, said in zip(pieces, listed, strict=True)],
            has_price=has_price,
            stage=stage,
            closes_on=_last_day(application),
            documents=application.asked,
            is_typed=application.channel == Channel.PORTAL,
        ),
    )
    return Standing(
        asked=asked,
        slots=slots_of(asked, member_keys_of(words)),
        takes_others=takes_others(call_content),
        checks=checks,
        completeness=completeness_of(checks),
        listed=listed,
        missing=_missing(checks),
        known_missing=_missing(without_sealed(checks)),
    )


def _missing(checks: Iterable[Check]) -> list[str]:
    return [f"{c.outcome.value}:{c.key}" for c in checks if c.outcome in INCOMPLETE]


def _last_day(application: Application) -> Any:
    """The day of the deadline in the call's zone."""
    at = application.deadline_at or application.call.deadline_at
    return last_day_of(at, application.call.deadline_zone) if at else None


def listed_of(application: Application, piece: Piece) -> Listed:
    """One document as its applicant reads of it; sealed facts stay out."""
    file = piece.file
    if piece.part != Part.FINANCIAL or not application.call.seals_prices:
        return Listed(
            slot=piece.slot,
            part=piece.part,
            name=file.name,
            size=file.size,
            sha256=file.sha256,
            pages=file.page_count,
            exact=file.page_count_exact,
            is_sealed=False,
        )
    facts = draft_of(application.call, piece, "facts") or {}
    call = application.call
    counts = draft_of(call, piece, "pages") or draft_of(call, piece, "counts") or {}
    return Listed(
        slot=piece.slot,
        part=piece.part,
        name=facts.get("name", ""),
        size=facts.get("bytes"),
        sha256=file.sha256,
        pages=counts.get("pages"),
        exact=counts.get("exact", False),
        is_sealed=True,
    )


def _found(piece: Piece, listed: Listed) -> Found:
    return Found(
        slot=piece.slot,
        file_id=str(piece.file.public_id),
        state=FileState(piece.file.state),
        pages=listed.pages,
        exact=listed.exact,
        media_type=piece.file.media_type,
    )
