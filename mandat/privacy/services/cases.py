"""The way of a request: received, proved, worked on, extended, answered or refused."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.mail.services import post
from mandat.mail.values import Link
from mandat.people.models import Account, Organisation
from mandat.people.roles import HANDLES_DATA_REQUESTS
from mandat.people.services.common import sender_of
from mandat.privacy.models import DataRequest
from mandat.privacy.models.requests import LinkUse, Proof, StepKind
from mandat.privacy.queries import officers_of
from mandat.privacy.rules import can_extend, days_between
from mandat.privacy.sealing import digest_of, put, words
from mandat.privacy.services.common import (
    add_step,
    case_for,
    due,
    first_due,
    local_day,
    locked,
    move,
    require,
)
from mandat.privacy.services.links import send_link
from mandat.privacy.states import ENDED, LIVE, RequestKind, RequestState

MOST_FROM_ONE_ADDRESS = 5  # requests of a day, proved or not: more would be mail for a joke
MOST_WORDS = 20  # passages of a day in one case: each is mail to every officer
MOST_UNPROVED = 300  # of a day, for one organisation: the same from many addresses


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wrote in the form."""

    organisation: Organisation
    kind: RequestKind
    email: str
    name: str
    words: str
    language: str


@transaction.atomic
def submit_request(*, asked: Asked, by: Any = None, is_proved: bool = False) -> DataRequest:
    """The request is received. Whoever is signed in has proved their address; others get a link.

    The month runs from now (Article 12(3) GDPR), whatever the proof takes. `by` is an account,
    whose own address then counts, or nobody. `is_proved` is for a room whose link, mailed to that
    very address, led the person here.
    """
    now = timezone.now()
    email = by.email if by is not None else asked.email.strip()
    case = DataRequest(
        organisation=asked.organisation,
        kind=asked.kind,
        language=asked.language,
        email_digest=digest_of(email),
        received_at=now,
        due=local_day(asked.organisation, now),
    )
    _refuse_floods(case)
    put(case, "email", email)
    put(case, "name", asked.name.strip())
    put(case, "words", asked.words.strip())
    case.due = due(case)
    case.save()
    add_step(case, StepKind.RECEIVED, by=by, at=now)
    if by is not None:
        _open(case, Proof.ACCOUNT, by)
    elif is_proved:
        _open(case, Proof.LINK, Account.objects.filter(email__iexact=email).first())
    else:
        send_link(case, LinkUse.PROVE, template="prove_address")
    return case


def _refuse_floods(case: DataRequest) -> None:
    recent = DataRequest.objects.filter(
        organisation=case.organisation,
        received_at__gt=case.received_at - timedelta(days=1),
    )
    if (
        recent.filter(email_digest=case.email_digest).count() >= MOST_FROM_ONE_ADDRESS
        or recent.filter(proved_at__isnull=True).count() >= MOST_UNPROVED
    ):
        raise RuleBroken(
            "too_many_requests",
            _(
                "Many requests that nobody confirmed came in today. Confirm the one you made by "
                "the link in your mail, or come back tomorrow."
            ),
        )


def _open(case: DataRequest, proof: Proof, account: Account | None) -> None:
    case.proof, case.proved_at, case.account = proof, timezone.now(), account
    move(case, RequestState.OPEN, case.proved_at)
    case.save()
    add_step(case, StepKind.PROVED, by=account if proof is Proof.ACCOUNT else None)
    send_link(case, LinkUse.FOLLOW, template="request_open")
    tell_officers(case)


def tell_officers(case: DataRequest) -> None:
    """Each data protection officer of the organisation has mail with the way to the case."""
    link = Link("privacy:show_request", {"public_id": case.public_id})
    for officer in officers_of(case.organisation, HANDLES_DATA_REQUESTS):
        post(
            template="privacy/case_moved",
            to=officer,
            language=officer.language or case.language,
            organisation=sender_of(case.organisation),
            subject_of=case,
            neutral=True,
            link=link,
        )


@transaction.atomic
def prove_address(*, public_id: UUID) -> DataRequest:
    """The link that was mailed to the address was opened and confirmed; twice does no harm."""
    case = locked(public_id)
    if case.state == RequestState.RECEIVED:
        email = words(case, "email")
        _open(case, Proof.LINK, Account.objects.filter(email__iexact=email).first())
    return case


