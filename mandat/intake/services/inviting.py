"""The second stage: whoever is shortlisted is invited to a full proposal, by their own link."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls.content import has_two_stages
from mandat.calls.models import Call, CallVersion
from mandat.calls.states import CallState
from mandat.calls.times import instant_of, is_in_time
from mandat.core.errors import RuleBroken
from mandat.intake import policies
from mandat.intake.content import whole
from mandat.intake.models import Application, Filing
from mandat.intake.rules.slots import asked_of
from mandat.intake.sealing import address_of, seal_words, words_of
from mandat.intake.services.common import locked
from mandat.intake.services.starting import new_application
from mandat.intake.services.telling import tell
from mandat.intake.states import ApplicationStage, ApplicationState, Part
from mandat.mail.values import Moment, Trusted

_INVITED = (ApplicationState.FILED, ApplicationState.ADMITTED)
_MOST_DOCUMENTS = 40
_LONGEST_NAME = 300  # characters
_KEPT = ("name", "part", "per", "max_pages", "min_references", "attestations")


@transaction.atomic
def invite_to_full_proposal(
    *,
    application: Application,
    by: Any,
    deadline_wall: str,
    deadline_zone: str,
    documents: Iterable[Mapping[str, Any]] | None = None,
    at: datetime,
) -> Application:
    """The applicant has a full proposal of their own to fill in, and a link to it by mail.

    It begins with what their expression of interest said when it was filed. `deadline_wall` and
    `deadline_zone` are its own deadline; `documents` are asked instead of the call's, in the same
    shape, None for those of the call. Invited twice, nothing more happens.
    """
    row = locked(application.public_id)
    if not policies.can_invite(by, row):
        raise PermissionDenied
    known = Application.objects.filter(invited_from=row).first()
    if known is not None:
        return known
    version = _require_invitable(row, at)
    deadline = _deadline(deadline_wall, deadline_zone, at)
    asked = None if documents is None else _documents(documents)
    proposal = _made(row, deadline, asked, at)
    names = [one.name for one in asked_of(version.content, proposal.stage, asked)]
    tell(
        "intake/invited",
        proposal,
        reference=Trusted(proposal.reference),
        earlier=Trusted(row.reference),
        deadline=Moment(deadline, deadline_zone),
        documents=names,
    )
    record(
        actor=by,
        action="intake.application.invited",
        subject=proposal,
        organisation=proposal.organisation,
        details={"from": str(row.public_id)},
    )
    return proposal


def _require_invitable(row: Application, at: datetime) -> CallVersion:
    """The version of the call that counts, when this expression of interest can go further."""
    call = row.call
    version = CallVersion.objects.defer("text").get(call=call, number=call.version_number)
    if row.stage != ApplicationStage.EXPRESSION_OF_INTEREST or not has_two_stages(version.content):
        raise RuleBroken("one_stage", _("This call has no second stage for this application."))
    if row.state not in _INVITED or row.erased_at is not None:
        raise RuleBroken(
            "not_standing", _("Only an expression of interest that stands can be taken further.")
        )
    if _still_open(call, at):
        raise RuleBroken(
            "call_still_open",
            _("Wait for the deadline: until then other expressions of interest may come."),
        )
    if not address_of(row):
        raise RuleBroken("no_address", _("There is no address any more to which to write."))
    return version


def _still_open(call: Call, at: datetime) -> bool:
    if call.state == CallState.CLOSED:
        return False
    if call.state != CallState.PUBLISHED or call.deadline_at is None:
        raise RuleBroken("call_not_open", _("This call takes no applications."))
    return is_in_time(at, call.deadline_at)


def _deadline(wall: str, zone: str, at: datetime) -> datetime:
    try:
        deadline = instant_of(wall, zone).at
    except (ValueError, ZoneInfoNotFoundError):
        raise RuleBroken("bad_deadline", _("Give a day and an hour, and a time zone.")) from None
    if deadline <= at:
        raise RuleBroken("past_deadline", _("The deadline must be in the future."))
    return deadline


def _documents(documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Documents in the shape of a call's, with nothing else in them."""
    rows = [{name: row[name] for name in _KEPT if name in row} for row in documents]
    if not 1 <= len(rows) <= _MOST_DOCUMENTS:
        raise RuleBroken("documents_missing", _("Name the documents that you ask for."))
    for row in rows:
        row["name"] = str(row.get("name") or "").strip()[:_LONGEST_NAME]
        if not row["name"] or row.get("part", "") not in {"", *Part}:
            raise RuleBroken("documents_missing", _("Name the documents that you ask for."))
    return rows


def _made(
    row: Application, deadline: datetime, asked: list[dict[str, Any]] | None, at: datetime
) -> Application:
    proposal = new_application(
        call=row.call,
        address=address_of(row),
        language=row.language,
        at=at,
        stage=ApplicationStage.FULL_PROPOSAL,
        invited_from=row,
        deadline_at=deadline,
        asked=asked,
        confirmed_at=row.confirmed_at,
    )
    filing = Filing.objects.get(application=row, number=row.filing_number)
    words = whole(words_of(row.organisation, filing, "content") or {})
    words.pop("corrections", None)  # they belong to what was filed
    proposal.content = seal_words(proposal.organisation, proposal, "content", words)
    proposal.save(update_fields=["content"])
    return proposal
