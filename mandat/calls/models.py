"""Calls while they are written: the text they came from, and each field as it stands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mandat.calls.importer.draft import Certainty
from mandat.calls.origins import Origin
from mandat.calls.states import CallState
from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.people.models import Organisation


class Call(models.Model):
    """A request for a mission, from its first draft on.

    `title` and the counts repeat what the fields say, so that lists need no reading of
    drafts; services keep them.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    state = models.CharField(max_length=20, choices=codes(CallState), default=CallState.DRAFT)
    title = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8, blank=True)
    present_count = models.PositiveSmallIntegerField(default=0)  # fields that hold something
    settled_count = models.PositiveSmallIntegerField(default=0)  # of them: sure or settled
    blocking_count = models.PositiveSmallIntegerField(default=0)  # open blocking remarks
    remark_count = models.PositiveSmallIntegerField(default=0)  # open remarks
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: imported on the command line
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-changed_at"], name="call_recent")]
        constraints = [
            models.CheckConstraint(
                name="call_state_known", condition=Q(state__in=[s.value for s in CallState])
            ),
            models.CheckConstraint(
                name="call_settled_among_present",
                condition=Q(settled_count__lte=F("present_count")),
            ),
            models.CheckConstraint(
                name="call_blocking_among_remarks",
                condition=Q(blocking_count__lte=F("remark_count")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class TermsOfReference(models.Model):
    """The text a call was imported from: NFC, LF, never changed. Offsets of spans refer to it."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="terms_of_reference")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=8, blank=True)
    direction = models.CharField(max_length=3, default="ltr")
    media_type = models.CharField(max_length=120)
    page_map = models.JSONField(default=list)  # [[offset, page], ...], ascending
    notices = models.JSONField(default=list)  # [[code, [[start, end], ...]], ...] of the reading
    warnings = models.JSONField(default=list)  # codes of the extraction
    file = models.ForeignKey(
        File, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # null: the text was pasted

    class Meta:
        constraints = [
            models.CheckConstraint(name="terms_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="terms_direction_known", condition=Q(direction__in=["ltr", "rtl"])
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class DraftField(models.Model):
    """One field of a draft: what the import found, and what it says now.

    `found` is the importer's answer in its JSON form and never changes; `value` and
    `extra` are what counts now; `origin` says how they came about.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="draft_fields")
    name = models.CharField(max_length=40)
    found = models.JSONField()
    value = models.JSONField(null=True)
    extra = models.JSONField(default=dict)
    certainty = models.CharField(max_length=10, choices=codes(Certainty))
    origin = models.CharField(max_length=10, choices=codes(Origin), default=Origin.IMPORTED)
    chosen = models.PositiveSmallIntegerField(null=True)  # index of the chosen alternative
    version = models.PositiveIntegerField(default=1)  # optimistic lock
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="draft_field_once", fields=["call", "name"]),
            models.CheckConstraint(
                name="draft_field_certainty_known",
                condition=Q(certainty__in=[c.value for c in Certainty]),
            ),
            models.CheckConstraint(
                name="draft_field_origin_known", condition=Q(origin__in=[o.value for o in Origin])
            ),
            models.CheckConstraint(
                name="draft_field_chosen_has_index",
                condition=Q(origin=Origin.CHOSEN.value, chosen__isnull=False)
                | (~Q(origin=Origin.CHOSEN.value) & Q(chosen__isnull=True)),
                violation_error_message=_("A chosen value names the alternative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def present(self) -> bool:
        """Whether the field holds anything now."""
        return self.value not in (None, "", [], {})

    @property
    def settled(self) -> bool:
        """Whether nobody needs to look at it again: sure, or decided by a person."""
        return self.origin != Origin.IMPORTED or self.certainty == Certainty.SURE


class RemarkDismissal(models.Model):
    """A person decided that a remark does not apply here, and said why."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="dismissals")
    key = models.CharField(max_length=200)  # the remark's own stable key
    reason = models.TextField()
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dismissed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="dismissal_once", fields=["call", "key"]),
            models.CheckConstraint(name="dismissal_has_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.key
