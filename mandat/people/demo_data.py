"""The organisations and people of the demo. The organisations exist; the people are made up.

Médecins du Monde France and its twin have somebody in every role and the same kinds of data:
whatever a person of the one can reach in the other is a leak, and a test looks for it.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from mandat.audit.services import record
from mandat.people.demo import DOMAIN
from mandat.people.models import Account, Funding, GridTemplate, Organisation, Programme
from mandat.people.roles import Role
from mandat.people.rules.grids import read_outline
from mandat.people.rules.procurement import thresholds
from mandat.people.services import (
    add_account,
    add_contact,
    add_funding,
    add_grid,
    add_programme,
    change_settings,
    grant_role,
)


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


@dataclass(frozen=True, slots=True)
class DemoProgramme:
    """A programme with whom to ask, and what pays for it."""

    of: str
    name: str
    theme: str
    countries: tuple[str, ...]
    contact: tuple[str, str, str]  # name, function, box
    donor: str
    agreement: str
    amount: Decimal
    currency: str = "EUR"
    period: tuple[date, date] = (date(2026, 1, 1), date(2028, 12, 31))
    objectives: tuple[str, ...] = field(default_factory=tuple)


ORGANISATIONS = {
    "mdm-france": DemoOrganisation("Médecins du Monde France", "FR", "Europe/Paris"),
    "mdm-belgique": DemoOrganisation("Médecins du Monde Belgique", "BE", "Europe/Brussels"),
    "ipas-odas": DemoOrganisation("Ipas / ODAS", "SN", "Africa/Dakar", "USD"),
    # A twin of the first: its people must never see anything of the others.
    "twin": DemoOrganisation("Maison Jumelle", "FR", "Europe/Paris"),
}

GUIDES = (  # those who show the site; a demo names them first
    DemoPerson("claire", "Claire Fontanel", "fr", "mdm-france", Role.PROGRAMME_OFFICER),
    DemoPerson("youssef", "Youssef Benharrat", "fr", "mdm-france", Role.ADMINISTRATOR),
    DemoPerson("ines", "Inès Marchetti", "en", "mdm-france", Role.READER),
    DemoPerson("lotte", "Lotte Verhaegen", "fr", "mdm-belgique", Role.PROGRAMME_OFFICER),
    DemoPerson("aissatou", "Aïssatou Sarr", "fr", "ipas-odas", Role.PROGRAMME_OFFICER),
    DemoPerson("samira", "سميرة الحداد", "ar", "ipas-odas", Role.READER),
    DemoPerson("paul", "Paul Lemoine", "fr", "twin", Role.PROGRAMME_OFFICER),
)

PEOPLE = (
    *GUIDES,
    DemoPerson("noemie", "Noémie Carlier", "fr", "mdm-france", Role.CLERK),
    DemoPerson("bastien", "Bastien Rocher", "fr", "mdm-france", Role.SECRETARY),
    DemoPerson("fatoumata", "Fatoumata Keïta", "fr", "mdm-france", Role.COMMITTEE_CHAIR),
    DemoPerson("ivan", "Ivan Petrescu", "en", "mdm-france", Role.ASSESSOR),
    DemoPerson("solene", "Solène Kerbrat", "fr", "mdm-france", Role.APPROVER),
    DemoPerson("mourad", "Mourad Tazi", "fr", "mdm-france", Role.FINANCE),
    DemoPerson("elodie", "Élodie Vasseur", "fr", "mdm-france", Role.DATA_PROTECTION_OFFICER),
    DemoPerson("gregor", "Gregor Hahn", "en", "mdm-france", Role.AUDITOR),
    DemoPerson("ousmane", "Ousmane Diatta", "fr", "ipas-odas", Role.APPROVER),
    DemoPerson("khady", "Khady Ndour", "fr", "ipas-odas", Role.COMMITTEE_CHAIR),
    DemoPerson("moussa", "Moussa Coulibaly", "fr", "ipas-odas", Role.FINANCE),
    DemoPerson("marie", "Marie Thibault", "fr", "twin", Role.ADMINISTRATOR),
    DemoPerson("karim", "Karim Oudin", "fr", "twin", Role.READER),
    DemoPerson("lucie", "Lucie Arnoux", "fr", "twin", Role.CLERK),
    DemoPerson("denis", "Denis Faucher", "fr", "twin", Role.SECRETARY),
    DemoPerson("rokia", "Rokia Traoré", "fr", "twin", Role.COMMITTEE_CHAIR),
    DemoPerson("anton", "Anton Sievers", "en", "twin", Role.ASSESSOR),
    DemoPerson("helene", "Hélène Maugis", "fr", "twin", Role.APPROVER),
    DemoPerson("tarek", "Tarek Mansour", "ar", "twin", Role.FINANCE),
    DemoPerson("odile", "Odile Perrin", "fr", "twin", Role.DATA_PROTECTION_OFFICER),
    DemoPerson("julius", "Julius Okello", "en", "twin", Role.AUDITOR),
)

PROGRAMMES = (
    DemoProgramme(
        of="mdm-france",
        name="Santé sexuelle et droits",
        theme="Accès à l’avortement sûr",
        countries=("CI", "BF", "CD"),
        contact=("Nadège Kouassi", "Coordinatrice du programme", "nadege"),
        donor="Agence française de développement",
        agreement="CZZ 3051",
        amount=Decimal(2400000),
        objectives=(
            "Rendre l’avortement sûr accessible dans douze districts.",
            "Faire reconnaître les soins après avortement comme soins d’urgence.",
        ),
    ),
    DemoProgramme(
        of="mdm-france",
        name="Réduction des risques",
        theme="Santé des personnes qui consomment des drogues",
        countries=("GE", "MM", "TZ"),
        contact=("Levan Gogia", "Référent technique", "levan"),
        donor="Fonds mondial",
        agreement="QMU-H-MDM",
        amount=Decimal(1150000),
        period=(date(2026, 7, 1), date(2028, 6, 30)),
        objectives=("Donner une voix aux pairs dans les politiques de santé.",),
    ),
    DemoProgramme(
        of="ipas-odas",
        name="ODAS",
        theme="Mobilisation pour le droit à l’avortement",
        countries=("SN", "ML", "NE"),
        contact=("Bineta Fall", "Responsable de l’observatoire", "bineta"),
        donor="Fondation pour la santé",
        agreement="OD-2026-14",
        amount=Decimal(640000),
        currency="USD",
    ),
    DemoProgramme(
        of="twin",
        name="Santé et migrations",
        theme="Accès aux soins sur les routes",
        countries=("FR", "TN"),
        contact=("Camille Roussel", "Coordinatrice du programme", "camille"),
        donor="Fondation Jumelle",
        agreement="FJ-7",
        amount=Decimal(310000),
        objectives=("Ouvrir quatre lieux de soins.",),
    ),
    DemoProgramme(
        of="twin",
        name="Habitat et santé",
        theme="Santé des personnes mal logées",
        countries=("FR",),
        contact=("Hugo Delmas", "Référent technique", "hugo"),
        donor="Ville de Lyon",
        agreement="VL-2026-3",
        amount=Decimal(95000),
        period=(date(2026, 9, 1), date(2027, 8, 31)),
    ),
)

GRID = (
    "Offre technique | 70\n"
    "- Compréhension de la demande | 20\n"
    "- Méthode | 30\n"
    "- Expérience de l’équipe | 20\n"
    "Offre financière | 30"
)
WITH_SETTINGS = ("mdm-france", "twin")


@transaction.atomic
def load_people(*, by: Any) -> dict[str, Organisation]:
    """The demo's organisations, accounts and programmes exist; loading again changes nothing."""
    organisations = {key: _organisation(o, by) for key, o in ORGANISATIONS.items()}
    for person in PEOPLE:
        grant_role(
            account=_account(person, by),
            organisation=organisations[person.of],
            role=person.role,
            by=by,
        )
    for key in WITH_SETTINGS:
        _settings(organisations[key], by)
    for programme in PROGRAMMES:
        _programme(programme, organisations[programme.of], by)
    return organisations


