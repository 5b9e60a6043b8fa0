"""Accounts: made, spoken to, closed."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.erasures import note_ended
from mandat.core.errors import RuleBroken
from mandat.people import endings
from mandat.people.models import Account
from mandat.people.services.grants import end_every_grant

GONE = "closed.invalid"  # RFC 2606: an address that reaches nobody


@transaction.atomic
def add_account(
    *, email: str, name: str, language: str, by: Any, password: str | None = None
) -> Account:
    """A person can sign in with this address, by code and, if given, by password."""
    if Account.objects.filter(email__iexact=email).exists():
        raise RuleBroken("account_exists", _("An account with this address exists already."))
    account = Account(email=email, name=name, language=language)
    account.set_password(password) if password else account.set_unusable_password()
    account.full_clean()
    account.save()
    EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
    record(actor=by, action="people.account.added", subject=account)
    return account


def set_language(*, account: Account, language: str) -> None:
    """The site speaks this language to the person from now on, on every device."""
    Account.objects.filter(pk=account.pk).update(language=language)


@transaction.atomic
def close_account(*, account: Account, by: Any) -> Account:
    """Nothing leads from the account to the person any more, and nobody enters with it.

    Name and address are replaced, sessions and factors removed, roles ended. The row and its
    public id stay: the journal keeps its meaning, and what others did together with them.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.closed_at is not None:
        return account
    end_every_grant(account=account, by=by)
    account.sessions.all().delete()
    Authenticator.objects.filter(user=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    account.email, account.name = f"{account.public_id.hex}@{GONE}", ""
    account.language, account.last_login = "", None
    account.is_active, account.closed_at = False, timezone.now()
    account.set_unusable_password()
    account.save()
    note_ended(None, endings.ACCOUNT, str(account.public_id))
    record(actor=by, action="people.account.closed", subject=account)
    return account
