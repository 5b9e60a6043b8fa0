"""What this room holds about people who apply, their teams and their referees, and how it answers.

A draft goes as soon as its applicant asks, and what was withdrawn too. What was filed stays until
the procedure is over and its retention ended: the person may object, and the organisation decides
with reasons. A legal hold goes before all of it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mandat.core.errors import RuleBroken
from mandat.core.holdings import Correction, Holding, IsHeld, Outcome, Subject
from mandat.intake import privacy_finding
from mandat.intake.letters.outcomes import Outcome as Became
from mandat.intake.models import Application, Arrival, Decision, ReferenceCheck, TeamMember
from mandat.intake.privacy_fields import FIELDS, IMPERSONAL
from mandat.intake.privacy_times import RETURNED, Standing, is_over, unchosen_at
from mandat.intake.queries import find_application
from mandat.intake.rules.filing import Fate, fate_of
from mandat.intake.services import erasing
from mandat.intake.services.erasing import APPLICATION, ARRIVAL, AT_ONCE, MEMBER, REFEREE
from mandat.intake.states import ApplicationState
from mandat.people.rules.retention import PERIODS, RetentionKind, months_before, months_kept

WORKER = "worker"
KEPT = "legal_obligation"  # a procedure must be documented until nobody can dispute it any more
STAFF = "record_of_acts"
_CONTENT = "intake.Application.content"
_MACHINES = (Became.AUTO_REPLY, Became.BOUNCE)


def erase(subject: Subject, is_held: IsHeld) -> Iterator[Outcome]:
    """What nobody has to decide on any more goes; what was filed stays, with the reason."""
    found = {(f.subject_label, f.subject_id): f for f in privacy_finding.gather(subject)}
    for row in privacy_finding.applications_of(subject).select_for_update(of=("self",)):
        found.pop((APPLICATION, str(row.public_id)), None)
        yield _erased_application(row, is_held)
    for member in privacy_finding.members_of(subject).select_for_update(of=("self",)):
        yield _erased_member(member, is_held)
    for check in privacy_finding.referees_of(subject).select_for_update(of=("self",)):
        yield _erased_referee(check, is_held)
    for arrival in privacy_finding.arrivals_of(subject).select_for_update(of=("self",)):
        yield _erased_arrival(arrival, is_held)
    for (label, key), one in found.items():
        if label == APPLICATION:  # of somebody else: it names them, or they decided about it
            yield Outcome(label, key, done=False, reason=STAFF if "decided" in one.data else KEPT)


def _erased_application(row: Application, is_held: IsHeld) -> Outcome:
    key = str(row.public_id)
    if is_held(APPLICATION, key):
        return Outcome(APPLICATION, key, done=False, reason="legal_hold")
    if row.state not in AT_ONCE:
        return Outcome(APPLICATION, key, done=False, reason=KEPT)
    erasing.erase_application(row, by=WORKER, at=_now())
    return Outcome(APPLICATION, key, done=True)


def _erased_member(member: TeamMember, is_held: IsHeld) -> Outcome:
    key = str(member.public_id)
    owner = str(member.application.public_id)
    if is_held(MEMBER, key) or is_held(APPLICATION, owner):
        return Outcome(MEMBER, key, done=False, reason="legal_hold")
    if member.application.filing_number:
        return Outcome(MEMBER, key, done=False, reason=KEPT)
    erasing.erase_member(member, by=WORKER)
    return Outcome(MEMBER, key, done=True)


def _erased_referee(check: ReferenceCheck, is_held: IsHeld) -> Outcome:
    key = str(check.public_id)
    if is_held(REFEREE, key) or is_held(APPLICATION, str(check.application.public_id)):
        return Outcome(REFEREE, key, done=False, reason="legal_hold")
    erasing.erase_referee(check, by=WORKER)
    return Outcome(REFEREE, key, done=True)


def _erased_arrival(arrival: Arrival, is_held: IsHeld) -> Outcome:
    """A mail goes by itself when no application came of it; else with its application."""
    key = str(arrival.public_id)
    if is_held(ARRIVAL, key):
        return Outcome(ARRIVAL, key, done=False, reason="legal_hold")
    if arrival.application_id is not None:
        state = Application.objects.values_list("state", flat=True).get(pk=arrival.application_id)
        if state not in AT_ONCE:
            return Outcome(ARRIVAL, key, done=False, reason=KEPT)
    arrival.refresh_from_db()
    if arrival.erased_at is None:
        erasing.erase_arrival(arrival, by=WORKER, at=_now())
    return Outcome(ARRIVAL, key, done=True)


def _now() -> datetime:
    return datetime.now(UTC)


def expire(at: datetime, is_held: IsHeld) -> Iterator[Outcome]:
    """Applications whose time is over by what became of them, and mail that became nothing."""
    soonest = months_before(at, PERIODS[RetentionKind.REFUSED_APPLICATIONS].least)
    rows = Application.objects.filter(
        Q(filing_number=0) | Q(call__deadline_at__lt=soonest),
        erased_at__isnull=True,
        call__deadline_at__lt=at,
    )
    for row in rows.select_related("call__organisation", "organisation").order_by("pk"):
        if is_over(standing_of(row), at, row.organisation.retention):
            key = str(row.public_id)
            held = is_held(APPLICATION, key)
            if not held:
                erasing.erase_application(row, by=WORKER, at=at)
            yield Outcome(APPLICATION, key, not held, "legal_hold" if held else "")
    yield from _expired_mail(at, is_held)


def standing_of(row: Application) -> Standing:
    """What the times of an application are counted from."""
    decided = Decision.objects.filter(application=row).order_by("-decided_at")
    last = decided.values_list("decided_at", flat=True).first()
    known = [row.created_at, row.filed_at, row.withdrawn_at, last]
    ends = [row.deadline_at, row.call.closed_at, row.call.deadline_at]
    return Standing(
        state=ApplicationState(row.state),
        was_filed=row.filing_number > 0,
        ended_at=max((end for end in ends if end is not None), default=None),
        last_at=max(when for when in known if when is not None),
        unchosen_at=unchosen_at(row),
    )


def _expired_mail(at: datetime, is_held: IsHeld) -> Iterator[Outcome]:
    rows = Arrival.objects.filter(
        application__isnull=True, erased_at__isnull=True, arrived_at__lte=at - RETURNED
    )
    for arrival in rows.select_related("organisation").order_by("pk"):
        chosen = arrival.organisation.retention
        months = months_kept(RetentionKind.REFUSED_APPLICATIONS, chosen)
        if arrival.outcome in _MACHINES or arrival.arrived_at <= months_before(at, months):
            key = str(arrival.public_id)
            held = is_held(ARRIVAL, key)
            if not held:
                erasing.erase_arrival(arrival, by=WORKER, at=at)
            yield Outcome(ARRIVAL, key, not held, "legal_hold" if held else "")


@transaction.atomic
def forget(label: str, public_id: str) -> bool:
    """What had been erased before a backup was put back is erased again; whether it was there."""
    match label:
        case erasing.APPLICATION:
            rows = Application.objects.select_related("organisation", "call__organisation")
            row = rows.filter(public_id=public_id, erased_at__isnull=True).first()
            if row is not None:
                erasing.erase_application(row, by=WORKER, at=_now())
            return row is not None
        case erasing.ARRIVAL:
            mail = Arrival.objects.select_related("organisation")
            arrival = mail.filter(public_id=public_id, erased_at__isnull=True).first()
            if arrival is not None:
                erasing.erase_arrival(arrival, by=WORKER, at=_now())
            return arrival is not None
    return _forget_other(label, public_id)


def _forget_other(label: str, public_id: str) -> bool:
    if label == MEMBER:
        member = (
            TeamMember.objects.select_related("application")
            .filter(public_id=public_id)
            .exclude(address_digest="")
            .first()
        )
        if member is not None:
            erasing.erase_member(member, by=WORKER)
        return member is not None
    if label == REFEREE:
        check = (
            ReferenceCheck.objects.select_related("application__organisation")
            .filter(public_id=public_id, words__isnull=False)
            .first()
        )
        if check is not None:
            erasing.erase_referee(check, by=WORKER)
        return check is not None
    return False


def end_again(label: str, key: str) -> bool:
    """What was withdrawn before a backup was put back is withdrawn, unless it was filed later."""
    public_id, _space, when = key.partition(" ")
    if label != APPLICATION or not when:
        return False
    at = datetime.fromisoformat(when)
    row = Application.objects.filter(public_id=public_id, erased_at__isnull=True).first()
    if row is None or row.state == ApplicationState.WITHDRAWN or (row.filed_at or at) > at:
        return False
    row.state, row.withdrawn_at = ApplicationState.WITHDRAWN, at
    row.save(update_fields=["state", "withdrawn_at"])
    return True


def correct(_column: str, public_id: str, value: str, by: Any) -> Correction:
    """A correction stands beside the application once its applicant can no longer file it anew."""
    row = find_application(UUID(public_id))
    if row is None or row.erased_at is not None:
        raise RuleBroken("erased", _("It is erased."))
    if can_still_file(row, _now()):
        raise RuleBroken(
            "corrected_by_filing",
            _("Until the deadline the applicant changes it on its own pages and files it again."),
        )
    return Correction(before="", after=erasing.add_correction(application=row, text=value, by=by))


def can_still_file(row: Application, at: datetime) -> bool:
    """Whether the applicant corrects it by filing: it is open, and filing is in time."""
    call = row.call
    fate = fate_of(
        at, call.deadline_at, call.late_rule, call.state, call.closed_at, row.deadline_at
    )
    return erasing.is_changed_by_filing(row, in_time=fate is Fate.IN_TIME)


HOLDING = Holding(
    room="intake",
    label=gettext_lazy("Applications"),
    people=(
        gettext_lazy("people who apply, and the members of their teams"),
        gettext_lazy("referees whom applicants name"),
        gettext_lazy("people who write to the mailbox for applications"),
        gettext_lazy("people who decide about applications"),
    ),
    fields=FIELDS,
    impersonal=IMPERSONAL,
    gather=privacy_finding.gather,
    erase=erase,
    expire=expire,
    forget=forget,
    end_again=end_again,
    corrects=(_CONTENT,),
    correct=correct,
)
