"""Every remark has a sentence that names what it is about, in the reader's language."""

import re

import pytest
from django.utils import translation

from mandat.calls.checker import Remark, Remedy, RemedyKind, Severity, check_draft
from mandat.calls.checker.table import NOTICES, RULES
from mandat.calls.sentences import MESSAGES
from mandat.calls.wording import remark_message, remedy_label
from tests.calls.checker.drafts import call_draft, conflict, found
from tests.calls.checker.test_rules import BROKEN

ONE_SENTENCE_AT_LEAST = re.compile(r".{20,}\.")


def _message(draft, language="en"):
    (remark,) = check_draft(draft)
    with translation.override(language):
        return remark_message(remark)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_every_rule_has_a_sentence_and_its_remedy_a_label(code, language):
    (remark,) = check_draft(BROKEN[code])

    with translation.override(language):
        message, label = remark_message(remark), remedy_label(remark)

    assert ONE_SENTENCE_AT_LEAST.fullmatch(message)
    assert "None" not in message + label
    assert "%(" not in message + label
    assert bool(label) == (remark.remedy is not None)


def test_every_sentence_belongs_to_a_code_that_exists():
    codes = {rule.code for rule in RULES} | NOTICES.keys()

    assert {key.partition(".")[0] for key in MESSAGES} == codes


def test_the_message_names_the_day_of_the_week_and_the_date():
    message = _message(BROKEN["deadline_on_weekend"])

    assert "Saturday" in message
    assert "6 June 2026" in message
    assert "18:00" in message


def test_a_holiday_is_named_in_the_language_of_the_reader():
    assert "Pentecost Monday" in _message(BROKEN["deadline_on_holiday"], "en")
    assert "Lundi de Pentecôte" in _message(BROKEN["deadline_on_holiday"], "fr")


def test_the_spread_of_time_zones_is_shown():
    draft = call_draft(
        deadline=found("2026-06-05T18:00", timezone=None), locations=found(["SN", "CM", "CD"])
    )

    assert "UTC+0 " in _message(draft)
    assert "UTC+2" in _message(draft)


def test_a_blank_is_quoted_and_long_lists_are_counted():
    draft = call_draft("Date of start:\nDate of visit:\nDate of talks:\nDate of report:\n")

    message = _message(draft)

    assert "“Date of start:”; “Date of visit:”; “Date of talks:” (+1)" in message


@pytest.mark.parametrize(
    ("remedy", "label"),
    [
        (Remedy(RemedyKind.CHOOSE, "working_days", 48, 0), "Keep: 48"),
        (Remedy(RemedyKind.CHOOSE, "end_date", "2027-03-20", 0), "Keep: 20 March 2027"),
        (Remedy(RemedyKind.SET, "budget.contingency_percent", 5), "5"),
        (Remedy(RemedyKind.ASK, "deadline.timezone", "Europe/Paris"), "Europe/Paris"),
        (Remedy(RemedyKind.ASK, "deadline"), "Fill in: Deadline"),
        (Remedy(RemedyKind.DROP, "early_closing"), "Take out: Early closing reserved"),
        (Remedy(RemedyKind.SET, "outcome_notice", "all"), "all applicants"),
        (Remedy(RemedyKind.CHOOSE, "locations", ["FR", "BE"], 0), "France · Belgium"),
        (
            Remedy(RemedyKind.CHOOSE, "budget", {"amount": 6000, "currency": "EUR"}, 0),
            "Keep: €6,000",
        ),
    ],
)
def test_the_label_of_a_remedy_shows_its_value(remedy, label):
    with translation.override("en"):
        shown = remedy_label(Remark("two_deadlines", Severity.BLOCKING, remedy=remedy))

    assert label in shown


def test_values_keep_their_own_direction_in_arabic():
    message = _message(call_draft(working_days=conflict(48, 45)), "ar")

    assert message.count("\u2068") == message.count("\u2069") == 1


def test_a_code_without_sentence_is_still_shown():
    with translation.override("en"):
        assert "new_notice" in remark_message(Remark("new_notice", Severity.WARNING))
