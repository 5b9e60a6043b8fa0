"""What the services share: the locked row, references, and refusals that say what to do."""

import secrets
from uuid import UUID

from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.intake.models import Application
from mandat.intake.states import ApplicationState, can_move

APPLICANT = "applicant"  # who acts by a link, in the journal
_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another


def new_reference() -> str:
    """Eight signs of 31 that a person can say on the telephone: K7M2-9QXD. 39 bits, no order."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def locked(public_id: UUID) -> Application:
    """The application as it is now, held until the end of the transaction, with its call."""
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__organisation", "call__sealing_key")
        .get(public_id=public_id)
    )
    row.organisation = row.call.organisation  # the same row: one join less
    return row


def require_move(application: Application, end: ApplicationState) -> None:
    """The step is in the table; else the person is told that things have changed."""
    if not can_move(application.state, end):
        raise RuleBroken(
            "application_state",
            _("This application has changed in the meantime. Load the page again."),
        )


def require_version(application: Application, version: int) -> None:
    """Nobody else saved in the meantime."""
    if application.version != version:
        raise RuleBroken(
            "changed_meanwhile",
            _("This page was saved from another window or device in the meantime."),
        )
