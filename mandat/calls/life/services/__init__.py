"""What changes in the life of a call: prepared, approved, published, closed, archived."""

from mandat.calls.life.services.approving import ask_approval, decide_approval, withdraw_request
from mandat.calls.life.services.ending import (
    archive_call,
    close_due_calls,
    note_shift_seen,
    recompute_deadlines,
)
from mandat.calls.life.services.preparing import (
    accept_proposal,
    change_rules,
    drop_rule,
    name_holders,
    place_call,
    switch_sensitive,
    take_grid,
)

__all__ = [
    "accept_proposal",
    "archive_call",
    "ask_approval",
    "change_rules",
    "close_due_calls",
    "decide_approval",
    "drop_rule",
    "name_holders",
    "note_shift_seen",
    "place_call",
    "recompute_deadlines",
    "switch_sensitive",
    "take_grid",
    "withdraw_request",
]
