"""A call as open contracting data: one release per version, never edited (OCDS 1.1.5). Pure.

The profile is minimal: it names the buyer, and nobody else. Scores, sealed prices, page limits and
withheld tax have no place in the standard's core, and stay out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mandat.calls.content import Content, extra_of, has_two_stages, value_of
from mandat.calls.importer.draft import JSON
from mandat.calls.shapes import items_of
from mandat.calls.times import instant_of

VERSION = "1.1"
_LONGEST_TITLE = 500


class Tag(StrEnum):
    """What a release tells (closed list `releaseTag` of the standard)."""

    TENDER = "tender"
    AMENDMENT = "tenderAmendment"
    UPDATE = "tenderUpdate"
    CANCELLATION = "tenderCancellation"


@dataclass(frozen=True, slots=True)
class Buyer:
    """The organisation that issues the call."""

    id: str
    name: str
    country: str = ""  # in the words of the call's language


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment: which version it changed, and into which."""

    id: str
    amends: int
    makes: int
    at: datetime
    reason: str
    description: str


@dataclass(frozen=True, slots=True)
class Stated:
    """One version of a call as the public read it, and what the release says beside it.

    `criteria` is how offers are judged, in words; `notice` the address of the call's page.
    """

    number: int
    at: datetime
    language: str
    content: Content
    tag: Tag = Tag.TENDER
    titles: Mapping[str, str] = field(default_factory=dict)  # of translations, by language
    criteria: str = ""
    how_to_send: str = ""
    notice: str = ""
    status: str = "active"
    enquiries_until: datetime | None = None
    has_enquiries: bool = False
    amendments: Sequence[Amended] = ()


def stamp(at: datetime) -> str:
    """An instant with its offset, to the second (RFC 3339)."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def release_of(stated: Stated, *, ocid: str, reference: str, buyer: Buyer) -> dict[str, Any]:
    """The release that tells this version. Keys stand in the order of the standard's pages."""
    named = {"id": buyer.id, "name": buyer.name}
    return {
        "ocid": ocid,
        "id": f"{ocid}-{stated.number}",
        "date": stamp(stated.at),
        "tag": [stated.tag.value],
        "initiationType": "tender",
        "language": stated.language,
        "parties": [_party(buyer)],
        "buyer": named,
        "tender": _tender(stated, ocid=ocid, reference=reference, buyer=named),
    }


def _party(buyer: Buyer) -> dict[str, Any]:
    party: dict[str, Any] = {
        "id": buyer.id,
        "name": buyer.name,
        "roles": ["buyer", "procuringEntity"],
    }
    if buyer.country:
        party["address"] = {"countryName": buyer.country}
    return party


def _tender(stated: Stated, *, ocid: str, reference: str, buyer: dict[str, str]) -> dict[str, Any]:
    content = stated.content
    tender: dict[str, Any] = {
        "id": reference,
        "title": str(value_of(content, "title") or "")[:_LONGEST_TITLE],
        **{f"title_{language}": title for language, title in sorted(stated.titles.items())},
        "description": _lines(value_of(content, "objectives")),
        "status": stated.status,
        "procuringEntity": buyer,
        **_amounts(value_of(content, "budget")),
        **_method(content),
        "mainProcurementCategory": "services",
        "awardCriteria": _award_criteria(content),
        "awardCriteriaDetails": stated.criteria,
        "submissionMethod": _submission(content),
        "submissionMethodDetails": stated.how_to_send,
        "tenderPeriod": _period(stated),
        "enquiryPeriod": _enquiries(stated),
        "hasEnquiries": stated.has_enquiries,
        "eligibilityCriteria": _lines(value_of(content, "eligibility")),
        "contractPeriod": _contract(content),
        "documents": _documents(stated),
        "milestones": _milestones(stated),
        "amendments": [_amendment(a, ocid) for a in stated.amendments],
    }
    return {key: value for key, value in tender.items() if value not in ("", None, [], {})}


def _lines(value: JSON) -> str:
    return "\n".join(str(item["text"]) for item in items_of(value) if item.get("text"))


