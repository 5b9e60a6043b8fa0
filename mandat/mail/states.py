"""The life of a message in the outbox."""

from enum import StrEnum


class MessageState(StrEnum):
    """Where a message stands. `SENT`: the next mail server took it; nobody need have read it."""

    WAITING = "waiting"  # for its time, or for a worker
    SENDING = "sending"  # one worker holds it, until its lease ends
    SENT = "sent"
    FAILED = "failed"  # tried until its time was up, and given up
    BOUNCED = "bounced"  # refused for good, by the next server or by a later one
    CANCELLED = "cancelled"


TRANSITIONS: dict[MessageState, set[MessageState]] = {
    MessageState.WAITING: {MessageState.SENDING, MessageState.CANCELLED},
    MessageState.SENDING: {
        MessageState.SENT,
        MessageState.WAITING,
        MessageState.FAILED,
        MessageState.BOUNCED,
    },
    MessageState.SENT: {MessageState.BOUNCED},
    MessageState.FAILED: {MessageState.WAITING},
    MessageState.BOUNCED: {MessageState.WAITING},
    MessageState.CANCELLED: set(),
}

# Nothing more happens to these by itself.
FINISHED = frozenset(
    {MessageState.SENT, MessageState.FAILED, MessageState.BOUNCED, MessageState.CANCELLED}
)


def can_move(now: str, then: MessageState) -> bool:
    """Whether a message may go from one state to the other."""
    return then in TRANSITIONS[MessageState(now)]
