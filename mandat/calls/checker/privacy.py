"""Rules about what applicants are told of their data (GDPR, article 13)."""

from collections.abc import Iterator

from mandat.calls.checker.facts import Facts
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind


def _parts(facts: Facts) -> list[str] | None:
    parts = facts.part("privacy_notice", "parts")
    return [p for p in parts if isinstance(p, str)] if isinstance(parts, list) else None


def privacy_notice_absent(facts: Facts) -> Iterator[Concern]:
    """Nothing is said about the data of those who apply."""
    if not _parts(facts):
        yield Concern(remedy=Remedy(RemedyKind.ASK, "privacy_notice"))


def privacy_notice_incomplete(facts: Facts) -> Iterator[Concern]:
    """The notice lacks a part that it must have."""
    parts = _parts(facts)
    missing = [p for p in facts.settings.privacy_parts if parts and p not in parts]
    if missing:
        yield Concern(
            facts.spans("privacy_notice"),
            {"missing": missing},
            Remedy(RemedyKind.ASK, "privacy_notice"),
        )
