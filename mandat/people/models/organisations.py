"""A body that issues calls, its settings, and the grids that its calls start from."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mandat.core.keys import new_public_id

LONGEST_NOTICE = 365  # days


class Organisation(models.Model):
    """A body that issues calls, with the habits its calls start from.

    A change of a public call within `amendment_days` of its deadline proposes to extend it.
    `call_languages` and `screen_languages` are lists of language codes, the first one being the
    habit. `retention` holds months by kind of data, only where they differ from the defaults of
    `rules.retention`; `thresholds` is a document of `rules.procurement`, or empty.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")  # IANA name
    currency = models.CharField(_("currency"), max_length=3, default="EUR")  # ISO 4217
    call_languages = models.JSONField(default=list, blank=True)
    screen_languages = models.JSONField(default=list, blank=True)
    sender_name = models.CharField(_("sender’s name"), max_length=120, blank=True)
    sender_address = models.EmailField(_("sender’s address"), max_length=254, blank=True)
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)  # null: the checker's
    amendment_days = models.PositiveSmallIntegerField(null=True, blank=True)  # null: 7
    shares_data = models.BooleanField(default=False)  # calls as open contracting data
    ocid_prefix = models.CharField(max_length=20, blank=True)  # registered: ocds-xxxxxx
    retention = models.JSONField(default=dict, blank=True)
    thresholds = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)  # optimistic lock

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
            models.CheckConstraint(
                name="organisation_notice_is_a_time",
                condition=Q(notice_days__isnull=True)
                | Q(notice_days__gte=1, notice_days__lte=LONGEST_NOTICE),
            ),
            models.CheckConstraint(
                name="organisation_amendment_days_are_a_time",
                condition=Q(amendment_days__isnull=True)
                | Q(amendment_days__gte=1, amendment_days__lte=LONGEST_NOTICE),
            ),
            models.CheckConstraint(
                name="organisation_shares_under_its_prefix",
                condition=Q(shares_data=False) | ~Q(ocid_prefix=""),
            ),
            models.CheckConstraint(
                name="organisation_has_time_zone_and_currency",
                condition=~Q(time_zone="") & ~Q(currency=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GridTemplate(models.Model):
    """A scoring grid that calls of an organisation may start from.

    `document` is the tree that `rules.grids` describes; it adds up whenever it is stored.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grids")
    name = models.CharField(_("name"), max_length=120)
    document = models.JSONField()
    is_default = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # optimistic lock

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="grid_name_once"),
            models.UniqueConstraint(
                name="grid_default_once", fields=["organisation"], condition=Q(is_default=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name
