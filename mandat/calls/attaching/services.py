"""What changes in the documents of a call: added and taken out, until it is put before somebody."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.attaching.files import DOCUMENT
from mandat.calls.life.services.common import not_now
from mandat.calls.locking import locked_call
from mandat.calls.models import Call, CallDocument
from mandat.calls.states import CallState, Stage
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.documents.services import erase_file, give_to_owner
from mandat.documents.states import FileState

MOST = 20  # documents of one call


def _draft(public_id: UUID, by: Any) -> Call:
    """The draft, held. Documents are fixed with it: whoever applies relies on them."""
    call = locked_call(public_id)
    if not policies.can_edit_call(by, call):
        raise PermissionDenied
    if call.state != CallState.DRAFT:
        raise not_now(call)
    return call


@transaction.atomic
def add_document(
    *, public_id: UUID, file: File, label: str, language: str, stage: Stage, by: Any
) -> CallDocument:
    """The file goes with the call, under this name, from this stage on.

    It was sent for `calls.document` by the same person; it may still be on its way through the
    checks, and nobody is given it before it is safe.
    """
    call = _draft(public_id, by)
    if not label.strip():
        raise RuleBroken("label_missing", _("Say what the document is."))
    if file.use != DOCUMENT or file.organisation_id != call.organisation_id:
        raise PermissionDenied
    if file.state in (FileState.REFUSED, FileState.LOCKED):
        raise RuleBroken("file_refused", _("This file was refused. Its line says why."))
    if call.documents.count() >= MOST:
        words = _("A call has at most %(most)d documents. Join some of them.") % {"most": MOST}
        raise RuleBroken("too_many_documents", words)
    give_to_owner(file=file, owner=call, by=by)
    document = CallDocument.objects.create(
        call=call, file=file, label=label.strip(), language=language, stage=Stage(stage).value
    )
    _note(call, "calls.document.added", document, by)
    return document


@transaction.atomic
def remove_document(*, public_id: UUID, document_id: UUID, by: Any) -> Call:
    """The document no longer goes with the call, and its file is erased."""
    call = _draft(public_id, by)
    document = call.documents.select_related("file").filter(public_id=document_id).first()
    if document is None:
        raise RuleBroken("document_gone", _("This document is no longer there."))
    file = document.file
    _note(call, "calls.document.removed", document, by)
    document.delete()
    erase_file(file=file, by=by)
    return call


def _note(call: Call, action: str, document: CallDocument, by: Any) -> None:
    call.save(update_fields=["changed_at"])
    record(
        actor=by,
        action=action,
        subject=call,
        organisation=call.organisation,
        details={"document": str(document.public_id), "stage": document.stage},
    )
