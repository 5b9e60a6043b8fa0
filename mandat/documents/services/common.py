"""What several services of files share."""

from typing import Any

from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.core.passes import opens
from mandat.documents.models import File
from mandat.documents.store import Seal

VISITOR = "visitor"  # the journal's word for somebody without account


def seal_of(file: File) -> Seal:
    """What opens the file. `RuleBroken` when it was erased."""
    if file.wrapped_key is None:
        raise RuleBroken("file_erased", _("This file was erased."))
    return Seal(
        row=file.public_id,
        size=file.size,
        storage_key=file.storage_key,
        key_name=file.key_name,
        wrapped_key=bytes(file.wrapped_key),
    )


def locked_row(file: File) -> File:
    """The row as it is now, held until the end of the transaction."""
    return File.objects.select_for_update(of=("self",)).get(pk=file.pk)


def account_of(by: Any, owner: tuple[str, str]) -> Any:
    """The account that acts; None for the site, and for whoever acts by the pass of the owner.

    An account may hold such a pass too: who applies by the link of a mail applies as a visitor.
    """
    if by is None or isinstance(by, str) or not by.is_authenticated:
        return None
    return None if opens(by, *owner) else by


def actor_of(by: Any, owner: tuple[str, str]) -> Any:
    """How the journal names who acts: an account, a fixed word."""
    return by if isinstance(by, str) else account_of(by, owner) or VISITOR


def owner_of(file: File) -> tuple[str, str]:
    """How the object is named that the file belongs to; two empty texts without one."""
    return file.owner_label, file.owner_id


def named(owner: Any) -> tuple[str, str]:
    """How an object is named as an owner of files."""
    return ("", "") if owner is None else (owner._meta.label_lower, str(owner.public_id))


def note_act(file: File, action: str, by: Any, details: dict[str, Any]) -> None:
    """The act stands in the journal of the file's organisation."""
    actor = actor_of(by, owner_of(file))
    record(
        actor=actor, action=action, subject=file, organisation=file.organisation, details=details
    )
