"""What our packages promise beyond the standard's schema: checked before anything leaves. Pure.

The schema accepts references to nobody, periods that end before they begin, and prefixes made
for trials. Each rule here is one that OCDS 1.1.5 states in words only, or one of our own for the
minimal profile, which names the buyer and nobody else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from babel import Locale

# Codes that the standard closes.
_CLOSED: Final[Mapping[str, frozenset[str]]] = {
    "tag": frozenset({"tender", "tenderAmendment", "tenderUpdate", "tenderCancellation"}),
    "initiationType": frozenset({"tender"}),
    "status": frozenset(
        {"planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"}
    ),
    "procurementMethod": frozenset({"open", "selective", "limited", "direct"}),
    "mainProcurementCategory": frozenset({"goods", "works", "services"}),
    "milestone": frozenset({"scheduled", "met", "notMet", "partiallyMet"}),
}
TRIAL_PREFIX: Final = "ocds-213czf"  # the standard's own examples
_OCID: Final = re.compile(r"\Aocds-[a-z0-9]{6}-\S+\Z")
_INSTANT: Final = re.compile(r"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\Z")
_DATES: Final = frozenset({"date", "startDate", "endDate", "dueDate", "datePublished"})
_ROLES: Final = frozenset({"buyer", "procuringEntity"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: a path such as `releases.0.tender.id`."""

    code: str
    path: str


def faults_of(package: Mapping[str, Any]) -> list[Fault]:
    """Everything that keeps the package from leaving, in the order of reading."""
    return list(_package(package))