def _number(amount: JSON) -> int | float:
    exact = Decimal(str(amount))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _amounts(budget: JSON) -> dict[str, Any]:
    """The ceiling, and the floor of a range; without currency there is no amount."""
    if not budget or not budget.get("currency") or budget.get("amount") is None:
        return {}
    currency = budget["currency"]
    amounts: dict[str, Any] = {"value": {"amount": _number(budget["amount"]), "currency": currency}}
    if budget.get("amount_min") is not None:
        amounts["minValue"] = {"amount": _number(budget["amount_min"]), "currency": currency}
    return amounts


def _method(content: Content) -> dict[str, str]:
    if has_two_stages(content):
        return {"procurementMethod": "selective"}
    return {"procurementMethod": "open"}


def _award_criteria(content: Content) -> str:
    return "ratedCriteria" if value_of(content, "evaluation_grid") else ""


def _submission(content: Content) -> list[str]:
    says = value_of(content, "submission") or {}
    methods = ["electronicSubmission"] if says.get("channel") else []
    return [*methods, *(["written"] if says.get("paper") else [])]


def _zone(content: Content) -> str:
    return str(extra_of(content, "deadline").get("timezone") or "UTC")


def _period(stated: Stated) -> dict[str, str]:
    wall = value_of(stated.content, "deadline")
    return {"endDate": stamp(instant_of(wall, _zone(stated.content)).at)} if wall else {}


def _enquiries(stated: Stated) -> dict[str, str]:
    return {"endDate": stamp(stated.enquiries_until)} if stated.enquiries_until else {}


def _day(iso: str, zone: str, *, end: bool = False) -> str | None:
    """A day as the instant at which it begins in the call's zone, or ends; a month tells none."""
    if len(iso) != 10:
        return None
    return stamp(instant_of(iso if end else f"{iso}T00:00", zone).at)


def _contract(content: Content) -> dict[str, Any]:
    zone = _zone(content)
    starts, ends = (value_of(content, name) for name in ("start_date", "end_date"))
    period: dict[str, Any] = {
        "startDate": _day(starts, zone) if starts else None,
        "endDate": _day(ends, zone, end=True) if ends else None,
    }
    if starts and ends and len(starts) == len(ends) == 10:
        days = (date.fromisoformat(ends) - date.fromisoformat(starts)).days + 1
        period["durationInDays"] = days if days > 0 else None
    return {key: value for key, value in period.items() if value is not None}


def _documents(stated: Stated) -> list[dict[str, str]]:
    if not stated.notice:
        return []
    return [
        {
            "id": "notice",
            "documentType": "tenderNotice",
            "url": stated.notice,
            "datePublished": stamp(stated.at),
            "format": "text/html",
            "language": stated.language,
        }
    ]


# What waits for whoever applies, as the standard sorts milestones.
_KINDS = {
    "expression_of_interest": "preProcurement",
    "full_proposal": "preProcurement",
    "opening": "assessment",
    "interview": "assessment",
    "decision": "assessment",
    "mission_start": "engagement",
}


def _milestones(stated: Stated) -> list[dict[str, str]]:
    zone = _zone(stated.content)
    milestones = []
    for item in items_of(value_of(stated.content, "dates")):
        due = _day(item["date"], zone, end=True)
        if item["role"] not in _KINDS or due is None:
            continue
        milestones.append(
            {
                "id": f"{item['role']}-{item['date']}",
                "type": _KINDS[item["role"]],
                "code": item["role"],
                "dueDate": due,
                "status": "scheduled",
            }
        )
    return milestones


def _amendment(amendment: Amended, ocid: str) -> dict[str, str]:
    says = {
        "id": amendment.id,
        "date": stamp(amendment.at),
        "rationale": amendment.reason,
        "description": amendment.description,
        "amendsReleaseID": f"{ocid}-{amendment.amends}",
        "releaseID": f"{ocid}-{amendment.makes}",
    }
    return {key: value for key, value in says.items() if value}


def package_of(
    releases: Sequence[dict[str, Any]], *, address: str, publisher: str, following: str = ""
) -> dict[str, Any]:
    """Releases with what the standard asks beside them; dated by the latest of them."""
    package: dict[str, Any] = {
        "uri": address,
        "version": VERSION,
        "publishedDate": max((r["date"] for r in releases), default="1970-01-01T00:00:00Z"),
        "publisher": {"name": publisher},
        "releases": list(releases),
    }
    if following:
        package["links"] = {"next": following}
    return package
