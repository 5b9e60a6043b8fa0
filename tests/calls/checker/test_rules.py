"""Every rule is broken once, alone, and almost broken once."""

import pytest

from mandat.calls.checker import Severity, check_draft
from mandat.calls.checker.table import NOTICES, RULES, SEVERITIES
from mandat.calls.importer.draft import Span
from tests.calls.checker.drafts import (
    PARTS,
    TEXT,
    call_draft,
    codes,
    conflict,
    date_of,
    deliverables,
    document,
    eligibility,
    found,
    grid,
    item,
    with_part,
)


def _text(old, new):
    assert old in TEXT
    return TEXT.replace(old, new)


def _report(**days):
    return deliverables(item("charter proposal", text="final report", **days))


OFFER = document("technical offer", "technical", max_pages=10, min_references=2)
PRICE = document("financial offer", "financial")

# One change to the sound draft, and the codes that it calls for: its own alone.
BROKEN = {
    "no_deadline": call_draft(deadline=None),
    "two_deadlines": call_draft(
        deadline=conflict("2026-06-05T18:00", "2026-06-12T18:00", timezone="Europe/Paris")
    ),
    "deadline_without_hour": call_draft(
        deadline=found("2026-06-05", "5 June 2026", timezone="Europe/Paris")
    ),
    "deadline_without_zone": call_draft(
        deadline=found("2026-06-05T18:00", "5 June 2026", timezone=None)
    ),
    "deadline_on_weekend": call_draft(
        deadline=found("2026-06-06T18:00", "5 June 2026", timezone="Europe/Paris")
    ),
    "deadline_on_holiday": call_draft(
        deadline=found("2026-05-25T18:00", "5 June 2026", timezone="Europe/Paris")
    ),
    "deadline_before_publication": call_draft(dates=found([date_of("publication", "2026-06-08")])),
    "short_notice": call_draft(dates=found([date_of("publication", "2026-05-26")])),
    "second_stage_before_first": call_draft(
        stages=found(
            [
                item("Send everything", kind="expression_of_interest", deadline="2026-06-05"),
                item("How to apply", kind="full_proposal", deadline="2026-05-29"),
            ]
        )
    ),
    "start_before_decision": call_draft(start_date=found("2026-06-10"), duration=None),
    "end_before_start": call_draft(
        start_date=found("2026-07-01"),
        end_date=found("2026-06-30"),
        deliverables=deliverables(
            item("charter proposal", text="night welcome and charter propose", due=None)
        ),
    ),
    "two_ends": call_draft(end_date=conflict("2026-10-31", "2026-11-15")),
    "duration_unlike_dates": call_draft(duration=found({"amount": 6, "unit": "month"})),
    "deliverable_after_end": call_draft(deliverables=_report(due="2026-11")),
    "report_period_before_start": call_draft(
        deliverables=_report(due="2026-10", period_start="2026-06", period_end="2026-09")
    ),
    "report_period_after_end": call_draft(
        deliverables=_report(due=None, period_start="2026-08", period_end="2026-11")
    ),
    "report_due_before_its_period": call_draft(
        deliverables=_report(due="2026-08", period_start="2026-07", period_end="2026-09")
    ),
    "due_after_funding": call_draft(
        funding=found({"donor": "Fund", "end": "2026-09-30"}, "Budget")
    ),
    "two_working_days": call_draft(working_days=conflict(20, 25)),
    "days_do_not_fit": call_draft(working_days=found(90)),
    "no_grid": call_draft(evaluation_grid=None),
    "grid_does_not_add_up": call_draft(
        evaluation_grid=grid(("quality of the method", 60), ("financial offer", 35))
    ),
    "grid_without_price": call_draft(
        evaluation_grid=grid(("quality of the method", 60), ("experience", 40))
    ),
    "price_not_asked": call_draft(
        TEXT.replace("financial offer", "one page"), required_documents=found([OFFER])
    ),
    "price_without_formula": call_draft(price_formula=None),
    "title_unlike_kind": call_draft(
        _text("Study of the listening posts in three towns", "Call for expressions of interest"),
        title=found("Listening posts"),
        kind=found("eoi"),
    ),
    "stage_without_documents": call_draft(required_documents=None),
    "parts_in_one_piece": call_draft(
        required_documents=found(
            [document("Technical and financial proposal", max_pages=10, min_references=2)]
        )
    ),
    "page_limit_missing": call_draft(
        required_documents=found([OFFER, PRICE, document("cover letter")])
    ),
    "references_without_document": call_draft(
        required_documents=found([document("technical offer", "technical"), PRICE])
    ),
    "two_budgets": call_draft(
        budget=conflict(
            {"amount": 12000, "currency": "EUR", "tax": "incl"},
            {"amount": 15000, "currency": "EUR", "tax": "incl"},
        )
    ),
    "budget_without_currency": call_draft(budget=with_part("budget", currency=None)),
    "budget_without_tax_basis": call_draft(budget=with_part("budget", tax=None)),
    "contingency_above_cap": call_draft(budget=with_part("budget", contingency_percent=8)),
    "two_places": call_draft(locations=conflict(["FR"], ["BE"])),
    "channel_without_address": call_draft(
        submission=with_part("submission", address="masked", addresses=[], address_present=False)
    ),
    "exclusive_channel_two_addresses": call_draft(
        submission=with_part(
            "submission", exclusive=True, addresses=["appels@example.org", "two@example.org"]
        )
    ),
    "email_without_subject": call_draft(submission=with_part("submission", subject=None)),
    "privacy_notice_absent": call_draft(privacy_notice=None),
    "privacy_notice_incomplete": call_draft(privacy_notice={"parts": PARTS[1:]}),
    "no_objective": call_draft(objectives=None),
    "no_deliverable": call_draft(deliverables=None),
    "no_profile": call_draft(eligibility=None),
    "objective_without_deliverable": call_draft(
        deliverables=deliverables(item("charter proposal", text="shared charter, 4 pages"))
    ),
    "profile_discriminates": call_draft(eligibility=eligibility("be a national of the country")),
    "acronym_never_expanded": call_draft(_text("Profile", "Profile: a friend of the RdR network")),
    "blank_placeholder": call_draft(_text("Published on 4 May 2026", "Date of interviews:")),
    "open_list": call_draft(
        _text("Profile\n", "Additional deliverables may be requested.\n\nProfile\n")
    ),
    "early_closing_reserved": call_draft(early_closing=True),
    "only_selected_informed": call_draft(outcome_notice="selected_only"),
}


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_broken_rule_is_the_only_remark(code):
    remarks = check_draft(BROKEN[code])

    assert [(r.code, r.severity) for r in remarks] == [(code, SEVERITIES[code])]


