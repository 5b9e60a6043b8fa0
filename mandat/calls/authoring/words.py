"""The words of the nine steps: what each is for, an example, and one sentence for each field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mandat.calls.authoring.steps import Step


@dataclass(frozen=True, slots=True)
class Guide:
    """What a step is called, what it is for in two sentences, and how others have written it."""

    title: object
    guidance: object
    example: object


GUIDES: Mapping[Step, Guide] = {
    Step.PURPOSE: Guide(
        _("Purpose and funding"),
        _(
            "Say in one line what you look for, and what pays for it. Whoever reads only this "
            "should know whether to read on."
        ),
        _("Study on access to health care for sex workers in Brussels. 24,000 EUR without taxes."),
    ),
    Step.OBJECTIVES: Guide(
        _("Objectives"),
        _(
            "Write what will be known or changed at the end, one line for each. An objective is "
            "good when one can tell later whether it was reached."
        ),
        _(
            "General: understand what keeps people from care. Specific: compare the laws of six "
            "countries."
        ),
    ),
    Step.DELIVERABLES: Guide(
        _("Deliverables"),
        _(
            "List what will be handed over, and by when. Applicants set their price by this list: "
            "what is not on it will not come."
        ),
        _("Final report with recommendations, 31 March, 40 pages at most."),
    ),
    Step.METHOD: Guide(
        _("Method"),
        _(
            "Say what you expect of the work: sources, people to meet, care for those who are "
            "asked. Leave room for the applicants’ own method."
        ),
        _(
            "Review of documents; about twenty interviews; a workshop where the results are "
            "discussed."
        ),
    ),
    Step.PROFILE: Guide(
        _("Profile"),
        _(
            "List what the person or team must have, one line for each, and what is only a plus. "
            "Each condition keeps people out: ask for what the work needs."
        ),
        _("Five years of experience in public health (required). Knowledge of Arabic (a plus)."),
    ),
    Step.DOCUMENTS: Guide(
        _("Documents"),
        _(
            "Say what to send, how long it may be, and where to. Ask for the price in a file of "
            "its own: it stays sealed while the quality is marked."
        ),
        _("Methodological note, technical part, 8 pages at most. Financial offer, financial part."),
    ),
    Step.GRID: Guide(
        _("Scoring grid"),
        _(
            "Say what counts and how much, before anybody applies. What stands here cannot be "
            "changed once the call is public."
        ),
        _("Method | 40\n- Understanding | 15\n- Approach | 25\nExperience | 40\nPrice | 20"),
    ),
    Step.CALENDAR: Guide(
        _("Calendar"),
        _(
            "Say until when to apply, and what happens after. Dates are proposed from your "
            "organisation’s habits; none is kept until you say so."
        ),
        _("Wednesday 7 January 2026 at 17:00, Europe/Brussels; the mission starts on 2 March."),
    ),
    Step.NOTICE: Guide(
        _("Data protection notice"),
        _(
            "Tell applicants what becomes of their data, and that everybody will have an answer. "
            "The law asks for the first, respect for the second."
        ),
        _(
            "Data protection officer: dpo@example.org. Files of those not chosen are kept two "
            "years."
        ),
    ),
}

HELP: Mapping[str, object] = {
    "title": _("What will be done, for whom, where."),
    "programme": _("As applicants know it."),
    "funding": _("Work after the last day of the funding may not be paid."),
    "budget": _("The most that can be paid, its currency, and whether taxes are in it."),
    "daily_rate": _("Only if you pay by the day."),
    "issuer": _("The name under which you publish."),
    "language": _("The call is written in this language; others can be added as translations."),
    "contract_type": _("For example: service contract, consultancy."),
    "objectives": _("One line for each: the general one first, then the specific ones."),
    "themes": _("People find the call by them."),
    "locations": _("Where the work is done."),
    "remote": _("Whether the work can be done from elsewhere."),
    "serves": _("A strategy or a position that this work feeds, with its years."),
    "deliverables": _("One line for each, with its day."),
    "methodology": _("One line for each element that you expect."),
    "working_days": _("Days that you pay for, for the whole team."),
    "eligibility": _("One line for each condition."),
    "working_languages": _("In which the person must be able to work."),
    "kind": _("Everything at once, or a short first step."),
    "required_documents": _("One line for each file."),
    "submission": _(
        "One way in, and one only: nothing gets lost between two. Give the e-mail address or the "
        "link of the form."
    ),
    "offer_validity_days": _("How long an offer binds whoever makes it."),
    "stages": _("Only if full proposals are asked for in a second step."),
    "evaluation_grid": _(
        "One criterion a line, its points at the end. A hyphen makes a part of the line above. "
        "The first level makes 100."
    ),
    "price_formula": _("How a price becomes points."),
    "pass_marks": _("Below this, an offer is not taken, however cheap it is."),
    "shortlist_cap": _("How many are invited to the second step, at most."),
    "deadline": _("The day, the hour, and the time zone in which they are meant."),
    "start_date": _("The first day of work; leave time to decide and to sign."),
    "end_date": _("The day on which everything is handed over."),
    "dates": _("What applicants wait for: last day for questions, interviews, decision."),
    "duration": _("Only if you cannot give both days."),
    "privacy_notice": _("The parts that the law asks for. Untick nothing without a reason."),
    "outcome_notice": _("Whoever worked on an offer deserves an answer."),
    "early_closing": _("Whether you keep the right to choose before the deadline. Better not."),
}

NOTICE_LABELS: Mapping[str, object] = {
    "controller": _("Who is responsible: name and postal address"),
    "contact": _("Whom to write to about one’s data"),
    "retention": _("How long the data of those who are not chosen are kept"),
}

DATE_LABELS: Mapping[str, object] = {
    "questions": _("Last day for questions"),
    "deadline": _("Deadline"),
    "decision": _("Decision"),
    "start_date": _("Start of the mission"),
    "end_date": _("End of the mission"),
}
