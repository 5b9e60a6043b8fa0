"""The retention job: each room erases what its own declarations say is over, with proof."""

import json
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from mandat.audit.services import record
from mandat.core.holdings import Holding, Outcome, holdings
from mandat.privacy.models import RetentionRun
from mandat.privacy.queries import is_held
from mandat.privacy.services.erasure import write_missing_in_ledger
from mandat.privacy.services.holds import end_past_holds

logger = logging.getLogger(__name__)

WORKER = "worker"


@dataclass(frozen=True, slots=True)
class RoomTurn:
    """What one room did. `failed`: its turn was rolled back and nothing of it happened."""

    room: str
    outcomes: tuple[Outcome, ...]
    failed: bool = False

    @property
    def erased(self) -> int:
        return sum(o.done for o in self.outcomes)

    @property
    def kept(self) -> dict[str, int]:
        """How many objects stayed, by reason."""
        return dict(Counter(o.reason or "unsaid" for o in self.outcomes if not o.done))


def keep_retention(*, dry_run: bool = False, by: str = WORKER) -> list[RoomTurn]:
    """Everything whose time is up is erased, room by room, except what a hold protects.

    One room's failure does not stop the others; it is named in the proof. A dry run does the
    same and rolls it back: it says what a run would do now.
    """
    started = timezone.now()
    if not dry_run:
        write_missing_in_ledger()
        end_past_holds(at=started, by=by)
    turns = [_turn(holding, started, dry_run=dry_run) for holding in holdings()]
    if not dry_run:
        _prove(turns, started, by)
    return turns


def _turn(holding: Holding, at: datetime, *, dry_run: bool) -> RoomTurn:
    try:
        with transaction.atomic():
            outcomes = tuple(holding.expire(at, is_held))
            if dry_run:
                transaction.set_rollback(True)
    except Exception as error:  # noqa: BLE001 -- whatever it is, its words may name people
        logger.error("retention of %s failed: %s", holding.room, type(error).__name__)
        return RoomTurn(holding.room, (), failed=True)
    return RoomTurn(holding.room, outcomes)


@transaction.atomic
def _prove(turns: list[RoomTurn], started: datetime, by: Any) -> RetentionRun:
    run = RetentionRun.objects.create(
        started_at=started,
        ended_at=timezone.now(),
        counts=counts_of(turns),
        failed_rooms=[t.room for t in turns if t.failed],
        outcomes_sha256=_digest(turns),
    )
    record(
        actor=by,
        action="privacy.retention.kept",
        subject=run,
        details={
            "erased": sum(t.erased for t in turns),
            "failed": run.failed_rooms,
            "outcomes": run.outcomes_sha256,
        },
    )
    return run


def counts_of(turns: Iterable[RoomTurn]) -> dict[str, dict[str, Any]]:
    """By room: how many objects were erased, and how many stayed for which reason."""
    return {t.room: {"erased": t.erased, "kept": t.kept} for t in turns if t.outcomes}


def _digest(turns: list[RoomTurn]) -> str:
    rows = [
        [t.room, o.subject_label, o.subject_id, o.done, o.reason] for t in turns for o in t.outcomes
    ]
    return sha256(json.dumps(rows, separators=(",", ":")).encode()).hexdigest()
