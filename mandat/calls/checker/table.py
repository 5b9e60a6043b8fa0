"""Every rule of the checker: its code, its severity, and why it exists.

Sources: "practice" is the reading of real calls of several publishers; a law or a standard
is named where the rule rests on one. Blocking is what would leave an applicant unable to
know what to do, or what the text says twice in different ways.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from mandat.calls.checker import (
    acronyms,
    conditions,
    content,
    deadlines,
    documents,
    effort,
    grid,
    money,
    placeholders,
    privacy,
    procedure,
    schedule,
    submission,
)
from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Severity

_BLOCKING, _WARNING, _ADVICE = Severity.BLOCKING, Severity.WARNING, Severity.ADVICE


class Rule(NamedTuple):
    """A check: its function yields one concern for each remark to make."""

    code: str
    severity: Severity
    find: Callable[[Facts], Iterable[Concern]]
    source: str


_PRACTICE = "practice"
_EQUAL = "practice: equal treatment of applicants"
_SEALED = "practice: prices stay sealed until the technical marks are final"
_GDPR = "GDPR, article 13"

RULES = (
    Rule("no_deadline", _BLOCKING, deadlines.no_deadline, _EQUAL),
    Rule("two_deadlines", _BLOCKING, deadlines.two_deadlines, _EQUAL),
    Rule("deadline_without_hour", _BLOCKING, deadlines.deadline_without_hour, _EQUAL),
    Rule("deadline_without_zone", _BLOCKING, deadlines.deadline_without_zone, _EQUAL),
    Rule("deadline_on_weekend", _WARNING, deadlines.deadline_on_weekend, _PRACTICE),
    Rule("deadline_on_holiday", _WARNING, deadlines.deadline_on_holiday, _PRACTICE),
    Rule(
        "deadline_before_publication", _BLOCKING, deadlines.deadline_before_publication, _PRACTICE
    ),
    Rule("short_notice", _WARNING, deadlines.short_notice, _EQUAL),
    Rule("second_stage_before_first", _BLOCKING, deadlines.second_stage_before_first, _PRACTICE),
    Rule("start_before_decision", _WARNING, schedule.start_before_decision, _PRACTICE),
    Rule("end_before_start", _BLOCKING, schedule.end_before_start, _PRACTICE),
    Rule("two_ends", _WARNING, schedule.two_ends, _PRACTICE),
    Rule("duration_unlike_dates", _WARNING, schedule.duration_unlike_dates, _PRACTICE),
    Rule("deliverable_after_end", _WARNING, schedule.deliverable_after_end, _PRACTICE),
    Rule("report_period_before_start", _WARNING, schedule.report_period_before_start, _PRACTICE),
    Rule("report_period_after_end", _WARNING, schedule.report_period_after_end, _PRACTICE),
    Rule(
        "report_due_before_its_period", _WARNING, schedule.report_due_before_its_period, _PRACTICE
    ),
    Rule(
        "due_after_funding",
        _WARNING,
        schedule.due_after_funding,
        "practice: costs after the period of a grant agreement are not eligible",
    ),
    Rule("two_working_days", _BLOCKING, effort.two_working_days, _PRACTICE),
    Rule("days_do_not_fit", _WARNING, effort.days_do_not_fit, _PRACTICE),
    Rule("no_grid", _WARNING, grid.no_grid, _EQUAL),
    Rule("grid_does_not_add_up", _BLOCKING, grid.grid_does_not_add_up, _EQUAL),
    Rule("grid_without_price", _WARNING, grid.grid_without_price, _EQUAL),
    Rule("price_not_asked", _WARNING, grid.price_not_asked, _EQUAL),
    Rule("price_without_formula", _WARNING, grid.price_without_formula, _EQUAL),
    Rule("title_unlike_kind", _WARNING, documents.title_unlike_kind, _PRACTICE),
    Rule("stage_without_documents", _WARNING, documents.stage_without_documents, _PRACTICE),
    Rule("parts_in_one_piece", _WARNING, documents.parts_in_one_piece, _SEALED),
    Rule("page_limit_missing", _ADVICE, documents.page_limit_missing, _EQUAL),
    Rule("references_without_document", _WARNING, documents.references_without_document, _PRACTICE),
    Rule("two_budgets", _BLOCKING, money.two_budgets, _PRACTICE),
    Rule("budget_without_currency", _BLOCKING, money.budget_without_currency, _PRACTICE),
    Rule("budget_without_tax_basis", _WARNING, money.budget_without_tax_basis, _PRACTICE),
    Rule("contingency_above_cap", _WARNING, money.contingency_above_cap, _PRACTICE),
    Rule("two_places", _WARNING, content.two_places, _PRACTICE),
    Rule("channel_without_address", _BLOCKING, submission.channel_without_address, _PRACTICE),
    Rule(
        "exclusive_channel_two_addresses",
        _BLOCKING,
        submission.exclusive_channel_two_addresses,
        _EQUAL,
    ),
    Rule("email_without_subject", _ADVICE, submission.email_without_subject, _PRACTICE),
    Rule("privacy_notice_absent", _WARNING, privacy.privacy_notice_absent, _GDPR),
    Rule("privacy_notice_incomplete", _WARNING, privacy.privacy_notice_incomplete, _GDPR),
    Rule("no_objective", _WARNING, content.no_objective, _PRACTICE),
    Rule("no_deliverable", _WARNING, content.no_deliverable, _PRACTICE),
    Rule("no_profile", _WARNING, content.no_profile, _PRACTICE),
    Rule(
        "objective_without_deliverable", _ADVICE, content.objective_without_deliverable, _PRACTICE
    ),
    Rule(
        "profile_discriminates",
        _WARNING,
        conditions.profile_discriminates,
        "International Labour Organization, Convention 111",
    ),
    Rule("acronym_never_expanded", _ADVICE, acronyms.acronym_never_expanded, _PRACTICE),
    Rule("blank_placeholder", _WARNING, placeholders.blank_placeholder, _PRACTICE),
    Rule("open_list", _ADVICE, content.open_list, _PRACTICE),
    Rule("early_closing_reserved", _WARNING, procedure.early_closing_reserved, _EQUAL),
    Rule("only_selected_informed", _ADVICE, procedure.only_selected_informed, _EQUAL),
)

# What the reading itself noticed (`CallDraft.notices`).
NOTICES = {
    "machine_translation": _WARNING,
    "not_a_call": _WARNING,
    "several_calls": _WARNING,
    "short_card": _WARNING,
    "field_not_read": _WARNING,
}

SEVERITIES = {rule.code: rule.severity for rule in RULES} | NOTICES
