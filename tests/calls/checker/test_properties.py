"""Whatever a draft holds, the check ends, in the same order, with remarks that can be shown."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.calls.checker import RemedyKind, Severity, check_draft
from mandat.calls.checker.table import SEVERITIES
from mandat.calls.importer.draft import FIELDS, Alternative, CallDraft, Certainty, Found, Span
from tests.calls.checker.drafts import TEXT, call_draft, conflict, found

WORDS = st.sampled_from(
    [
        "Deadline: TBD\n", "RdR ", "(RdR) ", "[email protected] ", "etc. ", "à définir\n",
        "Date :\n",
        "technical and financial proposal ", "3 references ", "manifestation d'intérêt ", "____ ",
        "livrables complémentaires pourront être demandés ", "2026 ", "\n", ". ", "نهائي ", "< > ",
        "financial offer ", "XXXX ", "étude ", "be a national of",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=40).map("".join)
NAMES = st.one_of(WORDS, st.text(max_size=12), st.none())
NUMBERS = st.one_of(st.none(), st.integers(-5, 10**30), st.floats(), st.text(max_size=3))
DAYS = st.one_of(
    st.none(),
    st.dates().map(str),
    st.dates().map(lambda d: str(d)[:7]),
    st.dates().map(lambda d: str(d)[:4]),
    st.datetimes().map(lambda d: d.isoformat(timespec="minutes")),
    st.sampled_from(["0000-01-01", "2026-02-30", "2026-13", "soon", "9999-12-31T23:59"]),
)
ZONES = st.sampled_from([None, "Europe/Paris", "Africa/Algiers", "GMT", "Nowhere/Land", ""])
FLAGS = st.sampled_from([True, False, None])
SPANS = st.lists(st.integers(0, 60).map(lambda n: Span(n, n + 7)), max_size=3).map(tuple)


def items(**values):
    return st.lists(st.fixed_dictionaries(values | {"spans": SPANS}), max_size=4)


def listed(**values):
    return st.fixed_dictionaries({"count": NUMBERS, "items": items(**values)})


SHAPES = {
    "deadline": DAYS,
    "start_date": DAYS,
    "end_date": DAYS,
    "locations": st.lists(st.sampled_from(["FR", "BE", "CD", "DZ", "XX", ""]), max_size=3),
    "kind": st.sampled_from(["eoi", "full_proposal", "other"]),
    "working_days": NUMBERS,
    "duration": st.fixed_dictionaries(
        {"amount": NUMBERS, "unit": st.sampled_from(["day", "week", "month", "year", None])}
    ),
    "budget": st.fixed_dictionaries(
        {
            "amount": NUMBERS,
            "currency": st.sampled_from(["EUR", None]),
            "tax": st.sampled_from(["incl", "excl", None]),
            "contingency_percent": NUMBERS,
        }
    ),
    "deliverables": listed(text=NAMES, due=DAYS, period_start=DAYS, period_end=DAYS),
    "eligibility": listed(text=NAMES, required=FLAGS),
    "required_documents": items(
        name=NAMES,
        part=st.sampled_from(["technical", "financial", None]),
        max_pages=NUMBERS,
        min_references=NUMBERS,
    ),
    "evaluation_grid": items(
        label=st.sampled_from(["a", "b", "price"]),
        max_points=NUMBERS,
        weight=NUMBERS,
        parent=st.sampled_from(["a", "b", None]),
    ),
    "submission": st.fixed_dictionaries(
        {
            "channel": st.sampled_from(["email", "portal", "paper", None]),
            "address_present": FLAGS,
            "address": st.sampled_from(["masked", "a@example.org", None]),
            "addresses": st.lists(st.sampled_from(["a@example.org", "b@example.org"])),
            "subject": NAMES,
            "exclusive": FLAGS,
        }
    ),
    "sections": items(
        kind=st.sampled_from(["objectives", "deliverables", "criteria", "how_to_apply"]),
        heading=NAMES,
    ),
    "stages": items(
        kind=st.sampled_from(["expression_of_interest", "full_proposal"]),
        deadline=DAYS,
        timezone=ZONES,
    ),
    "dates": items(
        role=st.sampled_from(["publication", "decision", "deliverable", "mission_closure"]),
        date=DAYS,
        timezone=ZONES,
    ),
    "funding": st.fixed_dictionaries({"donor": NAMES, "end": DAYS}),
    "objectives": items(kind=st.sampled_from(["general", "specific"]), text=NAMES),
    "privacy_notice": st.fixed_dictionaries(
        {"parts": st.lists(st.sampled_from(["purpose", "access"]))}
    ),
    "outcome_notice": st.sampled_from(["all", "selected_only"]),
    "early_closing": FLAGS,
}


@st.composite
def fields(draw, name):
    """A field as an import or a person may leave it: absent, sure, or in conflict."""
    values = SHAPES.get(name, NAMES)
    extra = {"timezone": draw(ZONES)} if name == "deadline" else {}
    certainty = draw(st.sampled_from(Certainty))
    if certainty == Certainty.ABSENT:
        return Found()
    alternatives = ()
    if certainty == Certainty.CONFLICT:
        drawn = draw(st.lists(values, max_size=3))
        alternatives = tuple(Alternative(v, draw(SPANS), extra) for v in drawn)
    value = alternatives[0].value if alternatives else draw(values)
    return Found(value, certainty, draw(SPANS), alternatives, extra)


@st.composite
def drafts(draw):
    """Any draft: spans may even point beyond the text."""
    drawn = {name: draw(fields(name)) for name in (*SHAPES, "title", "issuer", "price_formula")}
    return CallDraft(draw(TEXTS), {name: drawn.get(name, Found()) for name in FIELDS})


MOMENTS = st.none() | st.just(datetime(2026, 5, 4, 12, tzinfo=UTC))


@settings(max_examples=80, deadline=None)
@given(drafts(), MOMENTS)
def test_no_draft_makes_the_check_fail(draft, at):
    remarks = check_draft(draft, at=at)

    assert remarks == check_draft(draft, at=at)
    assert len({r.key for r in remarks}) == len(remarks)
    ranks = [list(Severity).index(r.severity) for r in remarks]
    assert ranks == sorted(ranks)
    for remark in remarks:
        assert remark.severity == SEVERITIES[remark.code]
        json.dumps(dict(remark.params), allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_checked(text):
    for remark in check_draft(call_draft(text)):
        assert all(0 <= s.start < s.end <= len(text) for s in remark.spans if s.end > len(TEXT))


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="abc \n", max_size=40))
def test_a_dismissal_survives_when_the_text_around_grows(prefix):
    spoilt = {"working_days": conflict(20, 25), "outcome_notice": found("selected_only")}

    before = check_draft(call_draft(**spoilt))
    after = check_draft(call_draft(prefix + TEXT, **spoilt))

    assert [r.key for r in after] == [r.key for r in before]


def test_the_key_changes_with_the_values_that_disagree():
    (one,) = check_draft(call_draft(working_days=conflict(20, 25)))
    (other,) = check_draft(call_draft(working_days=conflict(20, 30)))

    assert one.key != other.key


def test_applying_the_remedies_that_need_no_typing_settles_the_remarks():
    draft = call_draft(
        working_days=conflict(20, 25),
        deadline=found("2026-06-06T18:00", timezone="Europe/Paris"),
        outcome_notice=found("selected_only"),
        early_closing=True,
    )

    for remark in check_draft(draft):
        remedy = remark.remedy
        assert remedy is not None
        value = None if remedy.kind == RemedyKind.DROP else remedy.value
        settled = Found(value, Certainty.SURE, extra=draft[remedy.field].extra)
        draft = CallDraft(draft.text, {**draft.fields, remedy.field: settled})

    assert draft["deadline"].value == "2026-06-08T18:00"
    assert check_draft(draft) == []


@pytest.mark.parametrize(
    "line",
    [
        "Deadline to apply :\n\n",
        "the RdR and the TdS of the CPP1, ",
        "etc. à définir (",
        "technical and financial proposal and ",
        "a " * 40 + ":",
        "further deliverables " + "x" * 35,
    ],
)
def test_a_long_text_is_checked_in_time_that_grows_with_its_length(line):
    text = line * (1_000_000 // len(line))
    body = {"kind": "how_to_apply", "heading": "", "spans": (Span(0, 0), Span(0, len(text)))}

    started = time.perf_counter()
    check_draft(call_draft(text, sections=found([body]), required_documents=None))

    assert time.perf_counter() - started < 5
