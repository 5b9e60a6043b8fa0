"""What this room knows of one person: who applied, takes part in a team, is a referee, or wrote.

Applicants, members who were asked, referees who were asked and senders are found by the keyed
digest of their address. People whom an applicant merely named stand in sealed content alone: it
is opened for those who ask, application by application (0.1 ms each).
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import Found, Subject
from mandat.intake.models import (
    Application,
    Arrival,
    CriterionDecision,
    Decision,
    Extension,
    Filing,
    Letter,
    Piece,
    ProofRequest,
    ReferenceCheck,
    TeamMember,
)
from mandat.intake.sealing import address_of, digest_of, draft_of, words_of
from mandat.intake.services.erasing import APPLICATION, ARRIVAL, MEMBER, REFEREE
from mandat.intake.services.pieces import is_secret
from mandat.intake.states import ApplicationState

SEALED = "sealed"  # what stands for a price, and for what is known of a financial document
_KNOWN = frozenset(
    {
        ApplicationState.DRAFT,
        ApplicationState.FILED,
        ApplicationState.LATE,
        ApplicationState.REFUSED,
        ApplicationState.WITHDRAWN,
    }
)  # states that the applicant knows of without a letter
_STAFF = (
    (Decision, "decided_by"),
    (CriterionDecision, "decided_by"),
    (ProofRequest, "asked_by"),
    (ReferenceCheck, "asked_by"),
    (Letter, "sent_by"),
    (Extension, "asked_by"),
)


def digest_for(subject: Subject) -> str:
    """The digest of the person's address; "" when they proved none."""
    return digest_of(subject.email) if subject.email.strip() else ""


def applications_of(subject: Subject) -> QuerySet[Application]:
    """What the person applied with under the address that they proved."""
    rows = Application.objects.filter(address_digest=digest_for(subject), erased_at__isnull=True)
    return _own(rows.exclude(address_digest=""), subject).select_related(
        "call__organisation", "organisation"
    )


def members_of(subject: Subject) -> QuerySet[TeamMember]:
    """The teams in which the person was asked whether they take part."""
    rows = TeamMember.objects.filter(address_digest=digest_for(subject)).exclude(address_digest="")
    return _own(rows, subject, "application__").select_related(
        "application__call__organisation", "application__organisation"
    )


def referees_of(subject: Subject) -> QuerySet[ReferenceCheck]:
    """The applications for which the person was asked as a referee."""
    rows = ReferenceCheck.objects.filter(address_digest=digest_for(subject))
    return _own(rows.exclude(address_digest=""), subject, "application__").select_related(
        "application__call__organisation", "application__organisation"
    )


def arrivals_of(subject: Subject) -> QuerySet[Arrival]:
    """The mails that the person sent."""
    rows = Arrival.objects.filter(sender_digest=digest_for(subject), erased_at__isnull=True)
    return _own(rows.exclude(sender_digest=""), subject).select_related("organisation")


def _own(rows: QuerySet[Any], subject: Subject, through: str = "") -> QuerySet[Any]:
    if subject.organisation is not None:
        rows = rows.filter(**{f"{through}organisation__public_id": subject.organisation})
    return rows.order_by("pk")


def gather(subject: Subject) -> Iterator[Found]:
    """Each person's own data: an applicant's, a member's, a referee's, a sender's, staff's."""
    for application in applications_of(subject):
        yield _found(APPLICATION, application, application, data_of(application))
    for member in members_of(subject):
        yield _found(MEMBER, member, member.application, member_data(member))
    for check in referees_of(subject):
        yield _found(REFEREE, check, check.application, referee_data(check))
    for arrival in arrivals_of(subject):
        yield Found(
            title=_("A mail that you sent"),
            subject_label=ARRIVAL,
            subject_id=str(arrival.public_id),
            organisation=arrival.organisation.public_id,
            data={
                "arrived_at": arrival.arrived_at.isoformat(),
                "outcome": arrival.outcome,
                "words": words_of(arrival.organisation, arrival, "words"),
            },
        )
    yield from _named_in(subject)
    yield from _acts_of(subject)


def _found(label: str, row: Any, application: Application, data: dict[str, Any]) -> Found:
    return Found(
        title=application.call.title or application.reference,
        subject_label=label,
        subject_id=str(row.public_id),
        organisation=application.organisation.public_id,
        data={"reference": application.reference, **data},
    )


