"""What is said about a public call: questions and answers, amendments, and who is told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mandat.calls.models.drafts import Call
from mandat.calls.states import (
    OPEN_AMENDMENT,
    AmendmentKind,
    AmendmentState,
    FollowerState,
    QuestionState,
)
from mandat.core.choices import codes
from mandat.core.keys import new_public_id


class Follower(models.Model):
    """Somebody who asked to be told what changes in a call. No account, an address only.

    `address` is sealed with the organisation's key; `address_digest` (keyed) finds it again.
    The link that confirms or ends it holds a token of which only `token_digest` is stored.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="followers")
    address = models.BinaryField(null=True)  # null: erased
    address_digest = models.CharField(max_length=64)
    token_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8)
    state = models.CharField(
        max_length=10, choices=codes(FollowerState), default=FollowerState.ASKED
    )
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="follower_once", fields=["call", "address_digest"]),
            models.CheckConstraint(
                name="follower_state_known", condition=Q(state__in=[s.value for s in FollowerState])
            ),
            models.CheckConstraint(
                name="follower_confirmed_says_when",
                condition=~Q(state=FollowerState.CONFIRMED.value) | Q(confirmed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["call", "state", "id"], name="follower_told")]

    def __str__(self) -> str:
        return str(self.public_id)


class Question(models.Model):
    """A question about a call. Who asked is shown to nobody; what they wrote, to officers only.

    `asked_text` is sealed with the organisation's key; `shown_text` and `answer` are public once
    answered, under `number`, in the order of answering. A published answer never changes:
    `corrections` are further lines, `[{"at": instant, "text": ...}, ...]`. A question that was
    answered together with another one points at it by `merged_into`.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(null=True)
    asked_text = models.BinaryField(null=True)  # null: erased
    language = models.CharField(max_length=8, blank=True)
    asker = models.ForeignKey(Follower, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        max_length=10, choices=codes(QuestionState), default=QuestionState.RECEIVED
    )
    shown_text = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # why it was set aside
    corrections = models.JSONField(default=list, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )
    version = models.PositiveIntegerField(default=1)  # optimistic lock
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="question_number_once", fields=["call", "number"]),
            models.CheckConstraint(
                name="question_state_known", condition=Q(state__in=[s.value for s in QuestionState])
            ),
            models.CheckConstraint(
                name="question_answered_is_whole",
                condition=~Q(state=QuestionState.ANSWERED.value)
                | Q(number__isnull=False, answered_at__isnull=False)
                & ~Q(shown_text="")
                & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="question_set_aside_says_why",
                condition=~Q(state=QuestionState.SET_ASIDE.value) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="question_merged_says_into_which",
                condition=Q(state=QuestionState.MERGED.value, merged_into__isnull=False)
                | ~Q(state=QuestionState.MERGED.value) & Q(merged_into__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Amendment(models.Model):
    """A change of a public call, with its reason. Numbered when it is published.

    `changes` maps names of fields to `{"value": ..., "extra": ...}`, as in `calls.content`.
    `kept_deadline_reason` is public: why a change shortly before the deadline does not move it.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(
        max_length=14, choices=codes(AmendmentKind), default=AmendmentKind.CHANGE
    )
    state = models.CharField(
        max_length=10, choices=codes(AmendmentState), default=AmendmentState.DRAFT
    )
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    kept_deadline_reason = models.TextField(blank=True)
    from_version = models.PositiveSmallIntegerField()  # the version that it changes
    version = models.PositiveIntegerField(default=1)  # optimistic lock
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="amendment_number_once", fields=["call", "number"]),
            models.UniqueConstraint(
                name="amendment_open_once",
                fields=["call"],
                condition=Q(state__in=sorted(s.value for s in OPEN_AMENDMENT)),
            ),
            models.CheckConstraint(
                name="amendment_kind_known", condition=Q(kind__in=[k.value for k in AmendmentKind])
            ),
            models.CheckConstraint(
                name="amendment_state_known",
                condition=Q(state__in=[s.value for s in AmendmentState]),
            ),
            models.CheckConstraint(
                name="amendment_published_is_whole",
                condition=~Q(state=AmendmentState.PUBLISHED.value)
                | Q(number__isnull=False, published_at__isnull=False) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="amendment_derogation_by_another_person",
                condition=Q(decided_by__isnull=True)
                | Q(kind=AmendmentKind.CHANGE.value)
                | ~Q(decided_by=models.F("made_by")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Milestone(models.Model):
    """What happens next and by when. `planned_on` was published; `due_on` is what holds now."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="milestones")
    role = models.CharField(max_length=30)  # one of shapes.DATE_ROLES
    planned_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    note = models.TextField(blank=True)  # why it is late; public

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(name="milestone_once", fields=["call", "role", "planned_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}.{self.role}"


class Telling(models.Model):
    """One piece of news on its way to everybody who follows a call, batch after batch.

    `about_label` and `about_id` name the amendment, question or milestone, `event` what became of
    it; `turn` counts what is told about one thing. `audience` and `reached` say how far it has
    come: a batch that is done again goes on from there.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="tellings")
    about_label = models.CharField(max_length=60)
    about_id = models.UUIDField()
    event = models.CharField(max_length=20)  # one of exchange.news.EVENTS
    turn = models.PositiveSmallIntegerField(default=1)
    audience = models.CharField(max_length=40, blank=True)  # the list being told now
    reached = models.BigIntegerField(default=0)  # the last row told in it
    told_count = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="telling_once", fields=["about_label", "about_id", "turn"]
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
