"""How long each kind of data is kept, in months, unless the organisation says otherwise.

An organisation may choose within `least` and `most`: less would break a duty to keep, more would
break Article 5(1)(e) GDPR. Where each figure comes from:

- refused applications: two years after the last contact, the French authority's figure for
  candidates who were not taken (CNIL, guide on recruitment); five at most, the period within
  which a claim may be brought (Code civil, article 2224);
- calls: five years, the same article; up to ten, as accounting documents;
- missions: ten years, the documents of the accounts (Code de commerce, article L123-22); donors
  ask for five years after the last payment (Regulation (EU, Euratom) 2024/2509, article 133);
- accounts: two years without use, the authority's figure for inactive accounts; three at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class RetentionKind(StrEnum):
    REFUSED_APPLICATIONS = "refused_applications"
    CALLS = "calls"
    MISSIONS = "missions"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class Period:
    """Months by default, and what an organisation may choose instead."""

    default: int
    least: int
    most: int


PERIODS = {
    RetentionKind.REFUSED_APPLICATIONS: Period(default=24, least=6, most=60),
    RetentionKind.CALLS: Period(default=60, least=60, most=120),
    RetentionKind.MISSIONS: Period(default=120, least=60, most=120),
    RetentionKind.ACCOUNTS: Period(default=24, least=6, most=36),
}


def why_not_retention(chosen: Mapping[str, Any]) -> str:
    """Why these months cannot stand."""
    for kind, months in chosen.items():
        if kind not in PERIODS:
            return "retention_unknown"
        period = PERIODS[RetentionKind(kind)]
        if not isinstance(months, int) or not period.least <= months <= period.most:
            return "retention_unlawful"
    return ""


def months_kept(kind: RetentionKind, chosen: Mapping[str, Any]) -> int:
    """The months that count for an organisation: its own, or the default."""
    return int(chosen.get(kind.value, PERIODS[kind].default))


def months_before(at: datetime, months: int) -> datetime:
    """The same day and hour so many months earlier; the last day of a month that is shorter."""
    index = at.year * 12 + at.month - 1 - months
    year, month = divmod(index, 12)
    for day in range(at.day, at.day - 4, -1):
        try:
            return at.replace(year=year, month=month + 1, day=day)
        except ValueError:  # 30 February
            continue
    raise ValueError("no month is shorter than 28 days")
