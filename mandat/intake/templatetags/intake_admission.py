"""What waits for an applicant after the deadline, and the desk's ways to its further pages."""

from typing import Any

from django import template
from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.policies import accepts_applications
from mandat.calls.public.words import moment_words, wall_words
from mandat.intake import policies
from mandat.intake.models import Application, Extension, ProofRequest
from mandat.intake.states import ProofState

register = template.Library()


@register.inclusion_tag("intake/mine/_asked.html")
def asked_of_applicant(application: Application) -> dict[str, Any]:
    """Requests that wait for the applicant; nothing before anything was filed."""
    if not application.filing_number:
        return {}
    rows = ProofRequest.objects.filter(application=application, state=ProofState.ASKED)
    proofs = [
        {"row": row, "deadline": moment_words(row.deadline_at, row.deadline_zone)}
        for row in rows.order_by("deadline_at", "pk")
    ]
    asked = list(Extension.objects.filter(application=application).order_by("pk"))
    waiting = [one for one in asked if one.is_agreed is None]
    zone = application.call.deadline_zone or "UTC"
    return {
        "application": application,
        "proofs": proofs,
        "extension": waiting[-1] if waiting else None,
        "answered": [_answered(one, zone) for one in asked if one.answered_at is not None],
    }


def _answered(row: Extension, zone: str) -> dict[str, Any]:
    """A request that was answered, in the words of the applicant's page."""
    assert row.answered_at is not None
    return {
        "until": row.until,
        "is_agreed": row.is_agreed,
        "asked": moment_words(row.asked_at, zone),
        "answered": moment_words(row.answered_at, zone),
    }


@register.simple_tag
def deadline_words(call: Call) -> str:
    """The deadline as it was published, and whose clock it is on."""
    return wall_words(call.deadline_wall, call.deadline_zone) if call.deadline_wall else ""


@register.simple_tag
def takes_applications(call: Call) -> bool:
    """Whether the call is open at this moment."""
    return accepts_applications(call, timezone.now())


@register.inclusion_tag("intake/desk/_admission_links.html", takes_context=True)
def admission_links(context: dict[str, Any], call: Call, *, sorts: bool) -> dict[str, Any]:
    """Clerks see every page of admission, auditors the dossier."""
    user = context["request"].user
    return {
        "call": call,
        "sorts": sorts,
        "reads_dossier": sorts or policies.can_read_dossier(user, call),
    }
