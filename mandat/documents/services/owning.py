"""Files change hands, change keys, and are erased."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.core.erasures import note_gone
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.documents.services.common import locked_row, named, note_act, seal_of
from mandat.documents.store.objects import object_name, remove


@transaction.atomic
def hand_over_key(*, file: File, to: str) -> File:
    """The file lies under the key of this name from now on; its bytes stay as they are.

    Called by the worker, since the present key may be one that it alone opens; of `to` the public
    half is enough. The old wrapped key is not kept: what opens it opens nothing any more. Doing
    it twice does no harm.
    """
    fresh = locked_row(file)
    if fresh.key_name != to:
        seal = seal_of(fresh).handed_to(to)
        fresh.key_name, fresh.wrapped_key = seal.key_name, seal.wrapped_key
        fresh.save(update_fields=["key_name", "wrapped_key"])
    file.key_name, file.wrapped_key = fresh.key_name, fresh.wrapped_key
    return fresh


@transaction.atomic
def give_to_owner(*, file: File, owner: Any, by: Any) -> File:
    """A file that came in before its object existed belongs to it now, once and for all."""
    fresh = locked_row(file)
    label, identity = named(owner)
    if (fresh.owner_label, fresh.owner_id) == (label, identity):
        return fresh
    if fresh.owner_id or fresh.is_erased:
        raise RuleBroken("file_owned", _("This file belongs to something else already."))
    fresh.owner_label = file.owner_label = label
    fresh.owner_id = file.owner_id = identity
    fresh.save(update_fields=["owner_label", "owner_id"])
    fresh.made.filter(owner_id="").update(owner_label=label, owner_id=identity)
    note_act(fresh, "documents.file.attached", by, {"owner": identity, "kind": label})
    return fresh


@transaction.atomic
def erase_file(*, file: File, by: Any) -> File:
    """The file's key is destroyed, and its bytes are taken away once that is committed.

    The row stays as a proof: its id, size and dates. Its name and its fingerprint go, because
    both can say what it was: a name names people, and a hash shows that somebody had this very
    file. Bytes that cannot be removed now are swept later; without the key they say nothing.
    """
    fresh = locked_row(file)
    if not fresh.is_erased:
        erase_rows([fresh])
        owner = fresh.organisation.public_id if fresh.organisation else None
        note_gone(owner, File._meta.label_lower, str(fresh.public_id))
        note_act(fresh, "documents.file.erased", by, {})
    for name in ("wrapped_key", "sha256", "name", "uploaded_by", "erased_at"):
        setattr(file, name, getattr(fresh, name))
    return fresh


def erase_rows(files: Iterable[File]) -> None:
    """Keys, names and fingerprints of these rows are gone; their bytes go after the commit."""
    for file in files:
        file.wrapped_key, file.sha256, file.name = None, "", ""
        file.uploaded_by, file.erased_at = None, timezone.now()
        file.refusal_params = {}
        file.save(
            update_fields=[
                "wrapped_key",
                "sha256",
                "name",
                "uploaded_by",
                "erased_at",
                "refusal_params",
            ]
        )
        transaction.on_commit(partial(_remove_object, file.storage_key), robust=True)


def _remove_object(storage_key: str) -> None:
    remove(object_name(storage_key))
