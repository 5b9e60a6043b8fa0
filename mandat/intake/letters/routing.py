"""For which call a letter is: by its address, the imposed subject, the reference, then the sender.

Whatever is ambiguous waits for a person: the route then names the calls among which to choose.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mandat.intake.letters.reading import Letter
from mandat.intake.letters.subjects import Level, Lines, match_subject

_SURE = 0.9  # likeness of a subject from which on no person need confirm it
_BODY = 20_000  # characters in which a reference is looked for


class Channel(StrEnum):
    """By which door the call takes applications; what is not named is excluded."""

    EMAIL = "email"
    PORTAL = "portal"
    BOTH = "both"


class CallState(StrEnum):
    """The states in which a call can be written to; the names of `calls.states.CallState`."""

    PUBLISHED = "published"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"  # over for good: written to by mistake


class LateRule(StrEnum):
    """What the call says of late applications; the names of `calls.states.LateRule`."""

    REFUSE = "refuse"
    KEEP = "keep"


class Why(StrEnum):
    """What a route rests on."""

    ADDRESS = "address"  # an address that is this call's alone
    SUBJECT = "subject"
    REFERENCE = "reference"
    THREAD = "thread"  # an answer to a letter about this call
    SENDER = "sender"  # the sender's only application
    ONLY_CALL = "only_call"  # the address takes applications for one call at this time
    AMBIGUOUS = "ambiguous"  # several calls are equally likely
    TWO_CALLS = "two_calls"  # the letter itself names several
    CONTRADICTION = "contradiction"  # the address says one call, the subject another
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What routing and the decision need to know of a call."""

    call: str  # its public id
    addresses: tuple[str, ...] = ()  # where its applications go; may be shared with other calls
    subject: str = ""  # the imposed one
    reference: str = ""
    channel: Channel = Channel.EMAIL
    deadline: datetime | None = None
    state: CallState = CallState.PUBLISHED
    late_rule: LateRule = LateRule.REFUSE


@dataclass(frozen=True, slots=True)
class Route:
    """The call and why; whether a person must confirm it, and then the calls to choose among."""

    call: str | None
    why: Why
    certain: bool
    among: tuple[str, ...] = ()


def route_of(
    letter: Letter,
    candidates: Sequence[Candidate],
    *,
    earlier: Collection[str] = (),
    threads: Mapping[str, str] | None = None,
) -> Route:
    """The route of a letter.

    `earlier` holds the calls for which this sender has applied; `threads` the calls by the
    Message-IDs of letters about them, ours and the applicants'.
    """
    gone = [c for c in candidates if c.state is CallState.ARCHIVED]
    candidates = [c for c in candidates if c.state is not CallState.ARCHIVED]
    own, shared = _by_address(letter, candidates)
    if len(own) > 1:
        return _several(own, Why.TWO_CALLS)
    pool = own or shared or list(candidates)
    named = _named(letter, candidates)
    if not named and (called := _called(letter, gone)):
        return _with_address(own[0], called) if own else _of_named(called)
    if own:
        return _with_address(own[0], named)
    in_pool = [(c, why, sure) for c, why, sure in named if c in pool] or named
    if in_pool:
        return _of_named(in_pool)
    return _by_history(letter, pool, earlier, threads or {}) or _by_elimination(pool, shared)


def _several(found: Iterable[Candidate], why: Why) -> Route:
    return Route(None, why, certain=False, among=tuple(dict.fromkeys(c.call for c in found)))


