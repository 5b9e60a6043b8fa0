"""Named selections of the outbox."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from mandat.mail.models import Message
from mandat.mail.states import MessageState

SILENCE = timedelta(minutes=1)
SERVER_ERRORS = ("unreachable", "refused_sender", "refused_session", "closed_session")


def due(at: datetime) -> QuerySet[Message]:
    """Waiting messages whose time has come, and those whose worker was killed.

    First those that somebody waits for, then the others, the oldest first.
    """
    return Message.objects.filter(
        Q(state=MessageState.WAITING, next_try_at__lte=at)
        | Q(state=MessageState.SENDING, lease_ends_at__lte=at)
    ).order_by("-awaited", "next_try_at", "pk")


def held_up_by_the_server() -> QuerySet[Message]:
    """Messages that wait because no message could pass."""
    return Message.objects.filter(state=MessageState.WAITING, error__in=SERVER_ERRORS)


def server_was_silent(at: datetime) -> bool:
    """Whether the mail server refused or missed an attempt within the last minute."""
    return held_up_by_the_server().filter(tried_at__gt=at - SILENCE).exists()


def undelivered() -> QuerySet[Message]:
    """Messages that reached nobody, the latest first."""
    return Message.objects.filter(state__in=[MessageState.FAILED, MessageState.BOUNCED]).order_by(
        "-pk"
    )


def undelivered_since(at: datetime) -> QuerySet[Message]:
    """Messages that reached nobody, given up or returned in the week before."""
    return undelivered().filter(finished_at__gt=at - timedelta(days=7))


def overdue(at: datetime) -> QuerySet[Message]:
    """Messages on their way for more than an hour: the server, the worker or a name is wrong."""
    return Message.objects.filter(
        state__in=[MessageState.WAITING, MessageState.SENDING],
        posted_at__lt=at - timedelta(hours=1),
    )


def told(subject_of: Any, digests: Iterable[str]) -> set[str]:
    """Of these digests of addresses, those to which a mail about this thing was posted."""
    found = Message.objects.filter(
        to_digest__in=list(digests),
        subject_label=subject_of._meta.label_lower,
        subject_id=str(subject_of.public_id),
    )
    return set(found.values_list("to_digest", flat=True))


def posted_since(digest: str, templates: Iterable[str], at: datetime) -> QuerySet[Message]:
    """Mail from these templates to one address since then."""
    return Message.objects.filter(to_digest=digest, template__in=list(templates), posted_at__gt=at)


def latest() -> QuerySet[Message]:
    """Every message, the latest first."""
    return Message.objects.order_by("-pk")
