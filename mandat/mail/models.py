"""The outbox: what is to be sent, written in the transaction of the act that asks for it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.mail.states import FINISHED, MessageState

_SENDING = MessageState.SENDING.value
_FINISHED = sorted(s.value for s in FINISHED)


class Message(models.Model):
    """One message to one recipient.

    `content` holds subject and body, sealed under the organisation's key or the house's. It is
    emptied when its time is up, and `to` likewise. What stays is the record: which template, when,
    in which state, and a keyed digest of the address.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    template = models.CharField(max_length=80)  # room/name
    language = models.CharField(max_length=8)
    organisation = models.UUIDField(null=True, blank=True, db_index=True)  # its public id
    sender_name = models.CharField(max_length=200, blank=True)
    sender_address = models.CharField(max_length=254, blank=True)  # empty: the site's own
    account = models.UUIDField(null=True, blank=True, db_index=True)  # the recipient's public id
    to = models.CharField(max_length=254, blank=True)
    to_digest = models.CharField(max_length=64, blank=True, db_index=True)
    subject_label = models.CharField(max_length=60, blank=True)  # what it is about: the journal's
    subject_id = models.CharField(max_length=64, blank=True)
    neutral = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)  # a code: worth minutes, emptied once sent
    fleeting = models.BooleanField(default=False)  # emptied once sent: nobody else may know it
    awaited = models.BooleanField(default=False)  # somebody waits for it: it goes before the others
    content = models.BinaryField(null=True, blank=True)
    message_id = models.CharField(max_length=200, unique=True)  # without < and >
    state = models.CharField(
        max_length=12,
        default=MessageState.WAITING.value,
        choices=codes(MessageState),
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    posted_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)  # of the worker that sends it
    lease_ends_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=40, blank=True)  # a code of ours
    reply = models.CharField(max_length=20, blank=True)  # the server's numbers

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                name="message_due",
                fields=["next_try_at"],
                condition=~Q(state__in=_FINISHED),
            ),
            models.Index(name="message_finished", fields=["state", "finished_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_state_known", condition=Q(state__in=[s.value for s in MessageState])
            ),
            models.CheckConstraint(
                name="message_sending_has_a_lease",
                condition=Q(state=_SENDING, lease__isnull=False, lease_ends_at__isnull=False)
                | ~Q(state=_SENDING) & Q(lease__isnull=True, lease_ends_at__isnull=True),
            ),
            models.CheckConstraint(
                name="message_finished_has_a_time",
                condition=Q(state__in=_FINISHED, finished_at__isnull=False)
                | ~Q(state__in=_FINISHED) & Q(finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="message_to_be_sent_has_content",
                condition=Q(state__in=_FINISHED) | Q(content__isnull=False) & ~Q(to=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.public_id}"
