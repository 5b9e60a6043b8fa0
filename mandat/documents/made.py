"""Files that nobody sent: made here, of another file."""

from dataclasses import dataclass
from typing import Any

from mandat.documents.models import File
from mandat.documents.states import Making


@dataclass(frozen=True, slots=True)
class Made:
    """Where a file comes from that nobody sent, and codes of what was taken out of it."""

    made_from: File
    making: Making
    removed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def columns(self) -> dict[str, Any]:
        return {
            "made_from": self.made_from,
            "making": self.making,
            "removed": list(self.removed),
            "warnings": list(self.warnings),
        }
