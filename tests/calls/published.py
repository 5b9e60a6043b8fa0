"""Calls that are public, made without the importer: quick, and each value is known."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import OPERATOR
from mandat.calls.importer.draft import FIELDS, Certainty
from mandat.calls.models import Call, DraftField
from mandat.calls.origins import Origin
from mandat.calls.publishing import content_now, make_version, text_now
from mandat.calls.states import CallState
from mandat.people.models import Organisation

ZONE = "Europe/Brussels"


def wall_in(days: float, zone: str = ZONE) -> str:
    """The wall time of a zone so many days from now, to the minute."""
    at = timezone.now().astimezone(ZoneInfo(zone)) + timedelta(days=days)
    return at.strftime("%Y-%m-%dT%H:%M")


def call_values(days: float = 20, zone: str = ZONE) -> dict[str, Any]:
    """Values of every kind, in French, with a grid that adds up."""
    start = datetime.now(UTC) + timedelta(days=days + 40)
    end = start + timedelta(days=200)
    asked_until = datetime.now(UTC) + timedelta(days=days - 7)
    return {
        "title": "Étude sur l’accès aux soins des travailleuses du sexe",
        "issuer": "Médecins du Monde Belgique",
        "programme": "Santé et droits sexuels et reproductifs",
        "kind": "full_proposal",
        "language": "fr",
        "themes": ["srhr", "sex_work"],
        "locations": ["BE", "FR"],
        "remote": True,
        "deadline": wall_in(days, zone),
        "start_date": start.date().isoformat(),
        "end_date": end.date().isoformat(),
        "dates": [
            {"role": "questions", "date": asked_until.date().isoformat(), "firm": True},
            {"role": "decision", "date": (start - timedelta(days=20)).date().isoformat()},
            {"role": "mission_start", "date": start.date().isoformat()},
        ],
        "working_days": 45,
        "budget": {"amount": 24000, "currency": "EUR", "tax": "excl", "contingency_percent": 5},
        "objectives": [
            {"kind": "general", "text": "Comprendre ce qui empêche l’accès aux soins."},
            {"kind": "specific", "text": "Comparer les lois de six pays."},
        ],
        "methodology": [{"text": "Revue documentaire, entretiens et groupes de discussion."}],
        "deliverables": {
            "count": 2,
            "items": [
                {"text": "Note méthodologique", "due": start.date().isoformat(), "pages": 6},
                {"text": "Rapport final", "due": end.date().isoformat(), "pages": 40},
            ],
        },
        "eligibility": {
            "count": 2,
            "items": [
                {"text": "Master en santé publique ou en droit", "required": True},
                {"text": "Expérience du plaidoyer", "required": False},
            ],
        },
        "working_languages": [
            {"code": "fr", "required": True},
            {"code": "en", "required": True},
            {"code": "ar", "required": False},
        ],
        "required_documents": [
            {"name": "Note méthodologique", "part": "technical", "max_pages": 8},
            {"name": "CV", "part": "administrative", "per": "member", "max_pages": 3},
            {"name": "Proposition financière", "part": "financial"},
        ],
        "evaluation_grid": [
            {"label": "Méthodologie", "max_points": 40},
            {"label": "Compréhension, clarté", "max_points": 15, "parent": "Méthodologie"},
            {"label": "Approche", "max_points": 25, "parent": "Méthodologie"},
            {"label": "Expertise", "max_points": 40},
            {"label": "Prix", "max_points": 20},
        ],
        "submission": {"channel": "portal", "exclusive": True},
        "offer_validity_days": 30,
        "privacy_notice": {
            "parts": ["purpose", "controller", "recipients", "retention", "access", "contact"]
        },
    }


def draft_call(
    organisation: Organisation,
    *,
    by: Any = None,
    days: float = 20,
    zone: str = ZONE,
    values: dict[str, Any] | None = None,
    **columns: Any,
) -> Call:
    """A draft with every value settled by a person; `values` replaces some of them."""
    says = call_values(days, zone) | (values or {})
    call = Call.objects.create(
        organisation=organisation,
        title=says["title"],
        language=says["language"],
        created_by=by,
        **columns,
    )
    DraftField.objects.bulk_create(
        DraftField(
            call=call,
            name=name,
            found={"value": None, "certainty": "absent", "spans": [], "alternatives": []},
            value=says.get(name),
            extra={"timezone": zone} if name == "deadline" else {},
            certainty=Certainty.ABSENT,
            origin=Origin.CORRECTED,
        )
        for name in FIELDS
    )
    return call


@transaction.atomic
def published_call(organisation: Organisation, **settings: Any) -> Call:
    """A call that is open, with its first version; the arguments are those of `draft_call`."""
    call = draft_call(organisation, state=CallState.IN_APPROVAL, **settings)
    make_version(call, content_now(call), text_now(call), by=OPERATOR, at=timezone.now())
    return call
