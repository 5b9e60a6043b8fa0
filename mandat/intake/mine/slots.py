"""The places for documents as an applicant sees them: what is asked, what was found."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.documents.kinds import PICTURES, accept, kind_of_name
from mandat.documents.labels import STATE_LABELS, STATE_TAGS, file_words, page_words
from mandat.documents.states import FileState
from mandat.documents.uses import Shown, Use, use_of
from mandat.intake.files import target_of, use_for
from mandat.intake.mine.page import Mine
from mandat.intake.models import Piece
from mandat.intake.receipts.wording import Listed
from mandat.intake.rule_words import Said, said_of
from mandat.intake.rules.checks import Check, Outcome
from mandat.intake.rules.slots import OTHER, Asked, Slot
from mandat.intake.sealing import draft_of, words_of
from mandat.intake.states import Part

_WAITING = frozenset({FileState.RECEIVED, FileState.CHECKING})
_PARTS = {
    Part.ADMINISTRATIVE: _("administrative documents"),
    Part.TECHNICAL: _("technical offer"),
    Part.FINANCIAL: _("financial offer"),
}
_TAGS: dict[Outcome, tuple[str, Promise]] = {
    Outcome.OK: ("ok", _("In place")),
    Outcome.MISSING: ("", _("Missing")),
    Outcome.TOO_LONG: ("bad", _("Too long")),
    Outcome.REFUSED: ("bad", _("Refused")),
    Outcome.BEING_CHECKED: ("", _("Being checked")),
    Outcome.BEING_COUNTED: ("", _("Being counted")),
}
_TO_LOOK_AT = ("warn", _("Please check"))


@dataclass(frozen=True, slots=True)
class FileView:
    """One document in its place. What is sealed since it was filed has neither name nor size."""

    public_id: UUID
    file_id: UUID
    name: str
    size: int | None
    pages: str
    state: Any
    tag: str
    reason: Any
    remedy: Any
    label: str
    is_waiting: bool
    is_sealed: bool  # filed: only the receipt names it
    is_readable: bool


@dataclass(frozen=True, slots=True)
class SlotView:
    """One place: its words, its files, and what the upload needs to know."""

    key: str
    name: str
    member: str
    asks: tuple[str, ...]
    is_financial: bool
    files: tuple[FileView, ...]
    said: tuple[Said, ...]
    tag: str
    tag_words: Any
    use: str
    target: str
    accept: str
    most: int
    photos: int  # that can be joined into one document

    @property
    def is_waiting(self) -> bool:
        return any(file.is_waiting for file in self.files)

    @property
    def anchor(self) -> str:
        """Its name in addresses and in the page."""
        return self.key.replace(".", "-")

    @property
    def is_other(self) -> bool:
        return self.key == OTHER


def slot_views(mine: Mine, only: str | None = None) -> list[SlotView]:
    """Every place in the order of the call, further documents last; `only` one of them."""
    found = list(_slots(mine))
    return [
        _view(mine, slot, name)
        for slot, name in found
        if only is None or (slot.key if slot else OTHER) == only
    ]


def _slots(mine: Mine) -> Iterator[tuple[Slot | None, str]]:
    for slot in mine.standing.slots:
        yield slot, slot.asked.name
    keys = {slot.key for slot in mine.standing.slots}
    has_more = any(piece.slot not in keys for piece in mine.pieces)
    if mine.standing.takes_others or has_more:
        yield None, gettext("Further documents")


def _view(mine: Mine, slot: Slot | None, name: str) -> SlotView:
    key, asked = (slot.key, slot.asked) if slot else (OTHER, None)
    keys = {s.key for s in mine.standing.slots}
    pairs = [
        (piece, listed)
        for piece, listed in zip(mine.pieces, mine.standing.listed, strict=True)
        if (piece.slot == key if slot else piece.slot not in keys)
    ]
    checks = [c for c in mine.standing.checks if c.key == key]
    part = (asked.part if asked else None) or Part.TECHNICAL
    use = use_of(use_for(mine.application, part))
    tag, tag_words = _tag(checks)
    return SlotView(
        key=key,
        name=name,
        member=_member(mine, slot),
        asks=tuple(_asks(asked)) if asked else (),
        is_financial=bool(asked and asked.is_financial),
        files=tuple(_file(mine, piece, listed) for piece, listed in pairs),
        said=tuple(_said(check, has_files=bool(pairs)) for check in checks),
        tag=tag,
        tag_words=tag_words,
        use=use.code,
        target=target_of(mine.application, key),
        accept=_accepted(use),
        most=use.max_bytes,
        photos=_photos(use, pairs),
    )


def _member(mine: Mine, slot: Slot | None) -> str:
    """Whose document it is; a number where nobody wrote a name yet."""
    if slot is None or not slot.asked.per_member or len(mine.names) < 2:
        return mine.names.get(slot.member_key, "") if slot and slot.asked.per_member else ""
    number = list(mine.names).index(slot.member_key) + 1
    return mine.names[slot.member_key] or gettext("Member %(number)d") % {"number": number}


def _asks(asked: Asked) -> Iterator[str]:
    """What the call wants of it, as the page of the call says it."""
    if asked.per_member:
        yield gettext("one for each member of the team")
    if asked.max_pages:
        text = ngettext("at most %(count)d page", "at most %(count)d pages", asked.max_pages)
        yield text % {"count": asked.max_pages}
    if asked.min_references:
        count = asked.min_references
        text = ngettext("at least %(count)d reference", "at least %(count)d references", count)
        yield text % {"count": count}
    if asked.attestations:
        yield gettext("with attestations")
    if asked.part:
        yield str(_PARTS[asked.part])


def _said(check: Check, *, has_files: bool) -> Said:
    if check.outcome is Outcome.OK and not has_files:
        return Said(gettext("Your prices are typed as lines: no document is needed."))
    return said_of(check)


def _tag(checks: list[Check]) -> tuple[str, Any]:
    """The one that matters most: refused, missing, too long, on its way, to look at, in place."""
    outcomes = [check.outcome for check in checks]
    order = [*(o for o in _TAGS if o is not Outcome.OK)]
    worst = next((o for o in order if o in outcomes), None)
    if worst is not None:
        return _TAGS[worst]
    if any(o is not Outcome.OK for o in outcomes):
        return _TO_LOOK_AT
    return _TAGS[Outcome.OK] if outcomes else ("", "")


def _file(mine: Mine, piece: Piece, listed: Listed) -> FileView:
    file, state = piece.file, FileState(piece.file.state)
    words = file_words(_shown(mine, piece, listed))
    return FileView(
        public_id=piece.public_id,
        file_id=file.public_id,
        name=listed.name,
        size=listed.size,
        pages=page_words(Shown(page_count=listed.pages, page_count_exact=listed.exact)),
        state=STATE_LABELS[state],
        tag=STATE_TAGS[state],
        reason=words.reason if words else "",
        remedy=words.remedy if words else "",
        label=words_of(mine.application.organisation, piece, "label") or "" if piece.label else "",
        is_waiting=state in _WAITING,
        is_sealed=listed.is_sealed and not listed.name,
        is_readable=file.is_readable and not file.is_secret,
    )


def _shown(mine: Mine, piece: Piece, listed: Listed) -> Shown:
    """Why it was refused, as far as this page may know."""
    file = piece.file
    if not listed.is_sealed or not file.refusal_code:
        return Shown(refusal_code=file.refusal_code, refusal_params=file.refusal_params)
    counts = draft_of(mine.call, piece, "counts") or {}
    return Shown(
        refusal_code=counts.get("refusal_code") or file.refusal_code,
        refusal_params=counts.get("refusal_params") or {},
    )


def _accepted(use: Use) -> str:
    return accept(use.kinds)


def _photos(use: Use, pairs: list[tuple[Piece, Listed]]) -> int:
    """How many photos stand there that one document could be made of."""
    if use.secret:  # nobody here could open them
        return 0
    count = sum(is_photo(piece) for piece, _listed in pairs)
    return count if count > 1 else 0


def is_photo(piece: Piece) -> bool:
    """Whether it can become a page of a document: by its content, or by its name until then."""
    file = piece.file
    kind = file.media_type or kind_of_name(file.name)
    return kind in PICTURES and file.state not in (FileState.REFUSED, FileState.LOCKED)
