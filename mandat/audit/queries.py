"""Reading the journal: pages by key, and whole chains for those who check them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from mandat.audit import rules
from mandat.audit.models import DailyHead, Entry, Head
from mandat.audit.verification import (
    Finding,
    Point,
    Reading,
    Stored,
    begin,
    finish,
    read,
)

PAGE_SIZE = 40
_READ = (*rules.Act.__slots__, "hash")
_AT_A_TIME = 2_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """One chain: how many entries it has, and what is wrong with it."""

    chain: str
    entries: int
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; an empty value leaves everything in."""

    actor: str = ""
    action: str = ""
    subject_label: str = ""
    subject_id: str = ""
    since: datetime | None = None
    until: datetime | None = None  # not included


def chains() -> list[str]:
    """Every chain that has entries or a head, the house's last."""
    names = {*Head.objects.values_list("chain", flat=True)}
    names.update(Entry.objects.order_by().values_list("chain", flat=True).distinct())
    return sorted(names, key=lambda name: (name == rules.HOUSE, name))


def verify_chain(chain: str, earlier: Iterable[Point] = ()) -> Verdict:
    """The chain read from its first entry on, compared with its head, with the heads of its days
    and with earlier ones that the caller knows. Others may write meanwhile.
    """
    kept = DailyHead.objects.filter(chain=chain).values_list("seq", "hash")
    reading = begin([*earlier, *(Point(*pair) for pair in kept)])
    _read_after(reading, chain)
    head = _head(chain)
    while head and head.seq > reading.last.seq and _read_after(reading, chain):
        head = _head(chain)
    return Verdict(chain, reading.count, finish(reading, head))


def _read_after(reading: Reading, chain: str) -> int:
    """Reads what follows the last entry read; how many that were."""
    before = reading.count
    rows = Entry.objects.filter(chain=chain, seq__gt=reading.last.seq).order_by("seq", "pk")
    for *act, written in rows.values_list(*_READ).iterator(chunk_size=_AT_A_TIME):
        read(reading, Stored(rules.Act(*act), written))
    return reading.count - before


def _head(chain: str) -> Point | None:
    pair = Head.objects.filter(chain=chain).values_list("seq", "hash").first()
    return Point(*pair) if pair else None


def entries_of(chain: str, wanted: Wanted) -> QuerySet[Entry]:
    """The entries of one chain that a reader looks for, the newest first."""
    return _narrowed(Entry.objects.filter(chain=chain), wanted).order_by("-seq")


def acts_of(actor: UUID, wanted: Wanted) -> QuerySet[Entry]:
    """What one person did, in whatever chain, the newest first."""
    entries = _narrowed(Entry.objects.filter(actor=str(actor)), wanted)
    return entries.order_by("-at", "-public_id")


def _narrowed(entries: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    exact = {
        name: getattr(wanted, name)
        for name in ("actor", "action", "subject_label", "subject_id")
        if getattr(wanted, name)
    }
    entries = entries.filter(**exact)
    if wanted.since:
        entries = entries.filter(at__gte=wanted.since)
    if wanted.until:
        entries = entries.filter(at__lt=wanted.until)
    return entries


def in_pieces(chain: str) -> Iterator[Entry]:
    """Every entry of a chain, the oldest first, a piece at a time: for exports that stream."""
    last = 0
    while piece := list(
        Entry.objects.filter(chain=chain, seq__gt=last).order_by("seq")[:_AT_A_TIME]
    ):
        yield from piece
        last = piece[-1].seq


def last_entry(*, action: str, chain: str = rules.HOUSE) -> Entry | None:
    """When something was done last."""
    return Entry.objects.filter(chain=chain, action=action).order_by("-seq").first()


def find_head(public_id: Any) -> DailyHead | None:
    """The head of a day, or nothing."""
    return DailyHead.objects.filter(public_id=public_id).first()


def heads_of(chain: str, *, before: Any = None) -> QuerySet[DailyHead]:
    """The heads of a chain's days, the newest first."""
    heads = DailyHead.objects.filter(chain=chain).order_by("-day")
    return heads.filter(day__lt=before) if before else heads


def with_signatures(
    heads: QuerySet[DailyHead],
) -> list[tuple[DailyHead, list[tuple[str, datetime]]]]:
    """The heads, each with who countersigned it and when, in one query."""
    rows = (
        DailyHead.objects.filter(pk__in=heads.values("pk"))
        .order_by("-day", "countersignatures__at")
        .annotate(signer=F("countersignatures__account"), signed_at=F("countersignatures__at"))
    )
    found: dict[int, tuple[DailyHead, list[tuple[str, datetime]]]] = {}
    for head in rows:
        signed = found.setdefault(head.pk, (head, []))[1]
        if head.signer:
            signed.append((head.signer, head.signed_at))
    return list(found.values())
