"""What the journal calls the acts of this room."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mandat.audit.words import register_details, register_objects, register_words
from mandat.calls.authoring.templates import templates_of
from mandat.calls.labels import FIELDS
from mandat.calls.models import Call
from mandat.calls.queries import visible_to

ACTS = {
    "calls.call.imported": _("imported a call"),
    "calls.call.started": _("started to write a call"),
    "calls.template.made": _("kept a call as a template"),
    "calls.template.renamed": _("renamed a template of calls"),
    "calls.template.removed": _("removed a template of calls"),
    "calls.call.discarded": _("discarded a call"),
    "calls.call.restored": _("took a discarded call back"),
    "calls.field.settled": _("settled a value of a call"),
    "calls.call.reread": _("took a corrected file over into a call"),
    "calls.document.added": _("added a document to a call"),
    "calls.document.removed": _("took a document out of a call"),
    "calls.translation.saved": _("translated a call"),
    "calls.translation.removed": _("removed a translation of a call"),
    "calls.remark.dismissed": _("set a remark on a call aside"),
    "calls.remark.restored": _("took a remark on a call back"),
    "calls.sample.loaded": _("loaded a sample call"),
    "calls.rules.changed": _("decided how prices and late applications of a call are treated"),
    "calls.holders.named": _("named who opens the prices of a call"),
    "calls.call.placed": _("gave a call its programme, funding or reference"),
    "calls.call.made_sensitive": _("made a call sensitive"),
    "calls.call.made_ordinary": _("made a call ordinary again"),
    "calls.approval.asked": _("asked for approval of a call"),
    "calls.approval.withdrawn": _("withdrew a call from approval"),
    "calls.approval.returned": _("sent a call back to its author"),
    "calls.call.published": _("approved a call and made it public"),
    "calls.call.closed": _("closed a call at its deadline"),
    "calls.call.archived": _("archived a call"),
    "calls.deadline.shifted": _("moved a deadline because clocks changed"),
    "calls.deadline.shift_seen": _("took note that clocks moved a deadline"),
    "calls.question.asked": _("asked a question about a call"),
    "calls.question.answered": _("answered a question about a call, to everybody"),
    "calls.question.set_aside": _("set a question about a call aside"),
    "calls.question.taken_back": _("took a question about a call back"),
    "calls.question.corrected": _("corrected a published answer"),
    "calls.amendment.started": _("began to amend a call"),
    "calls.amendment.dropped": _("dropped an amendment"),
    "calls.amendment.published": _("amended a public call"),
    "calls.derogation.proposed": _("proposed to end a call early"),
    "calls.derogation.approved": _("approved that a call ends early"),
    "calls.derogation.refused": _("refused that a call ends early"),
    "calls.milestone.delayed": _("told a delay of a call"),
    "calls.milestone.done": _("told that a step of a call is done"),
    "calls.posting.noted": _("noted where a call was announced"),
    "calls.posting.removed": _("removed where a call was announced"),
    "calls.followers.forgotten": _("deleted addresses of followers that nobody confirmed"),
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
    register_objects(
        "calls.calltemplate",
        _("Template of calls"),
        objects=lambda reader, ids: templates_of(reader).filter(public_id__in=ids),
        address=lambda public_id: reverse("calls:show_template", args=[public_id]),
    )
    register_details("calls.field.settled", field_in_words)
