"""What this room itself holds about people: those who ask, and those who handle it.

Cases are kept three years after they end, to show that the law was obeyed (Articles 5(2) and
17(3)(b) GDPR), then erased with everything in them. Requests that nobody confirmed go after a
fortnight, copies when their time is over.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import (
    Basis,
    DataClass,
    Found,
    Holding,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
)
from mandat.privacy.models import DataExport, DataRequest, RequestLink, RetentionRun
from mandat.privacy.sealing import digest_of, words
from mandat.privacy.states import RequestState
from mandat.privacy.words import KINDS_SHORT, STATES

KEEP_CASES = timedelta(days=3 * 365)
KEEP_UNCONFIRMED = timedelta(days=14)
KEEP_RUNS = timedelta(days=5 * 365)
LABEL = "privacy.datarequest"

_OFFICERS = (_("data protection officers of the organisation"),)
_AND_APPROVERS = (*_OFFICERS, _("the second person who decides on a legal hold"))
_EVERYBODY = (_("everybody who reads the privacy notice"),)
_ENDED = _("the end of the request")
_AS_LONG_AS_THE_RECORD = _("as long as the organisation keeps its record")


def _of_case(
    column: str,
    purpose: object,
    data_class: DataClass = DataClass.CONFIDENTIAL,
    keep: timedelta = KEEP_CASES,
    keep_from: object = _ENDED,
) -> PersonalField:
    return PersonalField(
        field=f"privacy.{column}",
        purpose=purpose,
        basis=Basis.LEGAL_OBLIGATION,
        data_class=data_class,
        keep=keep,
        keep_from=keep_from,
        readers=_OFFICERS,
    )


def _of_record(
    column: str,
    purpose: object,
    data_class: DataClass = DataClass.INTERNAL,
    readers: tuple[object, ...] = _OFFICERS,
) -> PersonalField:
    return PersonalField(
        field=f"privacy.{column}",
        purpose=purpose,
        basis=Basis.LEGAL_OBLIGATION,
        data_class=data_class,
        keep=None,
        keep_from=_AS_LONG_AS_THE_RECORD,
        readers=readers,
    )


_ANSWERING = _("Answering people who ask about their data.")
_SHOWING = _("Showing who handled a request, and when.")
_HOLDING_BACK = _("Keeping what legal proceedings need, approved by two people.")
_BREACHES = _("Keeping the log of breaches that the law asks for.")
_WHOM_TO_WRITE_TO = _("Telling people whom to write to.")

FIELDS = (
    _of_case("DataRequest.email_sealed", _ANSWERING),
    _of_case("DataRequest.email_digest", _ANSWERING),
    _of_case("DataRequest.name_sealed", _ANSWERING),
    _of_case("DataRequest.words_sealed", _ANSWERING),
    _of_case("DataRequest.account", _ANSWERING),
    _of_case("DataRequest.language", _ANSWERING, DataClass.INTERNAL),
    _of_case("CaseStep.words_sealed", _ANSWERING),
    _of_case("Rectification.before_sealed", _ANSWERING),
    _of_case("Rectification.after_sealed", _ANSWERING),
    _of_case("Rectification.subject_id", _ANSWERING),
    _of_case(
        "DataExport.content_sealed",
        _ANSWERING,
        DataClass.SECRET,
        timedelta(days=30),
        _("the day on which the copy was offered"),
    ),
    _of_case("Erasure.account_id_text", _ANSWERING),
    _of_case("DataRequest.handled_by", _SHOWING, DataClass.INTERNAL),
    _of_case("CaseStep.by", _SHOWING, DataClass.INTERNAL),
    _of_case("Rectification.by", _SHOWING, DataClass.INTERNAL),
    _of_case("DataExport.offered_by", _SHOWING, DataClass.INTERNAL),
    _of_case("Erasure.by", _SHOWING, DataClass.INTERNAL),
    _of_record("LegalHold.reason_sealed", _HOLDING_BACK, DataClass.CONFIDENTIAL, _AND_APPROVERS),
    _of_record("LegalHold.proposed_by", _HOLDING_BACK, readers=_AND_APPROVERS),
    _of_record("LegalHold.decided_by", _HOLDING_BACK, readers=_AND_APPROVERS),
    _of_record("Breach.nature_sealed", _BREACHES, DataClass.CONFIDENTIAL),
    _of_record("Breach.noted_by", _BREACHES),
    _of_record("BreachStep.words_sealed", _BREACHES, DataClass.CONFIDENTIAL),
    _of_record("BreachStep.by", _BREACHES),
    _of_record("NoticeContact.officer_email", _WHOM_TO_WRITE_TO, DataClass.PUBLIC, _EVERYBODY),
    _of_record("JointController.contact", _WHOM_TO_WRITE_TO, DataClass.PUBLIC, _EVERYBODY),
    _of_record("Transfer.recipient", _WHOM_TO_WRITE_TO, DataClass.PUBLIC, _EVERYBODY),
)

IMPERSONAL = tuple(
    f"privacy.{column}"
    for column in (
        "DataRequest.kind",
        "DataRequest.state",
        "DataRequest.proof",
        "RequestLink.use",
        "RequestLink.token_sha256",  # of a random token
        "CaseStep.kind",
        "Rectification.column",
        "Rectification.subject_label",
        "DataExport.sha256",
        "Erasure.plan_sha256",
        "Erasure.outcomes",  # ids and codes
        "NoticeContact.controller",
        "NoticeContact.authority",
        "JointController.name",
        "JointController.does",
        "JointController.arrangement",
        "Transfer.country",
        "Transfer.purpose",
        "Transfer.safeguard",
        "Transfer.reference",
        "LegalHold.state",
        "LegalHold.basis",
        "HoldItem.subject_label",
        "HoldItem.subject_id",
        "Breach.state",
        "BreachStep.state",
        "RetentionRun.counts",
        "RetentionRun.failed_rooms",
        "RetentionRun.outcomes_sha256",
    )
)


def _of(subject: Subject) -> Iterable[DataRequest]:
    who = Q(email_digest=digest_of(subject.email))
    if subject.account is not None:
        who |= Q(account__public_id=subject.account)
    rows = DataRequest.objects.filter(who).select_related("organisation").order_by("pk")
    if subject.organisation is not None:
        rows = rows.filter(organisation__public_id=subject.organisation)
    return rows


def gather(subject: Subject) -> Iterable[Found]:
    """The person's own requests, with what they wrote."""
    for case in _of(subject):
        yield Found(
            title=_("A request about your data"),
            subject_label=LABEL,
            subject_id=str(case.public_id),
            organisation=case.organisation.public_id,
            data={
                "kind": str(KINDS_SHORT[case.kind]),
                "state": str(STATES[case.state]),
                "received_at": case.received_at.isoformat(),
                "address": words(case, "email"),
                "name": words(case, "name"),
                "words": words(case, "words"),
            },
        )


