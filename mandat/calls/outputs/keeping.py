"""PDFs that were made a moment ago, and turns at making them: everybody may ask for one.

A document is made once for all who ask for it, and few at a time: a long one takes seconds and
hundreds of megabytes. Kept in the memory of this process, like the pages that it serves.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from mandat.documents.turns import Turns

MOST_BYTES: Final = 16 * 1024 * 1024  # some 150 usual calls
_EVERYBODY: Final = "pdf"


class Kept:
    """What was made, by its tag, the latest used last; the oldest goes where room ends."""

    def __init__(self, most: int = MOST_BYTES, turns: Turns | None = None) -> None:
        self._most = most
        self._turns = turns or Turns(at_once=2, per_minute=300, patience=8)
        self._lock = threading.Lock()
        self._made: OrderedDict[str, bytes] = OrderedDict()

    def get(self, tag: str, make: Callable[[], bytes]) -> bytes:
        """What stands under the tag, made if need be; `NoTurn` when too many are being made."""
        if (known := self._find(tag)) is not None:
            return known
        with self._turns.taken(_EVERYBODY):
            known = self._find(tag)  # somebody made it while we waited
            return known if known is not None else self._keep(tag, make())

    def _find(self, tag: str) -> bytes | None:
        with self._lock:
            if tag in self._made:
                self._made.move_to_end(tag)
            return self._made.get(tag)

    def _keep(self, tag: str, data: bytes) -> bytes:
        with self._lock:
            self._made[tag] = data
            while sum(map(len, self._made.values())) > self._most:
                self._made.popitem(last=False)
        return data


kept: Final = Kept()
