"""The sentence of each remark: what happened, why it matters, what to do.

Days and sums stand in brackets, so that a sentence fits a day, a month or a range alike.
A code with several sentences has one for each variant, after a dot.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MESSAGES: Mapping[str, object] = {
    "no_deadline": _(
        "No deadline was found. Nobody can know until when to apply. Give the day, the hour and "
        "the time zone."
    ),
    "two_deadlines": _(
        "The text gives different deadlines: %(deadlines)s. Applicants cannot know which one "
        "counts. Keep one."
    ),
    "deadline_without_hour": _(
        "The deadline (%(deadline)s) has no hour. Some will read the start of that day, others "
        "its end. Give the hour."
    ),
    "deadline_without_zone": _(
        "The deadline (%(deadline)s) has no time zone. The same hour comes at different moments "
        "in different countries. Name the zone."
    ),
    "deadline_without_zone.spread": _(
        "The deadline (%(deadline)s) has no time zone, and the countries of the mission lie "
        "between %(first)s and %(last)s. Name one zone for all."
    ),
    "deadline_on_weekend": _(
        "The deadline (%(deadline)s) falls on a day of rest: %(weekday)s. Nobody answers "
        "questions or repairs a fault on that day. Prefer a working day."
    ),
    "deadline_on_holiday": _(
        "The deadline (%(deadline)s, %(weekday)s) is a public holiday, %(holiday)s (%(country)s). "
        "Nobody answers questions or repairs a fault on that day. Prefer a working day."
    ),
    "deadline_before_publication": _(
        "The deadline (%(deadline)s) comes before the publication (%(published)s). Nobody could "
        "have applied. Correct one of the two."
    ),
    "short_notice": _(
        "Days left to apply: %(days)s. The minimum set for this kind of call is %(minimum)s. "
        "Short notice favours those who knew beforehand. Move the deadline, or say why it is "
        "urgent."
    ),
    "second_stage_before_first": _(
        "Full proposals are due (%(second)s) before the expressions of interest (%(first)s). "
        "Nobody can be invited in that order. Correct one of the two."
    ),
    "start_before_decision": _(
        "The mission starts (%(start)s) too soon after the deadline (%(deadline)s) to evaluate, "
        "decide and sign. Move the start or the deadline."
    ),
    "start_before_decision.decision": _(
        "The mission starts (%(start)s) before the decision is made (%(decision)s). Correct one "
        "of the two."
    ),
    "end_before_start": _(
        "The mission ends (%(end)s) before it starts (%(start)s). One of the two is wrong. "
        "Correct it."
    ),
    "two_ends": _(
        "The text gives different ends of the mission: %(ends)s. The contract, the deliverables "
        "and the payments depend on it. Say which one counts."
    ),
    "duration_unlike_dates": _(
        "The length in words (%(unit)s: %(amount)s) is not that of the dates (%(start)s to "
        "%(end)s). Offers would rest on different calendars. Correct one of the two."
    ),
    "deliverable_after_end": _(
        "A deliverable is due (%(dues)s) after the end of the mission (%(end)s). The contract "
        "would no longer cover it. Bring it forward, or move the end."
    ),
    "report_period_before_start": _(
        "A report covers a time (from %(periods)s) before the mission starts (%(start)s). Nobody "
        "was at work yet. Correct the period or the start."
    ),
    "report_period_after_end": _(
        "A report covers a time (until %(periods)s) after the mission ends (%(end)s). Nobody will "
        "be at work any more. Correct the period or the end."
    ),
    "report_due_before_its_period": _(
        "A report is due (%(due)s) before the time that it covers is over (%(period_end)s). It "
        "could not be complete. Correct one of the two."
    ),
    "due_after_funding": _(
        "Work or deliverables (%(late)s) come after the end of the funding (%(funding_end)s). The "
        "donor may refuse to pay for them. Bring them forward, or name another source of money."
    ),
    "two_working_days": _(
        "The text gives different numbers of working days: %(numbers)s. The prices of two offers "
        "could not be compared. Keep one."
    ),
    "days_do_not_fit": _(
        "Working days asked for: %(days)s. The time from %(start)s to %(end)s has only "
        "%(weekdays)s. One person alone cannot do it. Lower the number, lengthen the mission, or "
        "ask for a team."
    ),
    "no_grid": _(
        "The text has no scoring grid. Applicants cannot see what counts, and the marks would "
        "rest on nothing. Add the criteria with their points."
    ),
    "grid_does_not_add_up": _(
        "The scoring grid makes %(total)s instead of %(expected)s. The ranking could be "
        "contested. Correct the points."
    ),
    "grid_does_not_add_up.level": _(
        "In the scoring grid, the lines below “%(label)s” make %(total)s instead of %(expected)s. "
        "The ranking could be contested. Correct the points."
    ),
    "grid_without_price": _(
        "A price is asked for, and the scoring grid gives it no points. Applicants cannot know "
        "whether it counts. Add it to the grid, or do not ask for it."
    ),
    "price_not_asked": _(
        "The scoring grid gives points to the price (%(criteria)s), and no document asks for one. "
        "It could not be marked. Ask for a financial offer, or take the criterion out."
    ),
    "price_without_formula": _(
        "The price earns points (%(criteria)s), and the text does not say how a price becomes "
        "points. The ranking could be contested. Add the formula."
    ),
    "title_unlike_kind": _(
        "The title speaks of an expression of interest, and the full offer is asked for at once "
        "(%(documents)s). Some will send a letter only. Change the title, or ask for the offer in "
        "a second stage."
    ),
    "stage_without_documents": _(
        "The text does not say which documents to send. Applications could not be compared, nor "
        "refused as incomplete. List the documents."
    ),
    "parts_in_one_piece": _(
        "The technical offer and the price are asked for in one piece (“%(document)s”). The price "
        "could not stay sealed while the quality is marked. Ask for two separate files."
    ),
    "page_limit_missing": _(
        "Some documents have a page limit, others of the same sort have none: %(documents)s. "
        "Applicants would not be held to the same effort. Give each a limit."
    ),
    "references_without_document": _(
        "References are asked for (“%(words)s”), and no document on the list is there to hold "
        "them. Some will leave them out. Say in which document they belong."
    ),
    "two_budgets": _(
        "The text gives different budgets: %(budgets)s. Applicants cannot know which ceiling "
        "applies. Keep one."
    ),
    "budget_without_currency": _(
        "The budget (%(budget)s) has no currency. Applicants cannot know what it is worth. Name "
        "the currency."
    ),
    "budget_without_tax_basis": _(
        "The budget (%(budget)s) does not say whether taxes are included. Offers could differ by "
        "the whole tax. Say which basis applies."
    ),
    "contingency_above_cap": _(
        "The share kept for the unforeseen (%(share)s %%) is above the cap (%(cap)s %%). The "
        "difference may have to be paid back. Lower it."
    ),
    "two_places": _(
        "The text gives different places for the mission: %(places)s. Travel and prices depend on "
        "it. Keep one."
    ),
    "channel_without_address": _(
        "The text does not say where to send applications. Nobody can apply. Give an e-mail "
        "address or the link of a form."
    ),
    "channel_without_address.email": _(
        "Applications go by e-mail, and the text gives no address. Nobody can apply. Give the "
        "address."
    ),
    "channel_without_address.portal": _(
        "Applications go through an online form, and the text gives no link. Nobody can apply. "
        "Give the link."
    ),
    "channel_without_address.hidden": _(
        "The address for applications is hidden in the text, as some web pages do. Nobody can "
        "apply. Give the address."
    ),
    "exclusive_channel_two_addresses": _(
        "Only one channel is accepted, and the text gives several addresses: %(addresses)s. An "
        "application sent to the wrong one would be lost. Keep one."
    ),
    "email_without_subject": _(
        "Applications go by e-mail without an imposed subject line. They are easily lost among "
        "other messages. Impose a subject line."
    ),
    "privacy_notice_absent": _(
        "The text does not say what becomes of the applicants' personal data. The law asks for it "
        "when data are collected. Add a data protection notice."
    ),
    "privacy_notice_incomplete": _(
        "The data protection notice leaves out: %(missing)s. The law asks for it when data are "
        "collected. Complete the notice."
    ),
    "no_objective": _(
        "No objective was found. Nobody can judge later whether the mission reached it. Say what "
        "the mission is for."
    ),
    "no_deliverable": _(
        "No deliverable was found. Applicants cannot price the work, and nothing says when it is "
        "done. List what will be handed over."
    ),
    "no_profile": _(
        "No profile was found. Anyone, or no one, fits. Say which skills and experience are needed."
    ),
    "objective_without_deliverable": _(
        "No deliverable seems to answer: %(objectives)s. The result could be forgotten. Add a "
        "deliverable, or say which one answers."
    ),
    "profile_discriminates": _(
        "The profile sets a condition on %(grounds)s (“%(criterion)s”) and gives no reason. It "
        "may be unlawful, and shuts people out. Give the reason that lies in the work, or take it "
        "out."
    ),
    "acronym_never_expanded": _(
        "Used without ever being spelled out: %(acronyms)s. Readers from outside cannot follow. "
        "Write the full words once."
    ),
    "blank_placeholder.label": _(
        "Left blank: %(words)s. Readers cannot know what was meant. Fill it in, or take it out."
    ),
    "blank_placeholder.undecided": _(
        "Still to be decided: %(words)s. Readers cannot know what to expect. Decide, or take it "
        "out."
    ),
    "blank_placeholder.masked": _(
        "An address is hidden: %(words)s. Nobody can write to it. Give the address."
    ),
    "open_list": _(
        "What is asked for has no end: %(words)s. Nobody can price what is not named. Close the "
        "list, or say how additions are agreed and paid."
    ),
    "early_closing_reserved": _(
        "The text promises a deadline (%(deadline)s) and keeps the right to choose someone before "
        "it. Those who apply on time would be shut out. Drop that right, or move the deadline."
    ),
    "only_selected_informed": _(
        "Only those who are selected are told. The others wait in vain and cannot ask why. Tell "
        "every applicant the outcome."
    ),
    "machine_translation": _(
        "The text looks like a machine translation. Its words may mislead, and so may what was "
        "read in it. Ask for the original."
    ),
    "not_a_call": _(
        "The text does not look like a call. What was read in it may mean nothing. Check that it "
        "is the right file."
    ),
    "several_calls": _(
        "The text seems to hold several calls: %(count)s. Their values would be mixed up. Import "
        "one of them at a time."
    ),
    "short_card": _(
        "The text is only a short notice. Most of the terms of reference are missing. Import the "
        "full text if you can get it."
    ),
    "field_not_read": _(
        "A fault of this program kept it from reading one of the fields. The field is empty; fill "
        "it in from the text, and report the fault."
    ),
}
UNKNOWN = _("The reading of the text reports: %(code)s. Look at the place that is marked.")

GROUNDS: Mapping[str, object] = {
    "nationality": pgettext_lazy("condition", "nationality"),
    "age": pgettext_lazy("condition", "age"),
    "sex": pgettext_lazy("condition", "sex"),
}
