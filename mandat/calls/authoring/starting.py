"""A call begins here: from nothing, from a template, or from an earlier call."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.authoring.carrying import Fields, without_dates_and_amounts
from mandat.calls.content import content_of
from mandat.calls.finding import search_calls
from mandat.calls.importer.draft import FIELDS, JSON, Certainty
from mandat.calls.models import Call, CallTemplate, DraftField
from mandat.calls.origins import Origin
from mandat.calls.queries import current_draft, live_calls
from mandat.calls.services import refresh_counts
from mandat.people.models import Organisation
from mandat.people.queries import organisations_where
from mandat.people.roles import WRITES_CALLS

# What the importer would have found: nothing was read.
UNREAD: Mapping[str, JSON] = {"value": None, "certainty": "absent", "spans": [], "alternatives": []}


@transaction.atomic
def start_call(
    *,
    organisation: Organisation,
    by: Any,
    language: str = "",
    template: CallTemplate | None = None,
    copied_from: Call | None = None,
) -> Call:
    """A draft without terms of reference stands in the organisation, to be written step by step.

    A template or an earlier call, of the same organisation, gives what holds neither date nor
    amount. Without `language` the draft has that of where it comes from, else the first language
    of the organisation's calls.
    """
    if not policies.can_import_call_into(by, organisation):
        raise PermissionDenied
    _check_source(organisation, template, copied_from, by)
    habits = organisation.call_languages or ["fr"]
    source = template or copied_from
    spoken = language or (source.language if source else "") or habits[0]
    call = Call.objects.create(organisation=organisation, language=spoken, created_by=by)
    call.sensitive = bool(copied_from and copied_from.sensitive)
    if copied_from is not None:
        call.programme, call.funding = copied_from.programme, copied_from.funding
    fields = _beginning(organisation) | _carried(template, copied_from)
    fields["language"] = {"value": spoken, "extra": {}}
    DraftField.objects.bulk_create(_row(call, name, fields) for name in FIELDS)
    refresh_counts(call)
    record(
        actor=by,
        action="calls.call.started",
        subject=call,
        organisation=organisation,
        details=_details(template, copied_from),
    )
    return call


def _check_source(
    organisation: Organisation, template: CallTemplate | None, copied_from: Call | None, by: Any
) -> None:
    """What it starts from belongs to the same organisation and may be seen."""
    if template is not None and template.organisation_id != organisation.pk:
        raise PermissionDenied
    if copied_from is None:
        return
    if copied_from.organisation_id != organisation.pk or not policies.can_see_call(by, copied_from):
        raise PermissionDenied


def _beginning(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """What is known before anybody has typed anything."""
    return {"issuer": {"value": organisation.name, "extra": {}}}


def _carried(template: CallTemplate | None, copied_from: Call | None) -> dict[str, dict[str, Any]]:
    if template is not None:
        held: Fields = {n: {"value": v, "extra": {}} for n, v in template.fields.items()}
        return without_dates_and_amounts(held, template.language)
    return carried_from(copied_from) if copied_from is not None else {}


def carried_from(call: Call) -> dict[str, dict[str, Any]]:
    """What another call may take over: of what is public once it is, else of the draft."""
    latest = call.versions.order_by("-number").first()
    content = latest.content if latest else content_of(current_draft(call), {})
    return without_dates_and_amounts(content["fields"], call.language)


def _row(call: Call, name: str, fields: Mapping[str, Mapping[str, Any]]) -> DraftField:
    field = fields.get(name)
    return DraftField(
        call=call,
        name=name,
        found=dict(UNREAD),
        value=field["value"] if field else None,
        extra=dict(field["extra"]) if field else {},
        certainty=Certainty.ABSENT,
        origin=Origin.CORRECTED if field else Origin.IMPORTED,
    )


def _details(template: CallTemplate | None, copied_from: Call | None) -> dict[str, str]:
    if template is not None:
        return {"template": str(template.public_id)}
    return {"copied_from": str(copied_from.public_id)} if copied_from is not None else {}


def calls_to_copy(account: Any) -> QuerySet[Call]:
    """Calls of the organisations in which the person writes, the last changed first."""
    calls = live_calls(account).filter(organisation__in=organisations_where(account, WRITES_CALLS))
    return calls.order_by("-changed_at", "-pk")


def find_to_copy(account: Any, words: str, *, language: str, most: int) -> list[Call]:
    """Of them, those with the words, the best first; without words, the last changed."""
    calls = calls_to_copy(account)
    if not words:
        return list(calls[:most])
    found = search_calls(words, account, language=language, limit=most)
    keys = [call.pk for _hit, call in (*found.whole, *found.some)]
    by_key = calls.in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]
