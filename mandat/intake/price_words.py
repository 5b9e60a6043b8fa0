"""What the sums of an offer say to its applicant: what was found, why it counts, what to do."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from mandat.calls.display import money, number
from mandat.intake.rule_words import Said, Texts, filled, shown_params
from mandat.intake.rules.prices import Concern

_AMOUNTS = frozenset({"ceiling", "total", "over", "least", "amount", "most", "price"})
_CONCERNS: Mapping[str, Texts] = {
    "no_currency": (_("No currency is chosen."), "", _("Choose one.")),
    "amount_missing": (_("A number is missing in line %(line)s."), "", _("Write it.")),
    "amount_unreadable": (
        _("A number in line %(line)s cannot be read."),
        "",
        _("Write it with digits, such as 1250 or 1250.50."),
    ),
    "amount_negative": (
        _("A number in line %(line)s is below zero."),
        _("A price that takes away could not be compared."),
        _("Write what remains to be paid."),
    ),
    "amount_too_large": (
        _("A number in line %(line)s is too large to be meant."),
        "",
        _("Check it."),
    ),
    "rate_unreadable": (
        _("A rate is not a percentage from 0 to 100."),
        "",
        _("Write the number alone, such as 21."),
    ),
    "no_lines": (_("No price is given."), "", _("Add a line for each cost.")),
    "costs_nothing": (
        _("The offer comes to nothing."),
        _("An offer without price wins on price alone."),
        _("Check that this is what you mean."),
    ),
    "total_too_large": (_("The total is too large to be meant."), "", _("Check the lines.")),
    "no_tax_rate": (
        _("No tax rate is stated."),
        _("Without it nobody can say what the offer costs including tax."),
        _("Write the rate, 0 if you charge no tax."),
    ),
    "ceiling_without_currency": (
        _("The call sets a ceiling of %(ceiling)s without naming its currency."),
        "",
        _("Ask the organisation which one is meant."),
    ),
    "other_currency": (
        _("The offer is in %(currency)s, the call's budget in %(asked)s."),
        _("The ceiling cannot be compared: nothing is converted here."),
        _("Give your prices in %(asked)s, unless the call allows another currency."),
    ),
    "ceiling_basis_unknown": (
        _("The call does not say whether its ceiling of %(ceiling)s includes tax."),
        _("Both readings are compared here."),
        _("Ask the organisation if it matters to you."),
    ),
    "ceiling_needs_tax_rate": (
        _("The ceiling of %(ceiling)s includes tax, and no tax rate is stated."),
        "",
        _("Write the rate, so that the offer can be compared with it."),
    ),
    "over_ceiling": (
        _("The offer comes to %(total)s: %(over)s above the ceiling of %(ceiling)s."),
        _("The organisation may refuse what is above its ceiling."),
        _("Lower it, or be ready to say why."),
    ),
    "over_ceiling_with_tax": (
        _("With tax the offer comes to %(total)s: %(over)s above the ceiling of %(ceiling)s."),
        _("The call does not say whether its ceiling includes tax."),
        _("Ask the organisation, or stay below it with tax."),
    ),
    "below_range": (
        _("The offer comes to %(total)s, and the call's range begins at %(least)s."),
        "",
        _("Check that nothing is left out."),
    ),
    "contingency_over": (
        _("Contingency comes to %(amount)s: more than %(percent)s percent of the offer."),
        _("The call allows %(most)s of this offer at most."),
        _("Lower it, or name what it is for as costs of their own."),
    ),
    "over_daily_rate": (
        _("The fee of line %(line)s is %(price)s a day."),
        _("The call pays %(most)s a day at most."),
        _("Lower it, or be ready to say why."),
    ),
}


def said_of_concern(concern: Concern) -> Said:
    """A concern about prices in words. For the applicant alone."""
    currency = concern.params.get("currency")
    params = shown_params(concern.params) | {
        name: money(value, currency) for name, value in concern.params.items() if name in _AMOUNTS
    }
    if concern.line is not None:
        params["line"] = number(concern.line + 1)
    return Said(*filled(_CONCERNS[concern.code], params))
