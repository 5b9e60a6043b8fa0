"""What this room holds about people: accounts, roles, invitations, contacts of programmes.

An account that is closed keeps its number: the journal and the record of roles say what was done
under it, and nothing leads from it to a name. Whoever asks one organisation and works for another
as well loses what the first one holds; the account itself is closed when nobody needs it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mandat.audit.services import WORKER
from mandat.core.errors import RuleBroken
from mandat.core.holdings import (
    Basis,
    Correction,
    DataClass,
    Found,
    Holding,
    IsHeld,
    Outcome,
    PersonalField,
    Subject,
)
from mandat.mail.privacy import erase_of_house
from mandat.people import queries, services
from mandat.people.impersonal import IMPERSONAL
from mandat.people.models import Account, Grant, Invitation, Organisation, ProgrammeContact
from mandat.people.rules import invitations as invitation_rules
from mandat.people.rules.retention import PERIODS, RetentionKind, months_before, months_kept

ACCOUNT, GRANT = "people.account", "people.grant"
INVITATION, CONTACT = "people.invitation", "people.programmecontact"

_SIGNING_IN = _("Letting people sign in, and nobody else in their name.")
_WORKING = _("Knowing who works for the organisation, in which role and for how long.")
_SHOWING = _("Showing who gave or ended a role, and when.")
_INVITING = _("Inviting somebody to a role.")
_ASKING = _("Knowing whom to ask about a programme.")
_OWN = (_("the person"),)
_ADMINISTRATORS = (
    *_OWN,
    _("administrators, auditors and data protection officers of the organisation"),
)
_COLLEAGUES = (_("those who work on the organisation’s calls"),)
_OPERATOR = (_("who runs the server"),)
_USE = _("the last use of the account, once it has no role")
_AS_THE_ACCOUNT = _("as long as the account")
_AS_THE_RECORD = _("as long as the record of the organisation; nameless once the account is closed")


def _usual_months() -> timedelta:
    return timedelta(days=PERIODS[RetentionKind.ACCOUNTS].default * 365 // 12)


def _field(
    column: str,
    purpose: object,
    *,
    readers: tuple[object, ...] = _ADMINISTRATORS,
    basis: Basis = Basis.CONTRACT,
    data_class: DataClass = DataClass.INTERNAL,
    keep: timedelta | None = None,
    keep_from: object = _AS_THE_ACCOUNT,
) -> PersonalField:
    return PersonalField(
        field=f"people.{column}",
        purpose=purpose,
        basis=basis,
        data_class=data_class,
        keep=keep,
        keep_from=keep_from,
        readers=readers,
    )


def _of_record(column: str, purpose: object) -> PersonalField:
    return _field(column, purpose, basis=Basis.LEGITIMATE_INTERESTS, keep_from=_AS_THE_RECORD)


FIELDS = (
    _field("Account.email", _SIGNING_IN, keep=_usual_months(), keep_from=_USE),
    _field("Account.name", _WORKING, keep=_usual_months(), keep_from=_USE),
    _field("Account.language", _WORKING, readers=_OWN),
    _field("Account.password", _SIGNING_IN, readers=_OPERATOR, data_class=DataClass.SECRET),
    _field("Account.last_login", _SIGNING_IN, readers=_OPERATOR),
    _of_record("Grant.account", _WORKING),
    _of_record("Grant.role", _WORKING),
    _of_record("Grant.granted_by", _SHOWING),
    _of_record("Grant.ended_by", _SHOWING),
    _field(
        "Invitation.email",
        _INVITING,
        basis=Basis.LEGITIMATE_INTERESTS,
        keep=invitation_rules.FORGET_AFTER,
        keep_from=_("the last mail that was not answered"),
    ),
    _of_record("Invitation.invited_by", _SHOWING),
    _of_record("Invitation.accepted_by", _SHOWING),
    *(
        _field(
            f"ProgrammeContact.{column}",
            _ASKING,
            readers=_COLLEAGUES,
            basis=Basis.LEGITIMATE_INTERESTS,
            keep_from=_("as long as the programme names the person"),
        )
        for column in ("name", "function", "email")
    ),
    _field(
        "Session.account", _SIGNING_IN, readers=_OPERATOR, keep_from=_("as long as the sign-in")
    ),
    _field(
        "Session.session_data",
        _SIGNING_IN,
        readers=_OPERATOR,
        data_class=DataClass.CONFIDENTIAL,
        keep=timedelta(hours=12),
        keep_from=_("the sign-in"),
    ),
)


def _account_of(subject: Subject) -> Account | None:
    who = Q(email__iexact=subject.email)
    if subject.account:
        who |= Q(public_id=subject.account)
    account = Account.objects.filter(who, closed_at__isnull=True).first()
    if account is not None and subject.organisation is not None:
        grants = Grant.objects.filter(account=account)
        theirs = grants.filter(organisation__public_id=subject.organisation)
        if grants.exists() and not theirs.exists():
            return None  # that the account exists is for another organisation to say
    return account


def _invitations_of(subject: Subject, account: Account | None) -> QuerySet[Invitation]:
    who = Q(email__iexact=subject.email)
    if account is not None:
        who |= Q(accepted_by=account)
    found = Invitation.objects.filter(who).select_related("organisation")
    return found.filter(**_asked("organisation", subject))


def _contacts_of(subject: Subject) -> QuerySet[ProgrammeContact]:
    found = ProgrammeContact.objects.filter(email__iexact=subject.email).exclude(email="")
    return found.filter(**_asked("programme__organisation", subject)).select_related(
        "programme__organisation"
    )


def _grants_of(subject: Subject, account: Account | None) -> QuerySet[Grant]:
    found = Grant.objects.filter(account=account).select_related("organisation", "account")
    return found.filter(**_asked("organisation", subject))


def _asked(path: str, subject: Subject) -> dict[str, object]:
    """The organisation that answers; none is asked when the whole house answers."""
    return {f"{path}__public_id": subject.organisation} if subject.organisation else {}


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def gather(subject: Subject) -> Iterator[Found]:
    """The account, the roles held and ended, the invitations, and where one is named as contact."""
    account = _account_of(subject)
    if account is not None:
        yield _found_account(account)
        for grant in _grants_of(subject, account):
            yield _found_grant(grant)
    for invitation in _invitations_of(subject, account):
        yield Found(
            title=_("An invitation to a role"),
            subject_label=INVITATION,
            subject_id=str(invitation.public_id),
            data={
                "email": invitation.email,
                "organisation": invitation.organisation.name,
                "role": invitation.role,
                "state": invitation.state,
                "invited_at": _when(invitation.invited_at),
            },
            organisation=invitation.organisation.public_id,
        )
    for contact in _contacts_of(subject):
        yield Found(
            title=_("Your name as the contact of a programme"),
            subject_label=CONTACT,
            subject_id=str(contact.public_id),
            data={
                "programme": contact.programme.name,
                "name": contact.name,
                "function": contact.function,
                "email": contact.email,
            },
            organisation=contact.programme.organisation.public_id,
        )


def _found_account(account: Account) -> Found:
    return Found(
        title=_("Your account"),
        subject_label=ACCOUNT,
        subject_id=str(account.public_id),
        data={
            "email": account.email,
            "name": account.name,
            "language": account.language,
            "joined_at": _when(account.joined_at),
            "last_login": _when(account.last_login),
        },
    )


def _found_grant(grant: Grant) -> Found:
    return Found(
        title=_("A role that you hold or held"),
        subject_label=GRANT,
        subject_id=str(grant.public_id),
        data={
            "organisation": grant.organisation.name,
            "role": grant.role,
            "from": _when(grant.begins_at),
            "until": _when(grant.ended_at or grant.ends_at),
        },
        organisation=grant.organisation.public_id,
    )


def erase(subject: Subject, is_held: IsHeld) -> Iterator[Outcome]:
    """Name and address are gone wherever no hold protects them; the number of the account stays."""
    account = _account_of(subject)
    for invitation in _invitations_of(subject, account).exclude(email=""):
        yield _forget_invitation(invitation, is_held)
    for contact in _contacts_of(subject):
        yield _remove_contact(contact, is_held)
    if account is not None:
        yield _erase_account(account, subject, is_held)
    if subject.organisation and not queries.has_account(subject.email):
        yield from erase_of_house(subject, is_held)


def _erase_account(account: Account, subject: Subject, is_held: IsHeld) -> Outcome:
    public_id = str(account.public_id)
    if is_held(ACCOUNT, public_id):
        return Outcome(ACCOUNT, public_id, done=False, reason="legal_hold")
    elsewhere = queries.own_grants(account)
    if subject.organisation:
        elsewhere = elsewhere.exclude(organisation__public_id=subject.organisation)
        if elsewhere.exists():
            here = Organisation.objects.get(public_id=subject.organisation)
            services.end_grants_in(account=account, organisation=here, by=WORKER)
            return Outcome(ACCOUNT, public_id, done=False, reason="other_organisation")
    services.close_account(account=account, by=WORKER)
    return Outcome(ACCOUNT, public_id, done=True)


def _forget_invitation(invitation: Invitation, is_held: IsHeld) -> Outcome:
    public_id = str(invitation.public_id)
    if is_held(INVITATION, public_id):
        return Outcome(INVITATION, public_id, done=False, reason="legal_hold")
    services.forget_invitation(invitation=invitation, by=WORKER)
    return Outcome(INVITATION, public_id, done=True)


def _remove_contact(contact: ProgrammeContact, is_held: IsHeld) -> Outcome:
    public_id = str(contact.public_id)
    if is_held(CONTACT, public_id):
        return Outcome(CONTACT, public_id, done=False, reason="legal_hold")
    services.remove_contact(
        public_id=contact.programme.public_id, contact=contact.public_id, by=WORKER
    )
    return Outcome(CONTACT, public_id, done=True)


def expire(at: datetime, is_held: IsHeld) -> Iterator[Outcome]:
    """Invitations without answer are forgotten, accounts that nobody uses are closed."""
    old = at - invitation_rules.FORGET_AFTER
    for invitation in queries.forgotten_invitations(old).exclude(email=""):
        yield _forget_invitation(invitation, is_held)
    soonest = months_before(at, PERIODS[RetentionKind.ACCOUNTS].least)
    for account in queries.unused_accounts(soonest).prefetch_related("grants__organisation"):
        if _last_use(account) > months_before(at, _months_of(account)):
            continue
        public_id = str(account.public_id)
        if is_held(ACCOUNT, public_id):
            yield Outcome(ACCOUNT, public_id, done=False, reason="legal_hold")
        else:
            services.close_account(account=account, by=WORKER)
            yield Outcome(ACCOUNT, public_id, done=True)


def _last_use(account: Account) -> datetime:
    """The last sign-in, or the end of the last role when it came later."""
    ends = [g.ended_at or g.ends_at for g in account.grants.all()]
    return max([account.last_login or account.joined_at, *(e for e in ends if e)])


def _months_of(account: Account) -> int:
    """The longest period of the organisations that the person worked for, or the usual one."""
    settings = [g.organisation.retention for g in account.grants.all()] or [{}]
    return max(months_kept(RetentionKind.ACCOUNTS, chosen) for chosen in settings)


def forget(label: str, public_id: str) -> bool:
    """One object is erased again after a restore; whether it was there."""
    if label == ACCOUNT:
        account = Account.objects.filter(public_id=public_id, closed_at__isnull=True).first()
        return bool(account and services.close_account(account=account, by=WORKER))
    if label == INVITATION:
        invitation = Invitation.objects.filter(public_id=public_id).exclude(email="").first()
        return bool(invitation and _forget_invitation(invitation, lambda *_: False).done)
    if label == CONTACT:
        found = ProgrammeContact.objects.select_related("programme")
        contact = found.filter(public_id=public_id).first()
        return bool(contact and _remove_contact(contact, lambda *_: False).done)
    return False


CORRECTS = (
    "people.Account.name",
    "people.ProgrammeContact.name",
    "people.ProgrammeContact.function",
    "people.ProgrammeContact.email",
)


def correct(column: str, public_id: str, value: str, _by: object) -> Correction:
    """The person's own words stand where a mistake stood. Addresses of accounts are proved, not
    corrected: their owner changes them."""
    if column not in CORRECTS:
        raise RuleBroken("not_corrected", _("This cannot be corrected here."))
    _room, model, name = column.split(".")
    kind: type[Account] | type[ProgrammeContact] = (
        Account if model == "Account" else ProgrammeContact
    )
    row = kind.objects.select_for_update().filter(public_id=public_id).first()
    if row is None:
        raise RuleBroken("gone", _("This is not there any more."))
    before = str(getattr(row, name))
    setattr(row, name, value.strip())
    row.full_clean()
    row.save(update_fields=[name])
    return Correction(before=before, after=value.strip())


HOLDING = Holding(
    room="people",
    label=_("Accounts, roles and programmes"),
    people=(
        _("people who work for an organisation"),
        _("people who were invited"),
        _("contacts of programmes"),
    ),
    fields=FIELDS,
    impersonal=IMPERSONAL,
    gather=gather,
    erase=erase,
    expire=expire,
    forget=forget,
    end_again=services.end_again,
    corrects=CORRECTS,
    correct=correct,
)
