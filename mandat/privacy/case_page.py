"""What the pages of a case show, opened for the one who may read it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from mandat.core.holdings import DataClass, holdings
from mandat.privacy.clocks import in_days
from mandat.privacy.finding import described
from mandat.privacy.gathering import Part, gather
from mandat.privacy.models import CaseStep, DataExport, DataRequest, NoticeContact
from mandat.privacy.models.requests import INTERNAL_STEPS
from mandat.privacy.rules import can_extend
from mandat.privacy.sealing import words
from mandat.privacy.services.answers import correctable, current_export
from mandat.privacy.services.common import first_due, local_day
from mandat.privacy.services.erasure import Plan, plan_erasure
from mandat.privacy.states import ENDED, LIVE, WORKING, RequestKind, RequestState
from mandat.privacy.words import (
    KINDS,
    KINDS_SHORT,
    PROOFS,
    STATE_TAGS,
    STATES,
    STEPS,
    reason_in_words,
    room_label,
)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One thing that happened, with its words."""

    at: datetime
    what: Any
    who: str
    words: str
    is_internal: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """What both sides see of a case."""

    case: DataRequest
    kind: Any
    kind_long: Any
    state: Any
    tag: str
    email: str
    name: str
    words: str
    proof: Any
    due: date
    left: str
    is_late: bool
    is_live: bool
    is_working: bool
    has_ended: bool
    is_awaiting_proof: bool
    steps: list[StepLine]
    export: DataExport | None
    contact: NoticeContact | None
    corrections: list[dict[str, Any]]
    erasures: list[dict[str, Any]]


def person_page(case: DataRequest) -> CasePage:
    """The case as the person sees it: without notes, without names of officers."""
    return _page(case, internal=False)


def officer_page(case: DataRequest) -> CasePage:
    """The case as the data protection officer sees it."""
    return _page(case, internal=True)


def _page(case: DataRequest, *, internal: bool) -> CasePage:
    days = (case.due - local_day(case.organisation, timezone.now())).days
    ended = case.state in ENDED
    return CasePage(
        case=case,
        kind=KINDS_SHORT[case.kind],
        kind_long=KINDS[case.kind],
        state=STATES[case.state],
        tag=STATE_TAGS.get(case.state, ""),
        email=words(case, "email"),
        name=words(case, "name"),
        words=words(case, "words"),
        proof=PROOFS.get(case.proof, ""),
        due=case.due,
        left="" if ended else in_days(days),
        is_late=not ended and days < 0,
        is_live=case.state in LIVE,
        is_working=case.state in WORKING,
        has_ended=ended,
        is_awaiting_proof=case.state == RequestState.PROVING,
        steps=_steps(case, internal=internal),
        export=current_export(case),
        contact=NoticeContact.objects.filter(organisation=case.organisation).first(),
        corrections=_corrections(case),
        erasures=[_erasure(e) for e in case.erasures.all()],
    )


def _steps(case: DataRequest, *, internal: bool) -> list[StepLine]:
    return [
        StepLine(
            at=step.at,
            what=STEPS[step.kind],
            who=_who(step, case) if internal else "",
            words=words(step, "words"),
            is_internal=step.kind in INTERNAL_STEPS,
        )
        for step in case.steps.select_related("by", "request__organisation")
        if internal or step.kind not in INTERNAL_STEPS
    ]


def _who(step: CaseStep, case: DataRequest) -> str:
    """The officer's name. The person's own is what they wrote, not what another room calls them."""
    return step.by.name if step.by is not None and step.by_id != case.account_id else ""


def _corrections(case: DataRequest) -> list[dict[str, Any]]:
    rows = case.rectifications.select_related("request__organisation")
    return [
        {"column": r.column, "at": r.at, "before": words(r, "before"), "after": words(r, "after")}
        for r in rows
    ]


def _erasure(erasure: Any) -> dict[str, Any]:
    kept: dict[str, int] = {}
    for _room, _label, _key, done, reason in erasure.outcomes:
        if not done:
            kept[reason] = kept.get(reason, 0) + 1
    return {
        "row": erasure,
        "kept": [{"reason": reason_in_words(r), "count": n} for r, n in sorted(kept.items())],
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """What one room holds, as the officer sees it: secret contents stay with their room."""

    part: Part
    is_secret: bool


def held_for(case: DataRequest) -> list[Shown]:
    """What every room holds. Where special data are secret, objects are listed, not shown."""
    secret = {
        holding.room
        for holding in holdings()
        if any(f.special and f.data_class == DataClass.SECRET for f in holding.fields)
    }
    return [Shown(part, part.room in secret) for part in gather(case)]


def officer_tools(case: DataRequest) -> dict[str, Any]:
    """What the officer can do next with this case."""
    today = local_day(case.organisation, timezone.now())
    return {
        "can_extend": case.state == RequestState.OPEN and can_extend(today, first_due(case)),
        "can_rectify": case.kind == RequestKind.RECTIFICATION and case.state in WORKING,
        "can_decide_objection": case.kind == RequestKind.OBJECTION and case.state in WORKING,
        "can_erase": case.kind in (RequestKind.ERASURE, RequestKind.OBJECTION)
        and case.state in WORKING,
        "correctable": _correctable_objects(case) if case.kind == RequestKind.RECTIFICATION else [],
    }


def _correctable_objects(case: DataRequest) -> list[dict[str, str]]:
    columns = correctable()
    return [
        {
            "value": f"{column} {found.subject_id}",
            "label": f"{column.rpartition('.')[2]} · {found.title}",
        }
        for part in gather(case)
        for found in part.found
        for column in columns
        if column.rpartition(".")[0].lower() == found.subject_label
    ]


def plan_page(case: DataRequest, reader: Any) -> dict[str, Any]:
    """The plan of an erasure: what kind of thing each object is, since when, and why it is kept."""
    plan: Plan = plan_erasure(case)
    labels = {h.room: room_label(h) for h in holdings()}
    things = described(case.organisation, [(p.label, p.id) for p in plan.objects], reader)
    rows = [
        {
            "room": labels.get(p.room, p.room),
            "thing": things[p.label, p.id],
            "done": p.done,
            "reason": reason_in_words(p.reason) if p.reason else "",
        }
        for p in plan.objects
    ]
    return {
        "plan": plan,
        "erased": [r for r in rows if r["done"]],
        "kept": [r for r in rows if not r["done"]],
    }
