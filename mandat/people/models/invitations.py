"""An address that was asked to take a role."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.people.models.organisations import Organisation
from mandat.people.roles import LONGEST_GRANT_DAYS, Role
from mandat.people.states import InvitationState


class Invitation(models.Model):
    """Whoever proves the address may take the role, once, before the link dies.

    Only the SHA-256 of the link's token is kept: who reads the database cannot accept.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    role = models.CharField(max_length=30, choices=codes(Role))
    ends_at = models.DateTimeField(null=True, blank=True)  # of the role
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    state = models.CharField(
        max_length=10,
        choices=codes(InvitationState),
        default=InvitationState.WAITING.value,
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the operator, on the command line
    invited_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(default=timezone.now)  # the last mail
    sent_count = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()  # the link
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-public_id"]
        indexes = [models.Index(fields=["organisation", "-public_id"], name="invitation_recent")]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                "role",
                name="invitation_waits_once",
                condition=Q(state=InvitationState.WAITING.value),
            ),
            models.CheckConstraint(
                name="invitation_state_known",
                condition=Q(state__in=[s.value for s in InvitationState]),
            ),
            models.CheckConstraint(
                name="invitation_role_known", condition=Q(role__in=[r.value for r in Role])
            ),
            models.CheckConstraint(
                name="invitation_waiting_has_address",
                condition=~Q(state=InvitationState.WAITING.value) | ~Q(email=""),
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(state=InvitationState.ACCEPTED.value, accepted_by__isnull=False)
                | (~Q(state=InvitationState.ACCEPTED.value) & Q(accepted_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="invitation_to_limited_role_ends",
                condition=~Q(role__in=[r.value for r in LONGEST_GRANT_DAYS])
                | Q(ends_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
