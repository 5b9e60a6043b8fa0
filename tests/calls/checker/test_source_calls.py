"""The four real calls from which the rules were learnt: exact codes, and the words that disagree.

At most two other remarks may appear on each. The texts are not part of the project; without
their folder beside the checkout these tests are skipped, and say so.
"""

import pytest

from mandat.calls.checker import check_draft
from mandat.calls.importer import read_call

pytestmark = pytest.mark.corpus

OTHERS_ALLOWED = 2

# Code, then words that stand in its spans, in the order of the text.
EXPECTED = {
    "000": {
        "two_deadlines": ("10/01/24", "20 janvier 2024 à 12 h"),
        "channel_without_address": ("protected]",),
        "deadline_on_weekend": ("20 janvier 2024",),
        "title_unlike_kind": ("MANIFESTATION D’INTERET", "proposition technique et financière"),
        "parts_in_one_piece": ("proposition technique et financière",),
        "budget_without_tax_basis": ("6000€",),
        "blank_placeholder": ("TBD",),
        "no_grid": (),
        "privacy_notice_absent": (),
        "objective_without_deliverable": ("Formaliser les constats",),
    },
    "002": {
        "channel_without_address": ("SUPPORT A LA FORMALISATION POSITIONING TDS",),
        "machine_translation": (),
        "blank_placeholder": (
            "to express interest :",
            "full proposal :",
            "start of the mission :",
            "deliverable :",
        ),
        "privacy_notice_incomplete": ("computer processing",),
        "no_deliverable": (),
        "no_grid": (),
        "acronym_never_expanded": ("RdR", "TdS", "CPP1"),
        "open_list": ("etc.",),
    },
    "003": {
        "deadline_without_hour": ("02/08/2024",),
        "deadline_without_zone": ("02/08/2024",),
        "channel_without_address": ("POSTULER ICI",),
        "short_notice": ("29 Juillet 2024", "02/08/2024"),
        "days_do_not_fit": ("90 jours de travail", "août", "octobre 2024"),
        "no_grid": (),
        "privacy_notice_absent": (),
        "open_list": ("sans s’y limiter",),
    },
    "004": {
        "two_working_days": ("48 jours", "45 jours"),
        "channel_without_address": (),
        "two_ends": ("20.03.2027", "31/03/2027"),
        "deliverable_after_end": ("Avril 2027",),
        "report_period_before_start": ("décembre 2025",),
        "due_after_funding": ("mars 2027", "Avril 2027"),
        "price_without_formula": ("Offre financière",),
        "privacy_notice_incomplete": ("données vous concernant",),
        "early_closing_reserved": ("07 Janvier 2026", "finaliser un recrutement avant"),
        "acronym_never_expanded": ("CoP",),
        "open_list": ("livrables complémentaires pourront être demandés", "etc."),
        "only_selected_informed": ("Seul",),
    },
}


@pytest.fixture(scope="session")
def remarks_by_call(shared):
    """The draft and the remarks of each source call."""
    found = {}
    for name in EXPECTED:
        (path,) = sorted((shared / "seeds").glob(f"{name}_*.txt"))
        draft = read_call(path.read_text(encoding="utf-8"))
        found[name] = draft, check_draft(draft)
    return found


@pytest.mark.parametrize("name", EXPECTED)
def test_the_codes_are_those_expected_and_at_most_two_others(remarks_by_call, name):
    _draft, remarks = remarks_by_call[name]

    codes = [remark.code for remark in remarks]

    assert sorted(EXPECTED[name].keys() - set(codes)) == []
    others = [code for code in set(codes) if code not in EXPECTED[name]]
    assert len(others) <= OTHERS_ALLOWED, others


@pytest.mark.parametrize(
    ("name", "code"), [(name, code) for name, codes in EXPECTED.items() for code in codes]
)
def test_the_spans_hold_the_words_that_disagree(remarks_by_call, name, code):
    draft, remarks = remarks_by_call[name]

    spans = sorted(s for r in remarks if r.code == code for s in r.spans)

    quoted = " | ".join(" ".join(draft.quote(s).split()) for s in spans)
    for words in EXPECTED[name][code]:
        assert words in quoted


def _params(remarks_by_call, name, code):
    return next(r.params for r in remarks_by_call[name][1] if r.code == code)


def test_the_figures_of_the_contradictions(remarks_by_call):
    weekend = _params(remarks_by_call, "000", "deadline_on_weekend")
    effort = _params(remarks_by_call, "003", "days_do_not_fit")
    zones = _params(remarks_by_call, "003", "deadline_without_zone")
    days = _params(remarks_by_call, "004", "two_working_days")
    end = _params(remarks_by_call, "004", "deliverable_after_end")

    assert weekend["deadline"] == "2024-01-20T12:00"
    assert (effort["days"], effort["weekdays"]) == (90, 66)
    assert (zones["countries"], zones["first"], zones["last"]) == (9, 0, 120)
    assert sorted(days["numbers"]) == [45, 48]
    assert end["dues"] == ["2027-04"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("002", "no_deadline"),  # in prose only, below blank labels
        ("002", "deadline_on_weekend"),
        ("002", "page_limit_missing"),  # both documents have one
        ("002", "budget_without_tax_basis"),
        ("002", "email_without_subject"),
        ("002", "contingency_above_cap"),
        ("003", "parts_in_one_piece"),
        ("004", "grid_does_not_add_up"),
        ("004", "deadline_without_zone"),
        ("004", "duration_unlike_dates"),
        ("004", "no_grid"),
    ],
)
def test_what_a_source_call_says_well_is_left_alone(remarks_by_call, name, code):
    assert code not in [remark.code for remark in remarks_by_call[name][1]]
