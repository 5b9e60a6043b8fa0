"""What a receipt says, as data: for its holder the whole, for the organisation what is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mandat.core.keys import new_token
from mandat.intake.receipts.signing import FORMAT


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as a receipt names it. `pages` is None while it is being counted.

    `name` and `size` of a financial file that was filed earlier are sealed already: "" and None.
    """

    slot: str
    part: str
    name: str
    size: int | None
    sha256: str
    pages: int | None
    exact: bool
    is_sealed: bool

    def whole(self) -> dict[str, Any]:
        return {
            "slot": self.slot,
            "part": self.part,
            "name": self.name,
            "bytes": self.size,
            "sha256": self.sha256,
            "pages": self.pages,
            "pages_exact": self.exact,
        }

    def open(self) -> dict[str, Any]:
        """What the organisation may know: of a sealed file that it was received."""
        if not self.is_sealed:
            return self.whole()
        return {"slot": self.slot, "part": self.part, "received": True}


def instant(at: datetime) -> str:
    """The instant as receipts write it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def body_of(
    facts: Mapping[str, Any],
    files: Iterable[Listed],
    offer: Mapping[str, Any] | None,
    *,
    known: Sequence[str],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The whole, which is signed, and the part of it that the organisation may read.

    `known` is what the organisation may know to be missing. The whole holds a random salt: without
    it whoever reads its fingerprint or its signature could find a price by trying sums.
    """
    listed = list(files)
    common = {"format": FORMAT, **facts}
    whole = {
        **common,
        "salt": new_token(),
        "files": [f.whole() for f in listed],
        "offer": dict(offer) if offer else None,
    }
    said = {
        **common,
        "files": [f.open() for f in listed],
        "offer": {"received": bool(offer)},
        "missing": list(known),
    }
    return whole, said
