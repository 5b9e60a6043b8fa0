"""Calls: the text they came from, each field as it stands, and what is public of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mandat.calls.importer.draft import Certainty
from mandat.calls.origins import Origin
from mandat.calls.states import PUBLIC, CallState, Formula, LateRule, Stage
from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.people.models import Funding, Organisation, Programme


class Call(models.Model):
    """A request for a mission, from its first draft on.

    `title` and the counts repeat what the fields say, so that lists need no reading of
    drafts; services keep them. `deadline_wall` and `deadline_zone` are what the published call
    says; `deadline_at` is the instant computed from them, and computed again when a country
    changes its clocks. `token` is the public address; it tells nothing.
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
    terms = models.ForeignKey(
        "TermsOfReference", on_delete=models.SET_NULL, null=True, related_name="+"
    )  # the text that the draft was last read from; null: written here
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    funding = models.ForeignKey(
        Funding, on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    token = models.CharField(  # noqa: DJ001 -- unique once public, and none before
        max_length=22, null=True, unique=True, editable=False
    )
    reference = models.CharField(max_length=40, blank=True)  # the organisation's own
    sensitive = models.BooleanField(default=False)  # known to whoever holds the address only
    formula = models.CharField(max_length=20, choices=codes(Formula), blank=True)
    seals_prices = models.BooleanField(default=True)
    late_rule = models.CharField(max_length=10, choices=codes(LateRule), default=LateRule.REFUSE)
    text_stage = models.CharField(  # who is given the full text
        max_length=12, choices=codes(Stage), default=Stage.PUBLIC
    )
    shares_data = models.BooleanField(default=False)  # as open contracting data
    version_number = models.PositiveSmallIntegerField(default=0)  # of the version now public
    deadline_wall = models.CharField(max_length=16, blank=True)  # 2026-01-07T20:00
    deadline_zone = models.CharField(max_length=64, blank=True)  # IANA name
    deadline_at = models.DateTimeField(null=True)
    deadline_before_at = models.DateTimeField(null=True)  # until clocks changed; an officer looks
    questions_until_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.TextField(blank=True)  # of an early closing or a cancellation; public

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["organisation", "-changed_at"], name="call_recent"),
            models.Index(
                fields=["state", "sensitive", "deadline_at", "public_id"], name="call_open"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="call_reference_once",
                fields=["organisation", "reference"],
                condition=~Q(reference=""),
            ),
            models.CheckConstraint(
                name="call_public_has_version_and_deadline",
                condition=~Q(state__in=sorted(s.value for s in {*PUBLIC, CallState.ARCHIVED}))
                | Q(
                    version_number__gte=1,
                    published_at__isnull=False,
                    token__isnull=False,
                    deadline_at__isnull=False,
                )
                & ~Q(deadline_zone="")
                & ~Q(deadline_wall=""),
            ),
            models.CheckConstraint(
                name="call_closed_says_when",
                condition=~Q(state=CallState.CLOSED.value) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="call_cancelled_says_why",
                condition=~Q(state=CallState.CANCELLED.value) | ~Q(closing_reason=""),
            ),
            models.CheckConstraint(
                name="call_sensitive_shares_nothing",
                condition=Q(sensitive=False) | Q(shares_data=False),
            ),
            models.CheckConstraint(
                name="call_formula_known",
                condition=Q(formula__in=["", *(f.value for f in Formula)]),
            ),
            models.CheckConstraint(
                name="call_text_stage_known",
                condition=Q(text_stage__in=[s.value for s in Stage]),
            ),
            models.CheckConstraint(
                name="call_late_rule_known",
                condition=Q(late_rule__in=[r.value for r in LateRule]),
            ),
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
    """A text that a call was imported from: NFC, LF, never changed. Spans are offsets in it.

    A corrected file is one more row with the next number; `Call.terms` is the one that counts.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField(default=1)
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
            models.UniqueConstraint(name="terms_once", fields=["call", "number"]),
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


class CallTemplate(models.Model):
    """What the calls of an organisation start from: values of fields, by name, in a language.

    `fields` maps names of `shapes.SHAPES` to values; it holds no date and no amount.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="call_templates"
    )
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=8)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)  # optimistic lock

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="call_template_name_once"),
            models.CheckConstraint(name="call_template_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
