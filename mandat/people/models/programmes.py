"""What an organisation works for, and what pays for it."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.people.models.organisations import Organisation
from mandat.people.states import ProgrammeState


class Programme(models.Model):
    """A piece of work that lasts, in one country or several, for which calls are issued."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="programmes"
    )
    name = models.CharField(_("name"), max_length=200)
    theme = models.CharField(_("theme"), max_length=200, blank=True)
    countries = models.JSONField(default=list, blank=True)  # ISO 3166-1 alpha-2
    state = models.CharField(
        max_length=10,
        choices=codes(ProgrammeState),
        default=ProgrammeState.ACTIVE.value,
    )
    version = models.PositiveIntegerField(default=1)  # optimistic lock
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-public_id"]
        indexes = [models.Index(fields=["organisation", "-public_id"], name="programme_recent")]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="programme_name_once"),
            models.CheckConstraint(
                name="programme_state_known",
                condition=Q(state__in=[s.value for s in ProgrammeState]),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeContact(models.Model):
    """A person to ask about a programme; they need no account."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="contact_has_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return str(self.public_id)


class Funding(models.Model):
    """An agreement with a donor: what it pays, when, for which programmes, to what end.

    The amount is what the donor gives over the whole period; grants bear no tax.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fundings"
    )
    donor = models.CharField(_("donor"), max_length=200)
    agreement = models.CharField(_("reference of the agreement"), max_length=120, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)  # ISO 4217
    objectives = models.JSONField(default=list, blank=True)  # one sentence each
    programmes = models.ManyToManyField(Programme, related_name="fundings", blank=True)
    version = models.PositiveIntegerField(default=1)  # optimistic lock

    class Meta:
        ordering = ["-public_id"]
        indexes = [models.Index(fields=["organisation", "-public_id"], name="funding_recent")]
        constraints = [
            models.UniqueConstraint(
                name="funding_agreement_once",
                fields=["organisation", "donor", "agreement"],
                condition=~Q(agreement=""),
                violation_error_message=_("This agreement of this donor is here already."),
            ),
            models.CheckConstraint(
                name="funding_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="funding_amount_not_negative", condition=Q(amount__gte=Decimal(0))
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
