"""What applicants of a call said when they filed last, opened in memory and nowhere kept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from mandat.calls.models import Call
from mandat.intake.content import LEAD, names_of, whole
from mandat.intake.models import Application, Filing
from mandat.intake.sealing import words_of
from mandat.intake.states import ApplicationState

MOST = 2_000  # applications of one call that are opened for one page
RUNNING = frozenset(
    {ApplicationState.FILED, ApplicationState.INCOMPLETE, ApplicationState.ADMITTED}
)  # whoever is still in question, and can be asked for something


@dataclass(frozen=True, slots=True)
class Said:
    """One application with the words of its last filing; nothing of what is sealed."""

    application: Application
    filing: Filing
    words: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The lead's name, or the reference where none was given."""
        return names_of(self.words).get(LEAD, "") or self.application.reference


def said_of_call(
    call: Call, states: Collection[ApplicationState] = RUNNING, *, most: int = MOST
) -> list[Said]:
    """The applications in these states, the oldest first, in one query."""
    rows = (
        Filing.objects.filter(
            application__call=call,
            application__state__in=sorted(states),
            application__erased_at__isnull=True,
            number=F("application__filing_number"),
        )
        .select_related("application")
        .defer("envelope", "application__content", "application__secret")
        .order_by("filed_at", "pk")
    )
    return [_said(filing, call) for filing in rows[:most]]


def _said(filing: Filing, call: Call) -> Said:
    application = filing.application
    application.call, application.organisation = call, call.organisation
    words = words_of(call.organisation, filing, "content") or {}
    return Said(application, filing, whole(words))


def said_of(application: Application) -> Said | None:
    """The words of one application as it was filed last; None of what was withdrawn or erased."""
    gone = application.state == ApplicationState.WITHDRAWN or application.erased_at
    known = vars(application).get("filed_now")  # where the page has read it already
    if known is not None and not gone:
        return Said(application, known.filing, known.words)
    rows = Filing.objects.filter(application=application, number=application.filing_number)
    filing = None if gone else rows.defer("envelope").first()
    if filing is None:
        return None
    words = words_of(application.organisation, filing, "content") or {}
    return Said(application, filing, whole(words))
