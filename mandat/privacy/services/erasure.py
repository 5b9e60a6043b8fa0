"""Erasure: first the plan, then the act, and a ledger outside the database for backups."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.erasures import Erased, append
from mandat.core.errors import RuleBroken
from mandat.core.holdings import IsHeld, Outcome, Subject, holdings
from mandat.privacy.gathering import subject_of
from mandat.privacy.models import DataRequest, Erasure
from mandat.privacy.models.requests import LinkUse, StepKind
from mandat.privacy.queries import held_towards
from mandat.privacy.services.common import add_step, case_for, require
from mandat.privacy.services.links import send_link
from mandat.privacy.states import RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class Planned:
    """One object of the plan: erased, or kept for the reason (a code)."""

    room: str
    label: str
    id: str
    done: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure does, object by object. `sha256` names exactly this plan."""

    objects: tuple[Planned, ...]

    @property
    def sha256(self) -> str:
        return sha256(json.dumps(self.as_json(), separators=(",", ":")).encode()).hexdigest()

    @property
    def erased(self) -> list[Planned]:
        return [p for p in self.objects if p.done]

    @property
    def kept(self) -> list[Planned]:
        return [p for p in self.objects if not p.done]

    def as_json(self) -> list[list[str | bool]]:
        """Rows of room, label, id, erased or not, reason; ids and codes only."""
        return [[p.room, p.label, p.id, p.done, p.reason] for p in self.objects]


def erase_everywhere(subject: Subject, held: IsHeld) -> Plan:
    """Every room has erased what it holds about the person and may erase, in this transaction."""
    objects = [
        _planned(holding.room, outcome)
        for holding in reversed(holdings())
        for outcome in list(holding.erase(subject, held))
    ]
    return Plan(tuple(sorted(objects, key=lambda p: (p.room, p.label, p.id, p.done, p.reason))))


def _planned(room: str, outcome: Outcome) -> Planned:
    return Planned(room, outcome.subject_label, outcome.subject_id, outcome.done, outcome.reason)


def plan_erasure(case: DataRequest) -> Plan:
    """What the erasure would do now: it is done and rolled back, so that the plan is exact."""
    with transaction.atomic():
        plan = erase_everywhere(subject_of(case), held_towards(case.organisation))
        transaction.set_rollback(True)
    return plan


@transaction.atomic
def execute_erasure(*, public_id: UUID, plan_sha256: str, by: Any) -> Erasure:
    """The plan that was shown is done, wholly or not at all, and the person is told.

    RuleBroken when the plan is no longer the one that was shown: a hold was placed, or
    something came in. The ledger is written when the transaction has been committed.
    """
    case = case_for(public_id, by)
    require(case, RequestState.OPEN, RequestState.EXTENDED)
    if case.kind not in (RequestKind.ERASURE, RequestKind.OBJECTION):
        raise RuleBroken("other_kind", _("The person asked for something else."))
    subject = subject_of(case)
    plan = erase_everywhere(subject, held_towards(case.organisation))
    if plan.sha256 != plan_sha256:
        raise RuleBroken(
            "plan_changed",
            _("The plan has changed since it was shown to you. Read the new one, then decide."),
        )
    erasure = Erasure.objects.create(
        request=case,
        plan_sha256=plan.sha256,
        outcomes=plan.as_json(),
        erased_count=len(plan.erased),
        kept_count=len(plan.kept),
        account_id_text=str(subject.account or ""),
        at=timezone.now(),
        by=by,
    )
    add_step(case, StepKind.ERASED, by=by)
    record(
        actor=by,
        action="privacy.erasure.executed",
        subject=erasure,
        organisation=case.organisation,
        details={
            "request": str(case.public_id),
            "plan": plan.sha256,
            "erased": len(plan.erased),
            "kept": len(plan.kept),
        },
    )
    send_link(case, LinkUse.FOLLOW, template="something_new")
    transaction.on_commit(lambda: write_in_ledger(erasure))
    return erasure


def write_in_ledger(erasure: Erasure) -> None:
    """The erasure stands in the ledger beside the keys, so that no restored backup undoes it."""
    append(
        Erased(
            erasure=str(erasure.public_id),
            at=erasure.at,
            organisation=str(erasure.request.organisation.public_id),
            account=erasure.account_id_text,
            objects=tuple((label, key) for _r, label, key, done, _why in erasure.outcomes if done),
        )
    )
    Erasure.objects.filter(pk=erasure.pk).update(in_ledger=True)


def write_missing_in_ledger() -> int:
    """Erasures whose process died between commit and ledger are written now; how many."""
    missing = list(Erasure.objects.filter(in_ledger=False).select_related("request__organisation"))
    for erasure in missing:
        write_in_ledger(erasure)
    return len(missing)
