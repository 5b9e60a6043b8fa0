"""What the pages of the desk may find: only what was handed in. A draft is nobody's but its own."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from mandat.calls.models import Call, CallVersion
from mandat.calls.queries import find_call
from mandat.intake.models import Application, Decision, Letter
from mandat.intake.rules.admission import LATE
from mandat.intake.states import ApplicationState, LetterState


def _content(call: str = "") -> Subquery:
    """What the call asks now, to be read in the same row; `call` leads to it."""
    version = CallVersion.objects.filter(
        call=OuterRef(f"{call}pk"), number=OuterRef(f"{call}version_number")
    )
    return Subquery(version.values("content")[:1])


def find_call_with_content(public_id: Any) -> Call | None:
    """The call, and with it what it asks now, or nothing."""
    return find_call(public_id, content_now=_content())


def _arrived() -> QuerySet[Application]:
    rows = Application.objects.select_related("call__organisation", "organisation")
    return rows.filter(filing_number__gte=1).defer("content", "secret", "address")


def find_arrived(public_id: UUID) -> Application | None:
    """An application that was filed at least once, with its call and what that asks; else nothing.

    `letter_id` and `letter_state` are of the letter that waits or was sent last.
    """
    letters = Letter.objects.filter(application=OuterRef("pk")).order_by("-pk")
    letters = letters.exclude(state=LetterState.DROPPED)
    rows = _arrived().annotate(
        content_now=_content("call__"),
        letter_id=Subquery(letters.values("public_id")[:1]),
        letter_state=Subquery(letters.values("state")[:1]),
    )
    application = rows.filter(public_id=public_id).first()
    if application is not None:
        vars(application.call)["content_now"] = vars(application)["content_now"]
    return application


def find_late(public_id: UUID) -> Application | None:
    """One that came late: it waits for a decision about that, or had one. Nothing of its words."""
    decided = Decision.objects.filter(application=OuterRef("pk"), kind__in=[k.value for k in LATE])
    was_late = Q(state=ApplicationState.LATE) | Exists(decided)
    return _arrived().filter(was_late, public_id=public_id).first()


def find_letter(public_id: UUID) -> Letter | None:
    """The letter with its application and call, or nothing."""
    return (
        Letter.objects.select_related(
            "application__call__organisation", "application__organisation"
        )
        .defer("application__content", "application__secret")
        .filter(public_id=public_id)
        .first()
    )
