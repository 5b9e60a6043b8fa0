"""Tags of the calls room: states of calls in words and in marks, deadlines as published."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mandat.calls.display import moment
from mandat.calls.labels import STATES
from mandat.calls.models import Call
from mandat.calls.states import PUBLIC, CallState

register = template.Library()

_MARKS = {
    CallState.DISCARDED: "bad",
    CallState.IN_APPROVAL: "warn",
    CallState.PUBLISHED: "ok",
    CallState.CANCELLED: "bad",
    CallState.CLOSED: "plain",
    CallState.ARCHIVED: "plain",
}


@register.simple_tag
def state_tag(state: str) -> SafeString:
    """The state of a call as a tag: its words, and a mark that is not colour alone."""
    known = CallState(state)
    return format_html('<span class="tag {}">{}</span>', _MARKS.get(known, ""), STATES[known])


@register.simple_tag
def deadline(call: Call) -> SafeString:
    """The deadline as it was published: wall time, and the zone in which it is meant."""
    line = moment(call.deadline_wall, call.deadline_zone)
    return format_html(
        '<bdi>{}</bdi> <small class="soft"><bdi>{}</bdi></small>', line.text, line.note
    )


@register.simple_tag
def public_page(call: Call) -> str:
    """The address of the call's public page; "" while or when it has none."""
    if call.state not in PUBLIC:
        return ""
    return reverse("open:show_call", args=[call.token])
