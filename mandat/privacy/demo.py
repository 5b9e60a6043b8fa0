"""A request of a data subject in each of two twin organisations. The people are made up."""

from django.db import transaction

from mandat.people.models import Organisation
from mandat.privacy.models import DataRequest
from mandat.privacy.services.cases import Asked, prove_address, submit_request
from mandat.privacy.states import RequestKind

_WORDS = (
    "J’ai participé à une consultation au printemps. Dites-moi ce que vous gardez de moi, et "
    "jusqu’à quand."
)


@transaction.atomic
def load_requests(organisations: dict[str, Organisation]) -> None:
    """The demo's requests exist, their addresses proved; loading again changes nothing."""
    for key in ("mdm-france", "twin"):
        organisation = organisations[key]
        if DataRequest.objects.filter(organisation=organisation).exists():
            continue
        case = submit_request(
            asked=Asked(
                organisation=organisation,
                kind=RequestKind.ACCESS,
                email=f"personne-{key}@demo.example.org",
                name="Mireille K.",
                words=_WORDS,
                language="fr",
            )
        )
        prove_address(public_id=case.public_id)
