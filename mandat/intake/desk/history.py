"""What happened to an application: filings, decisions, letters, mails by what they were about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandat.intake.desk import labels
from mandat.intake.desk.page import decided_in_words
from mandat.intake.models import Application, Decision, Filing, Letter
from mandat.mail.models import Message
from mandat.mail.states import MessageState

_MOST = 200  # of each sort

_TEMPLATES = {
    "intake/start": gettext_lazy("The link to the application"),
    "intake/receipt": gettext_lazy("The receipt"),
    "intake/checked": gettext_lazy("What the check of the files found"),
    "intake/letter": gettext_lazy("A letter"),
    "intake/withdrawn": gettext_lazy("The application was withdrawn"),
    "intake/member": gettext_lazy("A member was asked to confirm"),
    "intake/invited": gettext_lazy("The invitation to the next stage"),
    "intake/proof": gettext_lazy("A request for proof"),
    "intake/extension": gettext_lazy("A request to extend the offer"),
    "intake/reference": gettext_lazy("Questions to a referee"),
    "intake/price_free": gettext_lazy("A copy without prices was asked for"),
}
_SENDING = {
    MessageState.SENT: gettext_lazy("sent"),
    MessageState.FAILED: gettext_lazy("could not be sent"),
    MessageState.BOUNCED: gettext_lazy("came back"),
    MessageState.CANCELLED: gettext_lazy("not sent: cancelled"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `text` is a reason in a person's words, `url` leads to it."""

    at: datetime
    what: str
    who: str = ""
    text: str = ""
    url: Any = None


def history_of(application: Application) -> list[Event]:
    """Everything in the order in which it happened, in four queries."""
    sorts = (_filings, _decisions, _letters, _mails)
    events = [event for sort in sorts for event in sort(application)]
    return sorted(events, key=lambda e: e.at)


def _filings(application: Application) -> Iterator[Event]:
    rows = Filing.objects.filter(application=application).defer("content", "envelope")
    for filing in rows.order_by("number")[:_MOST]:
        said = (
            _("Filed, version %(number)d")
            if not filing.is_late
            else _("Filed late, version %(number)d")
        )
        yield Event(filing.filed_at, said % {"number": filing.number})
    if application.withdrawn_at:
        yield Event(application.withdrawn_at, _("Withdrawn by the applicant"))


def _decisions(application: Application) -> Iterator[Event]:
    rows = Decision.objects.filter(application=application).select_related("decided_by")
    for decision in rows.order_by("-pk")[:_MOST]:
        said = decided_in_words(decision, application)
        what = _("Decided: %(decision)s") % {"decision": said.label}
        yield Event(said.at, what, said.by, said.reason)


def _letters(application: Application) -> Iterator[Event]:
    rows = Letter.objects.filter(application=application).select_related("sent_by").defer("words")
    for letter in rows.order_by("-pk")[:_MOST]:
        words = {"decision": labels.DECISIONS[letter.kind], "state": labels.LETTERS[letter.state]}
        yield Event(
            letter.sent_at or letter.prepared_at,
            _("Letter “%(decision)s”: %(state)s") % words,
            letter.sent_by.name if letter.sent_by else "",
            url=letter.public_id,
        )


def _mails(application: Application) -> Iterator[Event]:
    """Mails by what they were about; to whom and with which words stays in the outbox."""
    rows = Message.objects.filter(
        subject_label=application._meta.label_lower, subject_id=str(application.public_id)
    ).order_by("-pk")
    for template, state, at in rows.values_list("template", "state", "posted_at")[:_MOST]:
        words = {
            "what": _TEMPLATES.get(template, _("A message")),
            "state": _SENDING.get(MessageState(state), _("on its way")),
        }
        yield Event(at, _("Mail: %(what)s (%(state)s)") % words)
