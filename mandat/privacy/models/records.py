"""The records of an organisation: legal holds, breaches, joint controllers, transfers, runs."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.people.models import Organisation
from mandat.privacy.models.requests import known
from mandat.privacy.states import BreachState, HoldState


class NoticeContact(models.Model):
    """Whom people write to about their data: Articles 13(1)(a) and (b) GDPR, and the authority."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="notice_contact"
    )
    controller = models.TextField(_("name and postal address of the organisation"), max_length=500)
    officer_email = models.EmailField(_("address of the data protection officer"), blank=True)
    authority = models.CharField(
        _("supervisory authority to which people may complain"), max_length=200, blank=True
    )
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.public_id)


class JointController(models.Model):
    """Another organisation that decides with this one, and who does what (Article 26 GDPR)."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="joint_controllers"
    )
    name = models.CharField(_("organisation"), max_length=200)
    contact = models.CharField(_("contact for the people concerned"), max_length=300)
    does = models.TextField(_("what each of the two does"), max_length=2000)
    arrangement = models.TextField(_("essence of the arrangement"), max_length=2000)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="joint_controller_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The end cannot come before the start."),
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Safeguard(StrEnum):
    """What makes a transfer lawful: Articles 45, 46 and 49 GDPR."""

    ADEQUACY = "adequacy"  # Article 45(3)
    STANDARD_CLAUSES = "standard_clauses"  # Article 46(2)(c) and (d)
    BINDING_RULES = "binding_rules"  # Article 46(2)(b)
    PUBLIC_INSTRUMENT = "public_instrument"  # Article 46(2)(a) and (3)(b)
    OTHER_CLAUSES = "other_clauses"  # Article 46(3)(a)
    DEROGATION = "derogation"  # Article 49


class Transfer(models.Model):
    """Personal data that go to a country outside the European Economic Area, and on what terms."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="data_transfers"
    )
    country = models.CharField(_("country"), max_length=2)  # ISO 3166-1 alpha-2
    recipient = models.CharField(_("recipient"), max_length=200)
    purpose = models.CharField(_("what for"), max_length=500)
    safeguard = models.CharField(_("safeguard"), max_length=20, choices=codes(Safeguard))
    reference = models.CharField(
        _("which one exactly, and where a copy can be had"), max_length=500
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["country", "pk"]
        constraints = [
            known(Safeguard, "safeguard", "transfer_safeguard_known"),
            models.CheckConstraint(
                name="transfer_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The end cannot come before the start."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class HoldBasis(StrEnum):
    """Why something may not be erased: Article 17(3) GDPR."""

    LEGAL_CLAIM = "legal_claim"  # (e): establishment, exercise or defence of legal claims
    LEGAL_OBLIGATION = "legal_obligation"  # (b)
    AUTHORITY_ORDER = "authority_order"  # (b), by order of a court or an authority


class LegalHold(models.Model):
    """Named objects that may not be erased until a date, approved by a second person."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="legal_holds"
    )
    state = models.CharField(
        max_length=10, choices=codes(HoldState), default=HoldState.PROPOSED.value
    )
    basis = models.CharField(max_length=20, choices=codes(HoldBasis))
    reason_sealed = models.BinaryField()
    ends_on = models.DateField()  # the last day
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            known(HoldState, "state", "hold_state_known"),
            known(HoldBasis, "basis", "hold_basis_known"),
            models.CheckConstraint(
                name="hold_approved_by_somebody_else",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="hold_stands_only_when_approved",
                condition=Q(state=HoldState.PROPOSED.value, decided_by__isnull=True)
                | (~Q(state=HoldState.PROPOSED.value) & Q(decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class HoldItem(models.Model):
    """One object under a hold, named as the journal names it."""

    hold = models.ForeignKey(LegalHold, on_delete=models.CASCADE, related_name="items")
    subject_label = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["subject_label", "subject_id"], name="hold_item_object")]
        constraints = [
            models.UniqueConstraint(
                name="hold_item_once", fields=["hold", "subject_label", "subject_id"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_label} {self.subject_id}"


class Breach(models.Model):
    """A breach of personal data in the organisation's log (Article 33(5) GDPR)."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="data_breaches"
    )
    state = models.CharField(
        max_length=20, choices=codes(BreachState), default=BreachState.NOTICED.value
    )
    noticed_at = models.DateTimeField()
    nature_sealed = models.BinaryField()  # what happened
    people_count = models.PositiveIntegerField(null=True)  # approximate; null: not known yet
    notified_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            known(BreachState, "state", "breach_state_known"),
            models.CheckConstraint(
                name="breach_notified_after_noticed",
                condition=Q(notified_at__isnull=True) | Q(notified_at__gte=F("noticed_at")),
            ),
            models.CheckConstraint(
                name="breach_notified_says_when",
                condition=~Q(state=BreachState.NOTIFIED_AUTHORITY.value)
                | Q(notified_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class BreachStep(models.Model):
    """One step in the log of a breach, with its words: effects, measures, reasons."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    breach = models.ForeignKey(Breach, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=codes(BreachState))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words_sealed = models.BinaryField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [known(BreachState, "state", "breach_step_state_known")]

    def __str__(self) -> str:
        return self.state


class RetentionRun(models.Model):
    """Proof that data whose time was up were erased: when, by which room, how many, what stayed."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    counts = models.JSONField()  # {room: {"erased": n, "kept": {reason: n}}}
    failed_rooms = models.JSONField(default=list)  # names of rooms whose turn failed
    outcomes_sha256 = models.CharField(max_length=64)  # of the list of objects, in order

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return str(self.public_id)
