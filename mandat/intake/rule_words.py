"""What the rules of applications say to people: what was found, why it counts, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.calls.display import day, number, reader_language
from mandat.core.languages import language_name
from mandat.intake.rules.checks import Check, Completeness, Outcome
from mandat.intake.rules.duplicates import Reason
from mandat.intake.rules.eligibility import Claim, Standing
from mandat.intake.rules.filing import Fate
from mandat.intake.rules.prices import LineKind


@dataclass(frozen=True, slots=True)
class Said:
    """What was found, why that is, and what to do; empty where there is nothing to say."""

    found: str
    why: str = ""
    todo: str = ""


Texts = tuple[Promise | str, Promise | str, Promise | str]  # found, why, what to do
_NOTHING: Texts = ("", "", "")

COMPLETENESS: Mapping[Completeness, Promise] = {
    Completeness.COMPLETE: _("Complete"),
    Completeness.INCOMPLETE: _("Incomplete"),
    Completeness.UNKNOWN: _("Not known yet: files are being checked"),
}
FATES: Mapping[Fate, Promise] = {
    Fate.IN_TIME: _("It arrived in time."),
    Fate.LATE_KEPT: _(
        "It arrived after the deadline. It is kept apart until the organisation decides, with its "
        "reasons, whether it is considered."
    ),
    Fate.LATE_REFUSED: _(
        "It arrived after the deadline. This call considers nothing that comes late."
    ),
    Fate.NOT_OPEN: _("This call takes no applications."),
}
STANDINGS: Mapping[Standing, Promise] = {
    Standing.ELIGIBLE: _("Eligible"),
    Standing.INELIGIBLE: _("Not eligible"),
    Standing.OPEN: _("Not decided yet"),
}
CLAIMS: Mapping[Claim, Promise] = {
    Claim.YES: _("says: met"),
    Claim.NO: _("says: not met"),
    Claim.UNSAID: _("does not say"),
}
REASONS: Mapping[Reason, Promise] = {
    Reason.SAME_EMAIL: _("the same e-mail address"),
    Reason.SAME_PERSON: _("a person of the same name"),
    Reason.SAME_FIRM_AND_LEAD: _("the same firm and the same lead"),
    Reason.SAME_FILE: _("the same file, byte for byte"),
}
LINE_KINDS: Mapping[LineKind, Promise] = {
    LineKind.FEES: _("Fees"),
    LineKind.TRAVEL: _("Travel"),
    LineKind.PER_DIEM: _("Per diem and lodging"),
    LineKind.CONTINGENCY: _("Contingency"),
    LineKind.OTHER: _("Other costs"),
}
# Why a criterion cannot be decided so, or a document not be asked for again.
REFUSALS: Mapping[str, Promise] = {
    "document_missing": _("Name the document that shows it: a claim alone decides nothing."),
    "reason_missing": _(
        "Name the document, or say what is missing: whoever is not eligible is told why."
    ),
    "price_stays": _("The financial offer is never reopened after the deadline."),
    "method_stays": _(
        "The technical offer is never reopened after the deadline. Ask for a further document "
        "instead."
    ),
}

# By what is checked: a document in a slot, or a field. The plain outcome serves where no field has
# words of its own.
_CHECKS: Mapping[tuple[str, Outcome], Texts] = {
    ("", Outcome.OK): (_("Received."), "", ""),
    ("", Outcome.MISSING): (
        _("Nothing received."),
        _("The call asks for this document."),
        _("Add it."),
    ),
    ("", Outcome.TOO_LONG): ("", _("The call sets this limit."), _("Replace it by a shorter one.")),
    ("", Outcome.BEING_CHECKED): (
        _("Received, being checked."),
        "",
        _("There is nothing to do: you are told if anything is wrong."),
    ),
    ("", Outcome.BEING_COUNTED): (
        _("Received, pages being counted."),
        "",
        _("There is nothing to do: you are told when they are counted."),
    ),
    ("", Outcome.INDICATIVE): (
        "",
        _("The pages of such a text depend on the program that opens it, so a person looks."),
        _("Send a PDF: its pages are the same for everybody."),
    ),
    ("", Outcome.NOT_COUNTED): (
        _("Received. Its pages could not be counted."),
        _("The call sets a limit, so a person counts them."),
        _("Send a PDF: its pages are the same for everybody."),
    ),
    ("", Outcome.ATTESTATIONS_MISSING): (
        _("One file, and no attestation beside it."),
        _("The call asks for attestations with this document."),
        _("Add them, unless they are in that file."),
    ),
    ("", Outcome.NOT_SAID): (_("Not said."), "", _("Say it if you can.")),
    ("", Outcome.UNREADABLE): (_("It cannot be read."), "", _("Correct it.")),
    ("name", Outcome.MISSING): (
        _("The name is missing."),
        _("The organisation must know who applies."),
        _("Write it."),
    ),
    ("email", Outcome.MISSING): (
        _("The e-mail address is missing."),
        _("The receipt and the answer go there."),
        _("Write it."),
    ),
    ("firm", Outcome.NOT_SAID): (
        _("It is not said whether this person belongs to a firm."),
        "",
        _("Name the firm, or say that there is none."),
    ),
    ("free", Outcome.NOT_SAID): (
        _("No dates on which you are free."),
        "",
        _("Give them, so that the work can be planned."),
    ),
    ("free", Outcome.UNREADABLE): (
        _("Some dates cannot be read, or end before they begin."),
        "",
        _("Correct them."),
    ),
    ("free", Outcome.OUTSIDE_MISSION): (
        _("You are not free on %(begins)s."),
        _("The mission begins on that day."),
        _("Check your dates, or explain in your offer how you would begin."),
    ),
    ("working_languages", Outcome.NOT_SAID): (
        _("Nobody of the team names: %(languages)s."),
        _("The call requires these languages."),
        _("Add the languages that you work in."),
    ),
    ("days", Outcome.NOT_SAID): (
        _("No days of work are given."),
        _("The call foresees %(limit)s."),
        _("Say how many days each step takes."),
    ),
    ("days", Outcome.UNREADABLE): (
        _("A number of days cannot be read."),
        "",
        _("Write a number, such as 4 or 2.5."),
    ),
    ("days", Outcome.MORE_DAYS): (
        _("%(days)s days of work, %(limit)s foreseen, with a reason."),
        "",
        "",
    ),
    ("days", Outcome.REASON_MISSING): (
        _("%(days)s days of work, %(limit)s foreseen."),
        _("More days than the call foresees need a reason."),
        _("Say why, or plan fewer days."),
    ),
    ("days", Outcome.TOO_MANY_DAYS): (
        _("%(days)s days of work, %(limit)s foreseen."),
        _("The call allows no more."),
        _("Plan fewer days."),
    ),
    ("valid_until", Outcome.MISSING): (
        _("It is not said until when the offer is valid."),
        _("The call asks for an offer that is valid until %(needed)s at least."),
        _("Give that day or a later one."),
    ),
    ("valid_until", Outcome.NOT_SAID): (
        _("It is not said until when the offer is valid."),
        _("The call asks for an offer that is valid until %(needed)s at least."),
        _("Give that day or a later one."),
    ),
    ("valid_until", Outcome.TOO_SHORT_VALIDITY): (
        _("The offer is valid until %(until)s."),
        _("The call asks for an offer that is valid until %(needed)s at least."),
        _("Give that day or a later one."),
    ),
    ("valid_until", Outcome.UNREADABLE): (
        _("The last day of the offer cannot be read."),
        "",
        _("Choose a day."),
    ),
    ("price", Outcome.MISSING): (
        _("No price is given."),
        _("The call gives points to the price."),
        _("Fill in the prices."),
    ),
    ("price", Outcome.NOT_SAID): (
        _("The prices are not filled in as lines."),
        _("Lines make offers comparable, and the sums are done for you."),
        _("Fill them in beside your financial document."),
    ),
    ("references", Outcome.REFERENCES_UNREAD): (
        _("No list of references: they may stand in a document."),
        _("The call asks for references."),
        _("A person looks. There is nothing to do if they are there."),
    ),
}


def said_of(check: Check) -> Said:
    """A check in words, in the language of the reader."""
    subject = _subject(check.key)
    texts = _CHECKS.get((subject, check.outcome)) or _CHECKS.get(("", check.outcome), _NOTHING)
    if subject and check.outcome == Outcome.OK:
        texts = (_("Given."), "", "")
    said = filled(texts, shown_params(check.params))
    found = _counted(check, subject) or said[0]
    return Said(found, said[1] or _why(check, subject), said[2] or _todo(check))


def _subject(key: str) -> str:
    """Which words a key takes: those of its field, "" for a document."""
    if key[:1].isdecimal() or key == "other":
        return ""
    return "references" if key.startswith("references.") else key.rpartition(".")[2]


def _counted(check: Check, subject: str) -> str:
    """What is counted, with the plural of its number; "" where nothing is."""
    params = check.params
    if subject == "references" and check.outcome in (Outcome.OK, Outcome.TOO_FEW_REFERENCES):
        text = ngettext(
            "%(count)d reference, %(needed)d needed",
            "%(count)d references, %(needed)d needed",
            params["found"],
        )
        return text % {"count": params["found"], "needed": params["needed"]}
    if subject == "answers" and check.outcome == Outcome.NOT_SAID:
        text = ngettext(
            "%(count)d requirement without an answer",
            "%(count)d requirements without an answer",
            params["count"],
        )
        return text % params
    if check.outcome == Outcome.REFUSED:
        return ngettext(
            "%(count)d file was refused", "%(count)d files were refused", params["count"]
        ) % {"count": params["count"]}
    return _pages(check) if subject == "" and params.get("pages") else ""


def _pages(check: Check) -> str:
    """ "4 pages, 3 allowed": of what was counted only, and as an estimate where it is one."""
    pages, limit = check.params["pages"], check.params.get("limit")
    if check.outcome not in (Outcome.OK, Outcome.TOO_LONG, Outcome.INDICATIVE):
        return ""
    if limit is None:
        return ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages}
    if check.outcome == Outcome.INDICATIVE:
        text = ngettext(
            "about %(count)d page, %(limit)d allowed",
            "about %(count)d pages, %(limit)d allowed",
            pages,
        )
    else:
        text = ngettext(
            "%(count)d page, %(limit)d allowed", "%(count)d pages, %(limit)d allowed", pages
        )
    return text % {"count": pages, "limit": limit}


def _why(check: Check, subject: str) -> str:
    if check.outcome == Outcome.REFUSED:
        return gettext("It did not pass the checks, so nobody can open it.")
    if check.outcome == Outcome.TOO_FEW_REFERENCES:
        return gettext("The call sets this number for: %(name)s.") % {"name": check.params["name"]}
    if subject == "answers" and check.outcome == Outcome.NOT_SAID:
        return gettext("The call requires them.")
    return ""


def _todo(check: Check) -> str:
    if check.outcome == Outcome.REFUSED:
        return gettext("Remove it, and send it again in another form.")
    if check.outcome == Outcome.TOO_FEW_REFERENCES:
        return gettext("Add references, each with somebody who can be reached.")
    return ""


def filled(texts: Texts, params: Mapping[str, str]) -> list[str]:
    """The texts with these values, in the language of the reader."""
    return [str(text) % params if text else "" for text in texts]


def shown_params(params: Mapping[str, Any]) -> dict[str, str]:
    """The parameters as the reader writes them: days, numbers and names of languages."""
    shown: dict[str, str] = {}
    for name, value in params.items():
        if isinstance(value, date):
            shown[name] = day(value.isoformat())
        elif isinstance(value, Decimal | int | float):
            shown[name] = number(value)
        elif name == "codes":
            reader = reader_language()
            names = [language_name(code, reader) for code in value]
            shown["languages"] = format_list(names, locale=reader)
        else:
            shown[name] = str(value if value is not None else "")
    return shown
