"""The words that people read for fields, inputs, codes and states."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandat.calls.importer.draft import Certainty
from mandat.calls.origins import Origin
from mandat.calls.states import CallState, Formula, LateRule, Stage

STATES: Mapping[str, object] = {
    CallState.DRAFT: _("Draft"),
    CallState.DISCARDED: _("Discarded"),
    CallState.IN_APPROVAL: _("Waits for approval"),
    CallState.PUBLISHED: pgettext_lazy("call", "Open"),
    CallState.CLOSED: pgettext_lazy("call", "Closed"),
    CallState.CANCELLED: pgettext_lazy("call", "Cancelled"),
    CallState.ARCHIVED: pgettext_lazy("call", "Archived"),
}

FORMULAS: Mapping[str, object] = {
    Formula.RATIO_LOW: _("In proportion to the lowest price"),
    Formula.NORMALISED_BOTH: _("Best quality and lowest price both count 100"),
    Formula.FIXED_BUDGET: _("Best quality within the budget"),
    Formula.LEAST_COST: _("Lowest price above the pass mark"),
    Formula.QUALITY_ONLY: _("Quality only"),
}

# What each formula says to whoever applies. It is printed, and nothing else is applied.
FORMULA_SENTENCES: Mapping[str, object] = {
    Formula.RATIO_LOW: _(
        "The lowest price among the admitted offers receives all the points for the price; each "
        "other offer receives them in proportion: points × lowest price ÷ its price."
    ),
    Formula.NORMALISED_BOTH: _(
        "The best technical mark and the lowest price both count 100, the others in proportion; "
        "the two are then added with the weights of the grid."
    ),
    Formula.FIXED_BUDGET: _(
        "Among the offers within the budget ceiling, the one with the best technical mark is "
        "chosen; the price gives no points."
    ),
    Formula.LEAST_COST: _(
        "Among the offers that reach the pass mark, the one with the lowest price is chosen."
    ),
    Formula.QUALITY_ONLY: _("Only the technical mark counts; the price gives no points."),
}

LATE_RULES: Mapping[str, object] = {
    LateRule.REFUSE: _("What arrives after the deadline is refused."),
    LateRule.KEEP: _(
        "What arrives after the deadline is kept apart; whether it is admitted is decided with "
        "reasons, for everybody alike."
    ),
}

TEXT_STAGES: Mapping[str, object] = {
    Stage.PUBLIC.value: _("everybody reads it on the public page"),
    Stage.SHORTLISTED.value: _("only those who are shortlisted are given it"),
}

CERTAINTIES: Mapping[str, object] = {
    Certainty.SURE: _("sure"),
    Certainty.LIKELY: _("to confirm"),
    Certainty.CONFLICT: _("to settle"),
    Certainty.ABSENT: _("absent"),
}

ORIGINS: Mapping[str, object] = {
    Origin.IMPORTED: _("as read"),
    Origin.CONFIRMED: _("confirmed"),
    Origin.CHOSEN: _("chosen"),
    Origin.CORRECTED: _("corrected"),
}

WRITTEN = _("written")  # a value of a call that was not read in a text

SEVERITIES: Mapping[str, object] = {
    "blocking": _("Blocks publication"),
    "warning": _("Will probably cause trouble"),
    "advice": _("Would make the call clearer"),
}

SHORTCUTS: tuple[tuple[str, object], ...] = (
    ("n", _("next value to settle")),
    ("j", _("next field")),
    ("k", _("previous field")),
    ("c", _("confirm the value")),
    ("1–9", _("choose one of the readings")),
    ("e", _("correct the value")),
    ("s", _("see the value in the text")),
    ("r", _("go to the remarks")),
)

# The groups of the review screen, in the order in which a call is thought through.
GROUPS: tuple[tuple[object, tuple[str, ...]], ...] = (
    (
        _("The call"),
        ("title", "issuer", "programme", "language", "kind", "stages", "themes", "contract_type"),
    ),
    (
        _("Calendar and places"),
        ("deadline", "start_date", "end_date", "duration", "dates", "locations", "remote"),
    ),
    (
        _("Money and days"),
        ("working_days", "budget", "daily_rate", "funding"),
    ),
    (
        _("The work"),
        ("serves", "objectives", "methodology", "deliverables"),
    ),
    (
        _("Who is looked for"),
        ("eligibility", "working_languages"),
    ),
    (
        _("What is sent, and how it is judged"),
        (
            "required_documents",
            "submission",
            "offer_validity_days",
            "evaluation_grid",
            "pass_marks",
            "price_formula",
            "shortlist_cap",
        ),
    ),
    (
        _("Fairness and data protection"),
        ("outcome_notice", "early_closing", "privacy_notice"),
    ),
)

FIELDS: Mapping[str, object] = {
    "title": _("Title"),
    "issuer": _("Issuing organisation"),
    "programme": _("Programme or project"),
    "language": _("Language of the text"),
    "kind": _("What is asked for now"),
    "stages": _("Stages"),
    "themes": _("Themes"),
    "contract_type": _("Type of contract"),
    "deadline": _("Deadline"),
    "start_date": _("Start of the mission"),
    "end_date": _("End of the mission"),
    "duration": _("Duration"),
    "dates": _("All dates"),
    "locations": _("Countries"),
    "remote": _("Remote work"),
    "working_days": _("Working days"),
    "budget": _("Budget"),
    "daily_rate": _("Daily rate"),
    "funding": _("Funding"),
    "serves": _("Strategy or position served"),
    "objectives": _("Objectives"),
    "methodology": _("Method"),
    "deliverables": _("Deliverables"),
    "eligibility": _("Profile and eligibility"),
    "working_languages": _("Working languages"),
    "required_documents": _("Required documents"),
    "submission": _("Where and how to send"),
    "offer_validity_days": _("Validity of offers"),
    "evaluation_grid": _("Scoring grid"),
    "pass_marks": _("Pass marks"),
    "price_formula": _("Price formula"),
    "shortlist_cap": _("Shortlist at most"),
    "outcome_notice": _("Who is told the outcome"),
    "early_closing": _("Early closing reserved"),
    "privacy_notice": _("Data protection notice"),
    "sections": _("Sections"),
}

COLUMNS: Mapping[str, object] = {
    "value": _("Value"),
    "day": _("Day"),
    "time": _("Hour"),
    "timezone": _("Time zone"),
    "amount": _("Amount"),
    "amount_min": _("From (if a range)"),
    "currency": _("Currency"),
    "tax": _("Tax basis"),
    "covers": _("What it covers"),
    "contingency_percent": _("Contingency, % at most"),
    "unit": _("Unit"),
    "role": _("What it is"),
    "date": _("Date"),
    "firm": _("Firm"),
    "donor": _("Donor"),
    "agreement": _("Agreement"),
    "start": _("From"),
    "end": _("Until"),
    "objective": _("Donor's objective"),
    "name": _("Name"),
    "kind": _("Kind"),
    "text": _("Text"),
    "due": _("Due"),
    "pages": _("Pages"),
    "period_start": _("Period from"),
    "period_end": _("Period until"),
    "required": _("Required"),
    "code": _("Language"),
    "part": _("Part of the offer"),
    "per": _("One per"),
    "max_pages": _("Pages at most"),
    "min_references": _("References at least"),
    "attestations": _("Attestations"),
    "label": _("Criterion"),
    "max_points": _("Points"),
    "weight": _("Weight, %"),
    "parent": _("Part of criterion"),
    "criterion": _("Criterion"),
    "minimum": _("Minimum"),
    "channel": _("Channel"),
    "paper": _("On paper"),
    "address": _("Address"),
    "subject": _("Imposed subject line"),
    "exclusive": _("No other channel"),
    "deadline": _("Deadline"),
}

CODES: Mapping[str, object] = {
    "yes": _("yes"),
    "no": _("no"),
    "eoi": _("expression of interest"),
    "expression_of_interest": _("expression of interest"),
    "full_proposal": _("full proposal"),
    "other": pgettext_lazy("kind", "other"),
    "srhr": _("sexual and reproductive health and rights"),
    "abortion": _("safe abortion"),
    "harm_reduction": _("harm reduction"),
    "sex_work": _("sex work"),
    "trafficking": _("trafficking in human beings"),
    "minors": _("minors"),
    "gbv": _("gender-based violence"),
    "hiv": _("HIV"),
    "migration": _("migration"),
    "human_rights_defenders": _("human rights defenders"),
    "advocacy": _("advocacy"),
    "community_of_practice": _("community of practice"),
    "gender_equality": _("gender equality"),
    "maternal_health": _("maternal health"),
    "mental_health": _("mental health"),
    "youth": _("youth"),
    "disability": _("disability"),
    "evaluation": pgettext_lazy("theme", "evaluation"),
    "audit": pgettext_lazy("theme", "audit"),
    "fundraising": _("fundraising"),
    "security": pgettext_lazy("theme", "safety and protection"),
    "transparency": _("transparency and accountability"),
    "capacity_building": _("capacity building"),
    "reparations": pgettext_lazy("theme", "reparations"),
    "day": pgettext_lazy("unit", "days"),
    "week": pgettext_lazy("unit", "weeks"),
    "month": pgettext_lazy("unit", "months"),
    "year": pgettext_lazy("unit", "years"),
    "incl": _("taxes included"),
    "excl": _("excluding taxes"),
    "general": _("general"),
    "specific": _("specific"),
    "administrative": _("administrative"),
    "technical": _("technical"),
    "financial": _("financial"),
    "member": _("team member"),
    "team": _("team"),
    "points": _("points"),
    "percent": _("%"),
    "email": _("e-mail"),
    "portal": _("online form"),
    "paper": _("paper, under sealed cover"),
    "masked": _("hidden in the text"),
    "all": _("all applicants"),
    "selected_only": _("only those selected"),
    "publication": _("publication"),
    "questions": _("last day for questions"),
    "application": _("application"),
    "opening": _("opening of applications"),
    "interview": _("interviews"),
    "decision": _("decision"),
    "mission_start": _("start of the mission"),
    "mission_end": _("end of the mission"),
    "mission_closure": _("closure of the mission"),
    "deliverable": _("deliverable"),
    "report_period_start": _("reporting period from"),
    "report_period_end": _("reporting period until"),
    "funding_start": _("funding from"),
    "funding_end": _("funding until"),
    "strategy_start": _("strategy from"),
    "strategy_end": _("strategy until"),
    "purpose": _("purpose"),
    "controller": _("who is responsible"),
    "recipients": _("who receives the data"),
    "retention": _("how long they are kept"),
    "access": _("right of access"),
    "rectification": _("right of rectification"),
    "objection": _("right to object"),
    "erasure": _("right of erasure"),
    "contact": _("contact"),
    "legal_basis": _("legal basis"),
    "confidentiality": _("confidentiality"),
}

ERRORS: Mapping[str, object] = {
    "required": _("Fill this in, or empty the whole line."),
    "not_a_whole_number": _("Write a whole number, for example 45."),
    "not_a_number": _("Write a number, for example 6000 or 12.5."),
    "not_a_day": _("Write a day as 2026-01-07 or 07/01/2026; with an hour, the day is needed."),
    "not_a_time": _("Write an hour as 17:30."),
    "not_a_zone": _("Choose a time zone from the list, for example Europe/Paris."),
    "not_a_country": _("Choose a country from the list."),
    "not_a_currency": _("Write the three letters of a currency, for example EUR."),
    "not_a_language": _("Write the code of a language, for example fr."),
    "not_a_choice": _("Choose one of the values offered."),
}
