"""What an applicant asks about their own data, from their own page: their address is proved."""

from django.db import transaction
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.intake.models import Application
from mandat.intake.sealing import address_of
from mandat.people.models import Organisation
from mandat.privacy.models import DataRequest
from mandat.privacy.services.cases import Asked, submit_request
from mandat.privacy.states import RequestKind


@transaction.atomic
def ask_erasure(*, application: Application, words: str, language: str) -> DataRequest:
    """A case is open with those who answer for the organisation's data; a mail leads to it.

    What was filed cannot be erased by its applicant alone: the procedure must be documented.
    """
    address = address_of(application)
    if not address:
        raise RuleBroken("erased", _("It is erased."))
    organisation: Organisation = application.organisation
    reference = _("Application %(reference)s.") % {"reference": application.reference}
    asked = Asked(
        organisation=organisation,
        kind=RequestKind.ERASURE,
        email=address,
        name="",
        words=f"{reference} {words.strip()}".strip(),
        language=language,
    )
    return submit_request(asked=asked, is_proved=True)
