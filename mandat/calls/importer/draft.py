"""What an import yields: values that each show where in the text they came from.

Pure data, no Django. Offsets are code points of `CallDraft.text`.
The shapes of the values are written down in `docs/reference/call-draft.md`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

JSON = Any  # str, int, float, bool, None, or lists and dicts of those


class Certainty(StrEnum):
    """How far a person may rely on an imported value without reading the text."""

    SURE = "sure"  # said once, or alike everywhere, in words that mean only this
    LIKELY = "likely"  # the best reading, to be confirmed
    CONFLICT = "conflict"  # the text says two different things; all of them are alternatives
    ABSENT = "absent"  # the text does not say


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of the draft's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError("a span starts at 0 or later and ends at or after its start")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the readings of a field, with the places that say so."""

    value: JSON
    spans: tuple[Span, ...] = ()
    extra: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The value of one field, its certainty, its places, and the other readings.

    `extra` holds what stands beside the value in the JSON form (a deadline's
    `timezone`). When `certainty` is `conflict`, `alternatives` holds every
    reading, the preferred one (also in `value`) first.
    """

    value: JSON = None
    certainty: Certainty = Certainty.ABSENT
    spans: tuple[Span, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    extra: Mapping[str, JSON] = field(default_factory=dict)


ABSENT = Found()

type Notices = tuple[tuple[str, tuple[Span, ...]], ...]  # codes, each with its places


@dataclass(frozen=True, slots=True)
class CallDraft:
    """The text of one call and what was read in it, by field name.

    Every name of `FIELDS` is present in `fields`. `notices` are remarks of the
    reading itself (code, spans): machine translation, not a call, several calls.
    """

    text: str
    fields: Mapping[str, Found]
    notices: Notices = ()

    def __getitem__(self, name: str) -> Found:
        return self.fields[name]

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]


# In the order in which a reader meets them; the first block has the names of the scored truth.
FIELDS = (
    "title",
    "language",
    "issuer",
    "kind",
    "locations",
    "deadline",
    "start_date",
    "end_date",
    "working_days",
    "budget",
    "deliverables",
    "required_documents",
    "eligibility",
    "evaluation_grid",
    "submission",
    "shortlist_cap",
    "offer_validity_days",
    "sections",
    "programme",
    "stages",
    "themes",
    "remote",
    "dates",
    "duration",
    "daily_rate",
    "funding",
    "serves",
    "objectives",
    "methodology",
    "working_languages",
    "contract_type",
    "pass_marks",
    "price_formula",
    "outcome_notice",
    "early_closing",
    "privacy_notice",
)


def span_json(text: str, span: Span) -> dict[str, JSON]:
    """A span as it stands in the JSON form: offsets and the quoted text."""
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def spans_json(text: str, spans: Iterable[Span]) -> list[dict[str, JSON]]:
    return [span_json(text, s) for s in spans]


def plain(text: str, value: JSON) -> JSON:
    """A value with every `Span` inside it (items of lists) turned into its JSON form."""
    match value:
        case Span():
            return span_json(text, value)
        case dict():
            return {k: plain(text, v) for k, v in value.items()}
        case list() | tuple():
            return [plain(text, v) for v in value]
        case _:
            return value


def found_json(text: str, found: Found) -> dict[str, JSON]:
    """One field in the JSON form."""
    return {
        "value": plain(text, found.value),
        "certainty": str(found.certainty),
        "spans": spans_json(text, found.spans),
        "alternatives": [
            {
                "value": plain(text, a.value),
                **plain(text, dict(a.extra)),
                "spans": spans_json(text, a.spans),
            }
            for a in found.alternatives
        ],
        **plain(text, dict(found.extra)),
    }


def draft_json(draft: CallDraft) -> dict[str, JSON]:
    """The whole draft, without remarks: fields at the top level, then the text."""
    fields = {name: found_json(draft.text, draft.fields[name]) for name in FIELDS}
    return {**fields, "text": draft.text}


def revive(value: JSON) -> JSON:
    """The inverse of `plain`: each `{start, end, text}` becomes a `Span` again."""
    match value:
        case {"start": int(start), "end": int(end), **rest} if not rest.keys() - {"text"}:
            return Span(start, end)
        case dict():
            return {k: revive(v) for k, v in value.items()}
        case list() | tuple():
            return [revive(v) for v in value]
        case _:
            return value


def found_from_json(data: Mapping[str, JSON]) -> Found:
    """One field back from its JSON form (`found_json`)."""
    known = {"value", "certainty", "spans", "alternatives"}
    return Found(
        value=revive(data["value"]),
        certainty=Certainty(data["certainty"]),
        spans=tuple(revive(s) for s in data["spans"]),
        alternatives=tuple(
            Alternative(
                value=revive(a["value"]),
                spans=tuple(revive(s) for s in a["spans"]),
                extra={k: revive(v) for k, v in a.items() if k not in ("value", "spans")},
            )
            for a in data["alternatives"]
        ),
        extra={k: revive(v) for k, v in data.items() if k not in known},
    )
