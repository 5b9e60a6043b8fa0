"""The journal: what was done, by whom, to what. Ids and codes only, never names or texts.

Entries stand in chains, one for each organisation and one for the house: each entry holds the
hash of the one before it (`mandat.audit.rules`), and `Head` repeats where the chain ends. The
database refuses to change or delete entries (`mandat.audit.triggers`).
"""

from django.db import models
from django.db.models import Q

from mandat.audit import rules
from mandat.core.keys import new_public_id


class Entry(models.Model):
    """One act, written in the transaction that did it. Never changed afterwards."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    chain = models.CharField(max_length=36)  # an organisation's public id, or "house"
    seq = models.PositiveBigIntegerField()  # 1, 2, 3... within the chain, without gap
    previous = models.CharField(max_length=64)  # hash of the entry before, zeros for the first
    hash = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=rules.VERSION)  # of the written form
    at = models.DateTimeField()
    organisation = models.UUIDField(null=True)
    actor = models.CharField(max_length=64)  # an account's public id, "operator" or "worker"
    action = models.CharField(max_length=80)  # room.object.past_participle
    subject_label = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict, blank=True)  # ids and codes only

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["chain", "actor", "seq"], name="entry_by_actor"),
            models.Index(fields=["chain", "action", "seq"], name="entry_by_action"),
            models.Index(fields=["chain", "at"], name="entry_by_time"),
            models.Index(fields=["actor", "at"], name="entry_of_actor"),
            models.Index(fields=["subject_id"], name="entry_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_names_actor_and_action", condition=~Q(actor="") & ~Q(action="")
            ),
            models.UniqueConstraint(name="entry_once_in_chain", fields=["chain", "seq"]),
            models.CheckConstraint(
                name="entry_is_chained",
                condition=Q(seq__gte=1) & ~Q(chain="") & ~Q(previous="") & ~Q(hash=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_id}"


class Head(models.Model):
    """Where a chain ends now. Its row is the lock that lets one writer at a time append."""

    chain = models.CharField(max_length=36, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=rules.GENESIS)

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}"


class DailyHead(models.Model):
    """Where a chain ended at the close of a day (UTC), kept to be compared with copies elsewhere.

    A day on which nothing was done has no row: the one before still holds.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    chain = models.CharField(max_length=36)
    day = models.DateField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(name="daily_head_once", fields=["chain", "day"]),
            models.CheckConstraint(name="daily_head_of_an_entry", condition=Q(seq__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.chain} {self.seq}"


class Countersignature(models.Model):
    """A person compared a day's head with a copy of their own and found it the same."""

    head = models.ForeignKey(DailyHead, on_delete=models.PROTECT, related_name="countersignatures")
    account = models.CharField(max_length=36)  # the person's public id
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(name="countersigned_once", fields=["head", "account"]),
            models.CheckConstraint(name="countersignature_names_who", condition=~Q(account="")),
        ]

    def __str__(self) -> str:
        return f"{self.head_id} {self.account}"
