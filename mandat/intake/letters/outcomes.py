"""What becomes of a letter: one outcome from a closed list, and why. Pure.

The order of the questions is the order in which they would do harm: a letter already taken is not
taken twice, programs are not answered, and what nobody can place waits for a person.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mandat.intake.letters.kinds import Kind, Nature
from mandat.intake.letters.routing import CallState, Candidate, Channel, LateRule, Route, Why


class Outcome(StrEnum):
    """What became of one message, as the import reports it."""

    FILED = "filed"
    COMPLETED = "completed"  # joined to an earlier message
    SUPERSEDED = "superseded"  # takes the place of an earlier application; both are kept
    DESK = "desk"  # a person must look
    CLARIFICATION = "clarification"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LATE = "late"
    EXCLUDED_CHANNEL = "excluded_channel"
    REFUSED_ATTACHMENT = "refused_attachment"
    DUPLICATE = "duplicate"
    ALREADY_IMPORTED = "already_imported"


class Reason(StrEnum):
    """Why. The first reason decides; further ones are told beside it."""

    NEW = "new"
    ADDS_DOCUMENTS = "adds_documents"
    REPLACES_DOCUMENTS = "replaces_documents"
    SAYS_REPLACES = "says_replaces"
    REPLACES_ALL = "replaces_all"
    SAME_FILES = "same_files"
    SAME_LETTER = "same_letter"
    SAME_ID_OTHER_CONTENT = "same_id_other_content"
    QUESTION = "question"
    AUTOMATIC = "automatic"
    AUTOMATIC_WITH_FILE = "automatic_with_file"
    OWN_LETTER = "own_letter"
    RETURNED = "returned"
    AFTER_DEADLINE = "after_deadline"
    AFTER_DEADLINE_KEPT = "after_deadline_kept"
    PORTAL_ONLY = "portal_only"
    APPLIED_IN_PORTAL = "applied_in_portal"
    CALL_CANCELLED = "call_cancelled"
    CALL_OVER = "call_over"  # for good: nothing can be filed for it any more
    UNKNOWN_CALL = "unknown_call"
    UNCERTAIN_CALL = "uncertain_call"
    TWO_CALLS = "two_calls"
    CONTRADICTION = "contradiction"
    EMPTY = "empty"
    NO_FILE = "no_file"
    CLOUD_LINK = "cloud_link"
    ENCRYPTED_ARCHIVE = "encrypted_archive"
    UNSAFE_ARCHIVE = "unsafe_archive"
    WINMAIL = "winmail"
    DAMAGED_FILE = "damaged_file"
    FORBIDDEN_KIND = "forbidden_kind"
    FORWARDED = "forwarded"
    NO_SENDER = "no_sender"
    REFUTED_SENDER = "refuted_sender"
    UNREADABLE = "unreadable"
    PARTLY_READ = "partly_read"
    MIXED_DOCUMENT = "mixed_document"
    UNSORTED_DOCUMENT = "unsorted_document"


class Taken(StrEnum):
    """Whether this letter, or its Message-ID, has been taken before."""

    NEVER = "never"
    SAME = "same"  # same content for the same address
    ELSEWHERE = "elsewhere"  # same content, then for another call
    OTHER = "other"  # the Message-ID, with another content


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the same sender filed before for the same call, and has not withdrawn."""

    digests: frozenset[str]  # SHA-256 of its files
    slots: frozenset[str]  # slots that have a document


@dataclass(frozen=True, slots=True)
class Files:
    """What the documents of a letter are, after refusals and sorting.

    `digests` and `slots` are those of the accepted ones; `refused` says why others were not.
    """

    digests: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    refused: tuple[Reason, ...] = ()
    mixed: bool = False
    unsorted: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that decides about one letter."""

    nature: Nature
    route: Route
    call: Candidate | None  # the one that the route names
    in_time: bool
    files: Files = field(default_factory=Files)
    earlier: Earlier | None = None
    taken: Taken = Taken.NEVER
    troubles: Collection[str] = ()  # of the letter
    sender_refuted: bool = False
    forwarded: bool = False  # its documents stand in a letter of somebody else


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, the reason that decided, and further reasons that are told beside it."""

    outcome: Outcome
    reason: Reason
    also: tuple[Reason, ...] = ()


_BY_ROUTE: Final = {
    Why.TWO_CALLS: Reason.TWO_CALLS,
    Why.CONTRADICTION: Reason.CONTRADICTION,
    Why.AMBIGUOUS: Reason.UNCERTAIN_CALL,
    Why.NONE: Reason.UNKNOWN_CALL,
}


_PARTLY: Final = frozenset(
    {"too_many_parts", "too_deep", "broken_parts", "cut_short", "damaged_part"}
)
_UNREADABLE: Final = frozenset({"unreadable", "too_large", "encrypted"})


def outcome_of(case: Case) -> Decision:
    """The one outcome of a letter."""
    return (
        _without_person(case)
        or _before_call(case)
        or _by_call(case)
        or _by_files(case)
        or _accepted(case)
    )


def _desk(reason: Reason, case: Case) -> Decision:
    return Decision(Outcome.DESK, reason, _beside(case, reason))


