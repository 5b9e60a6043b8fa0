"""Named querysets of requests and records, each limited to what a person may see."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mandat.core.holdings import IsHeld
from mandat.people.models import Account, Organisation
from mandat.people.queries import holds, organisations_where
from mandat.people.roles import HANDLES_DATA_REQUESTS, Role
from mandat.privacy.models import (
    Breach,
    DataRequest,
    HoldItem,
    JointController,
    LegalHold,
    RetentionRun,
    Transfer,
)
from mandat.privacy.policies import DECIDES_HOLDS
from mandat.privacy.states import ENDED, LIVE, BreachState, HoldState, RequestState

PAGE_SIZE = 50


def organisations_of(account: Any) -> QuerySet[Organisation]:
    """The organisations for which the person handles data protection."""
    return organisations_where(account, HANDLES_DATA_REQUESTS)


def officers_of(organisation: Organisation, roles: Iterable[Role]) -> list[Account]:
    """The people who hold one of the roles in the organisation now."""
    candidates = Account.objects.filter(
        is_active=True, grants__organisation=organisation, grants__role__in=[*roles]
    ).distinct()
    return [a for a in candidates.order_by("pk") if holds(a, organisation, roles)]


def find_request(public_id: Any) -> DataRequest | None:
    """The request with its organisation and the person's account, or nothing."""
    return (
        DataRequest.objects.select_related("organisation", "account")
        .filter(public_id=public_id)
        .first()
    )


def requests_of(account: Any, *, ended: bool = False) -> QuerySet[DataRequest]:
    """Requests that the person handles: the most urgent first, or those that ended."""
    mine = DataRequest.objects.filter(organisation__in=organisations_of(account)).select_related(
        "organisation"
    )
    if ended:
        return mine.filter(state__in=ENDED).order_by("-ended_at", "-pk")
    return mine.exclude(state__in=ENDED).order_by("due", "pk")


def requests_waiting(account: Any) -> QuerySet[DataRequest]:
    """Requests that somebody must work on: proved, not ended, nothing awaited from the person."""
    return requests_of(account).filter(state__in=LIVE - {RequestState.PROVING})


def own_requests(account: Any) -> QuerySet[DataRequest]:
    """The requests that the person made themselves."""
    return (
        DataRequest.objects.filter(account=account)
        .select_related("organisation")
        .order_by("-received_at")
    )


def holds_of(account: Any) -> QuerySet[LegalHold]:
    """Legal holds that the person may see, the newest first."""
    return (
        LegalHold.objects.filter(organisation__in=organisations_where(account, DECIDES_HOLDS))
        .select_related("organisation", "proposed_by", "decided_by")
        .prefetch_related("items")
    )


def find_hold(public_id: Any) -> LegalHold | None:
    """The hold with its organisation, or nothing."""
    return LegalHold.objects.select_related("organisation").filter(public_id=public_id).first()


def holds_to_decide(account: Any) -> QuerySet[LegalHold]:
    """Proposed holds that wait for this person as the second one."""
    return holds_of(account).filter(state=HoldState.PROPOSED).exclude(proposed_by=account)


def standing_holds(at: datetime) -> QuerySet[LegalHold]:
    """Holds in force. The last day counts until it is over everywhere (12 hours behind UTC)."""
    last = (at - timedelta(hours=12)).date()
    return LegalHold.objects.filter(state=HoldState.ACTIVE, ends_on__gte=last)


def is_held(subject_label: str, subject_id: str) -> bool:
    """Whether a legal hold protects this object now."""
    return _holding(subject_label, subject_id).exists()


def _holding(subject_label: str, subject_id: str) -> QuerySet[HoldItem]:
    return HoldItem.objects.filter(
        subject_label=subject_label,
        subject_id=subject_id,
        hold__in=standing_holds(timezone.now()),
    )


def held_towards(organisation: Organisation) -> IsHeld:
    """Whether a hold protects an object from what this organisation is asked to erase.

    Its own holds do. Those of others do not reach its objects; an account is also theirs for
    whom the person works or worked.
    """

    def held(subject_label: str, subject_id: str) -> bool:
        whose = Q(hold__organisation=organisation)
        if subject_label == Account._meta.label_lower:
            whose |= Q(hold__organisation__grants__account__public_id=subject_id)
        return _holding(subject_label, subject_id).filter(whose).exists()

    return held


def breaches_of(account: Any) -> QuerySet[Breach]:
    """The breach log of the organisations for which the person handles data protection."""
    return Breach.objects.filter(organisation__in=organisations_of(account)).select_related(
        "organisation"
    )


def find_breach(public_id: Any) -> Breach | None:
    """The breach with its organisation, or nothing."""
    return Breach.objects.select_related("organisation").filter(public_id=public_id).first()


def breaches_waiting(account: Any) -> QuerySet[Breach]:
    """Breaches of which the authority may still have to be told."""
    return breaches_of(account).filter(state__in=[BreachState.NOTICED, BreachState.ASSESSED])


def joint_controllers_of(
    organisations: Iterable[Organisation] | QuerySet[Organisation],
) -> QuerySet[JointController]:
    """Those with whom the organisations decide together, now or formerly."""
    return JointController.objects.filter(organisation__in=organisations).select_related(
        "organisation"
    )


def transfers_of(
    organisations: Iterable[Organisation] | QuerySet[Organisation],
) -> QuerySet[Transfer]:
    """Transfers of the organisations outside the European Economic Area."""
    return Transfer.objects.filter(organisation__in=organisations).select_related("organisation")


def standing(rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Of joint controllers or transfers: those whose last day is not over everywhere."""
    return rows.filter(Q(until__isnull=True) | Q(until__gte=(at - timedelta(hours=12)).date()))


def find_joint_controller(public_id: UUID) -> JointController | None:
    """The joint controller with its organisation, or nothing."""
    found = JointController.objects.select_related("organisation")
    return found.filter(public_id=public_id).first()


def find_transfer(public_id: UUID) -> Transfer | None:
    """The transfer with its organisation, or nothing."""
    return Transfer.objects.select_related("organisation").filter(public_id=public_id).first()


def last_runs(count: int = 30) -> list[RetentionRun]:
    """The last runs of the retention job, the newest first."""
    return list(RetentionRun.objects.all()[:count])
