"""News about a call goes to everybody who is told, a batch at a time.

The row of a telling is written in the transaction of the act. Each batch writes its mails, the
place that it has reached and the task for the next batch in one transaction: whatever dies goes on
where the last whole batch ended.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mandat.calls.exchange.audiences import Listener, Slice, audience, next_audience
from mandat.calls.exchange.news import link_of, values_of
from mandat.calls.models import Call, Telling
from mandat.core.tasks import enqueue
from mandat.mail.queries import told
from mandat.mail.services import post
from mandat.people.services import sender_of

BATCH = 200  # a transaction of about a second on a small machine
_TASK = "mandat.calls.exchange.tasks.tell"
_STALLED = timedelta(minutes=15)


def tell_all(call: Call, about: Any, event: str, at: datetime) -> Telling:
    """Everybody who follows the call will be told, once the caller's transaction is committed."""
    label = about._meta.label_lower
    earlier = Telling.objects.filter(about_label=label, about_id=about.public_id).count()
    telling = Telling.objects.create(
        call=call,
        about_label=label,
        about_id=about.public_id,
        event=event,
        turn=earlier + 1,
        begun_at=at,
    )
    enqueue(_TASK, telling.public_id)
    return telling


def tell_batch(*, public_id: UUID) -> int:
    """The next batch has its mail in the outbox, and the task for the one after it is written.

    How many were told. Doing it once more tells the batch after, or nothing.
    """
    with transaction.atomic():
        telling = (
            Telling.objects.select_for_update(of=("self",))
            .select_related("call__organisation")
            .filter(public_id=public_id, done_at__isnull=True)
            .first()
        )
        if telling is None:
            return 0
        count = _tell_next(telling)
        if telling.done_at is None:
            enqueue(_TASK, telling.public_id)
    return count


def _tell_next(telling: Telling) -> int:
    if not telling.audience:
        telling.audience = next_audience("")
    recipients = audience(telling.audience)
    piece = recipients(telling.call, telling.reached, BATCH) if recipients else None
    count = _post_to(telling, piece) if piece else 0
    telling.told_count += count
    telling.reached = piece.last if piece else 0
    if piece is None or piece.is_end:
        telling.audience, telling.reached = next_audience(telling.audience), 0
        if not telling.audience:
            telling.done_at = timezone.now()
    telling.save()
    return count


def _post_to(telling: Telling, piece: Slice) -> int:
    """Each of them has mail, unless they were told as members of another list."""
    told_already = told(telling, [one.digest for one in piece.listeners])
    words = values_of(telling)
    count = 0
    for one in piece.listeners:
        if one.digest not in told_already:
            told_already.add(one.digest)
            _post(telling, one, words)
            count += 1
    return count


def _post(telling: Telling, one: Listener, words: dict[str, Any]) -> None:
    call = telling.call
    post(
        template=f"calls/{telling.event}",
        to=one.to,
        language=one.language,
        organisation=sender_of(call.organisation),
        subject_of=telling,
        neutral=call.sensitive,
        leave=one.leave,
        link=one.page if call.sensitive else link_of(call),
        **({} if call.sensitive else words),
    )


def go_on_telling() -> None:
    """Tellings that stand still are taken up again; one that is on its way is not harmed."""
    still = Telling.objects.filter(
        done_at__isnull=True, begun_at__lt=timezone.now() - _STALLED
    ).order_by("pk")
    for public_id in still.values_list("public_id", flat=True)[:50]:
        enqueue(_TASK, public_id)