def is_guide(account: Account) -> bool:
    """Whether the person shows the site; the others are there for their role."""
    return account.email in {f"{person.box}{DOMAIN}" for person in GUIDES}


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
            "call_languages": ["fr"],
            "screen_languages": ["fr"],
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


def _settings(organisation: Organisation, by: Any) -> None:
    if not organisation.thresholds:
        change_settings(
            public_id=organisation.public_id,
            section="procurement",
            values={"thresholds": thresholds("EUR", Decimal(5_000), Decimal(60_000))},
            version=None,
            by=by,
        )
    if not GridTemplate.objects.filter(organisation=organisation).exists():
        document, _faults = read_outline(GRID)
        add_grid(organisation=organisation, name="Grille usuelle", document=document, by=by)


def _programme(wanted: DemoProgramme, organisation: Organisation, by: Any) -> None:
    if Programme.objects.filter(organisation=organisation, name=wanted.name).exists():
        return
    values = {
        "name": wanted.name,
        "theme": wanted.theme,
        "countries": list(wanted.countries),
    }
    programme = add_programme(organisation=organisation, values=values, by=by)
    name, function, box = wanted.contact
    add_contact(
        public_id=programme.public_id,
        name=name,
        function=function,
        email=f"{box}{DOMAIN}",
        by=by,
    )
    if Funding.objects.filter(organisation=organisation, agreement=wanted.agreement).exists():
        return
    first, last = wanted.period
    add_funding(
        organisation=organisation,
        values={
            "donor": wanted.donor,
            "agreement": wanted.agreement,
            "starts_on": first,
            "ends_on": last,
            "amount": wanted.amount,
            "currency": wanted.currency,
            "objectives": list(wanted.objectives),
        },
        programmes=[programme],
        by=by,
    )
