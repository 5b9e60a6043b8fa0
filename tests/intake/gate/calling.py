"""The calls of the generated letters, public in the database, and their letters taken in."""

from typing import Any

from mandat.calls.models import Call
from mandat.calls.states import CallState
from mandat.intake.gate.receiving import Received, receive_letter
from mandat.intake.letters.routing import Candidate, Channel
from mandat.people.models import Organisation
from tests.calls.published import published_call
from tests.intake.letters.making import ASKED, CALLS, IMPORTED


def documents() -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "part": one.part.value if one.part else None,
            "per": "member" if one.per_member else None,
            "max_pages": one.max_pages,
        }
        for one in ASKED
    ]


def submission_of(candidate: Candidate) -> dict[str, Any]:
    if candidate.channel is Channel.PORTAL:
        return {"channel": "portal", "exclusive": True, "address": candidate.addresses[0],
                "subject": candidate.subject}  # fmt: skip
    return {
        "channel": "email",
        "address": candidate.addresses[0],
        "subject": candidate.subject,
        "exclusive": candidate.channel is Channel.EMAIL,
    }


def call_of(candidate: Candidate, organisation: Organisation) -> Call:
    """The call as it stood when the letters came; they are imported a day after its deadline."""
    call = published_call(
        organisation,
        values={"title": candidate.subject, "required_documents": documents(),
                "submission": submission_of(candidate)},
        late_rule=candidate.late_rule.value,
        reference=candidate.reference,
    )  # fmt: skip
    call.deadline_at = candidate.deadline
    if candidate.state == "cancelled":
        call.state, call.closing_reason = CallState.CANCELLED, "Étude annulée"
    call.save()
    return call


def calls_of(organisation: Organisation) -> dict[str, Call]:
    """Every call of the letters, by the name that the letters know it by."""
    return {one.call: call_of(one, organisation) for one in CALLS}


def take(raw: bytes, **settings: Any) -> Received:
    return receive_letter(raw=raw, at=IMPORTED, **settings)