def test_a_sound_call_has_no_remark():
    assert check_draft(call_draft()) == []


# Changes that look like a broken rule, and are not one.
SOUND = {
    "two_deadlines: the same one twice": call_draft(
        deadline=conflict("2026-06-05T18:00", "2026-06-05T18:00", timezone="Europe/Paris")
    ),
    "deadline_on_weekend: a Friday is a working day in France": call_draft(
        deadline=found("2026-06-12T18:00", timezone="Europe/Paris")
    ),
    "deadline_on_holiday: another country's holiday": call_draft(
        deadline=found("2026-05-25T18:00", timezone="Africa/Tunis")
    ),
    "deadline_before_publication: long before": call_draft(
        dates=found([date_of("publication", "2026-04-01")])
    ),
    "short_notice: exactly the minimum": call_draft(
        dates=found([date_of("publication", "2026-05-21")])
    ),
    "short_notice: no day of publication": call_draft(dates=None),
    "second_stage_before_first: in the right order": call_draft(
        stages=found(
            [
                item("Send everything", kind="expression_of_interest", deadline="2026-06-05"),
                item("How to apply", kind="full_proposal", deadline="2026-06-26"),
            ]
        )
    ),
    "start_before_decision: the month that the deadline is in": call_draft(
        start_date=found("2026-06"), duration=None
    ),
    "end_before_start: in the same month": call_draft(
        start_date=found("2026-10-05"), end_date=found("2026-10"), duration=None
    ),
    "two_ends: the day and its month": call_draft(end_date=conflict("2026-10-31", "2026-10")),
    "duration_unlike_dates: months counted by the calendar": call_draft(
        start_date=found("2026-07-20"), duration=found({"amount": 4, "unit": "month"})
    ),
    "duration_unlike_dates: about as many weeks": call_draft(
        duration=found({"amount": 17, "unit": "week"})
    ),
    "deliverable_after_end: in the month of the end": call_draft(
        deliverables=_report(due="2026-10")
    ),
    "report_period_before_start: from the month of the start": call_draft(
        start_date=found("2026-07-20"),
        duration=None,
        deliverables=_report(due="2026-10", period_start="2026-07", period_end="2026-09"),
    ),
    "report_period_after_end: to the month of the end": call_draft(
        deliverables=_report(due="2026-10", period_start="2026-08", period_end="2026-10")
    ),
    "report_due_before_its_period: in its last month": call_draft(
        deliverables=_report(due="2026-09", period_start="2026-07", period_end="2026-09")
    ),
    "due_after_funding: the funding ends in the year of the mission": call_draft(
        funding=found({"donor": "Fund", "end": "2026"})
    ),
    "two_working_days: one number": call_draft(working_days=found(25)),
    "days_do_not_fit: every working day of the window": call_draft(
        working_days=found(86)  # 88 weekdays less 14 July; 15 August is a Saturday
    ),
    "grid_does_not_add_up: a technical grid of 70 points": call_draft(
        evaluation_grid=grid(("method", 40), ("team and its price", 30))
    ),
    "grid_does_not_add_up: three thirds": call_draft(
        evaluation_grid=grid(("method", 33.3), ("team", 33.3), ("price", 33.3))
    ),
    "grid_does_not_add_up: lines below lines": call_draft(
        evaluation_grid=grid(
            ("quality", 60), ("method", 20, "quality"), ("team", 40, "quality"), ("price", 40)
        )
    ),
    "price_not_asked: asked in prose": call_draft(
        required_documents=found([document("offer", max_pages=10, min_references=2)])
    ),
    "price_without_formula: no price in the grid or the documents": call_draft(
        price_formula=None,
        evaluation_grid=grid(("method", 60), ("experience", 40)),
        required_documents=found([OFFER]),
    ),
    "title_unlike_kind: a first step that asks for a letter": call_draft(
        _text("Study of the listening posts in three towns", "Call for expressions of interest"),
        kind=found("eoi"),
        required_documents=found([document("letter with 2 references", max_pages=3)]),
        evaluation_grid=grid(("method", 60), ("experience", 40)),
    ),
    "parts_in_one_piece: in separate files": call_draft(
        required_documents=found(
            [
                document(
                    "Technical and financial proposals in two separate files",
                    max_pages=10,
                    min_references=2,
                )
            ]
        )
    ),
    "page_limit_missing: a certificate has no pages to limit": call_draft(
        required_documents=found([OFFER, PRICE, document("registration certificate")])
    ),
    "contingency_above_cap: at the cap": call_draft(
        budget=with_part("budget", contingency_percent=5)
    ),
    "exclusive_channel_two_addresses: the same one twice": call_draft(
        submission=with_part(
            "submission", exclusive=True, addresses=["appels@example.org", "Appels@example.org "]
        )
    ),
    "channel_without_address: brought on paper, to a place named in prose": call_draft(
        submission=with_part(
            "submission", channel="paper", address=None, addresses=[], address_present=False
        )
    ),
    "email_without_subject: a form needs none": call_draft(
        submission=with_part("submission", channel="portal", subject=None)
    ),
    "objective_without_deliverable: a final report covers all": call_draft(
        deliverables=deliverables(item("charter proposal", text="final report"))
    ),
    "profile_discriminates: with its reason": call_draft(
        eligibility=eligibility(
            "be a woman, because the people met in the shelters are women",
            "having done sex work is a plus",
            "moins de 3 ans d'absence du terrain",
            "men and women are encouraged to apply, whatever their age or nationality",
        )
    ),
    "acronym_never_expanded: explained, known, or a word in capitals": call_draft(
        _text(
            "Profile",
            "Profile: harm reduction (HR), FdL (Femmes de Lumière), réduction des risques, RdR,"
            " an NGO paid in XOF must NOT fax, NOT even once. It must not.",
        )
    ),
    "blank_placeholder: filled on the next line": call_draft(
        _text("Published on 4 May 2026", "Date of interviews:\n 12 June 2026\nPlan to be defined.")
    ),
    "open_list: in the background of the call": call_draft(
        _text("Objectives\n", "The posts offer tea, coats, etc.\n\nObjectives\n")
    ),
    "early_closing_reserved: not reserved": call_draft(early_closing=False),
}


@pytest.mark.parametrize("case", SOUND)
def test_what_only_looks_wrong_is_left_alone(case):
    assert codes(SOUND[case]) == []


def test_every_rule_has_a_broken_case_and_a_code_of_its_own():
    listed = [rule.code for rule in RULES]

    assert sorted(BROKEN) == sorted(listed)
    assert len(set(listed)) == len(listed)
    assert not set(listed) & NOTICES.keys()
    assert all(rule.source for rule in RULES)


def test_of_a_short_card_only_what_it_could_say_is_missed():
    card = call_draft(
        notices=(("short_card", (Span(0, 5),)),),
        objectives=None,
        deliverables=None,
        eligibility=None,
        required_documents=None,
        privacy_notice=None,
    )

    assert codes(card) == ["short_card", "privacy_notice_absent"]


@pytest.mark.parametrize("code", NOTICES)
def test_what_the_reading_noticed_becomes_a_remark(code):
    remarks = check_draft(call_draft(notices=((code, (Span(0, 5), Span(9, 12))),)))

    assert [(r.code, r.severity, len(r.spans)) for r in remarks] == [(code, Severity.WARNING, 2)]
