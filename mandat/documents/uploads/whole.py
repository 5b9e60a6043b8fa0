"""A small file in one request: what most documents are, and what a good line carries at once.

It costs a fraction of what pieces cost, and begins again from nothing when the line breaks; then
whoever sends it goes on in pieces. The sender chooses the id, so that a file whose answer was lost
is found again and not taken twice.
"""

import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.documents.limits import MIB
from mandat.documents.models import File
from mandat.documents.policies import can_continue_upload
from mandat.documents.services import receive_file
from mandat.documents.uploads.senders import check_size, sender_to
from mandat.documents.uses import Use

WHOLE = MIB  # bytes of the largest such file


def take_whole(
    *,
    use: Use,
    target: str,
    name: str,
    data: bytes,
    by: Any,
    digest: str = "",
    row: UUID | None = None,
) -> File:
    """The file, as after the last piece of an upload: sealed, in its row, its check asked for.

    `digest` is the SHA-256 in hexadecimal that the sender gives. `row` is the public id that
    they chose; sent again under the same, it is the file that came before. `PermissionDenied`,
    or `RuleBroken`.
    """
    sender = sender_to(use=use, target=target, by=by)
    check_size(len(data), use)
    if len(data) > WHOLE:
        raise RuleBroken("piece_size", _("This file is too large for one request."))
    if digest and hashlib.sha256(data).hexdigest() != digest:
        raise RuleBroken("piece_damaged", _("A part of the file did not arrive whole."))
    to = sender.destination
    try:
        return receive_file(
            use=use,
            name=name,
            chunks=[data],
            size=len(data),
            organisation=to.organisation,
            key_name=to.final_key,
            owner=to.owner,
            by=sender.account,
            target=target,
            row=row,
        )
    except IntegrityError:
        if row is None:
            raise
        return _there(row, use, by)


def _there(row: UUID, use: Use, by: Any) -> File:
    """The file that came before under this id; nobody learns of one that is not theirs."""
    file = File.objects.filter(public_id=row, use=use.code, erased_at=None).first()
    if file is None or not can_continue_upload(by, file):
        raise PermissionDenied
    return file
