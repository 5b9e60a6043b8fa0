"""The states of a call: a draft is written and checked; more come with publication."""

from enum import StrEnum


class CallState(StrEnum):
    DRAFT = "draft"
    DISCARDED = "discarded"


TRANSITIONS: dict[CallState, set[CallState]] = {
    CallState.DRAFT: {CallState.DISCARDED},
    CallState.DISCARDED: {CallState.DRAFT},  # discarding can be undone
}


def can_move(start: CallState | str, end: CallState) -> bool:
    """Whether the table allows the step; what it does not list is forbidden."""
    return end in TRANSITIONS[CallState(start)]
