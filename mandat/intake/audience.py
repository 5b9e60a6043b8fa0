"""Applicants are told what changes in their call; the invited are given its further documents."""

from typing import Any
from uuid import UUID

from mandat.calls.attaching.files import register_shortlist
from mandat.calls.exchange.audiences import Listener, Slice, register_audience
from mandat.calls.models import Call
from mandat.core.passes import held_by
from mandat.intake.models import Application
from mandat.intake.sealing import address_of
from mandat.intake.services.starting import link_of
from mandat.intake.states import STANDING, ApplicationStage, ApplicationState
from mandat.mail.addresses import Recipient

APPLICANTS, INVITED = "intake.applicants", "intake.invited"
_LABEL = "intake.application:"


def applicants(call: Call, after: int, limit: int) -> Slice:
    """Drafts whose address is proved, and whatever was filed and stands.

    Whoever has two applications, or follows the call as well, is told once: by their address.
    """
    rows = Application.objects.filter(call=call, pk__gt=after, erased_at__isnull=True)
    found = list(rows.defer("content", "secret").order_by("pk")[:limit])
    listeners = []
    for row in found:
        row.call, row.organisation = call, call.organisation
        address = address_of(row) if _is_told(row) else ""
        if address:
            listeners.append(
                Listener(
                    row=row.pk,
                    to=Recipient(address),
                    digest=row.address_digest,
                    language=row.language,
                    page=link_of(row),
                )
            )
    return Slice(listeners, found[-1].pk if found else after, len(found) < limit)


def _is_told(row: Application) -> bool:
    if row.state == ApplicationState.DRAFT:
        return row.confirmed_at is not None
    return row.state in STANDING


def is_invited(by: Any, call: Call) -> bool:
    """Whether their browser opened the link of a full proposal for this call."""
    held = [UUID(name.removeprefix(_LABEL)) for name in held_by(by) if name.startswith(_LABEL)]
    if not held:
        return False
    rows = Application.objects.filter(
        public_id__in=held,
        call=call,
        stage=ApplicationStage.FULL_PROPOSAL,
        invited_from__isnull=False,
        erased_at__isnull=True,
    )
    return rows.exclude(state=ApplicationState.WITHDRAWN).exists()


def register() -> None:
    """The lists of the room below know of applicants from now on."""
    register_audience(APPLICANTS, applicants)
    register_shortlist(INVITED, is_invited)