def data_of(row: Application, *, for_applicant: bool = False) -> dict[str, Any]:
    """Everything that is kept of an application.

    What is sealed is said to be so, and what was decided is told once its letter was sent: until
    then nobody learns it by asking. `for_applicant` shows what only the applicant's own page
    opens: prices and facts of financial documents as long as it is a draft.
    """
    told = Letter.objects.filter(application=row, sent_at__isnull=False)
    filings = Filing.objects.filter(application=row).order_by("number")
    return {
        "call": row.call.title,
        "stage": row.stage,
        "state": row.state if row.state in _KNOWN or told else ApplicationState.FILED.value,
        "channel": row.channel,
        "language": row.language,
        "address": address_of(row),
        "address_proved_at": _iso(row.confirmed_at),
        "filed_at": _iso(row.filed_at),
        "withdrawn_at": _iso(row.withdrawn_at),
        "content": words_of(row.organisation, row, "content"),
        "prices": _prices(row, filings, for_applicant=for_applicant),
        "documents": [_document(p, row, for_applicant=for_applicant) for p in _pieces(row)],
        "filings": [
            {
                "number": f.number,
                "filed_at": _iso(f.filed_at),
                "late": f.is_late,
                "content": words_of(row.organisation, f, "content"),
            }
            for f in filings
        ],
        "members_asked": [
            {"key": m.key, "state": m.state} for m in TeamMember.objects.filter(application=row)
        ],
        "decisions": [
            {
                "kind": d.kind,
                "at": _iso(d.decided_at),
                "reason": words_of(row.organisation, d, "reason"),
            }
            for d in _if(told, Decision.objects.filter(application=row))
        ],
        "criteria": [
            {
                "number": c.number,
                "outcome": c.outcome,
                "note": words_of(row.organisation, c, "note"),
            }
            for c in _if(told, CriterionDecision.objects.filter(application=row))
        ],
        "proofs_asked": [
            {"question": p.question, "asked_at": _iso(p.asked_at), "state": p.state}
            for p in ProofRequest.objects.filter(application=row)
        ],
        "letters": [
            {
                "kind": one.kind,
                "sent_at": _iso(one.sent_at),
                "words": words_of(row.organisation, one, "words"),
            }
            for one in told
        ],
    }


def _if(told: QuerySet[Letter], rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if told else rows.none()


def _iso(at: Any) -> str | None:
    return at.isoformat() if at is not None else None


def _prices(row: Application, filings: QuerySet[Filing], *, for_applicant: bool) -> Any:
    if row.secret is not None:
        return draft_of(row.call, row, "secret") if for_applicant else SEALED
    return SEALED if filings.filter(envelope__isnull=False).exists() else None


def _pieces(row: Application) -> QuerySet[Piece]:
    rows = Piece.objects.filter(application=row, file__erased_at__isnull=True)
    return rows.select_related("file").order_by("pk")


def _document(piece: Piece, row: Application, *, for_applicant: bool) -> dict[str, Any]:
    piece.application = row
    said: dict[str, Any] = {
        "slot": piece.slot,
        "part": piece.part,
        "added_at": _iso(piece.added_at),
        "removed_at": _iso(piece.removed_at),
    }
    if is_secret(row, piece.part):
        facts = draft_of(row.call, piece, "facts") if for_applicant else None
        return said | (facts or {"name": SEALED})
    return said | {
        "label": words_of(row.organisation, piece, "label"),
        "name": piece.file.name,
        "bytes": piece.file.size,
        "pages": piece.file.page_count,
        "sha256": piece.file.sha256,
    }


def member_data(member: TeamMember) -> dict[str, Any]:
    """What the team's application says of this member, and nothing else of it."""
    row = member.application
    content = words_of(row.organisation, row, "content") or {}
    return {
        "address": words_of(row.organisation, member, "address"),
        "state": member.state,
        "asked_at": _iso(member.asked_at),
        "answered_at": _iso(member.answered_at),
        "said": next((m for m in content.get("members", ()) if m.get("key") == member.key), None),
    }


def referee_data(check: ReferenceCheck) -> dict[str, Any]:
    """What was asked of a referee, and what they answered."""
    return {
        "state": check.state,
        "asked_at": _iso(check.asked_at),
        "answered_at": _iso(check.answered_at),
        "words": words_of(check.application.organisation, check, "words"),
    }


def _named_in(subject: Subject) -> Iterator[Found]:
    """Applications of others that name the person's address, as far as they were not asked."""
    email = subject.email.strip().casefold()
    if not email:
        return
    asked = {m.application_id for m in members_of(subject)}
    rows = _own(Application.objects.filter(content__isnull=False), subject)
    others = rows.exclude(address_digest=digest_for(subject) or "-").exclude(pk__in=asked)
    for row in others.select_related("call", "organisation").iterator(chunk_size=200):
        content = words_of(row.organisation, row, "content") or {}
        said = [
            entry
            for part in ("members", "references")
            for entry in content.get(part, ())
            if email in f"{entry.get('email', '')} {entry.get('contact', '')}".casefold()
        ]
        if said:
            yield _found(APPLICATION, row, row, {"named_as": said})


def _acts_of(subject: Subject) -> Iterator[Found]:
    """What somebody with an account decided or asked about applications."""
    if subject.account is None:
        return
    counts: dict[int, dict[str, int]] = {}
    for model, column in _STAFF:
        theirs = model._default_manager.filter(**{f"{column}__public_id": subject.account})
        for pk in theirs.values_list("application", flat=True):
            said = counts.setdefault(pk, {})
            name = f"{model._meta.model_name}s"
            said[name] = said.get(name, 0) + 1
    rows = _own(Application.objects.filter(pk__in=counts), subject)
    for row in rows.select_related("call", "organisation"):
        yield _found(APPLICATION, row, row, {"decided": counts[row.pk]})
