"""The demo's applications: three teams apply to the open call, one of them not completely.

The people and firms are made up. Documents are small PDF files made here; the worker counts and
scans them like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.queries import version_now
from mandat.calls.states import CallState
from mandat.core.keys import new_token
from mandat.core.printing import render_pdf
from mandat.documents.services import receive_file
from mandat.documents.uses import use_of
from mandat.intake.content import EMPTY
from mandat.intake.files import part_of, target_of, use_for
from mandat.intake.models import Application
from mandat.intake.rules.slots import asked_of, member_keys_of, slots_of
from mandat.intake.sealing import arrival_key, organisation_key
from mandat.intake.services.common import APPLICANT
from mandat.intake.services.drafting import content_now, save_words
from mandat.intake.services.filing import file_application
from mandat.intake.services.pieces import is_secret
from mandat.intake.services.starting import confirm_address, start_application
from mandat.people.models import Organisation

_SHEET = Path(__file__).parent / "printing" / "sample.typ"
_TEXT = {
    "fr": "Document de démonstration : les personnes et les organisations nommées n’existent pas.",
    "en": "Document of the demonstration: the people and organisations named here do not exist.",
}


@dataclass(frozen=True, slots=True)
class Team:
    """Who applies, and with how many pages in each slot; slots beyond those named stay empty."""

    name: str
    address: str
    language: str
    firm: str = ""
    country: str = "FR"
    members: tuple[Mapping[str, Any], ...] = ()
    pages: tuple[int, ...] = (2, 3, 2)
    is_filed: bool = True


TEAMS = (
    Team(
        name="Awa Ndiaye",
        address="awa.ndiaye@demo.example.org",
        language="fr",
        firm="Cabinet Teranga Conseil",
        country="SN",
        members=(
            {
                "key": "m1",
                "name": "Paul Mercier",
                "firm": "Atelier Droits & Santé",
                "role": "Juriste",
                "fields": ["droit international"],
                "languages": ["fr", "en"],
                "email": "paul.mercier@demo.example.org",
            },
        ),
        pages=(3, 3, 2, 4),
    ),
    Team(
        name="Ruth Okafor",
        address="ruth.okafor@demo.example.org",
        language="en",
        country="NG",
        pages=(2,),
    ),
    Team(
        name="Leïla Haddad",
        address="leila.haddad@demo.example.org",
        language="fr",
        firm="Haddad Études",
        country="TN",
        is_filed=False,
    ),
)


def load_applications(organisations: Mapping[str, Organisation]) -> None:
    """Each open call of the demo that everybody may know has its applications; never twice."""
    for organisation in organisations.values():
        calls = Call.objects.select_related("organisation").filter(
            organisation=organisation, state=CallState.PUBLISHED, sensitive=False
        )
        for call in calls:
            if not Application.objects.filter(call=call).exists():
                for team in TEAMS:
                    _apply(call, team)


def _apply(call: Call, team: Team) -> None:
    application = start_application(call=call, address=team.address, language=team.language)
    confirm_address(application=application)
    lead = {
        **EMPTY["lead"],
        "name": team.name,
        "email": team.address,
        "firm": team.firm,
        "country": team.country,
    }
    references = [
        {
            "name": f"Référence {number}",
            "organisation": "Réseau de démonstration",
            "contact": f"reference{number}@demo.example.org",
            "mission": "Étude comparative",
            "year": "2025",
        }
        for number in (1, 2)
    ]
    application = save_words(
        application=application,
        changes={
            "lead": lead,
            "members": [dict(member) for member in team.members],
            "working_languages": ["fr", "en"],
            "references": references if team.members else [],
        },
        version=application.version,
    )
    _hand_in(application, team)
    if team.is_filed:
        file_application(application=application, once=new_token(), at=timezone.now())


def _hand_in(application: Application, team: Team) -> None:
    """A document in each slot, as long as the team has one."""
    content = version_now(application.call).content
    asked = asked_of(content, application.stage, application.asked)
    slots = slots_of(asked, member_keys_of(content_now(application)))
    for slot, pages in zip(slots, team.pages, strict=False):
        part = part_of(application, slot.key)
        if part is None:
            continue
        title = slot.asked.name or "Document"
        data = render_pdf(
            _SHEET,
            {
                "title": title,
                "more": title,
                "language": team.language,
                "pages": pages,
                "paragraphs": [_TEXT[team.language]] * 6,
            },
        )
        secret = is_secret(application, part)
        key = arrival_key if secret else None
        receive_file(
            use=use_of(use_for(application, part)),
            name=f"{title}.pdf",
            chunks=[data],
            size=len(data),
            organisation=application.organisation,
            key_name=key(application.call) if key else organisation_key(application.organisation),
            owner=application,
            by=APPLICANT,
            target=target_of(application, slot.key),
        )
