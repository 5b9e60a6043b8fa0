"""Persons with an account, the organisations they work for, and the roles granted there."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mandat.core.keys import new_public_id
from mandat.people.roles import Role


class AccountManager(BaseUserManager["Account"]):
    """Accounts by their e-mail address, compared without regard to case."""

    def get_by_natural_key(self, email: str | None) -> "Account":
        return self.get(email__iexact=email)


class Account(AbstractBaseUser):
    """A person who signs in. There is no superuser: what a person may do, roles say."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = is_superuser = False  # asked for by libraries; nobody passes by

    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="account_email_once")]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_short_name(self) -> str:
        """The name by which the person is greeted."""
        return self.name.split(" ")[0]


class Organisation(models.Model):
    """A body that issues calls, with the habits its calls start from."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)  # ISO 3166-1 alpha-2
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")  # IANA name
    currency = models.CharField(_("currency"), max_length=3, default="EUR")  # ISO 4217

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role that a person holds in an organisation, for ever or until a date."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=[(r.value, r.value) for r in Role])
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="grant_once", fields=["account", "organisation", "role"]),
            models.CheckConstraint(
                name="grant_role_known", condition=models.Q(role__in=[r.value for r in Role])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation_id}"
