"""Tags of the public pages of calls."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy

from mandat.calls.public.page import PublicPage, Standing

register = template.Library()

_STANDINGS: dict[str, tuple[str, Any]] = {
    Standing.OPEN: ("ok", pgettext_lazy("call", "Open")),
    Standing.CLOSED: ("plain", pgettext_lazy("call", "Closed")),
    Standing.CANCELLED: ("bad", pgettext_lazy("call", "Cancelled")),
}


@register.simple_tag
def standing_tag(standing: str) -> SafeString:
    """What a reader can do with the call, as a tag: its word, and a mark beside the colour."""
    mark, words = _STANDINGS[standing]
    return format_html('<span class="tag {}">{}</span>', mark, words)


@register.simple_tag
def deadline_data(page: PublicPage, now: datetime) -> SafeString:
    """What the island needs to keep the sentence fresh: both instants, and the words around them.

    `{0}` and `{1}` stand for lengths of time, which browsers write in every language.
    """
    words = {
        "data-deadline": page.deadline.at.isoformat(),
        "data-now": now.isoformat(),
        "data-zone": page.deadline.zone,
        "data-two": gettext("%(large)s and %(small)s left.") % {"large": "{0}", "small": "{1}"},
        "data-one": gettext("%(time)s left.") % {"time": "{0}"},
        "data-none": gettext("Less than a minute left."),
        "data-over": gettext("The deadline has passed."),
        "data-place": gettext("%(moment)s where you are.") % {"moment": "{0}"},
    }
    return format_html_join("", ' {}="{}"', words.items())