def _without_person(case: Case) -> Decision | None:
    """Letters that are known already, or that no person wrote."""
    if case.taken is Taken.SAME:
        return Decision(Outcome.ALREADY_IMPORTED, Reason.SAME_LETTER)
    match case.nature.kind:
        case Kind.BOUNCE:
            return Decision(Outcome.BOUNCE, Reason.RETURNED)
        case Kind.LOOP if not case.nature.has_documents:
            return Decision(Outcome.AUTO_REPLY, Reason.OWN_LETTER)
        case Kind.LOOP:  # a clerk, say, who forwards an application from our own address
            return _desk(Reason.OWN_LETTER, case)
        case Kind.AUTO_REPLY if not case.nature.has_documents:
            return Decision(Outcome.AUTO_REPLY, Reason.AUTOMATIC)
        case Kind.AUTO_REPLY:
            return _desk(Reason.AUTOMATIC_WITH_FILE, case)
    return None


def _before_call(case: Case) -> Decision | None:
    """What a person must look at, or answer, whatever the call is."""
    if _UNREADABLE.intersection(case.troubles):
        return Decision(Outcome.DESK, Reason.UNREADABLE)
    if "no_sender" in case.troubles:
        return _desk(Reason.NO_SENDER, case)
    if case.sender_refuted:
        return _desk(Reason.REFUTED_SENDER, case)
    if case.taken is Taken.ELSEWHERE:
        return _desk(Reason.TWO_CALLS, case)
    if case.taken is Taken.OTHER:
        return _desk(Reason.SAME_ID_OTHER_CONTENT, case)
    if case.nature.kind is Kind.CLARIFICATION and case.route.why is not Why.TWO_CALLS:
        return Decision(Outcome.CLARIFICATION, Reason.QUESTION)
    if case.nature.kind is Kind.EMPTY:
        return _desk(Reason.EMPTY, case)
    return None


def _by_call(case: Case) -> Decision | None:
    """Whether the call is known, takes letters at all, and still does."""
    if case.route.why in _BY_ROUTE or case.call is None:
        return _desk(_BY_ROUTE.get(case.route.why, Reason.UNKNOWN_CALL), case)
    if not case.route.certain:
        return _desk(Reason.UNCERTAIN_CALL, case)
    if case.call.state is CallState.CANCELLED:
        return _desk(Reason.CALL_CANCELLED, case)
    if case.forwarded:
        return _desk(Reason.FORWARDED, case)
    if case.call.channel is Channel.PORTAL:
        return Decision(Outcome.EXCLUDED_CHANNEL, Reason.PORTAL_ONLY, _beside(case))
    if case.nature.kind is Kind.NO_FILE:
        return _desk(Reason.NO_FILE, case)
    if not case.in_time:
        kept = case.call.late_rule is LateRule.KEEP
        reason = Reason.AFTER_DEADLINE_KEPT if kept else Reason.AFTER_DEADLINE
        return Decision(Outcome.LATE, reason, _beside(case))
    return None


def _by_files(case: Case) -> Decision | None:
    """Whether there is a document left after those that cannot be taken."""
    if case.nature.kind is Kind.LINK_ONLY:
        return Decision(Outcome.REFUSED_ATTACHMENT, Reason.CLOUD_LINK)
    if not case.files.digests:
        if not case.files.refused:
            return _desk(Reason.NO_FILE, case)
        first, *others = dict.fromkeys(case.files.refused)
        return Decision(Outcome.REFUSED_ATTACHMENT, first, tuple(others))
    return None


def _accepted(case: Case) -> Decision:
    """A new application, or what the letter does to the one that stands.

    Without a word from the sender, the letter replaces the earlier one when it brings again every
    document that was there; else it is joined to it, so that nothing that was sent falls away.
    """
    beside = _beside(case)
    earlier = case.earlier
    if earlier is None:
        return Decision(Outcome.FILED, Reason.NEW, beside)
    if case.files.digests <= earlier.digests:
        return Decision(Outcome.DUPLICATE, Reason.SAME_FILES)
    if case.nature.replaces:
        return Decision(Outcome.SUPERSEDED, Reason.SAYS_REPLACES, beside)
    if earlier.slots and case.files.slots >= earlier.slots and not case.nature.adds:
        return Decision(Outcome.SUPERSEDED, Reason.REPLACES_ALL, beside)
    again = bool(case.files.slots & earlier.slots)
    reason = Reason.REPLACES_DOCUMENTS if again else Reason.ADDS_DOCUMENTS
    return Decision(Outcome.COMPLETED, reason, beside)


def _beside(case: Case, *but: Reason) -> tuple[Reason, ...]:
    """What the answer tells besides the outcome."""
    found = list(case.files.refused)
    if case.nature.links and case.nature.has_documents:
        found.append(Reason.CLOUD_LINK)
    if _PARTLY.intersection(case.troubles):
        found.append(Reason.PARTLY_READ)
    if case.files.mixed:
        found.append(Reason.MIXED_DOCUMENT)
    if case.files.unsorted:
        found.append(Reason.UNSORTED_DOCUMENT)
    return tuple(reason for reason in dict.fromkeys(found) if reason not in but)
