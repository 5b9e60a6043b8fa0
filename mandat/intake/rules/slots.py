"""What a call asks to be sent, and the slots that this makes for one team. Pure.

One list serves the page, the receipt and the check of completeness, so that nobody is told of a
document that the call does not ask.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mandat.calls.content import Content, extra_of, has_two_stages, value_of
from mandat.calls.importer.draft import JSON
from mandat.calls.shapes import items_of
from mandat.intake.states import ApplicationStage, Part

LEAD = "lead"  # the member who applies, alone or for a team
OTHER = "other"  # the slot of what nobody asked for by name


@dataclass(frozen=True, slots=True)
class Asked:
    """One required document, as the call asks it.

    `number` is its place in the call's list, from 0, whichever of the list is asked in this stage.
    `part` is empty where the call does not say it. `max_pages` and `min_references` are None where
    the call sets no limit, and never 0.
    """

    number: int
    name: str
    part: Part | None = None
    per_member: bool = False
    max_pages: int | None = None
    min_references: int | None = None
    attestations: bool = False
    is_own: bool = False  # asked by an invitation instead of the call

    @property
    def is_financial(self) -> bool:
        return self.part == Part.FINANCIAL

    @property
    def source(self) -> str:
        """The place in the call that asks it."""
        return f"{'invitation' if self.is_own else 'required_documents'}.{self.number}"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one document is handed in: `<number>`, or `<number>.<member>` for each member."""

    key: str
    asked: Asked
    member_key: str = ""


def asked_of(
    content: Content, stage: ApplicationStage | str, documents: Sequence[JSON] | None = None
) -> list[Asked]:
    """The documents asked at this stage, in the order of the call.

    The first of two stages asks no price: source 002 takes a CV and a letter, and asks only the
    shortlisted for "a complete technical and budgetary proposal". `documents` are those that an
    invitation asks instead of the call's, in the same shape.
    """
    rows = items_of(value_of(content, "required_documents")) if documents is None else documents
    asked = [
        replace(_asked(number, row), is_own=documents is not None)
        for number, row in enumerate(rows)
        if isinstance(row, Mapping)
    ]
    if stage == ApplicationStage.EXPRESSION_OF_INTEREST and has_two_stages(content):
        return [one for one in asked if not one.is_financial]
    return asked


def _asked(number: int, row: Mapping[str, Any]) -> Asked:
    part = str(row.get("part"))
    return Asked(
        number=number,
        name=str(row.get("name") or "").strip(),
        part=Part(part) if part in set(Part) else None,
        per_member=row.get("per") == "member",
        max_pages=_count(row.get("max_pages")),
        min_references=_count(row.get("min_references")),
        attestations=row.get("attestations") is True,
    )


def _count(value: JSON) -> int | None:
    """A whole number above zero. A limit of no page at all is a slip of the pen, not a rule."""
    is_whole = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_whole and 1 <= value < 10**6 else None


def slots_of(asked: Iterable[Asked], member_keys: Sequence[str] = (LEAD,)) -> list[Slot]:
    """A slot for each document, and for each member where the call asks one of each.

    "The members of the proposed team", says source 002 of its CVs: whoever applies alone is a
    team of one, so there is always the lead. A key that is given twice makes one slot.
    """
    members = list(dict.fromkeys((LEAD, *member_keys)))
    found: list[Slot] = []
    for one in asked:
        if one.per_member:
            found.extend(Slot(f"{one.number}.{key}", one, key) for key in members)
        else:
            found.append(Slot(str(one.number), one))
    return found


def member_keys_of(application: Mapping[str, Any]) -> list[str]:
    """The keys of all who take part, from the application's content: the lead first."""
    members = application.get("members") or []
    return [LEAD, *(str(m["key"]) for m in members if isinstance(m, Mapping) and m.get("key"))]


def takes_others(content: Content) -> bool:
    """Whether further documents may be added.

    Source 003 asks for its documents "without being limited to" them. None of the source calls
    shuts others out, so they are welcome unless the field says that the list is closed.
    """
    return extra_of(content, "required_documents").get("closed") is not True


def asks_price(asked: Iterable[Asked]) -> bool:
    """Whether one of the documents is the financial offer."""
    return any(one.is_financial for one in asked)
