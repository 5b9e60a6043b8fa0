"""Members of a team say themselves whether they take part, by a link of their own.

Nobody is asked unless the applicant wishes it. The link shows the member what they are named for,
and opens nothing else.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.intake.models import Application, TeamMember
from mandat.intake.sealing import digest_of, key_digest, seal_words
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.drafting import content_now, is_open, require_open
from mandat.intake.services.telling import tell
from mandat.intake.services.voiding import MOST_MAILS_A_DAY, asked_at, is_flooded, mail_member
from mandat.intake.states import ConfirmationState
from mandat.mail.addresses import checked
from mandat.mail.queries import posted_since
from mandat.mail.values import Trusted

MEMBER = "member"  # who acts by such a link, in the journal
_DECLINED = "intake/declined"
_ACTS = {
    ConfirmationState.CONFIRMED: "intake.member.confirmed",
    ConfirmationState.DECLINED: "intake.member.declined",
}


def named_as(application: Application, key: str) -> dict[str, Any] | None:
    """What the application says of a member now; None once they are out of the team."""
    for member in content_now(application)["members"]:
        if member.get("key") == key:
            found: dict[str, Any] = member
            return found
    return None


def is_named(member: TeamMember, says: dict[str, Any] | None) -> bool:
    """Whether the person who was asked is the one who stands there now."""
    email = str((says or {}).get("email") or "").strip()
    return bool(email) and digest_of(email) == member.address_digest


@transaction.atomic
def ask_member(*, application: Application, key: str, at: datetime) -> TeamMember:
    """A mail with a link of their own is on its way; the links before it are void."""
    row = locked(application.public_id)
    require_open(row)
    says = named_as(row, key)
    if row.confirmed_at is None or says is None:
        raise RuleBroken("no_such_member", _("This person is not in the team any more."))
    address = checked(str(says.get("email") or "").strip())
    member, _made = TeamMember.objects.select_for_update().get_or_create(application=row, key=key)
    if is_named(member, says) and member.state == ConfirmationState.CONFIRMED:
        raise RuleBroken("member_confirmed", _("This person has said already that they take part."))
    digest = digest_of(address)
    if is_flooded(digest, at):
        raise RuleBroken(
            "asked_often",
            _("This address was written to several times today. Wait until tomorrow."),
        )
    if digest != member.address_digest:
        member.voided_at = None  # somebody else said yes
    member.address = seal_words(row.organisation, member, "address", address)
    member.address_digest = digest
    link = asked_at(member, at)
    member.save()
    is_again = member.voided_at is not None
    mail_member(row, address, link, content_now(row), is_again=is_again)
    _record(row, APPLICANT, "intake.member.asked", key)
    return member


def _record(row: Application, actor: str, action: str, key: str) -> None:
    record(
        actor=actor,
        action=action,
        subject=row,
        organisation=row.organisation,
        details={"member": key},
    )


def find_by_member_link(key: str) -> TeamMember | None:
    """The member whose link this is, with the application."""
    return (
        TeamMember.objects.filter(key_digest=key_digest(key), application__erased_at__isnull=True)
        .select_related("application__call__organisation", "application__organisation")
        .first()
    )


def can_still_answer(member: TeamMember, says: dict[str, Any] | None) -> bool:
    """Whether the answer counts: the person is named there, and nothing was decided yet."""
    return is_open(member.application) and is_named(member, says)


@transaction.atomic
def answer_member(*, member: TeamMember, takes_part: bool, at: datetime) -> TeamMember:
    """They take part, or do not. Until the application is closed they may change their mind."""
    application = locked(member.application.public_id)
    row = TeamMember.objects.select_for_update().get(pk=member.pk)
    row.application = application
    if row.key_digest != member.key_digest or not can_still_answer(
        row, named_as(application, row.key)
    ):
        raise RuleBroken("member_changed", _("You are not named in this application any more."))
    state = ConfirmationState.CONFIRMED if takes_part else ConfirmationState.DECLINED
    if row.state == state:
        return row
    row.state, row.answered_at, row.voided_at = state, at, None
    row.save(update_fields=["state", "answered_at", "voided_at"])
    if state == ConfirmationState.DECLINED:
        _tell_lead(application, row.key, at)
    _record(application, MEMBER, _ACTS[state], row.key)
    return row


def _tell_lead(application: Application, key: str, at: datetime) -> None:
    """Whoever named them learns by mail that they decline; a few mails a day tell it all."""
    sent = posted_since(application.address_digest, (_DECLINED,), at - timedelta(days=1))
    if sent.filter(subject_id=str(application.public_id)).count() >= MOST_MAILS_A_DAY:
        return
    says = named_as(application, key) or {}
    tell(
        _DECLINED,
        application,
        fleeting=True,
        reference=Trusted(application.reference),
        member=str(says.get("name") or ""),
    )
