"""Named querysets of applications, each limited to what is needed."""

from uuid import UUID

from django.db.models import QuerySet

from mandat.calls.models import Call
from mandat.intake.models import Application, Piece, Receipt
from mandat.intake.receipts.holding import token_digest
from mandat.intake.states import ARRIVED


def find_application(public_id: UUID) -> Application | None:
    """The application with its call and organisation, or nothing."""
    row = Application.objects.select_related("call__organisation")
    found = row.filter(public_id=public_id).order_by().first()
    if found is not None:
        found.organisation = found.call.organisation  # the same row: one join less
    return found


def pieces_of(application: Application) -> QuerySet[Piece]:
    """The documents that are in the application now, with their files."""
    return (
        Piece.objects.filter(application=application, removed_at__isnull=True)
        .select_related("file")
        .order_by("pk")
    )


def find_receipt(token: str) -> Receipt | None:
    """The receipt at that address."""
    rows = Receipt.objects.select_related("filing__application__call__organisation")
    found = rows.filter(token_digest=token_digest(token)).order_by().first()
    if found is not None:
        application = found.filing.application
        application.organisation = application.call.organisation  # the same row: one query less
    return found


def arrived(call: Call) -> QuerySet[Application]:
    """Everything that was handed in for the call, the latest first."""
    states = sorted(s.value for s in ARRIVED)
    return Application.objects.filter(call=call, state__in=states).order_by("-filed_at", "-pk")
