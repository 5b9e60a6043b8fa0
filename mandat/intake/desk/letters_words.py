"""The words of a letter about admission, in the applicant's language: the same to all alike.

Each says what was decided, why in the call's own words, and what can be done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mandat.calls.content import Content
from mandat.calls.labels import LATE_RULES
from mandat.intake.content import names_of
from mandat.intake.desk.naming import name_of_check, sentence_of
from mandat.intake.desk.standing import Filed
from mandat.intake.rule_words import said_of
from mandat.intake.rules.checks import INCOMPLETE
from mandat.intake.rules.eligibility import criteria_of
from mandat.intake.states import CriterionOutcome, DecisionKind
from mandat.mail.values import Moment, harmless, shown


@dataclass(frozen=True, slots=True)
class Reasons:
    """What a letter is written from: the application as it was filed, and what was decided."""

    filed: Filed
    content: Content
    reason: str
    outcomes: Mapping[int, CriterionOutcome]


def language_for(code: str, fallback: str = "") -> str:
    """The language in which a letter is written: the applicant's, if the house writes it."""
    known = [name for name, _words in settings.LANGUAGES]
    return next((c for c in (code, fallback) if c in known), settings.LANGUAGE_CODE[:2])


def write_letter(kind: DecisionKind, reasons: Reasons, language: str) -> str:
    """The whole letter, as plain text."""
    with translation.override(language):
        parts = [_greeting(reasons), *_BODIES[kind](reasons, language), *_end(kind, reasons)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _greeting(reasons: Reasons) -> str:
    name = harmless(names_of(reasons.filed.words).get("lead", ""))[:100]
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def _call(reasons: Reasons) -> str:
    return harmless(reasons.filed.application.call.title)


def _admitted(reasons: Reasons, _language: str) -> Iterator[str]:
    yield _(
        "Your application %(reference)s to the call “%(title)s” is admitted: it is complete and "
        "meets what the call requires to be considered."
    ) % _named(reasons)
    yield _(
        "It will now be evaluated. Being admitted says nothing about the result, of which you "
        "will be told."
    )
    yield _given(reasons)


def _incomplete(reasons: Reasons, _language: str) -> Iterator[str]:
    yield _(
        "Your application %(reference)s to the call “%(title)s” is incomplete. It will not be "
        "evaluated."
    ) % _named(reasons)
    lines = list(_missing(reasons))
    if lines:
        yield _("What the call asks, and what was found:") + "\n" + "\n".join(lines)
    yield _given(reasons)


def _missing(reasons: Reasons) -> Iterator[str]:
    filed = reasons.filed
    for check in filed.checks:
        if check.outcome not in INCOMPLETE:
            continue
        name = harmless(name_of_check(check, filed.standing.asked, filed.words))
        yield "- " + _("%(label)s: %(value)s") % {"label": name, "value": said_of(check).found}
        sentence = sentence_of(reasons.content, filed.application, check.source)
        if sentence is not None:
            yield "  " + _("The call: “%(sentence)s”") % {"sentence": harmless(sentence.whole)}


def _ineligible(reasons: Reasons, _language: str) -> Iterator[str]:
    yield _(
        "Your application %(reference)s to the call “%(title)s” does not meet everything that the "
        "call requires. It will not be evaluated."
    ) % _named(reasons)
    not_met = [
        _("- “%(sentence)s”") % {"sentence": harmless(criterion.text)}
        for criterion in criteria_of(reasons.content)
        if reasons.outcomes.get(criterion.number) == CriterionOutcome.NOT_MET
    ]
    if not_met:
        yield _("The call requires what follows, and it is not met:") + "\n" + "\n".join(not_met)
    yield _given(reasons)


def _instants(reasons: Reasons, language: str) -> dict[str, str]:
    application, call = reasons.filed.application, reasons.filed.application.call
    zone = call.deadline_zone or "UTC"
    deadline = application.deadline_at or call.deadline_at
    return {
        "arrived": shown(Moment(reasons.filed.filing.filed_at, zone), language),
        "deadline": shown(Moment(deadline, zone), language) if deadline else "",
        **_named(reasons),
    }


def _late_refused(reasons: Reasons, language: str) -> Iterator[str]:
    yield _(
        "Your application %(reference)s to the call “%(title)s” arrived after the deadline and "
        "will not be considered."
    ) % _named(reasons)
    yield from _late(reasons, language)


def _late_accepted(reasons: Reasons, language: str) -> Iterator[str]:
    yield _(
        "Your application %(reference)s to the call “%(title)s” arrived after the deadline. It was "
        "decided to consider it like those that came in time."
    ) % _named(reasons)
    yield from _late(reasons, language)


def _late(reasons: Reasons, language: str) -> Iterator[str]:
    yield _("Received: %(arrived)s\nDeadline: %(deadline)s") % _instants(reasons, language)
    rule = LATE_RULES[reasons.filed.application.call.late_rule]
    yield _("The call: “%(sentence)s”") % {"sentence": rule}
    yield _given(reasons)


def _named(reasons: Reasons) -> dict[str, str]:
    return {"reference": reasons.filed.application.reference, "title": _call(reasons)}


def _given(reasons: Reasons) -> str:
    if not reasons.reason:
        return ""
    lines = "\n".join(harmless(line) for line in reasons.reason.splitlines())
    return _("The reason for this decision:") + "\n" + lines


def _end(kind: DecisionKind, reasons: Reasons) -> Iterator[str]:
    if kind not in (DecisionKind.ADMITTED, DecisionKind.LATE_ACCEPTED):
        yield _(
            "What you can do: if you think that this is a mistake, answer this message, name the "
            "reference and say why. A person reads it and can decide anew."
        )
    yield _(
        "By the link of your application you can still see what you sent, take a copy of it, or "
        "ask that it be erased."
    )
    yield harmless(reasons.filed.application.organisation.name)


_BODIES = {
    DecisionKind.ADMITTED: _admitted,
    DecisionKind.INCOMPLETE: _incomplete,
    DecisionKind.INELIGIBLE: _ineligible,
    DecisionKind.LATE_REFUSED: _late_refused,
    DecisionKind.LATE_ACCEPTED: _late_accepted,
}
