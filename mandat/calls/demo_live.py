"""The demo's public calls: settled, approved and published by its people, like any other.

One is open in Médecins du Monde France, which shares its data, and in its twin; one, sensitive,
is known to whoever has its address. Each value that the text lacks is written here, each remark
that stays is set aside with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from mandat.audit.services import OPERATOR
from mandat.calls import services
from mandat.calls.demo_exchange import tell_what_followed
from mandat.calls.importer.draft import JSON, Certainty
from mandat.calls.life import services as life
from mandat.calls.models import Call
from mandat.calls.origins import Origin
from mandat.calls.remarks import open_remarks
from mandat.calls.shapes import SHAPES, items_of
from mandat.people.demo import is_demo_account
from mandat.people.models import Account, Grant, Organisation
from mandat.people.queries import default_grid, fundings_of, in_force, programmes_of
from mandat.people.roles import Role
from mandat.people.services import change_settings

PREFIX = "ocds-dem0ab"  # of nobody: a real one is given by the Open Contracting Partnership

# Those who open the prices and who stands in for them; a small organisation has fewer roles.
SEATS = (
    (Role.COMMITTEE_CHAIR, Role.SECRETARY),
    (Role.FINANCE, Role.ADMINISTRATOR),
)
SMALL_SEATS = (
    (Role.COMMITTEE_CHAIR, Role.PROGRAMME_OFFICER),
    (Role.FINANCE, Role.READER),
)

REASONS: Mapping[str, str] = {
    "machine_translation": "Traduction relue par l’équipe du programme.",
    "blank_placeholder": "Le tableau était indicatif : les dates sont données par ailleurs.",
    "privacy_notice_incomplete": "L’avis complet accompagne l’accusé de réception.",
    "privacy_notice_absent": "L’avis complet accompagne l’accusé de réception.",
    "acronym_never_expanded": "Sigles en usage dans le réseau, développés dans la page d’aide.",
    "days_do_not_fit": "Le travail est réparti entre plusieurs personnes.",
    "short_notice": "Le délai court à partir de la publication ici.",
}
OTHER_REASON = "Vu avec l’équipe : sans effet pour les candidatures."


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sample becomes public: its corrections, and the rules that its author states."""

    formula: str
    corrections: Mapping[str, JSON]
    reference: str
    shares_data: bool = False
    sensitive: bool = False
    extra: Mapping[str, Mapping[str, JSON]] = field(default_factory=dict)


def publish_sample(name: str, call: Call) -> Call | None:
    """The sample is public if it is meant to be, and the organisation has the demo's people."""
    organisation = call.organisation
    people = _people(organisation)
    if Role.APPROVER not in people or Role.PROGRAMME_OFFICER not in people:
        return None
    plan = _plan(name, call)
    if plan is None:
        return None
    if plan.shares_data:
        _share(organisation)
        call.refresh_from_db()
    _settle(call, plan, people)
    approval = life.ask_approval(public_id=call.public_id, by=people[Role.PROGRAMME_OFFICER])
    public = life.decide_approval(
        public_id=call.public_id,
        approval_id=approval.public_id,
        approved=True,
        note="",
        by=people[Role.APPROVER],
    )
    tell_what_followed(name, public, people)
    return public


def _people(organisation: Organisation) -> dict[Role, Account]:
    """The demo's person in each role of the organisation."""
    grants = Grant.objects.filter(organisation=organisation).select_related("account")
    return {
        Role(g.role): g.account
        for g in grants.order_by("-pk").filter(in_force(timezone.now()))
        if is_demo_account(g.account)
    }


def _plan(name: str, call: Call) -> Plan | None:
    deadline: str = call.draft_fields.get(name="deadline").value or ""
    if name == "trafficking":
        return _position(call, date.fromisoformat(deadline[:10]))
    if name == "protection":
        return _protection(date.fromisoformat(deadline[:10]))
    return None


