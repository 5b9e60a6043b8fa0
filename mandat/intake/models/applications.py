"""Applications: who applies to which call, what they wrote, and the documents they handed in."""

from django.db import models
from django.db.models import Q

from mandat.calls.models import Call
from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.intake.states import (
    ApplicationStage,
    ApplicationState,
    Channel,
    ConfirmationState,
    Part,
)
from mandat.people.models import Organisation

_UNFILED = [ApplicationState.DRAFT.value, ApplicationState.WITHDRAWN.value]


class Application(models.Model):
    """What one applicant files for one stage of one call.

    `content` is what they wrote (described in `intake.content`), sealed under the organisation's
    key; `secret` is what nobody of the organisation may know before the opening (prices, and the
    facts of financial documents), sealed under the key of the call's drafts, and gone from here
    once it is filed. `reference` is what people say on the telephone: it tells nothing.
    Whoever holds the key of the link whose digest is `key_digest` acts for the applicant.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    stage = models.CharField(
        max_length=24, choices=codes(ApplicationStage), default=ApplicationStage.SINGLE
    )
    channel = models.CharField(max_length=8, choices=codes(Channel), default=Channel.PORTAL)
    state = models.CharField(
        max_length=12, choices=codes(ApplicationState), default=ApplicationState.DRAFT
    )
    reference = models.CharField(max_length=9, unique=True)  # K7M2-9QXD
    language = models.CharField(max_length=8)
    address = models.BinaryField(null=True)  # sealed; nothing once erased
    address_digest = models.CharField(max_length=64, db_index=True)  # as the outbox makes it
    confirmed_at = models.DateTimeField(null=True)  # the address, by its link
    key_at = models.DateTimeField()  # the links made before are void
    key_digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField(null=True)
    secret = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1)  # optimistic lock of what is typed
    filing_number = models.PositiveSmallIntegerField(default=0)  # of the filing that counts
    filed_at = models.DateTimeField(null=True)  # of the filing that counts
    is_changed = models.BooleanField(default=True)  # since it was last filed
    invited_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="full_proposal"
    )  # the expression of interest that this proposal follows
    deadline_at = models.DateTimeField(null=True)  # its own, of an invitation or an extension
    asked = models.JSONField(null=True)  # documents of its own, of an invitation; null: the call's
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    withdrawn_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["call", "state", "-filed_at"], name="application_arrived"),
            models.Index(fields=["organisation", "state"], name="application_of_house"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="application_draft_once",
                fields=["call", "stage", "address_digest"],
                condition=Q(state=ApplicationState.DRAFT.value) & ~Q(address_digest=""),
            ),
            models.CheckConstraint(
                name="application_state_known",
                condition=Q(state__in=[s.value for s in ApplicationState]),
            ),
            models.CheckConstraint(
                name="application_stage_known",
                condition=Q(stage__in=[s.value for s in ApplicationStage]),
            ),
            models.CheckConstraint(
                name="application_channel_known",
                condition=Q(channel__in=[c.value for c in Channel]),
            ),
            models.CheckConstraint(
                name="application_filed_says_when",
                condition=Q(state__in=_UNFILED) | Q(filing_number__gte=1, filed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="application_invited_to_full_proposal",
                condition=Q(invited_from__isnull=True)
                | Q(stage=ApplicationStage.FULL_PROPOSAL.value),
            ),
            models.CheckConstraint(
                name="application_erased_says_nothing",
                condition=Q(erased_at__isnull=True)
                | Q(address__isnull=True, content__isnull=True, secret__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class TeamMember(models.Model):
    """A member of a team who is asked, by a link of their own, whether they take part.

    `key` is that of the member in the application's content, where name and firm stand.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="members")
    key = models.CharField(max_length=8)
    address = models.BinaryField(null=True)  # sealed
    address_digest = models.CharField(max_length=64, blank=True, db_index=True)
    key_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 -- once asked
    state = models.CharField(
        max_length=10, choices=codes(ConfirmationState), default=ConfirmationState.NOT_ASKED
    )
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)  # their yes, since what is said of them changed

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(name="team_member_once", fields=["application", "key"]),
            models.CheckConstraint(
                name="team_member_state_known",
                condition=Q(state__in=[s.value for s in ConfirmationState]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Piece(models.Model):
    """One document of an application, in the slot that the call asks it for.

    Of a financial document `facts` holds name, size and fingerprint and `counts` what the worker
    found, both under the key of the call's drafts until it is filed, then sealed to the call's
    key; of the others `documents` knows them. `pages` stays under the key of the drafts: how many
    pages were counted, for the applicant's own page alone. A piece that was taken out of the draft
    is kept when a filing has it.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="pieces")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=16)  # "2", "1.m1", "other"
    part = models.CharField(max_length=14, choices=codes(Part))
    label = models.BinaryField(null=True)  # of a further free document: what it is, sealed
    facts = models.BinaryField(null=True)
    counts = models.BinaryField(null=True)
    pages = models.BinaryField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # the applicant, of pages counted after filing

    class Meta:
        ordering = ["application", "pk"]
        indexes = [models.Index(fields=["application", "removed_at"], name="piece_there")]
        constraints = [
            models.CheckConstraint(
                name="piece_part_known", condition=Q(part__in=[p.value for p in Part])
            ),
            models.CheckConstraint(name="piece_has_slot", condition=~Q(slot="")),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
