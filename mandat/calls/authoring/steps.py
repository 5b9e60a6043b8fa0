"""The nine steps in which a call is written, and what belongs to each. Pure, no Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mandat.calls.shapes import Column, Moment, Record, Rows, Shape


class Step(StrEnum):
    """In the order in which a call is thought through."""

    PURPOSE = "purpose"
    OBJECTIVES = "objectives"
    DELIVERABLES = "deliverables"
    METHOD = "method"
    PROFILE = "profile"
    DOCUMENTS = "documents"
    GRID = "grid"
    CALENDAR = "calendar"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Part:
    """What a step asks: `needed` is what it cannot be done without, `more` stands folded away."""

    asked: tuple[str, ...]
    needed: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.asked + self.more


PARTS: Mapping[Step, Part] = {
    Step.PURPOSE: Part(
        asked=("title", "programme", "funding", "budget"),
        needed=("title", "budget"),
        more=("issuer", "language", "daily_rate", "contract_type"),
    ),
    Step.OBJECTIVES: Part(
        asked=("objectives", "themes", "locations"),
        needed=("objectives",),
        more=("remote", "serves"),
    ),
    Step.DELIVERABLES: Part(asked=("deliverables",), needed=("deliverables",)),
    Step.METHOD: Part(asked=("methodology", "working_days"), needed=("methodology",)),
    Step.PROFILE: Part(
        asked=("eligibility", "working_languages"), needed=("eligibility", "working_languages")
    ),
    Step.DOCUMENTS: Part(
        asked=("kind", "required_documents", "submission"),
        needed=("required_documents", "submission"),
        more=("offer_validity_days", "stages"),
    ),
    Step.GRID: Part(
        asked=("evaluation_grid", "price_formula"),
        needed=("evaluation_grid",),
        more=("pass_marks", "shortlist_cap"),
    ),
    Step.CALENDAR: Part(
        asked=("deadline", "start_date", "end_date", "dates"),
        needed=("deadline", "start_date", "end_date"),
        more=("duration",),
    ),
    Step.NOTICE: Part(
        asked=("privacy_notice", "outcome_notice"),
        needed=("privacy_notice",),
        more=("early_closing",),
    ),
}
_STEP_OF = {name: step for step, part in PARTS.items() for name in part.fields}

# Remarks whose remedy names no field, by the step in which their cause is mended.
_STEP_OF_CODE = {
    "open_list": Step.DELIVERABLES,
    "profile_discriminates": Step.PROFILE,
    "references_without_document": Step.DOCUMENTS,
    "acronym_never_expanded": Step.OBJECTIVES,
}

# Of a record or a row, the inputs that stand open; the others are folded away.
_OPEN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "funding": ("donor", "agreement", "end"),
    "budget": ("amount", "currency", "tax"),
    "daily_rate": ("amount", "currency"),
    "deliverables": ("text", "due", "pages"),
    "required_documents": ("name", "part", "max_pages"),
    "submission": ("channel", "address", "subject"),
    "dates": ("role", "date"),
    "evaluation_grid": ("label", "max_points", "parent"),
}


def step_of(field: str, code: str = "") -> Step:
    """Where a field is written, or a remark without field is mended."""
    return _STEP_OF.get(field) or _STEP_OF_CODE.get(code, Step.PURPOSE)


def columns_of(shape: Shape) -> tuple[Column, ...]:
    """The columns of a shape that has several; none for a single value."""
    return shape.columns if isinstance(shape, Moment | Record | Rows) else ()


def is_open(field: str, column: str) -> bool:
    """Whether the input stands open, not folded away."""
    return field not in _OPEN_COLUMNS or column in _OPEN_COLUMNS[field]


def neighbours(step: Step) -> tuple[Step | None, Step | None]:
    """The step before and the one after."""
    every = list(Step)
    at = every.index(step)
    return (every[at - 1] if at else None), (every[at + 1] if at + 1 < len(every) else None)


def lacking(step: Step, present: Iterable[str]) -> tuple[str, ...]:
    """What the step still needs, when these fields hold something."""
    held = frozenset(present)
    return tuple(name for name in PARTS[step].needed if name not in held)


def first_undone(present: Iterable[str]) -> Step:
    """Where somebody who comes back goes on: the first step that lacks something, else the last."""
    held = frozenset(present)
    return next((step for step in Step if lacking(step, held)), Step.NOTICE)
