"""What makes a call public: who agreed, what was published in which words, what goes with it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mandat.calls.models.drafts import Call
from mandat.calls.states import ApprovalOutcome, Stage
from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.documents.models import File


class Approval(models.Model):
    """Somebody asked that a draft be published; another person agreed, or sent it back.

    `sha256` is of the content that was put before them (`content.sha256_of`).
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="approvals")
    sha256 = models.CharField(max_length=64)
    outcome = models.CharField(
        max_length=10, choices=codes(ApprovalOutcome), default=ApprovalOutcome.PENDING
    )
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="approval_pending_once",
                fields=["call"],
                condition=Q(outcome=ApprovalOutcome.PENDING.value),
            ),
            models.CheckConstraint(
                name="approval_outcome_known",
                condition=Q(outcome__in=[o.value for o in ApprovalOutcome]),
            ),
            models.CheckConstraint(
                name="approval_decided_says_when",
                condition=Q(outcome=ApprovalOutcome.PENDING.value, decided_at__isnull=True)
                | ~Q(outcome=ApprovalOutcome.PENDING.value) & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="approval_by_another_person",
                condition=Q(decided_by__isnull=True)
                | Q(outcome=ApprovalOutcome.WITHDRAWN.value)
                | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="approval_returned_says_why",
                condition=~Q(outcome=ApprovalOutcome.RETURNED.value) | ~Q(note=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class CallVersion(models.Model):
    """What the public read, from a moment on. Never changed: an amendment makes the next one.

    `content` is described in `calls.content`; `text` is the full text, of which it is drawn or
    which is drawn from it.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=500)
    content = models.JSONField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the operator, on the command line

    class Meta:
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(name="call_version_once", fields=["call", "number"]),
            models.CheckConstraint(
                name="call_version_numbered_from_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}.{self.number}"


class KeyHolder(models.Model):
    """Who opens the sealed prices: two persons together, each with somebody who stands in."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="key_holders")
    place = models.PositiveSmallIntegerField()  # 1 or 2
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["call", "place"]
        constraints = [
            models.UniqueConstraint(name="key_holder_once", fields=["call", "place"]),
            models.CheckConstraint(
                name="key_holder_first_or_second", condition=Q(place__in=[1, 2])
            ),
            models.CheckConstraint(
                name="key_holder_is_not_the_substitute", condition=~Q(holder=F("substitute"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}.{self.place}"


class CallDocument(models.Model):
    """A file that goes with a call, given out to everybody or from a stage on."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="documents")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=200)
    language = models.CharField(max_length=8, blank=True)
    stage = models.CharField(max_length=12, choices=codes(Stage), default=Stage.PUBLIC)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="call_document_has_label", condition=~Q(label="")),
            models.CheckConstraint(
                name="call_document_stage_known", condition=Q(stage__in=[s.value for s in Stage])
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class CallTranslation(models.Model):
    """The words of a call in another language, made from one version of the original.

    `texts` maps places in the content (`content.texts_of`) to their translation, `originals` the
    same places, and those left without translation, to what the original said there.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=8)
    texts = models.JSONField(default=dict)
    originals = models.JSONField(default=dict)
    of_version = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)  # optimistic lock
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["call", "language"]
        constraints = [
            models.UniqueConstraint(name="call_translation_once", fields=["call", "language"]),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}.{self.language}"


class Posting(models.Model):
    """Where a call was announced."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="postings")
    place = models.CharField(max_length=200)
    address = models.URLField(max_length=500, blank=True)
    posted_on = models.DateField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-posted_on", "-pk"]
        constraints = [models.CheckConstraint(name="posting_has_place", condition=~Q(place=""))]

    def __str__(self) -> str:
        return str(self.public_id)
