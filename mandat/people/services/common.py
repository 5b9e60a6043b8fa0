"""What every service of the room begins with."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from mandat.mail.addresses import Sender
from mandat.people.models import Account, Organisation
from mandat.people.refusals import refused


def demand(policy: Callable[[Any, Any], bool], by: Any, about: Any) -> None:
    """The policy says yes, or nothing happens. The operator of the server passes: they can
    write the database as well, and the journal names them."""
    if not isinstance(by, str) and not policy(by, about):
        raise PermissionDenied


def account_or_none(by: Any) -> Account | None:
    """Who stands in a row as author; the operator has no account."""
    return by if isinstance(by, Account) else None


def same_version(now: int, seen: int | None) -> None:
    """Nobody writes over what they have not seen. `None`: the caller has seen nothing."""
    if seen is not None and now != seen:
        raise refused("changed_elsewhere")


def sender_of(organisation: Organisation) -> Sender:
    """In whose name the organisation's mail goes out."""
    return Sender(
        organisation=organisation.public_id,
        name=organisation.sender_name or organisation.name,
        address=organisation.sender_address,
    )
