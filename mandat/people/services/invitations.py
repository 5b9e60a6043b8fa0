"""Invitations: sent, sent again, withdrawn, accepted, forgotten."""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import OPERATOR, record
from mandat.core.erasures import note_ended
from mandat.mail.addresses import checked
from mandat.mail.services import post
from mandat.mail.values import Link, Moment
from mandat.people import endings, policies
from mandat.people.labels import ROLE_LABELS
from mandat.people.models import Account, Grant, Invitation, Organisation
from mandat.people.refusals import refuse_if, refused
from mandat.people.roles import Role
from mandat.people.rules import grants as grant_rules
from mandat.people.rules import invitations as rules
from mandat.people.rules.grants import Term
from mandat.people.services.accounts import add_account
from mandat.people.services.common import account_or_none, demand, sender_of
from mandat.people.services.grants import write_grant
from mandat.people.states import InvitationState, can_move_invitation


def token_hash(token: str) -> str:
    """What the database keeps of a link's token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    email: str,
    role: Role,
    language: str,
    by: Any,
    ends_at: datetime | None = None,
) -> Invitation:
    """A mail with a link of one use is on its way. Whether the address has an account is never
    said: an administrator learns who accepted, and nothing of who is elsewhere."""
    at = timezone.now()
    email = checked(email.strip())
    demand(policies.can_manage_grants, by, organisation)
    is_oneself = isinstance(by, Account) and by.email.lower() == email.lower()
    refuse_if(grant_rules.why_not_to_oneself(role, is_oneself=is_oneself))
    ends_at = ends_at or grant_rules.longest_end(role, at)
    refuse_if(grant_rules.why_not_term(role, Term(at, ends_at), at))
    waiting = Invitation.objects.filter(
        organisation=organisation,
        email__iexact=email,
        role=role.value,
        state=InvitationState.WAITING,
    )
    if waiting.exists():
        raise refused("invitation_waits")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role.value,
        ends_at=ends_at,
        language=language,
        token_hash=token_hash(token),
        invited_by=account_or_none(by),
        invited_at=at,
        sent_at=at,
        expires_at=rules.expires(at),
    )
    _send(invitation, token)
    _note(invitation, "people.invitation.sent", by)
    return invitation


def _send(invitation: Invitation, token: str) -> None:
    organisation = invitation.organisation
    zone = organisation.time_zone
    post(
        template="people/invitation",
        to=invitation.email,
        language=invitation.language,
        organisation=sender_of(organisation),
        subject_of=invitation,
        organisation_name=organisation.name,
        role=ROLE_LABELS[Role(invitation.role)],
        role_ends=Moment(invitation.ends_at, zone) if invitation.ends_at else None,
        link=Link("people:open_invitation", {"token": token}),
        awaited=True,
        link_ends=Moment(invitation.expires_at, zone),
    )


def _note(invitation: Invitation, action: str, by: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=invitation,
        organisation=invitation.organisation,
        details={"role": invitation.role},
    )


def _locked(public_id: UUID, by: Any) -> Invitation:
    """The invitation, which waits for an answer, if this person may decide about it."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    demand(policies.can_manage_invitation, by, invitation)
    if invitation.state != InvitationState.WAITING:
        raise refused("invitation_settled")
    return invitation


@transaction.atomic
def resend_invitation(*, public_id: UUID, by: Any) -> Invitation:
    """A new link is on its way, and the one before opens nothing any more."""
    at = timezone.now()
    invitation = _locked(public_id, by)
    refuse_if(rules.why_not_resend(at, invitation.sent_at, invitation.sent_count))
    token = secrets.token_urlsafe(32)
    invitation.token_hash = token_hash(token)
    invitation.sent_at, invitation.expires_at = at, rules.expires(at)
    invitation.sent_count += 1
    invitation.save()
    _send(invitation, token)
    _note(invitation, "people.invitation.resent", by)
    return invitation


@transaction.atomic
def withdraw_invitation(*, public_id: UUID, by: Any) -> Invitation:
    """The link opens nothing any more."""
    invitation = _locked(public_id, by)
    return _withdraw(invitation, by)


@transaction.atomic
def withdraw_again(*, invitation: Invitation, by: Any) -> Invitation:
    """An invitation that a backup brought back opens nothing, as after it was answered."""
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    return _withdraw(locked.get(pk=invitation.pk), by)


def _withdraw(invitation: Invitation, by: Any) -> Invitation:
    _move(invitation, InvitationState.WITHDRAWN)
    _note(invitation, "people.invitation.withdrawn", by)
    return invitation


def _move(invitation: Invitation, state: InvitationState) -> None:
    if not can_move_invitation(invitation.state, state):
        raise refused("invitation_settled")
    invitation.state = state
    invitation.save()
    whose = invitation.organisation.public_id
    note_ended(whose, endings.INVITATION, str(invitation.public_id))


def live_invitation(hashed: str, at: datetime) -> Invitation | None:
    """The invitation of a link that still opens, sent by somebody who may still invite."""
    invitation = (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_hash=hashed, state=InvitationState.WAITING)
        .first()
    )
    if invitation is None or not rules.is_alive(at, invitation.expires_at):
        return None
    inviter = invitation.invited_by
    if inviter and not policies.can_manage_grants(inviter, invitation.organisation):
        return None
    return invitation


@transaction.atomic
def accept_invitation(
    *, hashed: str, by: Account | None, name: str = "", language: str = ""
) -> Grant:
    """The person holds the role, with the account of the address: a new one if there was none.

    The link proves the address. It does not sign in to an account that exists: that takes what
    the account itself asks for, its second factor too.
    """
    at = timezone.now()
    Invitation.objects.select_for_update().filter(token_hash=hashed).first()
    invitation = live_invitation(hashed, at)
    if invitation is None or (invitation.ends_at and invitation.ends_at <= at):
        raise refused("invitation_gone")
    inviter = invitation.invited_by or OPERATOR
    if by is not None and by.email.lower() != invitation.email.lower():
        raise refused("other_address")
    if by is None and Account.objects.filter(email__iexact=invitation.email).exists():
        raise refused("sign_in_first")
    account = by or add_account(
        email=invitation.email,
        name=name,
        language=language or invitation.language,
        by=inviter,
    )
    grant = _take_up(invitation, account, inviter)
    invitation.accepted_by, invitation.email = account, ""  # the account has it now
    _move(invitation, InvitationState.ACCEPTED)
    _note(invitation, "people.invitation.accepted", account)
    return grant


def _take_up(invitation: Invitation, account: Account, inviter: Any) -> Grant:
    """The role as it was offered; who holds it already keeps what they have."""
    role = Role(invitation.role)
    held = Grant.objects.filter(
        account=account,
        organisation=invitation.organisation,
        role=role.value,
        ended_at__isnull=True,
        delegated_from__isnull=True,
    )
    known = held.exclude(ends_at__lte=timezone.now()).first()
    return known or write_grant(
        account=account,
        organisation=invitation.organisation,
        role=role,
        by=inviter,
        ends_at=invitation.ends_at,
    )


@transaction.atomic
def forget_invitation(*, invitation: Invitation, by: Any) -> Invitation:
    """The address of somebody who never answered is gone, and the link with it."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.email = ""
    _move(invitation, InvitationState.FORGOTTEN)
    _note(invitation, "people.invitation.forgotten", by)
    return invitation
