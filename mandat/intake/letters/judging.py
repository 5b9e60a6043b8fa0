"""All that is decided about one letter, from reading it to its outcome, in one pure call.

Services give what they know from the database as plain values, and store what comes out.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mandat.intake.letters.attachments import Attachment
from mandat.intake.letters.kinds import Nature, nature_of
from mandat.intake.letters.outcomes import Case, Decision, Earlier, Files, Taken, outcome_of
from mandat.intake.letters.reading import Letter
from mandat.intake.letters.received import Arrival, arrival_of
from mandat.intake.letters.routing import Candidate, Route, route_of
from mandat.intake.letters.sifting import Sifted, sift
from mandat.intake.letters.sorting import Certainty, Piece, Proposal, sort_documents
from mandat.intake.rules.slots import Slot


@dataclass(frozen=True, slots=True)
class House:
    """Who we are, so that our own letters are known: addresses that we write from, and the hosts
    of our Message-IDs."""

    addresses: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the sender and the letter before it is judged.

    `earlier` holds, by call, what this sender has filed; `threads` calls by Message-ID of letters
    about them; `taken` says whether this letter is known when it is for that call (or for none).
    """

    earlier: Mapping[str, Earlier] = field(default_factory=dict)
    threads: Mapping[str, str] = field(default_factory=dict)
    taken: Callable[[str | None], Taken] = lambda _call: Taken.NEVER


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a letter is, for which call, when it came, its documents sorted, and its outcome.

    `proposals` are those of `sifted.taken`, in their order.
    """

    nature: Nature
    route: Route
    arrival: Arrival
    in_time: bool
    sifted: Sifted
    proposals: tuple[Proposal, ...]
    decision: Decision


def judge(
    letter: Letter,
    candidates: Sequence[Candidate],
    *,
    at: datetime,
    house: House,
    slots: Callable[[str], Sequence[Slot]],
    mailbox: datetime | None = None,
    known: Known | None = None,
) -> Verdict:
    """The verdict on one letter. `slots` gives those of a call by its public id; `mailbox` is the
    receipt stamp of our mailbox, where the letter was fetched from one."""
    known = known or Known()
    nature = nature_of(letter, own_addresses=house.addresses, own_hosts=house.hosts)
    route = route_of(letter, candidates, earlier=known.earlier.keys(), threads=known.threads)
    call = next((c for c in candidates if c.call == route.call), None)
    arrival = arrival_of(letter.stamp, at=at, mailbox=mailbox)
    sifted = sift(letter.documents)
    proposals = _sorted(sifted.taken, slots(call.call) if call else ())
    in_time = is_in_time(arrival.at, call)
    case = Case(
        nature=nature,
        route=route,
        call=call,
        in_time=in_time,
        files=_files(sifted, proposals),
        earlier=known.earlier.get(call.call) if call else None,
        taken=known.taken(route.call),
        troubles=letter.troubles,
        sender_refuted=letter.sender_refuted,
        forwarded=is_forwarded(letter),
    )
    return Verdict(nature, route, arrival, in_time, sifted, proposals, outcome_of(case))


def is_in_time(arrived: datetime, call: Candidate | None) -> bool:
    """Exactly at the deadline is in; a call without deadline takes letters while it stands."""
    return call is None or call.deadline is None or arrived <= call.deadline


def is_forwarded(letter: Letter) -> bool:
    """Whether every document stands in a letter that somebody else had written."""
    documents = letter.documents
    if not documents or not all(document.from_nested for document in documents):
        return False
    writers = {nested.sender.address for nested in letter.nested}
    return writers != {letter.sender.address}


def _sorted(taken: Sequence[Attachment], slots: Sequence[Slot]) -> tuple[Proposal, ...]:
    """By name alone: texts are extracted by the worker, which sorts again."""
    return tuple(sort_documents([Piece(document.name) for document in taken], slots))


def _files(sifted: Sifted, proposals: Collection[Proposal]) -> Files:
    return Files(
        digests=frozenset(document.sha256 for document in sifted.taken),
        slots=frozenset(proposal.slot for proposal in proposals if proposal.slot),
        refused=sifted.reasons,
        mixed=any(proposal.mixed for proposal in proposals),
        unsorted=any(
            not proposal.slot and proposal.certainty is Certainty.GUESS for proposal in proposals
        ),
    )
