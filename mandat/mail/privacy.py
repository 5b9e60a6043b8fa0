"""What the outbox holds about people, how it answers for it, and when it forgets."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
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
from mandat.mail.addresses import digest
from mandat.mail.models import Message
from mandat.mail.states import FINISHED, MessageState

LABEL = Message._meta.label_lower
KEEP_WORDS = timedelta(days=30)  # long enough for a bounce, a complaint, a second sending
KEEP_RECORD = timedelta(days=365)
_PURPOSE = _("Sending people what concerns them, and knowing whether it was delivered.")
_SENT = _("the day on which the mail was sent or given up")
_OPERATOR = (_("who runs the server"),)
_CARRIERS = (_("the mail servers on the way to the recipient"),)


def _field(
    column: str, data_class: DataClass, keep: timedelta, *, leaves: bool = False
) -> PersonalField:
    return PersonalField(
        field=f"mail.Message.{column}",
        purpose=_PURPOSE,
        basis=Basis.LEGITIMATE_INTERESTS,
        data_class=data_class,
        keep=keep,
        keep_from=_SENT,
        readers=_OPERATOR,
        recipients=_CARRIERS if leaves else (),
    )


def _of(subject: Subject) -> QuerySet[Message]:
    who = Q(to_digest=digest(subject.email))
    if subject.account:
        who |= Q(account=subject.account)
    found = Message.objects.filter(who)
    return found.filter(organisation=subject.organisation) if subject.organisation else found


def gather(subject: Subject) -> Iterator[Found]:
    """Every message to this person: what it was and what became of it, not its words again."""
    for message in _of(subject).iterator():
        yield Found(
            title=_("A mail that was sent to you"),
            subject_label=LABEL,
            subject_id=str(message.public_id),
            data={
                "to": message.to,
                "template": message.template,
                "language": message.language,
                "state": message.state,
                "posted_at": message.posted_at.isoformat(),
                "finished_at": message.finished_at and message.finished_at.isoformat(),
            },
            organisation=message.organisation,
        )


def erase(subject: Subject, is_held: IsHeld) -> Iterator[Outcome]:
    """Nothing leads from the outbox to the person any more. What still waited is not sent."""
    return _erased(_of(subject), is_held)


def erase_of_house(subject: Subject, is_held: IsHeld) -> Iterator[Outcome]:
    """The same for mail that no organisation sent: codes, notices about one's account. For the
    room of accounts, which knows whether the person still has one."""
    whole = Subject(subject.email, subject.account)
    return _erased(_of(whole).filter(organisation=None), is_held)


def _erased(messages: QuerySet[Message], is_held: IsHeld) -> Iterator[Outcome]:
    for message in messages.select_for_update():
        if is_held(LABEL, str(message.public_id)):
            yield Outcome(LABEL, str(message.public_id), done=False, reason="legal_hold")
        elif message.state == MessageState.SENDING:
            yield Outcome(LABEL, str(message.public_id), done=False, reason="in_use")
        else:
            _forget(message)
            yield Outcome(LABEL, str(message.public_id), done=True)


def _forget(message: Message) -> None:
    if message.state == MessageState.WAITING:
        message.state, message.finished_at = MessageState.CANCELLED, message.posted_at
    message.content, message.to, message.to_digest, message.account = None, "", "", None
    message.save()


def forget(label: str, public_id: str) -> bool:
    """A message that a restored backup brought back is emptied again; whether it was there."""
    if label != LABEL:
        return False
    message = Message.objects.filter(public_id=public_id).exclude(to_digest="").first()
    if message is not None:
        message.lease = message.lease_ends_at = None
        if message.state == MessageState.SENDING:
            message.state = MessageState.WAITING
        _forget(message)
    return message is not None


def expire(at: datetime, is_held: IsHeld) -> Iterator[Outcome]:
    """Words and address go after a month, the record after a year."""
    finished = Message.objects.filter(state__in=FINISHED)
    old = finished.filter(finished_at__lte=at - KEEP_RECORD)
    for message in old.iterator():
        yield _unless_held(message, is_held, delete=True)
    worded = finished.filter(finished_at__lte=at - KEEP_WORDS, finished_at__gt=at - KEEP_RECORD)
    for message in worded.exclude(content__isnull=True, to="").iterator():
        yield _unless_held(message, is_held, delete=False)


def _unless_held(message: Message, is_held: IsHeld, *, delete: bool) -> Outcome:
    public_id = str(message.public_id)
    if is_held(LABEL, public_id):
        return Outcome(LABEL, public_id, done=False, reason="legal_hold")
    if delete:
        message.delete()
    else:
        Message.objects.filter(pk=message.pk).update(content=None, to="")
    return Outcome(LABEL, public_id, done=True)


HOLDING = Holding(
    room="mail",
    fields=(
        _field("to", DataClass.INTERNAL, KEEP_WORDS, leaves=True),
        _field("content", DataClass.CONFIDENTIAL, KEEP_WORDS, leaves=True),
        _field("to_digest", DataClass.INTERNAL, KEEP_RECORD),
        _field("account", DataClass.INTERNAL, KEEP_RECORD),
    ),
    impersonal=tuple(
        f"mail.Message.{column}"
        for column in (
            "template",
            "language",
            "sender_name",  # an organisation's
            "sender_address",
            "subject_label",
            "subject_id",
            "message_id",
            "state",
            "error",
            "reply",
        )
    ),
    gather=gather,
    erase=erase,
    expire=expire,
    forget=forget,
    label=_("Mail"),
    people=(_("people to whom the site writes"),),
)
