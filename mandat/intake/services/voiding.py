"""A member's yes counts for what was said of them when they gave it.

Whoever said that they take part as a lawyer of one firm has not said so of another one. When the
person who named them changes name, address, firm or role afterwards, the yes is void, and the
member is asked again. A new address is written to only when somebody asks for it: half an address
may be somebody else's, and what is typed is saved while it is typed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mandat.audit.services import record
from mandat.intake.models import Application, TeamMember
from mandat.intake.sealing import digest_of, key_digest, link_key, words_of
from mandat.intake.services.common import APPLICANT
from mandat.intake.states import ConfirmationState
from mandat.mail.queries import posted_since
from mandat.mail.services import post
from mandat.mail.values import Link
from mandat.people.services import sender_of

MOST_MAILS_A_DAY = 3  # to one address, about all applications together
_TEMPLATE = "intake/member"
_SAID = ("name", "role", "firm", "email")  # what a member says yes to
Words = Mapping[str, Any]


def changed_members(before: Words, after: Words) -> dict[str, Words]:
    """The members of whom something else is said now, by key; those who came or went are none."""
    was = {member.get("key"): _said(member) for member in before.get("members", ())}
    return {
        str(member["key"]): member
        for member in after.get("members", ())
        if member.get("key") in was and was[member["key"]] != _said(member)
    }


def _said(member: Words) -> list[str | None]:
    """Compared without spaces and case; None is a member of no firm."""
    found = [member.get(name, "") for name in _SAID]
    return [one if one is None else " ".join(str(one).split()).casefold() for one in found]


def void_changed(*, row: Application, before: Words, after: Words, at: datetime) -> None:
    """Each yes that was given to other words is void. The caller holds the row and a transaction,
    and has written `after`.
    """
    changed = changed_members(before, after)
    if not changed:
        return
    rows = TeamMember.objects.select_for_update().filter(
        application=row, key__in=list(changed), state=ConfirmationState.CONFIRMED
    )
    for member in rows.order_by("pk"):
        _void(row, member, changed[member.key], after, at)


def _void(row: Application, member: TeamMember, says: Words, after: Words, at: datetime) -> None:
    address = str(says.get("email") or "").strip()
    same = bool(address) and digest_of(address) == member.address_digest
    is_asked = same and not is_flooded(member.address_digest, at)
    member.voided_at, member.answered_at = at, None
    if is_asked:
        link = asked_at(member, at)
        known = words_of(row.organisation, member, "address") or address
        mail_member(row, known, link, after, is_again=True)
    else:
        member.state = ConfirmationState.NOT_ASKED
    member.save()
    record(
        actor=APPLICANT,
        action="intake.member.voided",
        subject=row,
        organisation=row.organisation,
        details={"member": member.key, "asked": is_asked},
    )


def asked_at(member: TeamMember, at: datetime) -> str:
    """The key of a new link, with which the member waits for an answer; not saved yet."""
    link = link_key(member.public_id, at, "member")
    member.key_digest = key_digest(link)
    member.state, member.asked_at, member.answered_at = ConfirmationState.ASKED, at, None
    return link


def is_flooded(digest: str, at: datetime) -> bool:
    """Whether the address was asked as often as it may be within a day."""
    sent = posted_since(digest, (_TEMPLATE,), at - timedelta(days=1))
    return sent.count() >= MOST_MAILS_A_DAY


def mail_member(
    row: Application, address: str, link: str, content: Words, *, is_again: bool
) -> None:
    """A mail with the link; of a sensitive call it says nothing else."""
    call = row.call
    values: dict[str, Any] = {
        "title": call.title,
        "lead": str(content["lead"].get("name") or ""),
        "is_again": is_again,
    }
    post(
        template=_TEMPLATE,
        to=address,
        language=row.language,
        organisation=sender_of(call.organisation),
        subject_of=row,
        neutral=call.sensitive,
        fleeting=True,
        awaited=not is_again,
        link=Link("my:open_member_link", {"key": link}),
        **({} if call.sensitive else values),
    )
