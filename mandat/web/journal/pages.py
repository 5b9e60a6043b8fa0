"""Pages of the journal, by key: the number of an entry, or its instant where chains are mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.models import DailyHead, Entry, Head
from mandat.audit.queries import PAGE_SIZE, acts_of, entries_of, heads_of, with_signatures
from mandat.audit.rules import HOUSE
from mandat.people.models import Account, Organisation
from mandat.people.queries import in_force
from mandat.web.journal.forms import FilterForm
from mandat.web.journal.lines import Line, accounts_in, lines_of, name_accounts, names_of

HEADS_ON_PAGE = 31
WHOLE, BROKEN = "audit.journal.verified", "audit.journal.found_broken"


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Lines, newest first, and where the next page begins (empty: nowhere)."""

    lines: list[Line]
    next_before: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How much stands in a journal, and how the last check ended."""

    entries: int
    checked_at: datetime | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Day:
    """The head of a day, its hash in groups that can be read aloud, and who confirmed it."""

    head: DailyHead
    groups: list[str]
    signatures: list[tuple[str, datetime]]
    may_sign: bool


def find_journal(public_id: Any) -> Organisation | None:
    """The organisation with how many entries its journal has and how the last check ended."""
    head = Head.objects.filter(chain=str(public_id))
    check = Entry.objects.filter(chain=HOUSE, action__in=[WHOLE, BROKEN]).order_by("-seq")
    return (
        Organisation.objects.filter(public_id=public_id)
        .annotate(
            entries=Subquery(head.values("seq")[:1]),
            checked_at=Subquery(check.values("at")[:1]),
            check_ended=Subquery(check.values("action")[:1]),
        )
        .first()
    )


def standing_of(organisation: Any) -> Standing:
    """Of an organisation that `find_journal` found."""
    is_whole = organisation.check_ended != BROKEN
    return Standing(organisation.entries or 0, organisation.checked_at, is_whole)


def organisation_page(
    organisation: Organisation, form: FilterForm, *, before: str, reader: Any
) -> JournalPage:
    """The organisation's journal; `before` is the number of the last entry seen. The form offers
    those who hold a role there and those on the page: nobody learns the name behind another id.
    """
    wanted = form.wanted(organisation.time_zone)
    entries = entries_of(str(organisation.public_id), wanted)
    if before.isdigit() and len(before) < 19:
        entries = entries.filter(seq__lt=int(before))
    found = list(entries[: PAGE_SIZE + 1])
    shown = accounts_in(found)
    held = organisation.grants.filter(in_force(timezone.now())).values("account")
    offered = name_accounts(Account.objects.filter(Q(pk__in=held) | Q(public_id__in=shown)))
    people = {i: offered.get(i) or _("An account that was erased") for i in shown}
    form.offer(offered | {i: name for i, name in people.items() if i == wanted.actor})
    cursor = str(found[-2].seq) if found[1:] else ""
    return _page(found, people, reader, organisation.time_zone, cursor)


def own_page(account: Any, form: FilterForm, *, before: str, zone: str) -> JournalPage:
    """What a person did in every organisation; `before` is `instant|public id`."""
    entries = acts_of(account.public_id, form.wanted(zone)).filter(_older(before))
    found = list(entries[: PAGE_SIZE + 1])
    cursor = f"{found[-2].at.isoformat()}|{found[-2].public_id}" if found[1:] else ""
    return _page(found, names_of(accounts_in(found)), account, zone, cursor)


def _page(
    found: Sequence[Entry], people: Mapping[str, str], reader: Any, zone: str, cursor: str
) -> JournalPage:
    """One entry more than the page holds says that there is a next page."""
    lines = lines_of(found[:PAGE_SIZE], people, reader=reader, zone=zone)
    return JournalPage(lines, cursor if len(found) > PAGE_SIZE else "")


def _older(cursor: str) -> Q:
    instant, _bar, key = cursor.partition("|")
    try:
        at, public_id = datetime.fromisoformat(instant), UUID(key)
    except ValueError:
        return Q()
    if at.tzinfo is None:
        return Q()
    return Q(at__lt=at) | Q(at=at, public_id__lt=public_id)


def days_of(
    organisation: Organisation, *, before: Any, reader: Any, may_sign: bool
) -> tuple[list[Day], str]:
    """A month of heads with their countersignatures, and where the next month begins."""
    heads = heads_of(str(organisation.public_id), before=before)
    found = with_signatures(heads[: HEADS_ON_PAGE + 1])
    names = names_of({account for _head, signed in found for account, _at in signed})
    own = str(reader.public_id)
    days = [
        Day(
            head,
            [head.hash[i : i + 8] for i in range(0, 64, 8)],
            [(names[account], at) for account, at in signed],
            may_sign and own not in {account for account, _at in signed},
        )
        for head, signed in found[:HEADS_ON_PAGE]
    ]
    more = len(found) > HEADS_ON_PAGE
    return days, days[-1].head.day.isoformat() if more else ""