@transaction.atomic
def ask_for_proof(*, public_id: UUID, reason: str, by: Any) -> DataRequest:
    """The person is asked for more, with the reason; the clock stands still (Article 12(6))."""
    case = case_for(public_id, by)
    _need(reason)
    now = timezone.now()
    move(case, RequestState.PROVING, now)
    case.paused_at = now
    case.save()
    add_step(case, StepKind.PROOF_ASKED, by=by, words=reason)
    send_link(case, LinkUse.FOLLOW, template="something_new")
    return case


def _need(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken("reason_missing", _("Write the reason: the person reads it."))


@transaction.atomic
def accept_proof(*, public_id: UUID, by: Any) -> DataRequest:
    """The officer knows enough about who asks; the clock runs on, the pause is added to it."""
    case = case_for(public_id, by)
    require(case, RequestState.PROVING)
    now = timezone.now()
    assert case.paused_at is not None  # the database says so for this state
    case.paused_days += days_between(
        local_day(case.organisation, case.paused_at), local_day(case.organisation, now)
    )
    move(case, RequestState.EXTENDED if case.extended_at else RequestState.OPEN, now)
    case.paused_at = None
    case.due = due(case)
    case.save()
    add_step(case, StepKind.PROOF_ACCEPTED, by=by)
    return case


@transaction.atomic
def write_as_person(*, public_id: UUID, text: str) -> DataRequest:
    """The person added words to their case; the officers are told that there is something new."""
    case = locked(public_id)
    require(case, *LIVE)
    since = timezone.now() - timedelta(days=1)
    if case.steps.filter(kind=StepKind.PERSON_WROTE, at__gt=since).count() >= MOST_WORDS:
        raise RuleBroken(
            "too_many_words", _("You have written often today. Write the rest tomorrow.")
        )
    if text.strip():
        add_step(case, StepKind.PERSON_WROTE, words=text.strip())
        tell_officers(case)
    return case


@transaction.atomic
def extend_request(*, public_id: UUID, reason: str, by: Any) -> DataRequest:
    """Two months more, with the reason told to the person within the first month (12(3))."""
    case = case_for(public_id, by)
    _need(reason)
    now = timezone.now()
    if not can_extend(local_day(case.organisation, now), first_due(case)):
        raise RuleBroken(
            "too_late_to_extend",
            _("The first month is over: the period can no longer be extended. Answer now."),
        )
    move(case, RequestState.EXTENDED, now)
    case.extended_at = now
    case.due = due(case)
    case.save()
    add_step(case, StepKind.EXTENDED, by=by, words=reason)
    send_link(case, LinkUse.FOLLOW, template="something_new")
    return case


@transaction.atomic
def add_note(*, public_id: UUID, text: str, by: Any) -> DataRequest:
    """A note stands in the case, for the officers alone."""
    case = case_for(public_id, by)
    if text.strip():
        add_step(case, StepKind.NOTE, by=by, words=text.strip())
    return case


@transaction.atomic
def answer_request(*, public_id: UUID, text: str, by: Any) -> DataRequest:
    """The person has the answer on their page, and a mail that says so."""
    return _end(public_id, RequestState.ANSWERED, StepKind.ANSWERED, text, by)


@transaction.atomic
def refuse_request(*, public_id: UUID, reason: str, by: Any) -> DataRequest:
    """The request is refused, with the reasons, the authority and the courts (Article 12(4))."""
    return _end(public_id, RequestState.REFUSED, StepKind.REFUSED, reason, by)


def _end(public_id: UUID, state: RequestState, kind: StepKind, text: str, by: Any) -> DataRequest:
    case = case_for(public_id, by)
    _need(text)
    move(case, state, timezone.now())
    case.handled_by = by
    case.save()
    add_step(case, kind, by=by, words=text.strip())
    send_link(case, LinkUse.FOLLOW, template="something_new")
    return case


@transaction.atomic
def withdraw_request(*, public_id: UUID) -> DataRequest:
    """The person takes the request back, from their own page."""
    case = locked(public_id)
    if case.state in ENDED:
        return case
    was_open = case.state != RequestState.RECEIVED
    move(case, RequestState.WITHDRAWN, timezone.now())
    case.save()
    add_step(case, StepKind.WITHDRAWN)
    if was_open:
        tell_officers(case)
    return case


def note_read(*, case: DataRequest, by: Any) -> None:
    """That a confidential case was opened stands in the journal."""
    record(
        actor=by,
        action="privacy.request.read",
        subject=case,
        organisation=case.organisation,
    )
