"""A receipt as its holder reads it: on the page, and on paper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, get_timezone_gmt
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mandat.calls.display import money, reader_language
from mandat.calls.models import CallVersion
from mandat.calls.public.words import clock_of
from mandat.core.crypto import bind
from mandat.documents.sizes import shown_size
from mandat.intake.content import names_of
from mandat.intake.models import Filing, Receipt
from mandat.intake.receipts.holding import open_for_holder
from mandat.intake.receipts.lacking import Lack, lack_of
from mandat.intake.receipts.signing import Signed
from mandat.intake.receipts.slot_names import slot_name
from mandat.intake.rules.checks import Outcome
from mandat.intake.rules.slots import asked_of
from mandat.intake.sealing import words_of
from mandat.intake.states import Part

PARTS: Mapping[str, Any] = {
    Part.ADMINISTRATIVE: gettext_lazy("administrative part"),
    Part.TECHNICAL: gettext_lazy("technical part"),
    Part.FINANCIAL: gettext_lazy("financial part"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One file of the receipt."""

    document: str
    part: Any
    name: str
    size: str
    pages: str
    is_counted: bool
    is_waiting: bool  # the worker has not judged it yet
    sha256: str


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant by the clock of the call, and in UTC."""

    at: datetime
    local: str
    utc: str


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What a receipt says. `call` is empty where the call is not named."""

    reference: str
    number: int
    call: str
    filed: Instant
    deadline: Instant | None
    is_open: bool  # what is filed can still be replaced
    is_late: bool
    is_replaced: bool
    is_sensitive: bool
    files: list[Row]
    offer: list[tuple[Any, str]]
    lacks: list[Lack]
    content_sha256: str
    signature: str


def open_receipt(receipt: Receipt | None, token: str) -> Signed | None:
    """The whole of the receipt with its signature; None when the token does not open it."""
    if receipt is None or receipt.for_holder is None:
        return None
    place = bind("intake.receipt", receipt.public_id, "for_holder")
    whole = open_for_holder(token, bytes(receipt.for_holder), place)
    return Signed(whole, bytes(receipt.signature)) if whole is not None else None


def page_of(receipt: Receipt, signed: Signed, at: datetime) -> ReceiptPage:
    """The receipt as it reads `at`, in the language that is active."""
    whole, filing = signed.whole, receipt.filing
    zone, name = whole["zone"] or "UTC", _namer(filing)
    deadline = instant_of(whole["deadline_at"], zone) if whole["deadline_at"] else None
    return ReceiptPage(
        reference=whole["reference"],
        number=whole["filing"],
        call=whole["call"],
        filed=instant_of(whole["filed_at"], zone),
        deadline=deadline,
        is_open=deadline is not None and at <= deadline.at,
        is_late=whole["late"],
        is_replaced=filing.application.filing_number > filing.number,
        is_sensitive=filing.application.call.sensitive,
        files=[_row(file, name, _refused(whole["missing"])) for file in whole["files"]],
        offer=_offer(whole["offer"]),
        lacks=[lack_of(code, name) for code in whole["missing"]],
        content_sha256=whole["content_sha256"],
        signature=signed.signature.hex(),
    )


def _namer(filing: Filing) -> Callable[[str], str]:
    """What slots are called in the version of the call that was answered."""
    application = filing.application
    version = CallVersion.objects.defer("text").get(
        call=application.call, number=filing.call_version
    )
    asked = asked_of(version.content, application.stage, application.asked)
    content = words_of(application.organisation, filing, "content") or {}
    return partial(slot_name, asked=asked, names=names_of(content))


def instant_of(iso: str, zone: str) -> Instant:
    """To the second; what is signed says the microsecond."""
    at = datetime.fromisoformat(iso)
    return Instant(at, _local(at, zone), _written(at.astimezone(UTC)))


def _local(at: datetime, zone: str) -> str:
    local = at.astimezone(ZoneInfo(zone))
    words = {
        "moment": _written(local),
        "clock": clock_of(zone),
        "shift": get_timezone_gmt(local, locale="en").replace("GMT", "UTC"),
    }
    return _("%(moment)s, %(clock)s (%(shift)s)") % words


def _written(local: datetime) -> str:
    reader = reader_language()
    locale = {"en": "en_GB"}.get(reader, reader)
    day = format_datetime(local, "EEEE d MMMM y", tzinfo=local.tzinfo, locale=locale)
    return _("%(day)s at %(hour)s") % {"day": day, "hour": local.strftime("%H:%M:%S")}


def _row(file: Mapping[str, Any], name: Callable[[str], str], refused: frozenset[str]) -> Row:
    """`refused`: places in which a file had not passed the checks, and is counted no more."""
    pages = file["pages"]
    return Row(
        document=name(file["slot"]),
        part=PARTS[file["part"]],
        name=file["name"],
        size=shown_size(file["bytes"]) if file["bytes"] is not None else "",
        pages=_pages(pages, exact=file["pages_exact"]) if pages is not None else "",
        is_counted=pages is not None,
        is_waiting=pages is None and file["slot"] not in refused,
        sha256=file["sha256"],
    )


def _refused(missing: Iterable[str]) -> frozenset[str]:
    told = (code.partition(":") for code in missing)
    return frozenset(key for outcome, _colon, key in told if outcome == Outcome.REFUSED)


def _pages(count: int, *, exact: bool) -> str:
    if exact:
        return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}
    return ngettext("about %(count)d page", "about %(count)d pages", count) % {"count": count}


def _offer(offer: Mapping[str, Any] | None) -> list[tuple[Any, str]]:
    """The sums as they were typed; nothing when no price was."""
    if not offer:
        return []
    if offer.get("sealed_earlier"):
        return [(_("Prices"), _("as filed before, sealed until the opening"))]
    said = [(_("Total excluding tax"), offer["excluding_tax"])]
    if offer["including_tax"] is not None:
        said.append((_("Total including tax"), offer["including_tax"]))
    return [(label, money(Decimal(amount), offer["currency"])) for label, amount in said]
