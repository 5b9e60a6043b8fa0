"""The use `calls.document`: which files may go with a call, and who may read them when."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.calls import policies
from mandat.calls.files import destination_of
from mandat.calls.models import Call, CallDocument
from mandat.calls.queries import find_call
from mandat.calls.states import PUBLIC, Stage
from mandat.core.holdings import DataClass
from mandat.core.passes import held_by
from mandat.documents.kinds import DOCX, ODT, PDF, PPTX, XLSX
from mandat.documents.models import File
from mandat.documents.uses import Destination, Use, register_use

DOCUMENT: Final = "calls.document"

IsShortlisted = Callable[[Any, Call], bool]
_SHORTLISTS: dict[str, IsShortlisted] = {}


def register_shortlist(name: str, is_shortlisted: IsShortlisted) -> None:
    """The room that knows who is shortlisted says so: `is_shortlisted(by, call)`.

    `by` is an account, or a visitor with passes.
    """
    _SHORTLISTS[name] = is_shortlisted


def document_of(file: File) -> CallDocument | None:
    """What the file is of a call; None as long as it was only sent."""
    rows = CallDocument.objects.select_related("call__organisation")
    return rows.filter(file=file).first()


def can_read_document(by: Any, file: File) -> bool:
    """Those who may see the call; once it is public everybody, or those who are shortlisted."""
    document = document_of(file)
    if document is None:
        return False
    call = document.call
    if by.is_authenticated and policies.can_see_call(by, call):
        return True
    if call.state not in PUBLIC:
        return False
    if document.stage == Stage.PUBLIC:
        return True
    is_somebody = bool(by.is_authenticated or held_by(by))
    return is_somebody and any(asked(by, call) for asked in _SHORTLISTS.values())


def can_change_document(by: Any, file: File) -> bool:
    """Whoever may change the documents of the call may have a cleaned copy made of one."""
    document = document_of(file)
    return document is not None and policies.can_change_documents(by, document.call)


def page_of(file: File) -> str:
    """The public page once there is one: whoever may read the file may read that."""
    document = document_of(file)
    if document is None:
        return ""
    if document.call.state in PUBLIC:
        return reverse("open:show_call", args=[document.call.token])
    return reverse("calls:list_documents", args=[document.call.public_id])


def send_documents_to(by: Any, target: str) -> Destination | None:
    """To the organisation of the draft with that public id, for those who may change it."""
    try:
        call = find_call(UUID(target))
    except ValueError:
        return None
    if call is None or not policies.can_change_documents(by, call):
        return None
    return destination_of(call.organisation)


def register() -> None:
    """Documents of a call may be sent in. They are given to everybody: reads leave no trace."""
    register_use(
        Use(
            code=DOCUMENT,
            label=_("Document of a call"),
            kinds=frozenset({PDF, DOCX, ODT, XLSX, PPTX}),
            max_bytes=settings.IMPORT_MAX_BYTES,
            can_read=can_read_document,
            data_class=DataClass.PUBLIC,
            send_to=send_documents_to,
            can_change=can_change_document,
            page_of=page_of,
            for_everybody=True,
        )
    )
