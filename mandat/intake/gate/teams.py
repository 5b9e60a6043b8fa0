"""Who takes part, as far as the names of CVs tell; and each document in the slot of its person."""

from collections.abc import Mapping, Sequence
from typing import Any

from mandat.calls.models import Call
from mandat.intake.content import LEAD, names_of, whole
from mandat.intake.letters.sifting import Sifted
from mandat.intake.letters.sorting import Piece, Proposal, sort_documents
from mandat.intake.models import Application
from mandat.intake.rules.slots import Asked, Slot, asked_of, member_keys_of, slots_of
from mandat.intake.services.starting import first_stage
from mandat.intake.versions import content_of
from mandat.search.analyser import folded, normalised

MOST_MEMBERS = 20


def asked_now(call: Call, application: Application | None) -> list[Asked]:
    """What the call asks of this application, or of a new one."""
    content = content_of(call)
    if application is None:
        return asked_of(content, first_stage(call))
    return asked_of(content, application.stage, application.asked)


def slots_now(
    call: Call, application: Application | None, words: Mapping[str, Any] | None
) -> list[Slot]:
    """The slots of this application, or of a new one whose team is not known yet."""
    return slots_of(asked_now(call, application), member_keys_of(words or {}))


def with_team(words: Mapping[str, Any], found: Sequence[Proposal], sender: str) -> dict[str, Any]:
    """The content with those whose CVs came: the sender leads, others are members.

    One CV alone is the lead's, whatever name the mail program gave the sender.
    """
    content = whole(words)
    people = _distinct([proposal.person for proposal in found if proposal.person])
    lead = {**content["lead"]}
    if not lead.get("name"):
        lead["name"] = people[0] if len(people) == 1 and not sender.strip() else sender.strip()
    members = [*content["members"]]
    known = [lead["name"], *(str(m.get("name", "")) for m in members)]
    if len(people) > 1 or members:
        for person in people:
            if len(members) < MOST_MEMBERS and not any(_same(person, name) for name in known):
                members.append(_member(f"m{len(members) + 1}", person))
                known.append(person)
    return {**content, "lead": lead, "members": members}


def _member(key: str, name: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"firm": "", "role": "", "fields": [], "languages": [], "email": ""}
    return {"key": key, "name": name, **empty}


def _distinct(people: Sequence[str]) -> list[str]:
    found: list[str] = []
    for person in people:
        if not any(_same(person, other) for other in found):
            found.append(person)
    return found


def _words(name: str) -> set[str]:
    return {word for word in folded(normalised(name)).split() if len(word) > 1}


def _same(one: str, other: str) -> bool:
    """Two ways to write one name: two words in common, or the only one."""
    mine, theirs = _words(one), _words(other)
    least = min(2, len(mine), len(theirs))
    return least > 0 and len(mine & theirs) >= least


def sorted_for(asked: Sequence[Asked], words: Mapping[str, Any], sifted: Sifted) -> list[Proposal]:
    """The documents sorted again, now that it is known who takes part."""
    names = {key: name for key, name in names_of(words).items() if name}
    if set(names) <= {LEAD}:  # alone: a CV is the lead's, whatever name it bears
        names = {}
    slots = slots_of(asked, member_keys_of(words))
    return sort_documents([Piece(d.name) for d in sifted.taken], slots, names)
