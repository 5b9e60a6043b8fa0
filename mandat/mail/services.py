"""Posting, sending and recording mail. What is posted leaves once the transaction is committed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import WORKER, record
from mandat.core.addresses import site_host
from mandat.core.crypto import CryptoError
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.core.tasks import enqueue
from mandat.mail import bounces, delivery, queries, rules, sealing
from mandat.mail.addresses import Recipient, Sender, checked, digest, recipient_of
from mandat.mail.models import Message
from mandat.mail.rules import Answer, Fate
from mandat.mail.states import FINISHED, MessageState, can_move
from mandat.mail.templates import Written, one_line, write
from mandat.mail.values import Link

__all__ = ["Recipient", "Sender", "cancel", "note_bounce", "post", "post_written", "retry", "send"]

_MOST = 500  # messages that one look at the outbox tries


def post(
    *,
    template: str,
    to: Any,
    language: str,
    organisation: Sender | None = None,
    subject_of: Any = None,
    neutral: bool = False,
    leave: Link | None = None,
    fleeting: bool = False,
    awaited: bool = False,
    **values: Any,
) -> Message:
    """The mail is in the outbox, in the caller's transaction, and leaves after its commit.

    `template` is `room/name`; `to` is one address, one account or a `Recipient`. `values` fill
    the placeholders and have the types of `mandat.mail.values`: a plain string is other people's
    text. With `neutral` subject, sender and body say nothing: only the value `link` is sent, and
    `template` is a name for the record.
    `leave` is for mail that somebody asked to receive: a page that ends it, also by a POST alone
    (RFC 8058). It stands in the header, and in the body where the template says `{{ leave }}`.
    With `fleeting` its words are gone from here as soon as a mail server took them.
    With `awaited` (a link to go on, a receipt) somebody waits for it: it leaves before other mail
    and before all other work. What goes to many people is never awaited.
    `subject_of` is what the mail is about, for the record. A missing value, a wrong type or a
    template without subject raises here, where it is written.
    """
    if neutral:
        written = write("mail/neutral", {"link": values["link"]}, language)
    else:
        written = write(template, {"leave": leave, **values}, language)
    if leave:
        written = replace(written, leave=str(leave))
    return _put(
        _Order(
            template,
            recipient_of(to),
            language,
            organisation,
            subject_of,
            neutral=neutral,
            fleeting=fleeting,
            awaited=awaited,
        ),
        written,
    )


def post_written(
    *, template: str, to: Any, language: str, subject: str, body: str, secret: bool = False
) -> Message:
    """A mail whose words somebody else has written already (allauth) is in the outbox.

    With `secret` (a sign-in code) it is worth minutes, and its words are gone once it is sent;
    somebody waits for it.
    """
    order = _Order(template, recipient_of(to), language, secret=secret, awaited=secret)
    return _put(order, Written(one_line(subject), body))


@dataclass(frozen=True, slots=True)
class _Order:
    template: str
    to: Recipient
    language: str
    sender: Sender | None = None
    about: Any = None
    neutral: bool = False
    secret: bool = False
    fleeting: bool = False
    awaited: bool = False


@transaction.atomic(savepoint=False)
def _put(order: _Order, written: Written) -> Message:
    public_id = new_public_id()
    sender = order.sender
    message = Message.objects.create(
        public_id=public_id,
        template=order.template,
        language=order.language,
        organisation=sender.organisation if sender else None,
        sender_name=sender.name[:200] if sender else "",
        sender_address=checked(sender.address) if sender and sender.address else "",
        account=order.to.account,
        to=order.to.address,
        to_digest=digest(order.to.address),
        subject_label=order.about._meta.label_lower if order.about is not None else "",
        subject_id=str(order.about.public_id) if order.about is not None else "",
        neutral=order.neutral,
        secret=order.secret,
        fleeting=order.fleeting,
        awaited=order.awaited,
        content=sealing.seal_words(written, public_id, sender.organisation if sender else None),
        message_id=f"{public_id.hex}@{site_host()}",
    )
    enqueue("mandat.mail.tasks.send_posted", public_id, first=order.awaited)
    return message


def send(*, public_id: UUID) -> Fate | None:
    """One attempt was made, unless the message is not due or another worker holds it.

    Not in a transaction: the lease is committed before the server is asked, so that no other
    worker asks as well. A worker killed after the server took the message and before that was
    written down leaves a lease that ends; the message is then sent again under the same
    Message-ID, by which the recipient's server may drop it. SMTP allows no better.
    """
    message = _claim(public_id, timezone.now())
    if message is None:
        return None
    try:
        answer = delivery.deliver(message, sealing.words_of(message))
    except CryptoError:  # the organisation's key was destroyed, or the folder of keys is not there
        answer = Answer(Fate.LATER, "no_key")
    _note_answer(message, answer, timezone.now())
    return answer.fate


def _claim(public_id: UUID, at: datetime) -> Message | None:
    """The message, held by a lease of ours; None when it is not due or held by another."""
    lease = uuid4()
    claimed = (
        queries.due(at)
        .filter(public_id=public_id)
        .update(
            state=MessageState.SENDING,
            lease=lease,
            lease_ends_at=at + rules.LEASE,
            tried_at=at,
            attempts=F("attempts") + 1,
        )
    )
    return Message.objects.get(lease=lease) if claimed else None


@transaction.atomic
def _note_answer(message: Message, answer: Answer, at: datetime) -> None:
    """What the attempt came to, unless the lease has ended and another worker took over."""
    changes: dict[str, Any] = {
        "lease": None,
        "lease_ends_at": None,
        "error": answer.code,
        "reply": answer.reply,
    }
    state, again = _fate(message, answer, at)
    changes["state"] = state
    if again:
        changes["next_try_at"] = again
    if state in FINISHED:
        changes["finished_at"] = at
        if message.secret or (message.fleeting and state is MessageState.SENT):
            changes["content"] = None
    noted = Message.objects.filter(pk=message.pk, lease=message.lease).update(**changes)
    if noted and state in (MessageState.FAILED, MessageState.BOUNCED):
        _record(message, state, answer)


def _fate(message: Message, answer: Answer, at: datetime) -> tuple[MessageState, datetime | None]:
    match answer.fate:
        case Fate.TAKEN:
            return MessageState.SENT, None
        case Fate.NEVER:
            return MessageState.BOUNCED, None
    last = rules.give_up_at(message.posted_at, secret=message.secret)
    again = rules.next_try(message.attempts, at, last)
    return (MessageState.WAITING, again) if again else (MessageState.FAILED, None)


def _record(message: Message, state: MessageState, answer: Answer) -> None:
    record(
        actor=WORKER,
        action=f"mail.message.{state.value}",
        subject=message,
        organisation=message.organisation,
        details={
            "template": message.template.replace("/", "."),
            "code": answer.code,
            "reply": rules.plain_numbers(answer.reply),
        },
    )


def send_due() -> int:
    """Messages whose time has come were tried; how many were taken.

    After each the next is looked for anew, so that one posted meanwhile that somebody waits for
    is not behind hundreds of others. What is not reached within `rules.TURN` is left for the next
    minute, and the worker does something else before.
    When the server does not answer, the others are left as well: they would meet the same silence.
    When it answers again after silence, those that met it do not wait longer.
    """
    taken = 0
    ends = timezone.now() + rules.TURN
    for public_id in _next_due(ends):
        fate = send(public_id=public_id)
        if fate is Fate.UNREACHABLE:
            break
        if fate is Fate.TAKEN:
            taken += 1
    if taken:
        queries.held_up_by_the_server().update(next_try_at=timezone.now())
    return taken


def _next_due(ends: datetime) -> Iterator[UUID]:
    """The message that is due first, again and again until then: tried, it is not due any more."""
    for _number in range(_MOST):
        now = timezone.now()
        public_id = queries.due(now).values_list("public_id", flat=True).first()
        if now >= ends or public_id is None:
            return
        yield public_id


def note_bounce(raw: bytes) -> Message | None:
    """A returned mail is recorded with the message that it returns; None when it tells nothing.

    Reports of delay tell nothing for good. The address in the report is not believed: the
    Message-ID, which holds 74 random bits, names the message.
    """
    report = bounces.read_report(raw)
    if report is None:
        return None
    with transaction.atomic():
        message = (
            Message.objects.select_for_update().filter(message_id__in=report.message_ids).first()
        )
        if message is None or not can_move(message.state, MessageState.BOUNCED):
            return None
        message.state, message.finished_at = MessageState.BOUNCED, timezone.now()
        message.error, message.reply = "returned", report.status
        message.lease = message.lease_ends_at = None
        message.save()
        _record(message, MessageState.BOUNCED, Answer(Fate.NEVER, "returned", report.status))
    return message


@transaction.atomic
def retry(*, public_id: UUID, by: Any) -> Message:
    """A message that failed or bounced waits again, with all its attempts before it."""
    message = _locked(public_id)
    if not can_move(message.state, MessageState.WAITING) or message.lease:
        raise RuleBroken("not_retried", _("Only mail that failed or bounced is tried again."))
    if message.content is None or not message.to:
        raise RuleBroken("content_gone", _("The words of this mail are deleted already."))
    now = timezone.now()
    message.state, message.finished_at, message.attempts = MessageState.WAITING, None, 0
    message.posted_at = message.next_try_at = now
    message.error = message.reply = ""
    message.save()
    _record_act("mail.message.retried", message, by)
    enqueue("mandat.mail.tasks.send_posted", message.public_id, first=message.awaited)
    return message


@transaction.atomic
def cancel(*, public_id: UUID, by: Any) -> Message:
    """A message that waits is not sent."""
    message = _locked(public_id)
    if not can_move(message.state, MessageState.CANCELLED):
        raise RuleBroken("not_cancelled", _("This mail no longer waits: it cannot be cancelled."))
    message.state, message.finished_at = MessageState.CANCELLED, timezone.now()
    if message.secret:
        message.content = None
    message.save()
    _record_act("mail.message.cancelled", message, by)
    return message


def _locked(public_id: UUID) -> Message:
    message = Message.objects.select_for_update().filter(public_id=public_id).first()
    if message is None:
        raise RuleBroken("no_such_message", _("There is no such mail."))
    return message


def _record_act(action: str, message: Message, by: Any) -> None:
    record(actor=by, action=action, subject=message, organisation=message.organisation)
