"""A closed circle in each of two twin organisations. The people in it are made up."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from mandat.people.models import Organisation
from mandat.people.queries import grants_of
from mandat.people.roles import Role
from mandat.vault import services
from mandat.vault.models import Compartment
from mandat.vault.scopes import CompartmentKind, Given, Scope
from mandat.vault.services import Person

_WORDS = {
    "fr": (
        "Vous parlez avec nous parce que vous le voulez bien. Ce que vous dites sert à décrire ce "
        "qui aide et ce qui manque ; votre nom reste à part et ne paraît nulle part. Vous pouvez "
        "tout reprendre à tout moment avec votre code, sans dire pourquoi."
    ),
    "ar": (
        "تتحدث معنا لأنك تريد ذلك. ما تقوله يفيد في وصف ما يساعد وما ينقص، ويبقى اسمك منفصلاً ولا "
        "يظهر في أي مكان. يمكنك سحب كل شيء في أي وقت برمزك من دون ذكر السبب."
    ),
}
_VOICES = (
    Person(name="Mireille K.", address="mireille@demo.example.org", note="Le matin seulement."),
    Person(name="Tariq B.", address="", note="Par l’association, jamais directement."),
)


@transaction.atomic
def load_vault(organisations: dict[str, Organisation]) -> None:
    """The demo's circles exist; loading again changes nothing."""
    for key in ("mdm-france", "twin"):
        organisation = organisations[key]
        officer = _officer(organisation)
        if officer is not None and not organisation.compartments.exists():
            _load(organisation, officer)


def _officer(organisation: Organisation) -> Any:
    grant = (
        organisation.grants.filter(role=Role.PROGRAMME_OFFICER.value, ended_at__isnull=True)
        .select_related("account")
        .order_by("pk")
        .first()
    )
    return grant.account if grant and grants_of(grant.account).exists() else None


def _load(organisation: Organisation, officer: Any) -> Compartment:
    compartment = services.open_compartment(
        organisation=organisation,
        kind=CompartmentKind.CONSULTATION,
        name="Consultation 2026",
        by=officer,
    )
    texts = services.write_consent_text(organisation=organisation, texts=_WORDS, by=officer)
    for person in _VOICES:
        identity = services.keep_identity(compartment=compartment, person=person, by=officer)
        services.record_consent(
            compartment=compartment,
            text=texts[0],
            scopes=[Scope.TAKE_PART, Scope.QUOTE_ANONYMOUSLY],
            how=Given.SPOKEN,
            given_on=timezone.now().date() - timedelta(days=12),
            identity=identity,
            by=officer,
        )
    return compartment
