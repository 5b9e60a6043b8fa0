"""Several places that state one value: alike, complementary, or in conflict."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mandat.calls.importer.draft import JSON, Alternative, Certainty, Found, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One place that states a value; `rank` orders readings, the best first (lowest)."""

    value: JSON
    spans: tuple[Span, ...]
    clear: bool = True
    rank: int = 0
    extra: Mapping[str, JSON] = field(default_factory=dict)


def merge_equal(
    readings: Iterable[Reading],
    key: Callable[[Reading], Hashable] = lambda r: str((r.value, r.extra)),
) -> list[Reading]:
    """One reading for each different value, with the places of all that state it."""
    merged: dict[Hashable, Reading] = {}
    for reading in readings:
        known = merged.get(key(reading))
        if known is None:
            merged[key(reading)] = reading
            continue
        merged[key(reading)] = replace(
            known,
            spans=(*known.spans, *(s for s in reading.spans if s not in known.spans)),
            clear=known.clear or reading.clear,
            rank=min(known.rank, reading.rank),
        )
    return sorted(merged.values(), key=lambda r: (r.rank, r.spans[:1]))


def settle(readings: Sequence[Reading]) -> Found:
    """Absent without reading, sure or likely with one value, a conflict with several."""
    merged = merge_equal(readings)
    if not merged:
        return Found()
    best = merged[0]
    if len(merged) == 1:
        certainty = Certainty.SURE if best.clear else Certainty.LIKELY
        return Found(best.value, certainty, best.spans, extra=best.extra)
    return Found(
        best.value,
        Certainty.CONFLICT,
        best.spans,
        tuple(Alternative(r.value, r.spans, r.extra) for r in merged),
        extra=best.extra,
    )
