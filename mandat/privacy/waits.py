"""What waits for the people who handle data protection."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mandat.core.rooms import Waiting
from mandat.privacy.clocks import hours_left, in_days
from mandat.privacy.queries import breaches_waiting, holds_to_decide, requests_waiting
from mandat.privacy.rules import breach_clock
from mandat.privacy.services.common import local_day
from mandat.privacy.words import KINDS_SHORT

MOST = 20


def waits_for(account: Any) -> Iterator[Waiting]:
    """Breaches first, then requests by their due day, then holds that need a second person."""
    if not account.is_authenticated:
        return
    now = timezone.now()
    for breach in breaches_waiting(account)[:MOST]:
        clock = breach_clock(breach.noticed_at, now)
        yield Waiting(
            title=_("Breach of personal data"),
            reason=hours_left(clock),
            url=reverse("privacy:show_breach", args=[breach.public_id]),
            action=_("Open the breach"),
            weight=0,
        )
    for case in requests_waiting(account)[:MOST]:
        days = (case.due - local_day(case.organisation, now)).days
        yield Waiting(
            title=_("Data request: %(kind)s") % {"kind": KINDS_SHORT[case.kind]},
            reason=in_days(days),
            url=reverse("privacy:show_request", args=[case.public_id]),
            action=_("Open the request"),
            weight=5 if days <= 7 else 30,
        )
    for hold in holds_to_decide(account)[:MOST]:
        count = len(hold.items.all())
        yield Waiting(
            title=_("Legal hold to approve"),
            reason=ngettext("%(n)d object", "%(n)d objects", count) % {"n": count},
            url=reverse("privacy:show_hold", args=[hold.public_id]),
            action=_("Decide"),
            weight=20,
        )
