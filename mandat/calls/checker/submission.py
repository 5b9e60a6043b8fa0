"""Rules about where an application goes."""

from collections.abc import Iterator

from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind

_HIDDEN = "masked"
_CHANNELS = ("email", "portal")


def _addresses(facts: Facts) -> list[str]:
    """The addresses that can be read, each once."""
    listed = facts.part("submission", "addresses")
    listed = listed if isinstance(listed, list) else []
    named = [facts.part("submission", "address"), *listed]
    plain = [a.strip().lower() for a in named if isinstance(a, str) and a.strip()]
    return [a for a in dict.fromkeys(plain) if a != _HIDDEN]


def channel_without_address(facts: Facts) -> Iterator[Concern]:
    """The text says to apply, and not where, or it hides the address.

    Where offers are brought on paper, the address is a place in prose: nothing is concluded.
    """
    channel = facts.part("submission", "channel")
    on_paper = channel == "paper" or facts.part("submission", "paper") is True
    if on_paper or _addresses(facts) or facts.part("submission", "address_present") is True:
        return
    yield Concern(
        facts.spans("submission") or facts.sections("how_to_apply")[:1],
        {
            "channel": channel if channel in _CHANNELS else None,
            "hidden": facts.part("submission", "address") == _HIDDEN,
        },
        Remedy(RemedyKind.ASK, "submission.address"),
    )


def exclusive_channel_two_addresses(facts: Facts) -> Iterator[Concern]:
    """One channel alone is accepted, and two addresses are given for it."""
    addresses = _addresses(facts)
    if facts.part("submission", "exclusive") is True and len(addresses) > 1:
        yield Concern(
            facts.spans("submission"),
            {"addresses": addresses},
            Remedy(RemedyKind.ASK, "submission.address", addresses[0]),
        )


def email_without_subject(facts: Facts) -> Iterator[Concern]:
    """Without a subject line the applications cannot be told from the rest of the mail."""
    if facts.part("submission", "channel") == "email" and not facts.part("submission", "subject"):
        remedy = Remedy(RemedyKind.ASK, "submission.subject")
        yield Concern(facts.spans("submission"), remedy=remedy)
