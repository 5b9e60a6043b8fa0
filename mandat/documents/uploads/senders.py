"""Who sends a file, and whether their page lets them: an account, or a visitor with a pass."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.core.passes import held_by, pass_of
from mandat.documents.services.common import account_of, named
from mandat.documents.store import WrongSize
from mandat.documents.trouble import wrong_size
from mandat.documents.uses import Destination, Use


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a file goes, and who sends it: `account`, or else whoever holds `pass_name`."""

    destination: Destination
    account: Any
    pass_name: str


def sender_to(*, use: Use, target: str, by: Any) -> Sender:
    """Who sends to `target`; `PermissionDenied` when the use's room does not let them.

    A file of a visitor belongs to somebody from the beginning: nobody else could find it again.
    """
    destination = use.send_to(by, target) if use.send_to else None
    if destination is None:
        raise PermissionDenied
    account = account_of(by, named(destination.owner))
    if account is not None:
        return Sender(destination, account, "")
    if destination.owner is None or pass_of(destination.owner) not in held_by(by):
        raise PermissionDenied
    return Sender(destination, None, pass_of(destination.owner))


def check_size(size: int, use: Use) -> None:
    """`RuleBroken` for a size that is not taken, before anything is sent."""
    if size <= 0:
        raise RuleBroken("empty_file", _("This file is empty. Look whether it is the right one."))
    if size > use.max_bytes:
        raise wrong_size(WrongSize(too_large=True), use)
