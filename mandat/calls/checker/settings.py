"""What an organisation may set about the checks, with values that suit a small one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

# Articles 13(1) and 13(2) of the General Data Protection Regulation: what a person whose data
# are collected is told. `confidentiality` is a promise, not one of these parts.
GDPR_PARTS = (
    "purpose",
    "controller",
    "legal_basis",
    "recipients",
    "retention",
    "access",
    "rectification",
    "erasure",
    "objection",
    "contact",
)


def _notice() -> Mapping[str, int]:
    return {"eoi": 10, "full_proposal": 15, "other": 10}


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The thresholds of the checks.

    - `minimum_notice`: calendar days between publication and deadline, by kind of call.
    - `country`: ISO 3166-1 code of the issuer, for weekends and holidays. Without it the
      country is that of the deadline's time zone, or of the only place of the mission.
    - `decision_days`: calendar days within which no evaluation, decision and contract fit;
      a mission that starts earlier after the deadline is remarked upon.
    - `contingency_cap`: highest share of the budget, in percent, kept for the unforeseen.
    - `privacy_parts`: parts that a data protection notice must have.
    - `holiday_years`: windows longer than this many years are counted without holidays.
    """

    minimum_notice: Mapping[str, int] = field(default_factory=_notice)
    country: str | None = None
    decision_days: int = 10
    contingency_cap: Decimal = Decimal(5)
    privacy_parts: tuple[str, ...] = GDPR_PARTS
    holiday_years: int = 3


DEFAULT = CheckSettings()
