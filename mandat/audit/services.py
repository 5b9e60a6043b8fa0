"""Writing to the journal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit import rules
from mandat.audit.models import Countersignature, DailyHead, Entry, Head
from mandat.audit.queries import Verdict, chains, verify_chain
from mandat.audit.verification import Point
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id

OPERATOR = "operator"  # who runs the command line on the server
WORKER = "worker"  # the site itself, in a periodic job


def record(
    *,
    actor: Any,
    action: str,
    subject: Any = None,
    organisation: Any = None,
    details: dict[str, Any] | None = None,
) -> Entry:
    """The act stands at the end of its organisation's chain, in the caller's transaction.

    `actor` is an account or one of the fixed words; `organisation` is one, or its public id;
    without one the act stands in the chain of the house. `details` holds ids, codes, numbers and
    dates only: anything that could be a name or a text raises ValueError.

    The chain's head is locked until the transaction ends, so this comes last in a service, after
    the locks on what it changes; a service that writes in both chains writes in the house's first.
    Two that did it in another order could wait for each other.
    """
    act = _unplaced(actor, action, subject, organisation, details or {})
    with transaction.atomic(savepoint=False):
        head = _locked_head(act.chain)
        placed = _at_the_end(act, head)
        head.seq, head.hash = placed.seq, rules.digest(placed)
        entry = Entry.objects.create(**_columns(placed), hash=head.hash)
        Head.objects.filter(pk=head.pk).update(seq=head.seq, hash=head.hash)
    return entry


def _unplaced(
    actor: Any, action: str, subject: Any, organisation: Any, details: dict[str, Any]
) -> rules.Act:
    """The act as it will be written, before it has its place and its time."""
    owner = organisation if isinstance(organisation, UUID) else None
    if organisation is not None and owner is None:
        owner = organisation.public_id
    label, subject_id = ("", "")
    if subject is not None:
        label, subject_id = rules.plain_subject(subject._meta.label_lower, str(subject.public_id))
    return rules.Act(
        chain=rules.chain_of(owner),
        seq=0,
        previous="",
        public_id=new_public_id(),
        at=datetime.min.replace(tzinfo=UTC),
        organisation=owner,
        actor=rules.plain_actor(str(getattr(actor, "public_id", actor))),
        action=rules.plain_action(action),
        subject_label=label,
        subject_id=subject_id,
        details=rules.plain_details(details),
    )


def _at_the_end(act: rules.Act, head: Head) -> rules.Act:
    """Placed after the last entry. The time is read while the chain is locked, so it runs on."""
    return replace(act, seq=head.seq + 1, previous=head.hash, at=timezone.now())


def _columns(act: rules.Act) -> dict[str, Any]:
    return {name: getattr(act, name) for name in rules.Act.__slots__}


def _locked_head(chain: str) -> Head:
    """The head of the chain, ours until the transaction ends; a new chain begins with it."""
    heads = Head.objects.select_for_update().filter(chain=chain)
    head = heads.first()
    if head is None:
        Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
        head = heads.get()
    return head


@transaction.atomic
def write_daily_head(*, chain: str, day: date) -> DailyHead | None:
    """The chain's head at the close of `day` (UTC) is kept.

    None when a head of that day or a later one is kept already, or nothing was done since.
    """
    Head.objects.select_for_update().get(chain=chain)  # two workers do not write it twice
    closed = datetime.combine(day + timedelta(days=1), time(), UTC)
    known = DailyHead.objects.filter(chain=chain).order_by("-day").first()
    later = Entry.objects.filter(chain=chain, at__lt=closed, seq__gt=known.seq if known else 0)
    last = later.order_by("-seq").first()
    if last is None or (known and known.day >= day):
        return None
    return DailyHead.objects.create(
        chain=chain, day=day, seq=last.seq, hash=last.hash, written_at=timezone.now()
    )


def check_journal(*, by: Any, earlier: Mapping[str, list[Point]] | None = None) -> list[Verdict]:
    """Every chain was read and compared with its heads; that it was, and the outcome, is recorded.

    `earlier` holds heads that somebody kept elsewhere, by chain.
    """
    known = earlier or {}
    names = dict.fromkeys([*chains(), *known])
    verdicts = [verify_chain(chain, known.get(chain, ())) for chain in names]
    broken = sum(1 for verdict in verdicts if verdict.findings)
    record(
        actor=by,
        action="audit.journal.found_broken" if broken else "audit.journal.verified",
        details={
            "chains": len(verdicts),
            "entries": sum(verdict.entries for verdict in verdicts),
            "broken": broken,
        },
    )
    return verdicts


@transaction.atomic
def countersign_head(*, head: DailyHead, ending: str, by: Any) -> Countersignature:
    """The person has compared the head with a copy of their own; it stands for ever.

    `ending` is the last eight digits of the hash on that copy. Who may do it, the caller asks.
    """
    if ending.strip().lower() != head.hash[-8:]:
        raise RuleBroken(
            "head_differs",
            _(
                "These are not the last eight characters of this day's head. Compare again; if "
                "your copy differs, do not countersign, and ask the operator to check the journal."
            ),
        )
    if not Entry.objects.filter(chain=head.chain, seq=head.seq, hash=head.hash).exists():
        raise RuleBroken(
            "journal_changed",
            _("The journal no longer holds the entry that this head names. Tell the operator."),
        )
    account = str(by.public_id)
    known = Countersignature.objects.filter(head=head, account=account).first()
    if known:
        return known
    signature = Countersignature.objects.create(head=head, account=account, at=timezone.now())
    record(
        actor=by,
        action="audit.head.countersigned",
        subject=head,
        organisation=None if head.chain == rules.HOUSE else UUID(head.chain),
        details={"day": head.day},
    )
    return signature