def _position(call: Call, ends: date) -> Plan:
    """Expressions of interest, then full proposals by at most six teams."""
    dates = items_of(call.draft_fields.get(name="dates").value)
    sent = call.draft_fields.get(name="submission").value
    start = ends + timedelta(days=75)
    return Plan(
        formula="ratio_low",
        reference="SDSR-2026-04",
        shares_data=call.organisation.name == "Médecins du Monde France",
        corrections={
            # The original takes one mailbox and nothing else; here both doors can be tried.
            "submission": {**dict(sent or {}), "exclusive": False},
            "dates": [
                *dates,
                _date("questions", ends - timedelta(days=3)),
                _date("decision", ends + timedelta(days=21)),
                _date("full_proposal", ends + timedelta(days=49)),
                _date("mission_start", start),
            ],
            "start_date": start.isoformat(),
            "deliverables": {
                "count": 2,
                "items": [
                    {
                        "text": "A note that sets international law beside the laws of several "
                        "countries",
                        "due": (start + timedelta(days=45)).isoformat(),
                    },
                    {
                        "text": "The position and its recommendations, ready for the Board",
                        "due": (start + timedelta(days=90)).isoformat(),
                    },
                ],
            },
        },
    )


def _protection(ends: date) -> Plan:
    """A full proposal at once. Whoever answers may be in danger: the call is sensitive."""
    start = ends + timedelta(days=30)
    return Plan(
        formula="ratio_low",
        reference="OD-7",
        sensitive=True,
        extra={"deadline": {"timezone": "Africa/Dakar"}},
        corrections={
            "deadline": f"{ends.isoformat()}T18:00",
            "start_date": start.isoformat(),
            "end_date": (start + timedelta(days=150)).isoformat(),
            "dates": [
                {**_date("application", ends), "time": "18:00", "timezone": "Africa/Dakar"},
                _date("questions", ends - timedelta(days=3)),
                _date("decision", ends + timedelta(days=15)),
                _date("mission_start", start),
            ],
            "submission": {
                "channel": "email",
                "address": "appels-odas@demo.example.org",
                "exclusive": True,
            },
            "evaluation_grid": [
                {"label": "Offre technique", "max_points": 80},
                {"label": "Méthode", "max_points": 40, "parent": "Offre technique"},
                {"label": "Expérience", "max_points": 40, "parent": "Offre technique"},
                {"label": "Offre financière", "max_points": 20},
            ],
        },
    )


def _date(role: str, on: date) -> dict[str, JSON]:
    return {"role": role, "date": on.isoformat(), "firm": True}


def _share(organisation: Organisation) -> None:
    change_settings(
        public_id=organisation.public_id,
        section="open_data",
        values={"shares_data": True, "ocid_prefix": PREFIX},
        version=None,
        by=OPERATOR,
    )


def _settle(call: Call, plan: Plan, people: Mapping[Role, Account]) -> None:
    """Everything is decided: values, rules, grid, holders, place, and what remains set aside."""
    officer = people[Role.PROGRAMME_OFFICER]
    who: dict[str, Any] = {"public_id": call.public_id, "by": officer}
    for name, value in plan.corrections.items():
        extra = plan.extra.get(name, {})
        services.correct_field(**who, name=name, value=value, extra=extra, version=None)
    if "evaluation_grid" not in plan.corrections and default_grid(call.organisation):
        life.take_grid(**who)
    _confirm(call, who)
    life.change_rules(
        **who,
        formula=plan.formula,
        late_rule="refuse",
        seals_prices=True,
        text_stage="public",
        seen=None,
    )
    life.accept_proposal(**who, name="pass_marks")
    life.name_holders(**who, seats=_seats(people), seen=None)
    if plan.sensitive:
        life.switch_sensitive(**who, sensitive=True)
    life.place_call(
        **who,
        programme=programmes_of(call.organisation).first(),
        funding=fundings_of(call.organisation).first(),
        reference=plan.reference,
        shares_data=plan.shares_data,
        seen=None,
    )
    call.refresh_from_db()
    for remark in open_remarks(call):
        reason = REASONS.get(remark.code, OTHER_REASON)
        services.dismiss_remark(**who, key=remark.key, reason=reason)


def _confirm(call: Call, who: Mapping[str, Any]) -> None:
    """What was read with doubt is confirmed; of two readings the first one counts."""
    open_fields = call.draft_fields.filter(origin=Origin.IMPORTED, name__in=list(SHAPES))
    for draft_field in open_fields.exclude(certainty=Certainty.SURE).order_by("pk"):
        if draft_field.certainty == Certainty.CONFLICT:
            services.choose_reading(**who, name=draft_field.name, index=0, version=None)
        elif draft_field.present:
            services.confirm_field(**who, name=draft_field.name, version=None)


def _seats(people: Mapping[Role, Account]) -> list[tuple[Any, Any]]:
    roles = SEATS if Role.SECRETARY in people else SMALL_SEATS
    return [(people[h].public_id, people[s].public_id) for h, s in roles]
