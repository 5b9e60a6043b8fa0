"""Keys of a call that nothing needs any more are destroyed, so that no old copy opens again.

What was sealed to the key that waits for the opening stays. What a draft kept sealed is gone, and
what the worker opened of financial documents can be opened by nobody, not even out of a backup.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from mandat.audit.services import WORKER
from mandat.calls.content import has_two_stages
from mandat.calls.models import Call
from mandat.calls.states import CallState, LateRule
from mandat.core.crypto import key_provider
from mandat.documents.keeping import destroy_key
from mandat.documents.models import File, Upload
from mandat.intake.models import Application, Arrival, Piece
from mandat.intake.sealing import arrival_key, draft_key
from mandat.intake.services.counting import waits_to_be_told
from mandat.intake.states import Part
from mandat.intake.versions import content_of

REST = timedelta(days=30)  # a mailbox that was out of reach still brings what came in time
_ENDED = (CallState.CANCELLED, CallState.ARCHIVED)  # nothing is taken any more, however it comes


def destroy_spent_keys(*, at: datetime) -> int:
    """In the worker: the two keys of each call that is over for good; how many keys."""
    before = at - REST
    rows = Call.objects.filter(
        Q(state__in=_ENDED) | Q(state=CallState.CLOSED, late_rule=LateRule.REFUSE),
        Q(closed_at__lt=before) | Q(closed_at__isnull=True, changed_at__lt=before),
        sealing_key__isnull=False,
    )
    return sum(_destroy(call, before) for call in rows.order_by("pk").iterator(chunk_size=200))


@transaction.atomic
def _destroy(call: Call, before: datetime) -> int:
    provider = key_provider()
    names = [n for n in (draft_key(call), arrival_key(call)) if provider.exists(n)]
    if not names or _comes_more(call, before) or _waits(call):
        return 0
    for name in names:
        destroy_key(name=name, by=WORKER)
    return len(names)


def _comes_more(call: Call, before: datetime) -> bool:
    """Whether something can still be filed: of a second stage, or by a deadline of its own."""
    if call.state in _ENDED:
        return False
    own = Application.objects.filter(call=call, deadline_at__gte=before)
    return has_two_stages(content_of(call)) or own.exists()


def _waits(call: Call) -> bool:
    """Whether something lies under the worker's key, or a clerk may yet put something there."""
    name = arrival_key(call)
    return (
        File.objects.filter(key_name=name, erased_at__isnull=True).exists()
        or Upload.objects.filter(sealed_under=name).exists()
        or Arrival.objects.filter(call=call, is_open=True).exists()
        or _waits_to_be_told(call)
    )


def _waits_to_be_told(call: Call) -> bool:
    rows = Piece.objects.filter(
        application__call=call,
        part=Part.FINANCIAL,
        counts__isnull=False,
        told_at__isnull=True,
        filings__isnull=False,
    )
    rows = rows.select_related("application__call__organisation").distinct()
    return any(waits_to_be_told(piece) for piece in rows.iterator(chunk_size=200))
