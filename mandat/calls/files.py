"""The file that a call was imported from: what it may be, whose it is, who may read it."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.calls import policies
from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.core.holdings import DataClass
from mandat.documents.kinds import DOC, DOCX, HTML, ODT, PDF, TEXT
from mandat.documents.models import File
from mandat.documents.uses import Destination, Use, register_use
from mandat.people.models import Organisation

TERMS: Final = "calls.terms"


def _call_of(file: File) -> Call | None:
    if file.owner_label != Call._meta.label_lower:
        return None
    return find_call(UUID(file.owner_id))


def can_read_terms(by: Any, file: File) -> bool:
    """Whoever may see the call; before there is one, nobody."""
    call = _call_of(file)
    return call is not None and policies.can_see_call(by, call)


def can_change_terms(by: Any, file: File) -> bool:
    """Whoever may change the call may have a cleaned copy made of its terms."""
    call = _call_of(file)
    return call is not None and policies.can_edit_call(by, call)


def review_page(file: File) -> str:
    """The screen of the call that was imported from the file."""
    call = _call_of(file)
    return reverse("calls:review_call", args=[call.public_id]) if call else ""


def destination_of(organisation: Organisation) -> Destination:
    """The organisation's own key seals what it imports."""
    return Destination(organisation, f"organisation.{organisation.public_id.hex}")


def send_terms_to(by: Any, target: str) -> Destination | None:
    """To the organisation of that public id, for those who may import calls into it."""
    try:
        organisation = Organisation.objects.filter(public_id=UUID(target)).first()
    except ValueError:
        return None
    if organisation is None or not policies.can_import_call_into(by, organisation):
        return None
    return destination_of(organisation)


def register() -> None:
    """Terms of reference may be sent in, as documents or as photos of paper."""
    register_use(
        Use(
            code=TERMS,
            label=_("Terms of reference"),
            kinds=frozenset({PDF, DOCX, DOC, ODT, HTML, TEXT}),
            max_bytes=settings.IMPORT_MAX_BYTES,
            can_read=can_read_terms,
            data_class=DataClass.INTERNAL,
            send_to=send_terms_to,
            can_change=can_change_terms,
            page_of=review_page,
            joins_photos=True,
        )
    )
