"""What named people decide about applications, and what they ask for: each with its reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.intake.models.applications import Application, Piece
from mandat.intake.states import (
    ContactState,
    CriterionOutcome,
    DecisionKind,
    LetterState,
    ProofState,
)
from mandat.people.models import Organisation


class Decision(models.Model):
    """One step of an application that a person decided. Never changed: a further one follows."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=16, choices=codes(DecisionKind))
    reason = models.BinaryField(null=True)  # sealed; may name people
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_kind_known", condition=Q(kind__in=[k.value for k in DecisionKind])
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class CriterionDecision(models.Model):
    """Whether one criterion of eligibility is met, as a named person saw it in a named document."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()  # of the call's list, from 0
    outcome = models.CharField(max_length=12, choices=codes(CriterionOutcome))
    piece = models.ForeignKey(Piece, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.BinaryField(null=True)  # sealed
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["application", "number", "pk"]
        constraints = [
            models.CheckConstraint(
                name="criterion_outcome_known",
                condition=Q(outcome__in=[o.value for o in CriterionOutcome]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ProofRequest(models.Model):
    """One document that an applicant may hand in later: that one only, until its own deadline.

    Those in the same position are asked alike, under one `batch`.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="proofs")
    batch = models.UUIDField(db_index=True)
    criterion = models.PositiveSmallIntegerField(null=True)
    slot = models.CharField(max_length=16, blank=True)
    question = models.TextField()  # the same words to everybody in that position; names nobody
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    deadline_zone = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=codes(ProofState), default=ProofState.ASKED)
    answered_at = models.DateTimeField(null=True)
    piece = models.ForeignKey(Piece, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                name="proof_request_state_known",
                condition=Q(state__in=[s.value for s in ProofState]),
            ),
            models.CheckConstraint(
                name="proof_request_never_of_the_price",
                condition=Q(criterion__isnull=False) | ~Q(slot=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ReferenceCheck(models.Model):
    """A referee whom the applicant named: asked what, by whom, and what they answered.

    The referee is a person of their own, told so when asked; `words` holds name, contact,
    questions and answers, sealed under the organisation's key.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="references"
    )
    number = models.PositiveSmallIntegerField()  # in the application's content, from 0
    words = models.BinaryField(null=True)
    address_digest = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=12, choices=codes(ContactState), default=ContactState.NAMED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(name="reference_check_once", fields=["application", "number"]),
            models.CheckConstraint(
                name="reference_check_state_known",
                condition=Q(state__in=[s.value for s in ContactState]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Letter(models.Model):
    """A letter to one applicant, prepared here, read by a person, then sent."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=16, choices=codes(DecisionKind))
    language = models.CharField(max_length=8)
    words = models.BinaryField(null=True)  # sealed
    state = models.CharField(
        max_length=10, choices=codes(LetterState), default=LetterState.PREPARED
    )
    prepared_at = models.DateTimeField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                name="letter_state_known", condition=Q(state__in=[s.value for s in LetterState])
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Extension(models.Model):
    """An applicant is asked to let an offer stand for longer: its validity ends too early."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="extensions"
    )
    until = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    is_agreed = models.BooleanField(null=True)  # null: not answered yet
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["application", "pk"]
        constraints = [
            models.CheckConstraint(
                name="extension_answered_says_when",
                condition=Q(is_agreed__isnull=True, answered_at__isnull=True)
                | Q(is_agreed__isnull=False, answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class SanctionedName(models.Model):
    """One name of a sanctions list that the organisation imported: public data of its issuer."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    list_name = models.CharField(max_length=100)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["organisation", "folded"]

    def __str__(self) -> str:
        return str(self.pk)
