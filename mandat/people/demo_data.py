"""The organisations and people of the demo. The organisations exist; the people are made up."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from mandat.audit.services import record
from mandat.people.demo import DOMAIN
from mandat.people.models import Account, Organisation
from mandat.people.roles import Role
from mandat.people.services import add_account, grant_role


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    name: str
    country: str
    time_zone: str
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody with one role; `of` is the key of the organisation."""

    box: str  # the part of the address before the @
    name: str
    language: str
    of: str
    role: Role


ORGANISATIONS = {
    "mdm-france": DemoOrganisation("Médecins du Monde France", "FR", "Europe/Paris"),
    "mdm-belgique": DemoOrganisation("Médecins du Monde Belgique", "BE", "Europe/Brussels"),
    "ipas-odas": DemoOrganisation("Ipas / ODAS", "SN", "Africa/Dakar", "USD"),
    # A twin of the first: its people must never see anything of the others.
    "twin": DemoOrganisation("Maison Jumelle", "FR", "Europe/Paris"),
}

PEOPLE = (
    DemoPerson("claire", "Claire Fontanel", "fr", "mdm-france", Role.PROGRAMME_OFFICER),
    DemoPerson("youssef", "Youssef Benharrat", "fr", "mdm-france", Role.ADMINISTRATOR),
    DemoPerson("ines", "Inès Marchetti", "en", "mdm-france", Role.READER),
    DemoPerson("lotte", "Lotte Verhaegen", "fr", "mdm-belgique", Role.PROGRAMME_OFFICER),
    DemoPerson("aissatou", "Aïssatou Sarr", "fr", "ipas-odas", Role.PROGRAMME_OFFICER),
    DemoPerson("samira", "سميرة الحداد", "ar", "ipas-odas", Role.READER),
    DemoPerson("paul", "Paul Lemoine", "fr", "twin", Role.PROGRAMME_OFFICER),
)


@transaction.atomic
def load_people(*, by: Any) -> dict[str, Organisation]:
    """The demo's organisations and accounts exist, by key; loading again changes nothing."""
    organisations = {key: _organisation(o, by) for key, o in ORGANISATIONS.items()}
    for person in PEOPLE:
        grant_role(
            account=_account(person, by),
            organisation=organisations[person.of],
            role=person.role,
            by=by,
        )
    return organisations


def is_foreign_ground() -> bool:
    """Whether the database holds organisations that are not the demo's: real ones."""
    names = [o.name for o in ORGANISATIONS.values()]
    return Organisation.objects.exclude(name__in=names).exists()


def _organisation(wanted: DemoOrganisation, by: Any) -> Organisation:
    organisation, added = Organisation.objects.get_or_create(
        name=wanted.name,
        defaults={
            "country": wanted.country,
            "time_zone": wanted.time_zone,
            "currency": wanted.currency,
        },
    )
    if added:
        record(
            actor=by,
            action="people.organisation.added",
            subject=organisation,
            organisation=organisation,
        )
    return organisation


def _account(person: DemoPerson, by: Any) -> Account:
    email = f"{person.box}{DOMAIN}"
    known = Account.objects.filter(email=email).first()
    return known or add_account(email=email, name=person.name, language=person.language, by=by)
