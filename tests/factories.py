"""What tests start from: organisations and people, made by the services that make real ones."""

from itertools import count

from mandat.audit.services import OPERATOR
from mandat.people.models import Account, Organisation
from mandat.people.roles import Role
from mandat.people.services import add_account, grant_role

_number = count(1)


def make_organisation(name: str = "", **values) -> Organisation:
    return Organisation.objects.create(name=name or f"Organisation {next(_number)}", **values)


def make_account(
    *,
    role: Role | None = None,
    organisation: Organisation | None = None,
    email: str = "",
    name: str = "Amina Diallo",
    language: str = "en",
    password: str | None = None,
) -> Account:
    """An account, with a role in the organisation when both are given."""
    account = add_account(
        email=email or f"person{next(_number)}@example.org",
        name=name,
        language=language,
        password=password,
        by=OPERATOR,
    )
    if role and organisation:
        grant_role(account=account, organisation=organisation, role=role, by=OPERATOR)
    return account
