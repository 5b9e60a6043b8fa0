"""The dossier of a call for whoever audits it: what arrived, when, and what was decided by whom.

It names no applicant and holds no content of any file: references, instants, codes, fingerprints.
Of what is sealed it says "received" alone, before the opening and after.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from mandat.audit.services import record
from mandat.calls.content import Content
from mandat.calls.models import Call
from mandat.intake import policies
from mandat.intake.content import sha256_of
from mandat.intake.desk.standing import content_now
from mandat.intake.models import (
    Application,
    Arrival,
    CriterionDecision,
    Decision,
    Extension,
    Filing,
    ProofRequest,
)
from mandat.intake.rules.completeness import is_price_asked
from mandat.intake.rules.slots import asked_of
from mandat.intake.states import ARRIVED, Part

FORMAT = "mandat-dossier/1"
_CHUNK = 500  # applications at once
_SORTS = {
    Decision: "decision",
    CriterionDecision: "criterion",
    ProofRequest: "proof",
    Extension: "extension",
}
_COLUMNS = (
    "reference",
    "door",
    "stage",
    "state",
    "filing",
    "received_utc",
    "late",
    "filing_sha256",
    "receipt_sha256",
    "slot",
    "document",
    "part",
    "file_sha256",
    "pages",
    "sealed",
)


def instant(at: datetime | None) -> str:
    """An instant in UTC to the microsecond, as ISO 8601; "" without one."""
    return at.astimezone(UTC).isoformat() if at else ""


def arrived_in(call: Call) -> QuerySet[Application]:
    """Everything that was handed in, in the order of arrival; nothing of what it says is read."""
    return (
        Application.objects.filter(
            call=call, state__in=sorted(s.value for s in ARRIVED), filing_number__gte=1
        )
        .defer("content", "secret", "address")
        .order_by("filed_at", "pk")
    )


def entries_of(
    call: Call, content: Content, applications: Iterable[Application]
) -> list[dict[str, Any]]:
    """The entries of these applications, as plain data, in three queries."""
    rows = list(applications)
    keys = [a.pk for a in rows]
    filings: dict[int, list[Filing]] = {}
    found = Filing.objects.filter(application__in=keys).select_related("receipt")
    found = found.annotate(has_envelope=Q(envelope__isnull=False))
    for filing in found.defer("content", "envelope").order_by("number"):
        filings.setdefault(filing.application_id, []).append(filing)
    files = _files_of([f.pk for each in filings.values() for f in each], call)
    steps = _steps_of(keys)
    return [_entry(call, content, a, filings.get(a.pk, []), files, steps) for a in rows]


def _entry(  # noqa: PLR0917 -- a call, one of its applications, and what was read for all
    call: Call,
    content: Content,
    application: Application,
    filings: Iterable[Filing],
    files: Mapping[int, list[dict[str, Any]]],
    steps: Mapping[int, list[dict[str, Any]]],
) -> dict[str, Any]:
    asked = asked_of(content, application.stage, application.asked)
    names = {one.number: one.name for one in asked}
    priced = is_price_asked(content, asked, application.stage)
    return {
        "reference": application.reference,
        "door": application.channel,
        "stage": application.stage,
        "state": application.state,
        "received": instant(application.filed_at),
        "withdrawn": instant(application.withdrawn_at),
        "erased": instant(application.erased_at),
        "filings": [
            _filing(f, names, files.get(f.pk, []), call, has_price=priced) for f in filings
        ],
        "steps": steps.get(application.pk, []),
    }


def _filing(
    filing: Filing,
    names: Mapping[int, str],
    files: list[dict[str, Any]],
    call: Call,
    *,
    has_price: bool,
) -> dict[str, Any]:
    receipt = getattr(filing, "receipt", None)
    is_received = vars(filing)["has_envelope"] or any(f["sealed"] for f in files)
    named = [{**f, "document": _document(str(f["slot"]), names)} for f in files]
    return {
        "number": filing.number,
        "received": instant(filing.filed_at),
        "late": filing.is_late,
        "call_version": filing.call_version,
        "content_sha256": filing.sha256,
        "receipt_sha256": sha256_of(receipt.body) if receipt else "",
        "files": named,
        "sealed_part": _sealed_part(call, is_received=is_received, is_asked=has_price),
    }


def _sealed_part(call: Call, *, is_received: bool, is_asked: bool) -> str:
    """All that is said of it before the opening. Where no price is asked, none is missing."""
    if not call.seals_prices:
        return "not sealed"
    if is_received:
        return "received"
    return "not received" if is_asked else "not asked"


def _document(slot: str, names: Mapping[int, str]) -> str:
    """What the call asks in the slot; nobody of the team is named."""
    number = slot.partition(".")[0]
    return names.get(int(number), "") if number.isdecimal() else ""


def _files_of(filings: Iterable[int], call: Call) -> dict[int, list[dict[str, Any]]]:
    through = Filing.pieces.through.objects.filter(filing__in=list(filings))
    rows = through.order_by("piece_id").values_list(
        "filing_id",
        "piece__slot",
        "piece__part",
        "piece__file__sha256",
        "piece__file__page_count",
        "piece__file__is_secret",
    )
    found: dict[int, list[dict[str, Any]]] = {}
    said: dict[str, Any]
    for filing, slot, part, digest, pages, is_secret in rows:
        if is_secret or (part == Part.FINANCIAL and call.seals_prices):
            said = {"slot": "", "part": part, "sha256": "", "pages": None, "sealed": True}
        else:
            said = {"slot": slot, "part": part, "sha256": digest, "pages": pages, "sealed": False}
        kept = found.setdefault(filing, [])
        if said not in kept or not said["sealed"]:  # not even how many are sealed
            kept.append(said)
    return found


def _steps_of(applications: list[int]) -> dict[int, list[dict[str, Any]]]:
    """Decisions, criteria, requests for proof and for longer validity: who and when; one query."""

    def said(model: Any, what: Any, number: Any, done: str) -> QuerySet[Any, Any]:
        columns = {
            "sort": Value(_SORTS[model], CharField()),
            "what": what,
            "about": number,
            "who": F(f"{done}_by__name"),
            "at": F(f"{done}_at"),
        }
        rows = model.objects.filter(application__in=applications).order_by()
        return rows.annotate(**columns).values_list("application_id", *columns)  # type: ignore[no-any-return]

    none = Value(-1, IntegerField())
    parts = [
        said(Decision, F("kind"), none, "decided"),
        said(CriterionDecision, F("outcome"), F("number"), "decided"),
        said(ProofRequest, F("state"), F("criterion"), "asked"),
        said(Extension, Value("asked", CharField()), none, "asked"),
    ]
    found: dict[int, list[dict[str, Any]]] = {}
    rows = parts[0].union(*parts[1:], all=True).order_by()
    for pk, sort, what, number, who, at in sorted(rows, key=lambda r: (r[5], r[1])):
        step = {"sort": sort, "what": what, "by": who, "at": instant(at)}
        if number is not None and number >= 0:
            step["criterion"] = number
        found.setdefault(pk, []).append(step)
    return found


def arrivals_of(call: Call) -> QuerySet[Arrival]:
    """The mails that came for the call, each with what became of it, the oldest first."""
    rows = Arrival.objects.filter(call=call).select_related("application")
    return rows.only(
        "arrived_at", "stamped_by", "outcome", "reason", "settled_at", "application__reference"
    ).order_by("arrived_at", "pk")


def arrival_entry(arrival: Arrival) -> dict[str, Any]:
    """One mail as plain data: neither sender nor words."""
    return {
        "arrived": instant(arrival.arrived_at),
        "stamped_by": arrival.stamped_by,
        "outcome": arrival.outcome,
        "reason": arrival.reason,
        "application": arrival.application.reference if arrival.application else "",
        "settled": instant(arrival.settled_at),
    }


@transaction.atomic
def note_reading(*, call: Call, form: str, by: Any) -> None:
    """Whoever reads a dossier is in the journal; `form` is page or zip."""
    if not policies.can_read_dossier(by, call):
        raise PermissionDenied
    record(
        actor=by,
        action="intake.dossier.read",
        subject=call,
        organisation=call.organisation,
        details={"form": form},
    )


def write_zip(call: Call, to: IO[bytes], at: datetime) -> None:
    """The whole dossier as a ZIP: index as JSON and CSV, what receipts say openly, fingerprints."""
    content = content_now(call)
    entries = list(_all_entries(call, content))
    index = {
        "format": FORMAT,
        "call": str(call.public_id),
        "call_version": call.version_number,
        "deadline": instant(call.deadline_at),
        "made": instant(at),
        "applications": entries,
        "arrivals": [arrival_entry(a) for a in arrivals_of(call).iterator()],
    }
    sums: list[str] = []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, data: bytes) -> None:
            info = zipfile.ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
            sums.append(f"{sha256(data).hexdigest()}  {name}")

        add("index.json", _json(index))
        add("index.csv", _table(entries).encode())
        for name, body in _receipts(call):
            add(f"receipts/{name}.json", _json(body))
        add("SHA256SUMS", ("\n".join(sums) + "\n").encode())


def _all_entries(call: Call, content: Content) -> Iterator[dict[str, Any]]:
    rows = list(arrived_in(call))
    for start in range(0, len(rows), _CHUNK):
        yield from entries_of(call, content, rows[start : start + _CHUNK])


def _receipts(call: Call) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each receipt says to everybody.

    Neither signature nor fingerprint of its whole: with either, the sum of an offer could be found
    by trying all sums.
    """
    rows = Filing.objects.filter(application__call=call, receipt__isnull=False)
    named = rows.order_by("application__filed_at", "application_id", "number").values_list(
        "application__reference",
        "number",
        "receipt__body",
    )
    for reference, number, body in named.iterator():
        yield f"{reference}-{number}", body


def _json(said: Any) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _table(entries: Iterable[Mapping[str, Any]]) -> str:
    """One line for each file of each filing; a filing without files has one as well."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for entry in entries:
        for filing in entry["filings"]:
            for file in filing["files"] or [{}]:
                writer.writerow(_line(entry, filing, file))
    return text.getvalue()


Said = Mapping[str, Any]


def _line(entry: Said, filing: Said, file: Said) -> list[Any]:
    own = [entry[name] for name in ("reference", "door", "stage", "state")]
    of_filing = [filing[n] for n in ("number", "received", "late", "content_sha256")]
    document = str(file.get("document", ""))
    if document[:1] in ("=", "+", "-", "@", "\t"):  # a sheet would take it for a formula
        document = f"'{document}"
    return [
        *own,
        *of_filing,
        filing["receipt_sha256"],
        file.get("slot", ""),
        document,
        file.get("part", ""),
        file.get("sha256", ""),
        "" if file.get("pages") is None else file["pages"],
        file.get("sealed", ""),
    ]
