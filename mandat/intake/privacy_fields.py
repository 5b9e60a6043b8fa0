"""Which columns of this room say something about people, why, for how long, and who reads them."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.core.holdings import Basis, DataClass, PersonalField
from mandat.people.rules.retention import PERIODS, RetentionKind

_APPLYING = _("Receiving an application and deciding on it.")
_ANSWERING = _("Writing to applicants, and finding their application again.")
_PRICING = _("Comparing prices after the technical marks are final, and not before.")
_TEAM = _("Knowing who would do the work, and asking whether they take part.")
_REFERENCE = _("Asking those whom an applicant named about their earlier work.")
_ARRIVING = _("Taking in applications that come by e-mail, each exactly once.")
_PROVING = _("Proving what was filed and when.")
_DECIDING = _("Telling applicants why, and letting others check the decision.")
_WHO_DECIDED = _("Showing who decided what about an application.")

_CLERKS = (_("the clerks who receive applications"),)
_APPLICANT = _("the applicant")
_NOBODY = (_("nobody: the site alone, to send mail and to find the application"),)
_SEALED = (_APPLICANT, _("once opened, those who mark the prices"))

_OUTCOME = _("the end of the procedure for an application that was not chosen")
_RECORD = _("as long as the application; nameless once the account is closed")


def _usual() -> timedelta:
    """The months by default for applications that were not chosen."""
    return timedelta(days=PERIODS[RetentionKind.REFUSED_APPLICATIONS].default * 365 // 12)


def _field(
    column: str,
    purpose: Any,
    *,
    readers: tuple[Any, ...] = (_APPLICANT, *_CLERKS),
    basis: Basis = Basis.CONTRACT,
    data_class: DataClass = DataClass.CONFIDENTIAL,
) -> PersonalField:
    return PersonalField(
        field=f"intake.{column}",
        purpose=purpose,
        basis=basis,
        data_class=data_class,
        keep=_usual(),
        keep_from=_OUTCOME,
        readers=readers,
    )


def _sealed(column: str, purpose: Any) -> PersonalField:
    return _field(column, purpose, readers=_SEALED, data_class=DataClass.SECRET)


def _theirs(column: str, purpose: Any, readers: tuple[Any, ...] = _CLERKS) -> PersonalField:
    """Of people who did not apply themselves: members of a team, referees, whoever wrote."""
    return _field(column, purpose, readers=readers, basis=Basis.LEGITIMATE_INTERESTS)


def _staff(column: str) -> PersonalField:
    return PersonalField(
        field=f"intake.{column}",
        purpose=_WHO_DECIDED,
        basis=Basis.LEGITIMATE_INTERESTS,
        data_class=DataClass.INTERNAL,
        keep=None,
        keep_from=_RECORD,
        readers=(*_CLERKS, _("auditors of the organisation")),
    )


FIELDS = (
    _field("Application.address", _ANSWERING, readers=_NOBODY),
    _field("Application.address_digest", _ANSWERING, readers=_NOBODY),
    _field("Application.content", _APPLYING),
    _sealed("Application.secret", _PRICING),
    _field("Filing.content", _PROVING),
    _field("Filing.sha256", _PROVING, data_class=DataClass.INTERNAL),  # as that of a file
    _sealed("Filing.envelope", _PRICING),
    _field("Receipt.body", _PROVING, data_class=DataClass.INTERNAL),  # names of files
    _field("Receipt.for_holder", _PROVING, readers=(_APPLICANT,), data_class=DataClass.SECRET),
    _sealed("Receipt.for_call", _PROVING),
    _field("Piece.label", _APPLYING),
    _sealed("Piece.facts", _PRICING),
    _sealed("Piece.counts", _PRICING),
    _field("Piece.pages", _PRICING, readers=(_APPLICANT,), data_class=DataClass.SECRET),
    _theirs("TeamMember.address", _TEAM, _NOBODY),
    _theirs("TeamMember.address_digest", _TEAM, _NOBODY),
    _theirs("ReferenceCheck.words", _REFERENCE),
    _theirs("ReferenceCheck.address_digest", _REFERENCE, _NOBODY),
    _theirs("Arrival.words", _ARRIVING),
    _theirs("Arrival.sender_digest", _ARRIVING, _NOBODY),
    _field("Arrival.content_digest", _ARRIVING, readers=_NOBODY, data_class=DataClass.INTERNAL),
    _theirs("Arrival.message_digest", _ARRIVING, _NOBODY),
    _theirs("ArrivalPart.name", _ARRIVING),
    _field("Decision.reason", _DECIDING),
    _field("CriterionDecision.note", _DECIDING),
    _field("Letter.words", _DECIDING),
    _staff("Decision.decided_by"),
    _staff("CriterionDecision.decided_by"),
    _staff("ProofRequest.asked_by"),
    _staff("ReferenceCheck.asked_by"),
    _staff("Letter.sent_by"),
    _staff("Extension.asked_by"),
    PersonalField(
        field="intake.SanctionedName.name",
        purpose=_("Comparing applicants with a list that the organisation must observe."),
        basis=Basis.LEGAL_OBLIGATION,
        data_class=DataClass.INTERNAL,
        keep=None,
        keep_from=_("as long as the list that its issuer published is in use"),
        readers=_CLERKS,
    ),
    PersonalField(
        field="intake.SanctionedName.folded",
        purpose=_("Comparing applicants with a list that the organisation must observe."),
        basis=Basis.LEGAL_OBLIGATION,
        data_class=DataClass.INTERNAL,
        keep=None,
        keep_from=_("as long as the list that its issuer published is in use"),
        readers=_CLERKS,
    ),
)

IMPERSONAL = (
    "intake.Application.asked",
    "intake.Application.channel",
    "intake.Application.key_digest",
    "intake.Application.language",
    "intake.Application.reference",
    "intake.Application.stage",
    "intake.Application.state",
    "intake.Arrival.language",
    "intake.Arrival.outcome",
    "intake.Arrival.place",
    "intake.Arrival.reason",
    "intake.Arrival.stamped_by",
    "intake.ArrivalPart.certainty",
    "intake.ArrivalPart.part",
    "intake.ArrivalPart.refusal_code",
    "intake.ArrivalPart.slot",
    "intake.CallKey.public",
    "intake.CriterionDecision.outcome",
    "intake.Decision.kind",
    "intake.Filing.once_digest",
    "intake.KeyShare.sealed",
    "intake.Letter.kind",
    "intake.Letter.language",
    "intake.Letter.state",
    "intake.Mailbox.address",
    "intake.Mailbox.encryption",
    "intake.Mailbox.folder",
    "intake.Mailbox.host",
    "intake.Mailbox.login",
    "intake.Mailbox.password",
    "intake.Mailbox.trouble",
    "intake.Piece.part",
    "intake.Piece.slot",
    "intake.ProofRequest.deadline_zone",
    "intake.ProofRequest.question",
    "intake.ProofRequest.slot",
    "intake.ProofRequest.state",
    "intake.Receipt.sha256",
    "intake.Receipt.signature",
    "intake.Receipt.token_digest",
    "intake.ReferenceCheck.state",
    "intake.SanctionedName.list_name",
    "intake.TeamMember.key",
    "intake.TeamMember.key_digest",
    "intake.TeamMember.state",
)
