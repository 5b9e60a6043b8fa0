"""Roles that people hold: in an organisation here, on their own objects in later rooms."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.people.models.organisations import Organisation
from mandat.people.roles import LONGEST_GRANT_DAYS, Role


class AbstractGrant(models.Model):
    """A role that a person holds on something, from a moment and until a moment.

    A room subclasses it with a foreign key to its own object. A grant is never deleted: ended
    early it keeps who ended it and when. One that comes from another (`delegated_from`) stands
    in for its holder during an absence, and counts only while the other one does.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    role = models.CharField(max_length=30, choices=codes(Role))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the operator, on the command line
    granted_at = models.DateTimeField(default=timezone.now)
    starts_at = models.DateTimeField(null=True, blank=True)  # null: when it was granted
    ends_at = models.DateTimeField(null=True, blank=True)  # null: until somebody ends it
    ended_at = models.DateTimeField(null=True, blank=True)  # when it was closed, by somebody
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    delegated_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="delegations"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_role_known", condition=Q(role__in=[r.value for r in Role])
            ),
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="%(class)s_ended_by_says_when",
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_of_limited_role_ends",
                condition=~Q(role__in=[r.value for r in LONGEST_GRANT_DAYS])
                | Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_delegated_ends",
                condition=Q(delegated_from__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False),
            ),
        ]

    @property
    def begins_at(self) -> datetime:
        """The moment from which it counts."""
        return self.starts_at or self.granted_at


class Grant(AbstractGrant):
    """A role that a person holds in an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grants")

    class Meta(AbstractGrant.Meta):
        abstract = False
        constraints = [
            *AbstractGrant.Meta.constraints,
            models.UniqueConstraint(
                name="grant_once",
                fields=["account", "organisation", "role"],
                condition=Q(ended_at__isnull=True, delegated_from__isnull=True),
            ),
            models.UniqueConstraint(
                name="grant_delegated_once",
                fields=["account", "delegated_from"],
                condition=Q(ended_at__isnull=True, delegated_from__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="grant_recent",
                fields=["organisation", "-public_id"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"
