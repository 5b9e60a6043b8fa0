"""A sound draft call to check, written by hand, and ways to spoil it."""

from dataclasses import replace
from typing import Any

from mandat.calls.checker import check_draft
from mandat.calls.importer.draft import (
    ABSENT,
    FIELDS,
    Alternative,
    CallDraft,
    Certainty,
    Found,
    Span,
)

# A call with nothing to remark upon. Friday 5 June 2026 is a working day in France.
TEXT = """Study of the listening posts in three towns

Published on 4 May 2026

Objectives
- describe how the listening posts welcome people at night
- propose a shared charter for the listening posts

Deliverables
- description of the night welcome, due 30 September 2026
- charter proposal, due 31 October 2026

Profile
- five years of experience in field inquiries

Budget: EUR 12,000 including taxes, contingency 3 % at most

Schedule: 20 working days from 1 July 2026 to 31 October 2026, about four months.

Grid: quality of the method 60, financial offer 40.
The lowest price earns all points, the others in proportion.

How to apply
- technical offer, 10 pages at most, with 2 references
- financial offer
Send everything to appels@example.org before 5 June 2026 at 18:00 (Paris time),
subject: LISTENING POSTS. All applicants will be told the outcome.

Your data are used for this call alone.
"""
PARTS = [
    "purpose",
    "controller",
    "legal_basis",
    "recipients",
    "retention",
    "access",
    "rectification",
    "erasure",
    "objection",
    "contact",
]


def span(words: str, text: str = TEXT) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def found(value: Any, *words: str, text: str = TEXT, **extra: Any) -> Found:
    """A value read for sure, at the places of the words."""
    spans = tuple(span(w, text) for w in words)
    return Found(value, Certainty.SURE, spans, extra=extra)


def conflict(*values: Any, **extra: Any) -> Found:
    """A field on which the text disagrees with itself."""
    alternatives = tuple(
        Alternative(value, (Span(10 * n, 10 * n + 5),), dict(extra))
        for n, value in enumerate(values)
    )
    spans = tuple(s for a in alternatives for s in a.spans)
    return Found(values[0], Certainty.CONFLICT, spans, alternatives, dict(extra))


def item(words: str, **values: Any) -> dict[str, Any]:
    """An item of a list, with the place of its words."""
    return {**values, "spans": (span(words),)}


def deliverables(*items: dict[str, Any]) -> Found:
    return found({"count": len(items), "items": list(items)})


def eligibility(*texts: str) -> Found:
    return found({"count": len(texts), "items": [{"text": t, "required": True} for t in texts]})


def date_of(role: str, day: str, words: str = "4 May 2026") -> dict[str, Any]:
    return item(words, role=role, date=day, time=None, timezone=None, precision="day", firm=True)


def grid(*lines: tuple[Any, ...]) -> Found:
    """Lines of label, points and parent."""
    return found(
        [
            {
                "label": line[0],
                "max_points": line[1],
                "weight": None,
                "parent": line[2] if len(line) > 2 else None,
                "spans": (span("Grid"),),
            }
            for line in lines
        ]
    )


def document(name: str, part: str | None = None, **more: Any) -> dict[str, Any]:
    shape = {"per": None, "max_pages": None, "min_references": None, "attestations": None}
    return {"name": name, "part": part, **shape, **more, "spans": (span("How to apply"),)}


def _sound() -> dict[str, Found]:
    return {
        "title": found(
            "Study of the listening posts in three towns", "Study of the listening posts"
        ),
        "language": found("en"),
        "kind": found("full_proposal"),
        "locations": found(["FR"]),
        "deadline": found(
            "2026-06-05T18:00", "5 June 2026 at 18:00 (Paris time)", timezone="Europe/Paris"
        ),
        "start_date": found("2026-07-01", "1 July 2026"),
        "end_date": found("2026-10-31", "to 31 October 2026"),
        "working_days": found(20, "20 working days"),
        "duration": found({"amount": 4, "unit": "month"}, "four months"),
        "budget": found(
            {"amount": 12000, "currency": "EUR", "tax": "incl", "contingency_percent": 3},
            "EUR 12,000 including taxes",
        ),
        "deliverables": deliverables(
            item(
                "description of the night welcome",
                text="description of the night welcome",
                due="2026-09-30",
                due_precision="day",
            ),
            item(
                "charter proposal", text="charter proposal", due="2026-10-31", due_precision="day"
            ),
        ),
        "objectives": found(
            [
                item("describe how", kind="specific", text="describe the welcome at night"),
                item("propose a shared charter", kind="specific", text="propose a shared charter"),
            ]
        ),
        "required_documents": found(
            [
                document("technical offer", "technical", max_pages=10, min_references=2),
                document("financial offer", "financial"),
            ]
        ),
        "eligibility": eligibility("five years of experience in field inquiries"),
        "evaluation_grid": grid(("quality of the method", 60), ("financial offer", 40)),
        "price_formula": found("The lowest price earns all points, the others in proportion."),
        "submission": found(
            {
                "channel": "email",
                "address_present": True,
                "address": "appels@example.org",
                "addresses": ["appels@example.org"],
                "subject": "LISTENING POSTS",
                "exclusive": False,
            },
            "appels@example.org",
        ),
        "dates": found([date_of("publication", "2026-05-04")]),
        "outcome_notice": found("all", "All applicants will be told the outcome"),
        "privacy_notice": found({"parts": PARTS}, "Your data are used for this call alone"),
    }


def call_draft(text: str = TEXT, notices: Any = (), **changes: Any) -> CallDraft:
    """The sound draft with some fields changed; None makes a field absent."""
    fields = dict.fromkeys(FIELDS, ABSENT) | _sound()
    for name, value in changes.items():
        assert name in fields, name
        if value is None:
            fields[name] = ABSENT
        else:
            fields[name] = value if isinstance(value, Found) else found(value)
    return CallDraft(text, fields, notices)


def with_part(name: str, **parts: Any) -> Found:
    """A field of the sound draft with some of its parts changed."""
    sound = _sound()[name]
    return replace(sound, value={**sound.value, **parts})


def codes(draft: CallDraft, **options: Any) -> list[str]:
    return [remark.code for remark in check_draft(draft, **options)]
