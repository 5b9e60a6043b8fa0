"""An application is withdrawn by whoever made it, as long as the offers are sealed."""

from datetime import datetime

from django.db import transaction

from mandat.audit.services import record
from mandat.core.erasures import note_ended
from mandat.intake.models import Application
from mandat.intake.services.common import APPLICANT, locked, require_move
from mandat.intake.services.lettering import drop_waiting
from mandat.intake.services.telling import tell
from mandat.intake.states import ApplicationState
from mandat.mail.values import Moment, Trusted


@transaction.atomic
def withdraw_application(*, application: Application, at: datetime) -> Application:
    """It counts no more; what was filed is kept until its retention ends.

    A draft can be withdrawn too. Until the deadline it can be filed again as it stands. Asked
    twice, the second does no harm.
    """
    row = locked(application.public_id)
    if row.state == ApplicationState.WITHDRAWN:
        return row
    require_move(row, ApplicationState.WITHDRAWN)
    was_filed = row.filing_number
    if was_filed:
        drop_waiting(application=row, by=APPLICANT)
    row.state, row.withdrawn_at = ApplicationState.WITHDRAWN, at
    row.save(update_fields=["state", "withdrawn_at", "changed_at"])
    if was_filed:
        tell(
            "intake/withdrawn",
            row,
            reference=Trusted(row.reference),
            at=Moment(at, row.call.deadline_zone or "UTC"),
        )
    key = f"{row.public_id} {at.isoformat()}"
    note_ended(row.organisation.public_id, Application._meta.label_lower, key)
    record(
        actor=APPLICANT,
        action="intake.application.withdrawn",
        subject=row,
        organisation=row.organisation,
        details={"number": was_filed},
    )
    return row
