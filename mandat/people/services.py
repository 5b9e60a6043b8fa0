"""What changes in people: accounts, organisations, grants."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.people.models import Account, Grant, Organisation
from mandat.people.roles import Role


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


@transaction.atomic
def grant_role(*, account: Account, organisation: Organisation, role: Role, by: Any) -> Grant:
    """The person holds the role in the organisation; granting it again changes nothing."""
    grant, added = Grant.objects.get_or_create(
        account=account, organisation=organisation, role=role.value
    )
    if added:
        record(
            actor=by,
            action="people.role.granted",
            subject=account,
            organisation=organisation,
            details={"role": role.value},
        )
    return grant


def set_language(*, account: Account, language: str) -> None:
    """The site speaks this language to the person from now on, on every device."""
    Account.objects.filter(pk=account.pk).update(language=language)


@transaction.atomic
def find_or_add_organisation(*, name: str, by: Any) -> Organisation:
    """An organisation of this name exists; names are compared without regard to case."""
    known = Organisation.objects.filter(name__iexact=name.strip()).first()
    if known:
        return known
    organisation = Organisation(name=name.strip())
    organisation.full_clean()
    organisation.save()
    record(
        actor=by,
        action="people.organisation.added",
        subject=organisation,
        organisation=organisation,
    )
    return organisation
