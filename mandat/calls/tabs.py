"""The pages of one call, as a row of tabs for those who work on it.

Each part of the room adds its page to `PAGES`; the row is drawn by `calls/parts/_call_tabs.html`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandat.calls import policies
from mandat.calls.exchange.queries import waiting_count
from mandat.calls.models import Call
from mandat.calls.queries import SHELVES
from mandat.calls.states import PUBLIC, CallState

EVERY = frozenset(CallState)
WRITTEN = EVERY - {CallState.DISCARDED}
WAS_PUBLIC = PUBLIC | {CallState.ARCHIVED}


@dataclass(frozen=True, slots=True)
class CallPage:
    """A page of a call: its name here, its words, its address by `public_id` or by `token`.

    It is shown in `states`, to those for whom `seen(account, call)` holds; `count(call)` is the
    number beside the label, none where it is None.
    """

    name: str
    label: Any
    url_name: str
    states: frozenset[CallState] = WRITTEN
    by_token: bool = False
    seen: Callable[[Any, Call], bool] | None = None
    count: Callable[[Call], int] | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as `web/components/_tabs.html` draws it."""

    label: Any
    url: str
    count: int | None
    is_current: bool


def _how_many(call: Call, kind: str) -> int:
    """How many documents or translations the call has: as it was read with it, else asked now."""
    known: int | None = getattr(call, f"{kind}_count", None)
    rows = call.documents if kind == "document" else call.translations
    return rows.count() if known is None else known


PAGES: tuple[CallPage, ...] = (
    CallPage("draft", pgettext_lazy("tab", "Text"), "calls:review_call", states=EVERY),
    CallPage(
        "documents",
        _("Documents"),
        "calls:list_documents",
        count=lambda call: _how_many(call, "document"),
    ),
    CallPage(
        "translations",
        _("Translations"),
        "calls:list_translations",
        seen=policies.can_translate_call,
        count=lambda call: _how_many(call, "translation"),
    ),
    CallPage("publication", _("Publication"), "calls:show_publication"),
    CallPage(
        "questions",
        _("Questions"),
        "calls:list_questions",
        WAS_PUBLIC,
        seen=policies.can_answer_questions,
        count=waiting_count,
    ),
    CallPage("amendments", _("Amendments"), "calls:list_amendments", WAS_PUBLIC),
    CallPage("milestones", _("Steps"), "calls:list_milestones", WAS_PUBLIC),
    CallPage(
        "announce",
        _("Announce"),
        "calls:announce_call",
        PUBLIC,
        seen=policies.can_announce_call,
    ),
)


def tabs_of(call: Call, account: Any, current: str) -> list[Tab]:
    """The tabs of a call for this person; `current` is the name of the page they are on."""
    return [_tab(page, call, current) for page in _shown(call, account)]


def _shown(call: Call, account: Any) -> Iterable[CallPage]:
    for page in PAGES:
        if call.state in page.states and (page.seen is None or page.seen(account, call)):
            yield page


def _tab(page: CallPage, call: Call, current: str) -> Tab:
    key = call.token if page.by_token else call.public_id
    count = page.count(call) if page.count else None
    return Tab(
        page.label,
        reverse(page.url_name, args=[key]),
        count or None,  # a nought says nothing
        page.name == current,
    )


_SHELF_LABELS = {
    "": pgettext_lazy("calls", "All"),
    "work": _("In work"),
    "open": pgettext_lazy("calls", "Open"),
    "over": pgettext_lazy("calls", "Over"),
    "archived": pgettext_lazy("calls", "Archived"),
    "discarded": pgettext_lazy("calls", "Discarded"),
}


def shelves_of(current: str) -> list[Tab]:
    """What the list of calls can be narrowed to, as tabs."""
    here = reverse("calls:list_calls")
    return [
        Tab(_SHELF_LABELS[name], f"{here}?state={name}" if name else here, None, name == current)
        for name in SHELVES
    ]
