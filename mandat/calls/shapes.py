"""The shape of each field of a draft: which inputs hold it. Pure, no Django.

The shapes are those of `docs/reference/call-draft.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mandat.calls.importer.draft import JSON


class Kind(StrEnum):
    """What one input holds."""

    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"  # ISO date, or YYYY-MM where the text gives the month only
    TIME = "time"
    ZONE = "zone"
    COUNTRY = "country"
    CURRENCY = "currency"
    LANGUAGE = "language"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind = Kind.TEXT
    options: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class One:
    """A single value."""

    column: Column


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, perhaps an hour, and the zone in which they are meant."""

    columns: tuple[Column, ...] = (
        Column("day", Kind.DAY, required=True),
        Column("time", Kind.TIME),
        Column("timezone", Kind.ZONE),
    )


@dataclass(frozen=True, slots=True)
class Record:
    """Several values that belong together."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of records; `counted` when it stands as `{count, items}`."""

    columns: tuple[Column, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of codes: countries, themes, parts of a notice. `under` names its wrapping key."""

    column: Column
    under: str = ""


Shape = One | Moment | Record | Rows | Codes

THEMES = (
    "srhr",
    "abortion",
    "harm_reduction",
    "sex_work",
    "trafficking",
    "minors",
    "gbv",
    "hiv",
    "migration",
    "human_rights_defenders",
    "advocacy",
    "community_of_practice",
    "gender_equality",
    "maternal_health",
    "mental_health",
    "youth",
    "disability",
    "evaluation",
    "audit",
    "fundraising",
    "security",
    "transparency",
    "capacity_building",
    "reparations",
)
PRIVACY_PARTS = (
    "purpose",
    "controller",
    "recipients",
    "retention",
    "access",
    "rectification",
    "objection",
    "erasure",
    "contact",
    "legal_basis",
    "confidentiality",
)
DATE_ROLES = (
    "publication",
    "questions",
    "expression_of_interest",
    "full_proposal",
    "application",
    "opening",
    "interview",
    "decision",
    "mission_start",
    "mission_end",
    "mission_closure",
    "deliverable",
    "report_period_start",
    "report_period_end",
    "funding_start",
    "funding_end",
    "strategy_start",
    "strategy_end",
    "other",
)
STAGES = ("expression_of_interest", "full_proposal")

_TEXT = One(Column("value"))
_WHOLE = One(Column("value", Kind.WHOLE))
_DAY = One(Column("value", Kind.DAY))
_FLAG = One(Column("value", Kind.FLAG))


def _choice(name: str, *options: str) -> Column:
    return Column(name, Kind.CHOICE, options)


SHAPES: Mapping[str, Shape] = {
    "title": _TEXT,
    "issuer": _TEXT,
    "programme": _TEXT,
    "language": One(Column("value", Kind.LANGUAGE)),
    "kind": One(_choice("value", "eoi", "full_proposal", "other")),
    "stages": Rows(
        (
            Column("kind", Kind.CHOICE, STAGES, required=True),
            Column("deadline", Kind.DAY),
            Column("timezone", Kind.ZONE),
        )
    ),
    "themes": Codes(_choice("value", *THEMES)),
    "locations": Codes(Column("value", Kind.COUNTRY)),
    "remote": _FLAG,
    "deadline": Moment(),
    "start_date": _DAY,
    "end_date": _DAY,
    "duration": Record(
        (
            Column("amount", Kind.WHOLE, required=True),
            _choice("unit", "day", "week", "month", "year"),
        )
    ),
    "dates": Rows(
        (
            Column("role", Kind.CHOICE, DATE_ROLES, required=True),
            Column("date", Kind.DAY, required=True),
            Column("time", Kind.TIME),
            Column("timezone", Kind.ZONE),
            Column("firm", Kind.FLAG),
        )
    ),
    "working_days": _WHOLE,
    "budget": Record(
        (
            Column("amount", Kind.NUMBER, required=True),
            Column("amount_min", Kind.NUMBER),
            Column("currency", Kind.CURRENCY),
            _choice("tax", "incl", "excl"),
            Column("covers"),
            Column("contingency_percent", Kind.NUMBER),
        )
    ),
    "daily_rate": Record(
        (
            Column("amount", Kind.NUMBER, required=True),
            Column("amount_min", Kind.NUMBER),
            Column("currency", Kind.CURRENCY),
        )
    ),
    "funding": Record(
        (
            Column("donor"),
            Column("agreement"),
            Column("start", Kind.DAY),
            Column("end", Kind.DAY),
            Column("objective", Kind.LONG),
        )
    ),
    "serves": Rows(
        (Column("name", required=True), Column("start", Kind.DAY), Column("end", Kind.DAY))
    ),
    "objectives": Rows(
        (_choice("kind", "general", "specific"), Column("text", Kind.LONG, required=True))
    ),
    "methodology": Rows((Column("text", Kind.LONG, required=True),)),
    "deliverables": Rows(
        (
            Column("text", Kind.LONG, required=True),
            Column("due", Kind.DAY),
            Column("pages", Kind.WHOLE),
            Column("period_start", Kind.DAY),
            Column("period_end", Kind.DAY),
        ),
        counted=True,
    ),
    "eligibility": Rows(
        (Column("text", Kind.LONG, required=True), Column("required", Kind.FLAG)), counted=True
    ),
    "working_languages": Rows(
        (Column("code", Kind.LANGUAGE, required=True), Column("required", Kind.FLAG))
    ),
    "contract_type": _TEXT,
    "required_documents": Rows(
        (
            Column("name", required=True),
            _choice("part", "administrative", "technical", "financial"),
            _choice("per", "member", "team"),
            Column("max_pages", Kind.WHOLE),
            Column("min_references", Kind.WHOLE),
            Column("attestations", Kind.FLAG),
        )
    ),
    "evaluation_grid": Rows(
        (
            Column("label", required=True),
            Column("max_points", Kind.NUMBER),
            Column("weight", Kind.NUMBER),
            Column("parent"),
        )
    ),
    "pass_marks": Rows(
        (
            Column("criterion"),
            Column("minimum", Kind.NUMBER, required=True),
            _choice("unit", "points", "percent"),
        )
    ),
    "price_formula": One(Column("value", Kind.LONG)),
    "submission": Record(
        (
            _choice("channel", "email", "portal"),
            Column("paper", Kind.FLAG),
            Column("address"),
            Column("subject"),
            Column("exclusive", Kind.FLAG),
        )
    ),
    "shortlist_cap": _WHOLE,
    "offer_validity_days": _WHOLE,
    "outcome_notice": One(_choice("value", "all", "selected_only")),
    "early_closing": _FLAG,
    "privacy_notice": Codes(_choice("value", *PRIVACY_PARTS), under="parts"),
}
# `sections` is read, never edited: it is the text's own shape.


def items_of(value: JSON) -> list[JSON]:
    """The items of a list value, whether it is counted or not."""
    if isinstance(value, Mapping):
        value = value.get("items")
    return value if isinstance(value, list) else []
