"""The room on the chain: its bead, its count, and what waits in it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Room, Waiting, register_room
from mandat.intake.desk import lists
from mandat.intake.desk.lists import Parts, deadline_for, parts_of
from mandat.intake.desk.spans import span_in_words
from mandat.intake.policies import COUNTS

_MOST = 20  # lines of each sort; a longer list helps nobody to begin


def waits(account: Any) -> Iterator[Waiting]:
    """What needs a human first: late ones to decide, mail to sort, applications, letters."""
    parts = parts_of(account)
    if parts.decides:
        yield from _late(parts)
    if parts.sorts:
        yield from _mail(parts)
        yield from _to_check(parts)
        yield from _letters(parts)


def _late(parts: Parts) -> Iterator[Waiting]:
    for application in lists.late_ones(parts.decides)[:_MOST]:
        deadline, filed_at = deadline_for(application), application.filed_at
        if deadline is None or filed_at is None:
            continue
        yield Waiting(
            title=application.call.title,
            reason=gettext("%(reference)s arrived %(span)s after the deadline")
            % {
                "reference": application.reference,
                "span": span_in_words(filed_at - deadline),
            },
            url=reverse("intake:show_late", args=[application.public_id]),
            action=_("Decide"),
            weight=10,
        )


def _mail(parts: Parts) -> Iterator[Waiting]:
    count = lists.open_arrivals(parts.sorts).count()
    if count:
        yield Waiting(
            title=_("Mail to sort"),
            reason=ngettext(
                "%(count)d message could not be placed without you",
                "%(count)d messages could not be placed without you",
                count,
            )
            % {"count": count},
            url=reverse("intake:list_arrivals"),
            action=_("Sort"),
            weight=12,
        )


def _to_check(parts: Parts) -> Iterator[Waiting]:
    rows = lists.to_check(parts.sorts, timezone.now()).order_by()
    for public_id, title, count in _by_call(rows, "call"):
        yield Waiting(
            title=title,
            reason=ngettext(
                "%(count)d application to check: the deadline is over",
                "%(count)d applications to check: the deadline is over",
                count,
            )
            % {"count": count},
            url=reverse("intake:show_call", args=[public_id]) + "?state=filed",
            action=_("Check"),
            weight=25,
        )


def _letters(parts: Parts) -> Iterator[Waiting]:
    rows = lists.waiting_letters(parts.sorts).order_by()
    for public_id, title, count in _by_call(rows, "application__call"):
        yield Waiting(
            title=title,
            reason=ngettext(
                "%(count)d letter to read and send", "%(count)d letters to read and send", count
            )
            % {"count": count},
            url=reverse("intake:list_letters", args=[public_id]),
            action=_("Read and send"),
            weight=30,
        )


def _by_call(rows: Any, call: str) -> list[tuple[Any, str, int]]:
    """Each call with how many of the rows it has, the earliest deadline first."""
    counted = rows.values(
        identity=F(f"{call}__public_id"),
        title=F(f"{call}__title"),
        deadline=F(f"{call}__deadline_at"),
    ).annotate(n=Count("pk"))
    return [(r["identity"], r["title"], r["n"]) for r in counted.order_by("deadline")[:_MOST]]


def count(account: Any) -> int:
    """How many things wait for the person here."""
    return lists.something_waits(account, timezone.now())


def register() -> None:
    register_room(
        Room(
            name="intake",
            order=20,
            label=_("Applications"),
            icon="inbox",
            url_name="intake:list_intake",
            roles=COUNTS,
            waits=waits,
            count=count,
        )
    )