def _by_address(
    letter: Letter, candidates: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Calls whose own address the letter went to, and those that share one it went to."""
    written = {a.address for a in letter.recipients} | set(letter.delivered_to)
    holders: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        for address in candidate.addresses:
            holders.setdefault(address.lower(), []).append(candidate)
    own = [h[0] for a, h in holders.items() if a in written and len(h) == 1 and _is_own(a, holders)]
    shared = [c for a, h in holders.items() if a in written or a in map(_bare, written) for c in h]
    return list(dict.fromkeys(own)), list(dict.fromkeys(shared))


def _bare(address: str) -> str:
    """The address without what stands after a plus sign (RFC 5233)."""
    local, at, host = address.rpartition("@")
    return f"{local.partition('+')[0]}{at}{host}"


def _is_own(address: str, holders: Mapping[str, Sequence[Candidate]]) -> bool:
    """Whether an address tells one call from all others: it bears a plus sign, or every call with
    letters has an address and this one is nobody else's."""
    if "+" in address.partition("@")[0]:
        return True
    return all(len(h) == 1 for a, h in holders.items() if _bare(a) == address)


type _Named = tuple[Candidate, Why, bool]


def _named(letter: Letter, candidates: Sequence[Candidate]) -> list[_Named]:
    """The calls that the letter names, by the strongest of: imposed subject, reference in the
    subject, likeness of the subject, reference in the words."""
    subject = Lines(letter.subject)
    matches = {c: match_subject(letter.subject, c.subject) for c in candidates if c.subject}
    for level in (Level.EXACT, Level.CONTAINS):
        if found := [c for c, its in matches.items() if its.level is level]:
            found += [c for c in candidates if _refers(c, subject) and c not in found]
            return [(c, Why.SUBJECT, True) for c in found]
    if found := [c for c in candidates if _refers(c, subject)]:
        return [(c, Why.REFERENCE, True) for c in found]
    if alike := [(c, its) for c, its in matches.items() if its.level is Level.ALIKE]:
        return [(c, Why.SUBJECT, its.score >= _SURE) for c, its in alike]
    body = Lines(letter.own_text[:_BODY])
    found = [c for c in candidates if _refers(c, body) or body.mention(c.subject)]
    return [(c, Why.REFERENCE, True) for c in found]


def _called(letter: Letter, candidates: Sequence[Candidate]) -> list[_Named]:
    """The archived calls that the subject of the letter names for certain."""
    subject, sure = Lines(letter.subject), (Level.EXACT, Level.CONTAINS)
    return [
        (c, Why.SUBJECT, True)
        for c in candidates
        if _refers(c, subject)
        or (c.subject and match_subject(letter.subject, c.subject).level in sure)
    ]


def _refers(candidate: Candidate, lines: Lines) -> bool:
    return bool(candidate.reference) and lines.mention(candidate.reference)


def _with_address(own: Candidate, named: Sequence[_Named]) -> Route:
    """The address decides, unless the subject clearly names another call, or another one too."""
    others = [c for c, _, _ in named if c is not own]
    if not others:
        return Route(own.call, Why.ADDRESS, certain=True)
    both = any(c is own for c, _, _ in named)
    return _several([own, *others], Why.TWO_CALLS if both else Why.CONTRADICTION)


def _of_named(named: Sequence[_Named]) -> Route:
    if len(named) == 1:
        candidate, why, certain = named[0]
        return Route(candidate.call, why, certain)
    several = [c for c, _, _ in named]
    same = len({(c.subject, c.reference) for c in several}) == 1
    return _several(several, Why.AMBIGUOUS if same else Why.TWO_CALLS)


def _by_history(
    letter: Letter,
    pool: Sequence[Candidate],
    earlier: Collection[str],
    threads: Mapping[str, str],
) -> Route | None:
    """An answer to a letter about a call; else the only call for which the sender has applied."""
    known = {c.call: c for c in pool}
    answered = dict.fromkeys(threads[m] for m in letter.answers if m in threads)
    if found := [call for call in answered if call in known]:
        if len(found) == 1:
            return Route(found[0], Why.THREAD, certain=True)
        return _several([known[call] for call in found], Why.AMBIGUOUS)
    applied = [c for c in pool if c.call in set(earlier)]
    if len(applied) == 1:
        return Route(applied[0].call, Why.SENDER, certain=True)
    return _several(applied, Why.AMBIGUOUS) if applied else None


def _by_elimination(pool: Sequence[Candidate], shared: Sequence[Candidate]) -> Route:
    """Nothing names a call. One call at the address is likely, but a person confirms it."""
    if not shared:
        return Route(None, Why.NONE, certain=False)
    open_ones = [c for c in pool if c.state is CallState.PUBLISHED]
    if len(open_ones) == 1:
        return Route(open_ones[0].call, Why.ONLY_CALL, certain=False, among=(open_ones[0].call,))
    return _several(open_ones or pool, Why.AMBIGUOUS)
