"""Compartments, who may enter them until when, who people are, and what they agreed to.

Nothing here says what anybody said: passages, answers and incidents stand in later rooms, which
know a pseudonym and ask here. Identities are class 4: sealed under the compartment's own key.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mandat.core.choices import codes
from mandat.core.keys import new_public_id
from mandat.people.models import AbstractGrant, Organisation
from mandat.people.roles import Role
from mandat.vault.scopes import CompartmentKind, Given, Scope

KEEPER, MEMBER = Role.ADMINISTRATOR, Role.READER


class Compartment(models.Model):
    """A closed circle with a key of its own. Its name is known to its members alone."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="compartments"
    )
    kind = models.CharField(max_length=20, choices=codes(CompartmentKind))
    name = models.CharField(_("name"), max_length=120)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="compartment_kind_known",
                condition=Q(kind__in=[k.value for k in CompartmentKind]),
            ),
            models.CheckConstraint(name="compartment_named", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def key_name(self) -> str:
        """The key under which everything in it is sealed."""
        return f"compartment.{self.public_id.hex}"


class CompartmentMembership(AbstractGrant):
    """A person may enter a compartment, always until a date. A keeper also says who else may."""

    compartment = models.ForeignKey(
        Compartment, on_delete=models.PROTECT, related_name="memberships"
    )

    class Meta(AbstractGrant.Meta):
        abstract = False
        constraints = [
            *AbstractGrant.Meta.constraints,
            models.CheckConstraint(
                name="membership_always_ends", condition=Q(ends_at__isnull=False)
            ),
            models.CheckConstraint(
                name="membership_keeper_or_member",
                condition=Q(role__in=[KEEPER.value, MEMBER.value]),
            ),
            models.UniqueConstraint(
                name="membership_once",
                fields=["compartment", "account"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.compartment_id}"

    @property
    def is_keeper(self) -> bool:
        return self.role == KEEPER


class Identity(models.Model):
    """Who stands behind a pseudonym. `sealed` is empty once it was erased; nothing brings it back.

    `digest` is a keyed hash of the address, to find the person who asks about their own data.
    """

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    compartment = models.ForeignKey(
        Compartment, on_delete=models.PROTECT, related_name="identities"
    )
    pseudonym = models.CharField(max_length=12)
    sealed = models.BinaryField()
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pseudonym"]
        constraints = [
            models.UniqueConstraint(name="pseudonym_once", fields=["compartment", "pseudonym"]),
            models.CheckConstraint(
                name="identity_erased_or_sealed",
                condition=Q(erased_at__isnull=True) | Q(sealed=b"", digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class ConsentText(models.Model):
    """The words that people were asked to agree to, in one language. Never changed."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="consent_texts"
    )
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3, default="ltr")
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version", "language"]
        constraints = [
            models.UniqueConstraint(
                name="consent_text_once", fields=["organisation", "version", "language"]
            ),
            models.CheckConstraint(name="consent_text_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="consent_text_direction_known", condition=Q(direction__in=["ltr", "rtl"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"


class Consent(models.Model):
    """What a person, known by pseudonym, agreed to. `code_digest` is of the code to withdraw it."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    compartment = models.ForeignKey(Compartment, on_delete=models.PROTECT, related_name="consents")
    identity = models.ForeignKey(
        Identity, on_delete=models.PROTECT, null=True, related_name="consents"
    )  # null: nobody knows who it is, and nobody needs to
    pseudonym = models.CharField(max_length=12)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    how = models.CharField(max_length=10, choices=codes(Given))
    given_on = models.DateField()
    code_digest = models.CharField(max_length=64, unique=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_how_known", condition=Q(how__in=[g.value for g in Given])
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ConsentScope(models.Model):
    """One scope of a consent: granted, and perhaps withdrawn later."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="scopes")
    scope = models.CharField(max_length=20, choices=codes(Scope))
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="consent_scope_once", fields=["consent", "scope"]),
            models.CheckConstraint(
                name="consent_scope_known", condition=Q(scope__in=[s.value for s in Scope])
            ),
        ]

    def __str__(self) -> str:
        return self.scope