def _package(package: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _required(package, ("uri", "version", "publishedDate", "publisher"), "")
    if package.get("version") != "1.1":
        yield Fault("version_unknown", "version")
    yield from _instant(package.get("publishedDate"), "publishedDate")
    releases = package.get("releases")
    if not isinstance(releases, list):
        yield Fault("missing", "releases")
        return
    yield from _once([r.get("id") for r in releases], "releases")
    known = {r.get("id") for r in releases}
    for place, release in enumerate(releases):
        yield from _release(release, f"releases.{place}", known)


def _release(release: Mapping[str, Any], path: str, known: set[Any]) -> Iterator[Fault]:
    needed = ("ocid", "id", "date", "tag", "initiationType", "language", "parties", "buyer")
    yield from _required(release, (*needed, "tender"), path)
    ocid = str(release.get("ocid", ""))
    if not _OCID.match(ocid) or ocid.startswith(f"{TRIAL_PREFIX}-"):
        yield Fault("prefix_unregistered", f"{path}.ocid")
    for tag in release.get("tag", ()):
        yield from _code("tag", tag, f"{path}.tag")
    yield from _code("initiationType", release.get("initiationType"), f"{path}.initiationType")
    if not _is_language(release.get("language")):
        yield Fault("language_unknown", f"{path}.language")
    yield from _dates(release, path)
    yield from _parties(release, path)
    if isinstance(tender := release.get("tender"), Mapping):
        yield from _tender(tender, f"{path}.tender", known)
        yield from _references(release, path)


def _required(record: Mapping[str, Any], names: Iterable[str], path: str) -> Iterator[Fault]:
    for name in names:
        if record.get(name) in (None, "", [], {}):
            yield Fault("missing", f"{path}.{name}".lstrip("."))


def _code(kind: str, value: Any, path: str) -> Iterator[Fault]:
    if value is not None and value not in _CLOSED[kind]:
        yield Fault("code_unknown", path)


def _instant(value: Any, path: str) -> Iterator[Fault]:
    if value is None:
        return
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        yield Fault("date_unreadable", path)
        return
    if not _INSTANT.match(value):
        yield Fault("date_without_offset", path)


def _dates(value: Any, path: str) -> Iterator[Fault]:
    """Every date below has its offset; every period ends after it begins."""
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _dates(inner, f"{path}.{place}")
    if not isinstance(value, Mapping):
        return
    wrong = False
    for name, inner in value.items():
        if name in _DATES:
            found = list(_instant(inner, f"{path}.{name}"))
            wrong = wrong or bool(found)
            yield from found
        else:
            yield from _dates(inner, f"{path}.{name}")
    if not wrong and value.get("startDate") and value.get("endDate"):
        start, end = (datetime.fromisoformat(value[n]) for n in ("startDate", "endDate"))
        if end < start:
            yield Fault("period_reversed", path)


def _is_language(code: Any) -> bool:
    return isinstance(code, str) and len(code) == 2 and code in Locale.parse("en").languages


def _once(ids: Iterable[Any], path: str) -> Iterator[Fault]:
    seen = set()
    for one in ids:
        if one in seen:
            yield Fault("id_twice", path)
        seen.add(one)


def _parties(release: Mapping[str, Any], path: str) -> Iterator[Fault]:
    parties = release.get("parties") or []
    yield from _once([p.get("id") for p in parties], f"{path}.parties")
    for place, party in enumerate(parties):
        yield from _required(party, ("id", "name", "roles"), f"{path}.parties.{place}")
        if not set(party.get("roles") or ()) <= _ROLES or "contactPoint" in party:
            yield Fault("names_more_than_the_buyer", f"{path}.parties.{place}")


def _references(release: Mapping[str, Any], path: str) -> Iterator[Fault]:
    """Whoever is referred to stands among the parties, in that role and under that name."""
    parties = {p.get("id"): p for p in release.get("parties") or ()}
    places = {
        "buyer": (release.get("buyer"), f"{path}.buyer"),
        "procuringEntity": (
            release["tender"].get("procuringEntity"),
            f"{path}.tender.procuringEntity",
        ),
    }
    for role, (reference, place) in places.items():
        if not reference:
            continue
        party = parties.get(reference.get("id"))
        if party is None:
            yield Fault("party_unknown", place)
        elif role not in party.get("roles", ()) or party.get("name") != reference.get("name"):
            yield Fault("party_differs", place)


def _tender(tender: Mapping[str, Any], path: str, known: set[Any]) -> Iterator[Fault]:
    yield from _required(tender, ("id", "title", "status", "tenderPeriod"), path)
    for kind in ("status", "procurementMethod", "mainProcurementCategory"):
        yield from _code(kind, tender.get(kind), f"{path}.{kind}")
    yield from _amounts(tender, path)
    yield from _lists(tender, path)
    for place, amendment in enumerate(tender.get("amendments", [])):
        for name in ("amendsReleaseID", "releaseID"):
            if amendment.get(name) not in known:
                yield Fault("release_unknown", f"{path}.amendments.{place}.{name}")


def _lists(tender: Mapping[str, Any], path: str) -> Iterator[Fault]:
    for name in ("documents", "milestones", "amendments"):
        items = tender.get(name, [])
        yield from _once([i.get("id") for i in items], f"{path}.{name}")
        for place, item in enumerate(items):
            yield from _required(item, ("id",), f"{path}.{name}.{place}")
    for place, milestone in enumerate(tender.get("milestones", [])):
        yield from _code("milestone", milestone.get("status"), f"{path}.milestones.{place}.status")
    for place, document in enumerate(tender.get("documents", [])):
        if not str(document.get("url", "")).startswith(("https://", "http://")):
            yield Fault("address_unusable", f"{path}.documents.{place}.url")


def _amounts(tender: Mapping[str, Any], path: str) -> Iterator[Fault]:
    faults: list[Fault] = []
    for name in ("value", "minValue"):
        if name in tender:
            faults += _amount(tender[name], f"{path}.{name}")
    yield from faults
    is_range = not faults and {"value", "minValue"} <= tender.keys()
    if is_range and tender["value"]["amount"] < tender["minValue"]["amount"]:
        yield Fault("amounts_reversed", f"{path}.minValue")


def _amount(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    amount = value.get("amount")
    if not isinstance(amount, int | float) or isinstance(amount, bool) or amount < 0:
        yield Fault("amount_unusable", f"{path}.amount")
    if value.get("currency") not in Locale.parse("en").currencies:
        yield Fault("currency_unknown", f"{path}.currency")
