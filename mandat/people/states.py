"""The states of a grant, an invitation and a programme."""

from enum import StrEnum


class GrantState(StrEnum):
    """What the clock makes of a grant; computed, never stored."""

    COMING = "coming"
    IN_FORCE = "in_force"
    ENDED = "ended"


class InvitationState(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    FORGOTTEN = "forgotten"  # never accepted: the address was erased


INVITATION_TRANSITIONS: dict[InvitationState, set[InvitationState]] = {
    InvitationState.WAITING: {
        InvitationState.ACCEPTED,
        InvitationState.WITHDRAWN,
        InvitationState.FORGOTTEN,
    },
    InvitationState.ACCEPTED: set(),
    InvitationState.WITHDRAWN: {InvitationState.FORGOTTEN},
    InvitationState.FORGOTTEN: set(),
}


class ProgrammeState(StrEnum):
    ACTIVE = "active"
    CLOSED = "closed"


PROGRAMME_TRANSITIONS: dict[ProgrammeState, set[ProgrammeState]] = {
    ProgrammeState.ACTIVE: {ProgrammeState.CLOSED},
    ProgrammeState.CLOSED: {ProgrammeState.ACTIVE},  # a second phase takes it up again
}


def can_move_invitation(start: InvitationState | str, end: InvitationState) -> bool:
    """Whether the table allows the step; what it does not list is forbidden."""
    return end in INVITATION_TRANSITIONS[InvitationState(start)]


def can_move_programme(start: ProgrammeState | str, end: ProgrammeState) -> bool:
    """Whether the table allows the step; what it does not list is forbidden."""
    return end in PROGRAMME_TRANSITIONS[ProgrammeState(start)]