def erase(subject: Subject, is_held: IsHeld) -> Iterable[Outcome]:
    """Requests that were never confirmed go; the others are the proof that the law was obeyed."""
    for case in _of(subject):
        place = (LABEL, str(case.public_id))
        if case.state != RequestState.RECEIVED:
            yield Outcome(*place, done=False, reason="legal_obligation")
        else:
            yield _gone(case, is_held)


def _gone(case: DataRequest, is_held: IsHeld) -> Outcome:
    place = (LABEL, str(case.public_id))
    if is_held(*place):
        return Outcome(*place, done=False, reason="legal_hold")
    case.erasures.all().delete()
    case.delete()
    return Outcome(*place, done=True)


def expire(at: datetime, is_held: IsHeld) -> Iterable[Outcome]:
    """Unconfirmed requests, ended cases, copies and links whose time is over."""
    over = DataRequest.objects.filter(
        Q(state=RequestState.RECEIVED, received_at__lt=at - KEEP_UNCONFIRMED)
        | Q(ended_at__lt=at - KEEP_CASES)
    )
    for case in over.order_by("pk"):
        yield _gone(case, is_held)
    for export in DataExport.objects.filter(expires_at__lt=at).order_by("pk"):
        place = ("privacy.dataexport", str(export.public_id))
        export.delete()
        yield Outcome(*place, done=True)
    RequestLink.objects.filter(expires_at__lt=at).delete()
    RetentionRun.objects.filter(started_at__lt=at - KEEP_RUNS).delete()


HOLDING = Holding(
    room="privacy",
    fields=FIELDS,
    impersonal=IMPERSONAL,
    gather=gather,
    erase=erase,
    expire=expire,
)
