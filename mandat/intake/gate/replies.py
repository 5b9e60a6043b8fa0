"""The one reply to a letter, in the sender's language: what became of it, and what to do.

Never to programs, lists or returned mail, never to a sender whom our own host found to be false,
and to one address three times a day at most: two programs that answer each other stop there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from mandat.calls.models import Call
from mandat.core.errors import RuleBroken
from mandat.intake.content import names_of
from mandat.intake.gate.candidates import way_to
from mandat.intake.gate.filing import ByMail
from mandat.intake.gate.judged import Judged
from mandat.intake.gate.reply_words import SAID
from mandat.intake.gate.teams import asked_now
from mandat.intake.letters.kinds import may_answer
from mandat.intake.letters.outcomes import Outcome, Reason
from mandat.intake.models import Application, Arrival
from mandat.intake.portal.ways import Way
from mandat.intake.receipts.lacking import lack_of
from mandat.intake.receipts.slot_names import slot_name
from mandat.intake.sealing import digest_of
from mandat.intake.services.drafting import content_now
from mandat.intake.services.starting import link_of
from mandat.mail.queries import posted_since
from mandat.mail.services import post
from mandat.mail.values import Link, Moment, Trusted
from mandat.people.services import sender_of

MOST_A_DAY = 3  # replies to one address
TEMPLATES = (
    "intake/arrived",
    "intake/arrived_late",
    "intake/arrived_desk",
    "intake/arrived_question",
    "intake/arrived_unread",
    "intake/arrived_elsewhere",
    "intake/arrived_again",
    "intake/price_free",
)
_BY_OUTCOME = {
    Outcome.DESK: "intake/arrived_desk",
    Outcome.CLARIFICATION: "intake/arrived_question",
    Outcome.REFUSED_ATTACHMENT: "intake/arrived_unread",
    Outcome.EXCLUDED_CHANNEL: "intake/arrived_elsewhere",
    Outcome.DUPLICATE: "intake/arrived_again",
    Outcome.LATE: "intake/arrived_late",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether a reply is on its way; `was_due` when it should have been and could not."""

    posted: bool
    was_due: bool = False


def answer(*, judged: Judged, arrival: Arrival, filed: ByMail | None) -> Answered:
    """The reply is in the outbox, in the caller's transaction, where one may be given."""
    outcome = judged.decision.outcome
    template = "intake/arrived" if _is_receipt(filed) else _BY_OUTCOME.get(outcome)
    letter = judged.letter
    if template is None or letter.sender_refuted:
        return Answered(posted=False)
    if not may_answer(letter, judged.verdict.nature):
        return Answered(posted=False)
    if not may_write(letter.sender.address):
        return Answered(posted=False, was_due=filed is not None)
    try:
        with transaction.atomic():
            _post(template, judged, arrival, filed)
    except RuleBroken:  # an address to which no server sends
        return Answered(posted=False, was_due=True)
    return Answered(posted=True)


def post_receipt(*, filed: ByMail, arrival: Arrival, address: str) -> None:
    """The receipt of a filing that a clerk made of a message."""
    call = filed.application.call
    template = "intake/arrived" if _is_receipt(filed) else "intake/arrived_late"
    values: dict[str, Any] = {
        "arrived_at": _moment(arrival, call),
        "title": "" if call.sensitive else call.title,
        "reasons": [],
    }
    link: Link | None = _page(call)
    if _is_receipt(filed):
        link = link_of(filed.application)
        values |= _receipt(filed)
    else:
        values |= {"counts": False, "reference": Trusted(filed.application.reference)}
    post(
        template=template,
        to=address,
        language=arrival.language,
        organisation=sender_of(arrival.organisation),
        subject_of=filed.application,
        neutral=call.sensitive,
        fleeting=True,
        awaited=_is_receipt(filed),
        link=link,
        **values,
    )


def _is_receipt(filed: ByMail | None) -> bool:
    return filed is not None and filed.application.state != "refused"


def may_write(address: str) -> bool:
    """Whether the address has not had its fill of replies within a day."""
    since = timezone.now() - timedelta(days=1)
    return posted_since(digest_of(address), TEMPLATES, since).count() < MOST_A_DAY


def _post(template: str, judged: Judged, arrival: Arrival, filed: ByMail | None) -> None:
    call = judged.call
    values: dict[str, Any] = {"arrived_at": _moment(arrival, call)}
    if call is not None and call.sensitive:
        values["title"] = ""
    else:
        values["title"] = call.title if call is not None else ""
    values["reasons"] = [SAID[r] for r in _reasons(judged) if r in SAID]
    about: Any = arrival
    link = _page(call)
    if filed is not None and template == "intake/arrived":
        about, link = filed.application, link_of(filed.application)
        values |= _receipt(filed)
    elif template == "intake/arrived_late":
        values |= _late(judged, filed)
    elif template == "intake/arrived_elsewhere":
        values["has_page"] = call is not None and way_to(call) is not Way.PAPER
    post(
        template=template,
        to=judged.letter.sender.address,
        language=arrival.language,
        organisation=sender_of(arrival.organisation),
        subject_of=about,
        neutral=call is not None and call.sensitive and link is not None,
        fleeting=filed is not None,
        awaited=filed is not None and template == "intake/arrived",
        link=link,
        **values,
    )


def _page(call: Call | None) -> Link | None:
    """The public page of the call, which says how to apply."""
    if call is None or not call.token:
        return None
    return Link("open:show_call", {"token": call.token})


def _moment(arrival: Arrival, call: Call | None) -> Moment:
    zone = (call.deadline_zone if call is not None else "") or arrival.organisation.time_zone
    return Moment(arrival.arrived_at, zone or "UTC")


def _reasons(judged: Judged) -> Sequence[Reason]:
    return (judged.decision.reason, *judged.decision.also)


def _late(judged: Judged, filed: ByMail | None) -> dict[str, Any]:
    row = judged.application
    return {
        "counts": row is not None and row.filing_number > 0 and filed is None,
        "reference": Trusted(_reference(row, filed)),
    }


def _reference(row: Application | None, filed: ByMail | None) -> str:
    if filed is not None:
        return filed.application.reference
    return row.reference if row is not None else ""


def _receipt(filed: ByMail) -> dict[str, Any]:
    """What was found and what lacks, by the names that the call gives; and the proof."""
    row, whole = filed.application, filed.signed.whole
    with translation.override(row.language):
        files, lacks = listed(row, whole)
    return {
        "reference": Trusted(row.reference),
        "number": filed.filing.number,
        "is_late": filed.filing.is_late,
        "files": files,
        "lacks": lacks,
        "by_mail": way_to(row.call) is Way.EMAIL,
        "is_proved": row.confirmed_at is not None,
        "receipt": Link("receipts:show_receipt", {"token": filed.once}),
        "proof": Trusted(filed.signed.as_block()),
    }


def listed(
    row: Application, whole: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The files of a receipt with the place that each was given, and what the call asks besides."""
    asked, names = asked_now(row.call, row), names_of(content_now(row))
    files = [
        {
            "document": slot_name(str(file["slot"]), asked, names),
            "name": file["name"],
            "pages": file["pages"],
            "is_exact": file["pages_exact"],
            "sha256": Trusted(file["sha256"]),
        }
        for file in whole["files"]
    ]
    lacks = []
    for code in whole["missing"]:
        lack = lack_of(code, lambda key: slot_name(key, asked, names))
        lacks.append({"label": lack.label, "found": lack.found})
    return files, lacks
