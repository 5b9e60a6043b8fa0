"""Mail that applications come by: the mailboxes, each message once, and what was in it."""

from django.db import models
from django.db.models import Q

from mandat.calls.models import Call
from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.models.applications import Application, Piece
from mandat.intake.states import Part, StampSource
from mandat.people.models import Organisation


class Mailbox(models.Model):
    """A mailbox that is looked into for applications (IMAP)."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=254)
    host = models.CharField(max_length=200)
    port = models.PositiveIntegerField(default=993)
    encryption = models.CharField(
        max_length=8,
        default="tls",
        choices=[("tls", "tls"), ("starttls", "starttls"), ("none", "none")],
    )
    login = models.BinaryField()  # sealed
    password = models.BinaryField()  # sealed
    folder = models.CharField(max_length=100, default="INBOX")
    is_active = models.BooleanField(default=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    lease = models.UUIDField(null=True, blank=True)  # of the gate that reads it
    lease_ends_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)  # a code of ours
    trouble_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ["organisation", "address"]
        constraints = [
            models.UniqueConstraint(name="mailbox_once", fields=["address", "host", "folder"]),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Arrival(models.Model):
    """One message that came by mail, exactly once, with what became of it.

    `raw` is the message as it came, for the clerk alone. `words` holds sender, subject and text,
    sealed under the organisation's key. `arrived_at` never comes from the sender's own date.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(
        Mailbox, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    message_digest = models.CharField(max_length=64)  # of the Message-ID, keyed
    content_digest = models.CharField(max_length=64)  # of what it says, whatever way it came
    # The call that it was routed to, 32 digits, or "": one letter may come for two calls.
    place = models.CharField(max_length=32, blank=True)
    raw = models.OneToOneField(File, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.BinaryField(null=True)
    sender_digest = models.CharField(max_length=64, blank=True, db_index=True)
    language = models.CharField(max_length=8, blank=True)
    arrived_at = models.DateTimeField()
    stamped_by = models.CharField(max_length=8, choices=codes(StampSource))
    imported_at = models.DateTimeField()
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, null=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    outcome = models.CharField(max_length=20, choices=codes(Outcome))
    reason = models.CharField(max_length=40, blank=True)  # a code
    is_open = models.BooleanField(default=False)  # a person must look at it
    settled_by = models.UUIDField(null=True)  # public id of the account
    settled_at = models.DateTimeField(null=True)
    answered = models.BooleanField(default=False)  # a reply was posted
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "is_open", "-arrived_at"], name="arrival_desk"),
            models.Index(fields=["organisation", "content_digest"], name="arrival_content"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="arrival_message_once",
                fields=["organisation", "message_digest", "content_digest", "place"],
            ),
            models.CheckConstraint(
                name="arrival_outcome_known", condition=Q(outcome__in=[o.value for o in Outcome])
            ),
            models.CheckConstraint(
                name="arrival_stamp_known",
                condition=Q(stamped_by__in=[s.value for s in StampSource]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ArrivalPart(models.Model):
    """One attachment of a message: what it was taken for, and what the clerk says it is.

    `name` is sealed under the organisation's key. What is taken for a financial document is
    sealed like one until the clerk says otherwise.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(File, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.BinaryField(null=True)
    part = models.CharField(max_length=14, choices=codes(Part), blank=True)  # as proposed
    slot = models.CharField(max_length=16, blank=True)
    certainty = models.CharField(max_length=10, blank=True)
    is_mixed = models.BooleanField(default=False)  # price and technique in one document
    refusal_code = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    piece = models.OneToOneField(Piece, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["arrival", "number"]
        constraints = [
            models.UniqueConstraint(name="arrival_part_once", fields=["arrival", "number"]),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
