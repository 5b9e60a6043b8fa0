"""The case of a person who asks: what they wrote, what was done, what they received.

Names, addresses and words are sealed under the organisation's key (`mandat.privacy.sealing`);
columns that hold them end in `_sealed` and are empty where nothing was said.
"""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.people.models import Organisation
from mandat.privacy.states import ENDED, RequestKind, RequestState

_ENDED = sorted(state.value for state in ENDED)


def known(enum: type[StrEnum], column: str, name: str) -> models.CheckConstraint:
    """The database refuses a code that the enumeration does not have."""
    return models.CheckConstraint(
        name=name, condition=Q(**{f"{column}__in": [e.value for e in enum]})
    )


class Proof(StrEnum):
    """How the person showed that the address is theirs."""

    LINK = "link"  # opened a link that was mailed there
    ACCOUNT = "account"  # was signed in with the account of that address


class DataRequest(models.Model):
    """One request of one person to one organisation (Articles 15, 16, 17 and 21 GDPR)."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="data_requests"
    )
    kind = models.CharField(max_length=20, choices=codes(RequestKind))
    state = models.CharField(
        max_length=20, choices=codes(RequestState), default=RequestState.RECEIVED.value
    )
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    email_sealed = models.BinaryField()
    email_digest = models.CharField(max_length=64, db_index=True)  # keyed; only for counting
    name_sealed = models.BinaryField(default=b"")
    words_sealed = models.BinaryField(default=b"")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # the person's own, when they asked signed in or the proved address has one
    proof = models.CharField(max_length=10, choices=codes(Proof), blank=True)
    received_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)  # since when further proof is awaited
    paused_days = models.PositiveSmallIntegerField(default=0)  # of pauses that are over
    extended_at = models.DateTimeField(null=True)
    due = models.DateField()  # last day of the answer, in the organisation's own calendar
    ended_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # who ended it

    class Meta:
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["organisation", "state", "due"], name="request_due")]
        constraints = [
            known(RequestKind, "kind", "request_kind_known"),
            known(RequestState, "state", "request_state_known"),
            models.CheckConstraint(
                name="request_worked_on_only_when_proved",
                condition=Q(state__in=[RequestState.RECEIVED.value, RequestState.WITHDRAWN.value])
                | Q(proved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_ended_says_when",
                condition=Q(state__in=_ENDED, ended_at__isnull=False)
                | (~Q(state__in=_ENDED) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_paused_only_while_proving",
                condition=Q(state=RequestState.PROVING.value, paused_at__isnull=False)
                | (~Q(state=RequestState.PROVING.value) & Q(paused_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class LinkUse(StrEnum):
    """What an unguessable link opens, without account."""

    PROVE = "prove"  # shows that the address is the person's
    FOLLOW = "follow"  # the person's own page of the case
    DOWNLOAD = "download"  # the answer's data, for a short time


class RequestLink(models.Model):
    """A link that was mailed to the person. Only its SHA-256 is kept."""

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="links")
    use = models.CharField(max_length=10, choices=codes(LinkUse))
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [known(LinkUse, "use", "request_link_use_known")]

    def __str__(self) -> str:
        return self.use


class StepKind(StrEnum):
    """What happened in a case. The first group is seen by the person too."""

    RECEIVED = "received"
    PROVED = "proved"
    PROOF_ASKED = "proof_asked"
    PERSON_WROTE = "person_wrote"
    PROOF_ACCEPTED = "proof_accepted"
    EXTENDED = "extended"
    EXPORT_OFFERED = "export_offered"
    RECTIFIED = "rectified"
    OBJECTION_UPHELD = "objection_upheld"
    OBJECTION_DECLINED = "objection_declined"
    ERASED = "erased"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOTE = "note"  # for the data protection officer alone
    PASSED_ON = "passed_on"  # a correction that a room must make by hand
    EXPORT_FETCHED = "export_fetched"


INTERNAL_STEPS = frozenset({StepKind.NOTE, StepKind.PASSED_ON})


class CaseStep(models.Model):
    """One thing that happened in a case, with the words that were said."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=codes(StepKind))
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # null: the person themselves, or the site
    words_sealed = models.BinaryField(default=b"")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [known(StepKind, "kind", "case_step_kind_known")]

    def __str__(self) -> str:
        return self.kind


class Rectification(models.Model):
    """One value that was corrected, before and after: no version is lost (Article 16 GDPR)."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    request = models.ForeignKey(
        DataRequest, on_delete=models.CASCADE, related_name="rectifications"
    )
    column = models.CharField(max_length=120)  # room.Model.column
    subject_label = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)
    before_sealed = models.BinaryField(default=b"")
    after_sealed = models.BinaryField(default=b"")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.column


class DataExport(models.Model):
    """The copy that a person receives: gathered once, sealed, and erased when its time is up."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    request = models.OneToOneField(DataRequest, on_delete=models.CASCADE, related_name="export")
    content_sealed = models.BinaryField()  # JSON
    objects_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of the JSON
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    expires_at = models.DateTimeField(db_index=True)
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_ends_after_it_was_offered", condition=Q(expires_at__gt=F("offered_at"))
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Erasure(models.Model):
    """What an erasure did: the plan that was agreed to by its hash, and each object by its id."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="erasures")
    plan_sha256 = models.CharField(max_length=64)
    outcomes = models.JSONField()  # [[room, label, id, done, reason], ...]
    erased_count = models.PositiveIntegerField()
    kept_count = models.PositiveIntegerField()
    account_id_text = models.CharField(max_length=36, blank=True)  # public id of the account
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    in_ledger = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.public_id)
