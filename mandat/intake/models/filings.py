"""What was filed and when, the receipt for it, and the key that its sealed parts wait for."""

from django.db import models
from django.db.models import Q

from mandat.calls.models import Call
from mandat.core.keys import new_public_id
from mandat.intake.models.applications import Application, Piece


class CallKey(models.Model):
    """The public half of the key to which a call's prices are sealed. Its private half exists
    only as two shares, one for each of the two places of key holders.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="sealing_key")
    public = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.call_id)


class KeyShare(models.Model):
    """One of the two shares of a private half, for whoever sits at that place of the call.

    Sealed under a key of its own outside the database; alone it says nothing.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    key = models.ForeignKey(CallKey, on_delete=models.PROTECT, related_name="shares")
    place = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["key", "place"]
        constraints = [
            models.UniqueConstraint(name="key_share_once", fields=["key", "place"]),
            models.CheckConstraint(name="key_share_first_or_second", condition=Q(place__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"{self.key_id}.{self.place}"


class Filing(models.Model):
    """An application as it was handed in at one instant. Never changed: a further one replaces it,
    and both are kept.

    `content` is what was typed, sealed; `sha256` is of its canonical form. `envelope` holds the
    prices, sealed to the call's key. `once_digest` is of the key that the page sent with its last
    click: sent again, it finds this filing instead of making another.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField()
    filed_at = models.DateTimeField()  # the last byte of the last click was read
    is_late = models.BooleanField(default=False)
    call_version = models.PositiveSmallIntegerField()  # of the call that was answered
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    envelope = models.BinaryField(null=True)
    once_digest = models.CharField(max_length=64, unique=True)
    pieces = models.ManyToManyField(Piece, related_name="filings")

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(name="filing_once", fields=["application", "number"]),
            models.CheckConstraint(name="filing_numbered_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}.{self.number}"


class Receipt(models.Model):
    """Proof of one filing.

    `body` is what the organisation may know of it; `for_holder` the whole, sealed under the
    secret of the address that the applicant was given, of which `token_digest` is the digest;
    `for_call` the whole, sealed to the call's key. `signature` (Ed25519) is over the whole.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="receipt")
    body = models.JSONField()
    for_holder = models.BinaryField(null=True)
    for_call = models.BinaryField(null=True)
    token_digest = models.CharField(max_length=64, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)  # of the whole, canonical
    signature = models.BinaryField()
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.public_id)
