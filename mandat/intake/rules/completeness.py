"""Whether an application has what the call asks, each answer with the place that asks it. Pure.

Completeness is computed, never judged: what a machine cannot know for certain (the pages of a Word
text, references inside a CV) is said to be so and left to a person. What the call does not ask
never makes an application incomplete.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mandat.calls.content import Content
from mandat.calls.life.rules import priced
from mandat.intake.rules.answers import answer_checks
from mandat.intake.rules.checks import (
    INCOMPLETE,
    PENDING,
    Answered,
    Check,
    Completeness,
    Found,
    Outcome,
    completeness_of,
    is_complete,
)
from mandat.intake.rules.slots import (
    OTHER,
    Asked,
    Slot,
    asked_of,
    asks_price,
    member_keys_of,
    slots_of,
)
from mandat.intake.states import ApplicationStage

__all__ = [
    "INCOMPLETE",
    "PENDING",
    "Answered",
    "Check",
    "Completeness",
    "Found",
    "Outcome",
    "checks_of",
    "completeness_of",
    "document_checks",
    "is_complete",
    "is_price_asked",
    "without_sealed",
]
PRICE = "price"  # the key of what is said of the price as a whole


def checks_of(content: Content, answered: Answered) -> list[Check]:
    """Every check of an application, documents first, in the order of the call."""
    asked = asked_of(content, answered.stage, answered.documents)
    slots = slots_of(asked, member_keys_of(answered.application))
    seals = content["rules"].get("seals_prices") is not False
    found = [
        *document_checks(slots, answered.found, has_price=answered.has_price),
        *_other_checks(answered.found, slots),
        *_reference_checks(asked, answered),
        *answer_checks(content, answered),
        *_price_checks(content, asked, answered),
    ]
    # Where the call says that prices are not sealed, nothing is to be hidden.
    return found if seals else [replace(check, is_sealed=False) for check in found]


def document_checks(
    slots: Iterable[Slot], found: Iterable[Found], *, has_price: bool
) -> Iterator[Check]:
    """One check for each slot; a refused file and missing attestations are further ones."""
    by_slot: dict[str, list[Found]] = {}
    for file in found:
        by_slot.setdefault(file.slot, []).append(file)
    for slot in slots:
        for check in _slot_checks(slot, by_slot.get(slot.key, []), has_price=has_price):
            yield replace(check, is_sealed=slot.asked.is_financial)


def _slot_checks(slot: Slot, files: Sequence[Found], *, has_price: bool) -> Iterator[Check]:
    usable = [f for f in files if f.is_usable]
    refused = len(files) - len(usable)
    if refused:
        yield _of(slot, Outcome.REFUSED, {"count": refused})
    if usable:
        yield _pages_check(slot, usable)
        yield from _attestation_check(slot, usable)
    elif slot.asked.is_financial and has_price:
        # Source 004 asks for "a detailed financial proposal": prices typed as lines are one.
        yield _of(slot, Outcome.OK)
    elif not refused:
        yield _of(slot, Outcome.MISSING)


def _of(slot: Slot, outcome: Outcome, params: Mapping[str, Any] | None = None) -> Check:
    return Check(slot.key, outcome, slot.asked.source, params or {})


def _pages_check(slot: Slot, usable: Sequence[Found]) -> Check:
    """The pages of a slot against its limit; several files in one slot count together.

    Source 002: CVs "of 3 pages maximum" each, a letter of "maximum three (3) pages". A file that is
    surely too long is so though another one is not counted yet.
    """
    limit = slot.asked.max_pages
    documents = [f for f in usable if not f.is_attestation] or usable
    pages = sum(f.pages or 0 for f in documents)
    # Attestations may be bound into the file of which they are asked: no page of it is surely over.
    certain = 0 if slot.asked.attestations else _certain_pages(documents)
    params = {"pages": pages, "limit": limit, "files": len(documents)}
    if limit is not None and certain > limit:
        return _of(slot, Outcome.TOO_LONG, params | {"pages": certain})
    if any(f.is_on_its_way for f in usable):
        waits = Outcome.BEING_CHECKED if limit is None else Outcome.BEING_COUNTED
        return _of(slot, waits, params)
    if limit is not None and pages > limit:
        return _of(slot, Outcome.INDICATIVE, params)
    if limit is not None and any(f.pages is None for f in documents):
        return _of(slot, Outcome.NOT_COUNTED, params)
    return _of(slot, Outcome.OK, params)


def _certain_pages(documents: Iterable[Found]) -> int:
    return sum(f.pages or 0 for f in documents if f.is_certain)


def _attestation_check(slot: Slot, usable: Sequence[Found]) -> Iterator[Check]:
    """Source 003 asks for the list of missions "with attestations of good execution and/or
    recommendations". One file may hold both, so that a person looks before anybody is told.
    """
    if slot.asked.attestations:
        seen = len(usable) > 1 or any(f.is_attestation for f in usable)
        yield _of(
            slot, Outcome.OK if seen else Outcome.ATTESTATIONS_MISSING, {"files": len(usable)}
        )


def _other_checks(found: Iterable[Found], slots: Iterable[Slot]) -> Iterator[Check]:
    """Files beside what is asked: only what was refused or is on its way is worth a word."""
    keys = {slot.key for slot in slots}
    files = [f for f in found if f.slot not in keys]
    refused = sum(not f.is_usable for f in files)
    if refused:
        yield Check(OTHER, Outcome.REFUSED, "", {"count": refused})
    if any(f.is_on_its_way for f in files):
        yield Check(OTHER, Outcome.BEING_CHECKED, "", {"files": len(files)})


def _reference_checks(asked: Iterable[Asked], answered: Answered) -> Iterator[Check]:
    """References against the least number of each document that asks some.

    Sources 002, 003 and 004 ask for two, two and three. Where nobody was asked to type them (an
    application by e-mail has no such list) they may stand in the document itself.
    """
    count = sum(_is_reference(r) for r in answered.application.get("references") or [])
    for one in asked:
        if one.min_references is None:
            continue
        outcome = Outcome.OK
        if count < one.min_references:
            typed = answered.is_typed
            outcome = Outcome.TOO_FEW_REFERENCES if typed else Outcome.REFERENCES_UNREAD
        params = {"found": count, "needed": one.min_references, "name": one.name}
        yield Check(f"references.{one.number}", outcome, one.source, params)


def _is_reference(row: object) -> bool:
    """Somebody who can be asked: a name or an organisation, and how to reach it."""
    if not isinstance(row, Mapping):
        return False
    said = {key: str(row.get(key) or "").strip() for key in ("name", "organisation", "contact")}
    return bool((said["name"] or said["organisation"]) and said["contact"])


def _price_checks(content: Content, asked: Sequence[Asked], answered: Answered) -> Iterator[Check]:
    """A price where the grid gives points to it though no document is called financial; and typed
    prices beside a financial document, without which nobody can compare offers.
    """
    if answered.has_price or not answered.is_offer:
        return
    if asks_price(asked):
        source = next(one.source for one in asked if one.is_financial)
        yield Check(PRICE, Outcome.NOT_SAID, source, is_sealed=True)
    elif priced(content) and not any(one.part is None for one in asked):
        # Source 000 asks for one "technical and financial proposal": its part is not known.
        yield Check(PRICE, Outcome.MISSING, "evaluation_grid", is_sealed=True)


def is_price_asked(content: Content, asked: Sequence[Asked], stage: ApplicationStage | str) -> bool:
    """Whether a price belongs to an application of that stage: a document of it is financial, or
    the grid gives points to the price. An expression of interest has none (source 002).
    """
    if stage == ApplicationStage.EXPRESSION_OF_INTEREST:
        return False
    return asks_price(asked) or priced(content)


def without_sealed(checks: Iterable[Check]) -> list[Check]:
    """The checks as the organisation may know them before the opening.

    Of what is sealed it is said whether it was received, and nothing of its pages or amounts.
    """
    shown: dict[str, Check] = {}
    for place, check in enumerate(checks):
        if not check.is_sealed:
            shown[f"{place}"] = check
        elif check.outcome != Outcome.NOT_SAID:
            lacks = check.outcome in (Outcome.MISSING, Outcome.REFUSED)
            before = shown.get(f"sealed.{check.key}")
            if before is None or not lacks:
                outcome = Outcome.MISSING if lacks else Outcome.OK
                sealed = Check(check.key, outcome, check.source, {}, is_sealed=True)
                shown[f"sealed.{check.key}"] = sealed
    return list(shown.values())
