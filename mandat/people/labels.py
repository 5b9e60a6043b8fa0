"""What the roles are called on screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.people.models import Account
from mandat.people.roles import Role

ROLE_LABELS = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.PROGRAMME_OFFICER: _("programme officer"),
    Role.READER: _("reader"),
}


def roles_in_words(account: Account) -> list[tuple[Any, str]]:
    """Each role of an account as one reads it, with the name of the organisation."""
    return [
        (ROLE_LABELS[Role(grant.role)], grant.organisation.name) for grant in account.grants.all()
    ]
