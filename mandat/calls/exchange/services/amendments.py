"""Amendments of a public call: written field by field, published as its next version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.content import FROZEN, amended, extra_of, value_of
from mandat.calls.exchange import news, rules
from mandat.calls.exchange.amending import new_remarks, proposal_for
from mandat.calls.exchange.queries import next_number, open_amendment
from mandat.calls.exchange.services.common import require, same_version, written
from mandat.calls.exchange.services.tellings import tell_all
from mandat.calls.importer.draft import JSON
from mandat.calls.locking import call_for
from mandat.calls.models import Amendment, Call
from mandat.calls.publishing import deadline_of, make_version, questions_end_of, text_of
from mandat.calls.queries import version_now
from mandat.calls.shapes import SHAPES
from mandat.calls.states import (
    AMENDMENT_TRANSITIONS,
    AmendmentKind,
    AmendmentState,
    CallState,
)
from mandat.calls.typed import completed
from mandat.core.errors import RuleBroken


@transaction.atomic
def start_amendment(*, call_id: UUID, by: Any) -> Amendment:
    """A change of what is public begins; the one that is already being written, if there is."""
    call = call_for(call_id, by, policies.can_amend_call)
    known = open_amendment(call)
    if known is not None:
        return known
    require(call, CallState.PUBLISHED)
    now = timezone.now()
    _refuse_after_the_end(call, now)
    amendment = Amendment.objects.create(
        call=call,
        kind=AmendmentKind.CHANGE,
        from_version=call.version_number,
        made_by=by,
        made_at=now,
    )
    note("calls.amendment.started", amendment, by)
    return amendment


def _refuse_after_the_end(call: Call, now: datetime) -> None:
    if call.deadline_at is None or now > call.deadline_at:
        raise RuleBroken(
            "deadline_passed",
            _("The deadline has passed: the call can no longer be changed. Tell delays instead."),
        )


def note(action: str, amendment: Amendment, by: Any, **details: Any) -> None:
    """The act stands in the journal, with the call that it is about."""
    record(
        actor=by,
        action=action,
        subject=amendment,
        organisation=amendment.call.organisation,
        details={"call": str(amendment.call.public_id), "kind": amendment.kind, **details},
    )


def amendment_of(call: Call, public_id: UUID, version: int | None) -> Amendment:
    """The amendment, locked, as this person saw it."""
    amendment = (
        Amendment.objects.select_for_update(of=("self",))
        .filter(call=call, public_id=public_id)
        .first()
    )
    if amendment is None:
        raise RuleBroken("amendment_gone", _("This amendment no longer exists."))
    amendment.call = call
    same_version(amendment.version, version)
    return amendment


def move(amendment: Amendment, state: AmendmentState) -> None:
    """The amendment is in another state; the caller saves. What the table does not list is not."""
    if state not in AMENDMENT_TRANSITIONS[AmendmentState(amendment.state)]:
        raise RuleBroken(
            "not_now", _("The amendment is in another state now. Look at the page again.")
        )
    amendment.state = state
    amendment.version += 1


def _draft(call: Call, public_id: UUID, version: int | None) -> Amendment:
    amendment = amendment_of(call, public_id, version)
    if amendment.state != AmendmentState.DRAFT or amendment.kind != AmendmentKind.CHANGE:
        raise RuleBroken("not_a_draft", _("This amendment is no longer being written."))
    return amendment


@transaction.atomic
def change_field(
    *,
    call_id: UUID,
    amendment_id: UUID,
    name: str,
    value: JSON,
    extra: Mapping[str, JSON],
    version: int | None,
    by: Any,
) -> Amendment:
    """The amendment gives the field this value. What is as before is no change."""
    call = call_for(call_id, by, policies.can_amend_call)
    amendment = _draft(call, amendment_id, version)
    if name not in SHAPES or name in FROZEN:
        raise RuleBroken(
            "frozen",
            _("This was fixed when the call was published: people rely on it. It cannot change."),
        )
    content = version_now(call).content
    now = {"value": completed(name, value), "extra": {**extra_of(content, name), **extra}}
    before = {"value": value_of(content, name), "extra": dict(extra_of(content, name))}
    if _means(now) == _means(before):
        amendment.changes.pop(name, None)
    else:
        amendment.changes[name] = now
    amendment.version += 1
    amendment.save()
    return amendment


def _means(field: Mapping[str, Any]) -> tuple[Any, Any]:
    """What a field says, whatever empty parts it carries along."""
    return _solid(field["value"]), _solid(field["extra"]) or {}


def _solid(value: JSON) -> JSON:
    match value:
        case Mapping():
            kept = {k: _solid(v) for k, v in value.items()}
            return {k: v for k, v in kept.items() if v not in (None, "", [], {}, False)} or None
        case list() | tuple():
            return [_solid(v) for v in value] or None
    return value if value != "" else None


@transaction.atomic
def take_change_back(
    *, call_id: UUID, amendment_id: UUID, name: str, version: int | None, by: Any
) -> Amendment:
    """The field stays as it was published."""
    call = call_for(call_id, by, policies.can_amend_call)
    amendment = _draft(call, amendment_id, version)
    amendment.changes.pop(name, None)
    amendment.version += 1
    amendment.save()
    return amendment


@transaction.atomic
def extend_deadline(
    *, call_id: UUID, amendment_id: UUID, version: int | None, by: Any
) -> Amendment:
    """The deadline that is proposed is taken."""
    call = call_for(call_id, by, policies.can_amend_call)
    amendment = _draft(call, amendment_id, version)
    proposal = proposal_for(call, amendment, timezone.now())
    if proposal is not None:
        extra = {**extra_of(version_now(call).content, "deadline"), "timezone": proposal.zone}
        amendment.changes["deadline"] = {"value": proposal.wall, "extra": extra}
        amendment.kept_deadline_reason = ""
        amendment.version += 1
        amendment.save()
    return amendment


@transaction.atomic
def drop_amendment(*, call_id: UUID, amendment_id: UUID, version: int | None, by: Any) -> Amendment:
    """Nothing of it is published: what was being written or proposed is dropped."""
    call = call_for(call_id, by, policies.can_amend_call)
    amendment = amendment_of(call, amendment_id, version)
    move(amendment, AmendmentState.DROPPED)
    amendment.save()
    note("calls.amendment.dropped", amendment, by)
    return amendment


@transaction.atomic
def publish_amendment(
    *,
    call_id: UUID,
    amendment_id: UUID,
    reason: str,
    kept_deadline_reason: str,
    version: int | None,
    by: Any,
) -> Amendment:
    """The change is public as the next version of the call, and everybody who follows is told.

    RuleBroken when the call has changed since the amendment was begun, when the change asks for
    more time and nobody decided about it, or when it makes the call contradict itself.
    """
    call = call_for(call_id, by, policies.can_amend_call)
    require(call, CallState.PUBLISHED)
    amendment = _draft(call, amendment_id, version)
    now = timezone.now()
    _refuse_after_the_end(call, now)
    if not amendment.changes:
        raise RuleBroken("nothing_changed", _("Nothing is changed yet: change a value first."))
    amendment.reason = written(
        reason, "reason_missing", _("Write the reason: everybody reads it with the change.")
    )
    amendment.kept_deadline_reason = rules.clean_text(kept_deadline_reason)
    _refuse_what_is_unfair(call, amendment, now)
    publish(call, amendment, by=by, at=now)
    tell_all(call, amendment, news.AMENDED, now)
    note("calls.amendment.published", amendment, by, number=amendment.number)
    return amendment


def same_call(call: Call, amendment: Amendment) -> None:
    """The call is the one that was looked at when the amendment was begun."""
    if amendment.from_version != call.version_number:
        raise RuleBroken(
            "call_changed",
            _("The call was changed in the meantime: look at it again, then amend it anew."),
        )


def _refuse_what_is_unfair(call: Call, amendment: Amendment, now: datetime) -> None:
    same_call(call, amendment)
    content = version_now(call).content
    _refuse_less_time(call, amended(content, amendment.changes), now)
    if proposal_for(call, amendment, now) and not amendment.kept_deadline_reason:
        raise RuleBroken(
            "extension_undecided",
            _(
                "The deadline is near. Give more time to take the change into account, or write "
                "why it stays."
            ),
        )
    if any(r.severity == "blocking" for r in new_remarks(call, content, amendment.changes)):
        raise RuleBroken(
            "contradiction",
            _("The changed call contradicts itself. Settle what is marked before publishing."),
        )


def _refuse_less_time(call: Call, content: Mapping[str, Any], now: datetime) -> None:
    assert call.deadline_at is not None  # the database says so of a public call
    fault = rules.deadline_fault(now, call.deadline_at, deadline_of(content).at)
    if fault == "deadline_earlier":
        raise RuleBroken(
            "deadline_earlier",
            _(
                "An amendment never brings the deadline forward: people rely on it. That is an "
                "early closing, which another person approves."
            ),
        )
    before = questions_end_of(version_now(call).content) or call.deadline_at
    after = questions_end_of(content) or before
    if rules.less_time_to_ask(now, before, after):
        raise RuleBroken(
            "questions_earlier",
            _("An amendment never shortens the time for questions: people rely on it."),
        )


def publish(call: Call, amendment: Amendment, *, by: Any, at: datetime) -> None:
    """The amendment is public under the next number, with the version that it makes.

    The caller holds both rows, and has asked the policies and the rules.
    """
    same_call(call, amendment)
    if amendment.kind != AmendmentKind.CANCELLATION:
        content = amended(version_now(call).content, amendment.changes)
        make_version(call, content, text_of(call, content), by=by, at=at)
    move(amendment, AmendmentState.PUBLISHED)
    amendment.number = next_number(Amendment.objects.filter(call=call))
    amendment.published_at = at
    amendment.save()
