"""Every code has words, with its numbers in them and the plural that they ask."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from mandat.intake import price_words, rule_words
from mandat.intake.price_words import said_of_concern
from mandat.intake.rule_words import said_of
from mandat.intake.rules.checks import Check, Outcome
from mandat.intake.rules.completeness import Answered, checks_of
from mandat.intake.rules.duplicates import Reason
from mandat.intake.rules.eligibility import Claim, Standing
from mandat.intake.rules.filing import Fate
from mandat.intake.rules.prices import Concern, LineKind, concerns_of, read_prices
from mandat.intake.states import ApplicationStage
from tests.intake.rules.making import content, document, pdf


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def test_too_many_pages_are_said_with_what_was_found_why_and_what_to_do():
    check = Check("1.m1", Outcome.TOO_LONG, "required_documents.1", {"pages": 4, "limit": 3})

    said = said_of(check)

    assert said.found == "4 pages, 3 allowed"
    assert said.why == "The call sets this limit."
    assert said.todo == "Replace it by a shorter one."


def test_an_estimate_is_called_one_and_one_page_is_no_pages():
    params = {"pages": 4, "limit": 3}

    assert said_of(Check("0", Outcome.INDICATIVE, "", params)).found == "about 4 pages, 3 allowed"
    assert said_of(Check("0", Outcome.OK, "", {"pages": 1, "limit": 3})).found == (
        "1 page, 3 allowed"
    )
    assert said_of(Check("0", Outcome.OK, "", {"pages": 1, "limit": None})).found == "1 page"
    assert said_of(Check("0", Outcome.OK)).found == "Received."


def test_pages_that_are_being_counted_are_not_said_yet():
    said = said_of(Check("0", Outcome.BEING_COUNTED, "", {"pages": 2, "limit": 3}))

    assert said.found == "Received, pages being counted."


def test_days_and_languages_are_said_as_people_write_them():
    validity = Check(
        "valid_until",
        Outcome.TOO_SHORT_VALIDITY,
        "offer_validity_days",
        {"until": date(2026, 2, 5), "needed": date(2026, 2, 6)},
    )
    languages = Check("working_languages", Outcome.NOT_SAID, "", {"codes": ["fr", "ar"]})

    assert said_of(validity).found == "The offer is valid until 5 February 2026."
    assert "6 February 2026" in said_of(validity).why
    assert said_of(languages).found == "Nobody of the team names: French and Arabic."


def test_everything_that_can_be_found_wanting_in_an_application_has_words():
    says = content(
        required_documents=[
            document(max_pages=1, min_references=2),
            document(attestations=True),
            document(part="financial"),
            document(),
        ],
        working_days=45,
        offer_validity_days=30,
        start_date="2026-01-20",
        working_languages=[{"code": "fr"}],
        eligibility={"count": 1, "items": [{"text": "Master"}]},
    )
    days = [{"days": "50"}]
    team = [{"key": "m1", "name": ""}]
    for words in ({}, {"days": days, "members": team}, {"days": days, "days_reason": "More."}):
        for is_typed in (True, False):
            checks = checks_of(
                says,
                Answered(
                    application=words,
                    found=[pdf("0", 2), pdf("1", 1)],
                    has_price=False,
                    stage=ApplicationStage.SINGLE,
                    closes_on=date(2026, 1, 7),
                    is_typed=is_typed,
                ),
            )

            for check in checks:
                said = said_of(check)
                assert said.found, check
                assert "%(" not in f"{said.found}{said.why}{said.todo}"
                if check.outcome == Outcome.MISSING:
                    assert said.why, check
                    assert said.todo, check


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_of_a_document_says_what_was_found(outcome):
    params = {"pages": 4, "limit": 3, "count": 2, "found": 1, "needed": 2, "files": 1, "name": "CV"}
    fields = {
        Outcome.TOO_FEW_REFERENCES: "references.0",
        Outcome.REFERENCES_UNREAD: "references.0",
        Outcome.TOO_SHORT_VALIDITY: "valid_until",
        Outcome.REASON_MISSING: "days",
        Outcome.TOO_MANY_DAYS: "days",
        Outcome.MORE_DAYS: "days",
        Outcome.OUTSIDE_MISSION: "free",
    }
    more = {"days": Decimal(50), "until": date.min, "needed": 2, "begins": date.max}

    assert said_of(Check(fields.get(outcome, "0"), outcome, "", params | more)).found


def test_every_concern_that_the_rules_can_raise_has_words():
    source = Path("mandat/intake/rules/prices.py").read_text()
    raised = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Concern"
        and isinstance(node.args[0], ast.Constant)
    }
    assigned = {f"amount_{w}" for w in ("unreadable", "missing", "negative", "too_large")}

    assert raised | assigned == set(price_words._CONCERNS)


def test_a_concern_is_said_with_its_money():
    prices, _faults = read_prices(
        {
            "currency": "EUR",
            "tax_rate": "20",
            "lines": [
                {"kind": "fees", "price": "6000", "unit": "day"},
                {"kind": "contingency", "price": "500"},
            ],
        }
    )
    says = content(
        budget={"amount": 6000, "currency": "EUR", "tax": "incl", "contingency_percent": 5},
        daily_rate={"amount": 400, "currency": "EUR"},
    )

    found = {c.code: said_of_concern(c) for c in concerns_of(prices, says)}

    assert found["over_ceiling"].found == (
        "The offer comes to €7,800: €1,800 above the ceiling of €6,000."
    )
    assert found["contingency_over"].why == "The call allows €325 of this offer at most."
    assert found["over_daily_rate"].found == "The fee of line 1 is €6,000 a day."
    assert said_of_concern(Concern("no_lines")).todo == "Add a line for each cost."


def test_every_code_of_the_rules_has_words():
    assert set(rule_words.FATES) == set(Fate)
    assert set(rule_words.STANDINGS) == set(Standing)
    assert set(rule_words.CLAIMS) == set(Claim)
    assert set(rule_words.REASONS) == set(Reason)
    assert set(rule_words.LINE_KINDS) == set(LineKind)
