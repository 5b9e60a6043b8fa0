"""What the journal calls the acts of this room."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.audit.words import register_details, register_objects, register_words
from mandat.calls.labels import FIELDS
from mandat.calls.models import Call
from mandat.calls.queries import visible_to

ACTS = {
    "calls.call.imported": _("imported a call"),
    "calls.call.discarded": _("discarded a call"),
    "calls.call.restored": _("took a discarded call back"),
    "calls.field.settled": _("settled a value of a call"),
    "calls.remark.dismissed": _("set a remark on a call aside"),
    "calls.remark.restored": _("took a remark on a call back"),
    "calls.sample.loaded": _("loaded a sample call"),
}


def _seen(reader: Any, public_ids: Collection[str]) -> QuerySet[Call]:
    return visible_to(reader).filter(public_id__in=public_ids)


def _page(public_id: str) -> str:
    return reverse("calls:review_call", args=[public_id])


def field_in_words(details: Mapping[str, Any]) -> Any:
    """Which value was settled."""
    return FIELDS.get(details.get("field", ""), "")


def register() -> None:
    """The words are known to the journal's pages."""
    register_words(ACTS)
    register_objects(
        "calls.call",
        _("Call"),
        objects=_seen,
        column="title",
        nameless=_("Call without title"),
        address=_page,
    )
    register_details("calls.field.settled", field_in_words)
