"""What changes in a draft call: imported, settled field by field, remarks set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import finding, policies
from mandat.calls.checker.remarks import RemedyKind
from mandat.calls.importer import read_call
from mandat.calls.importer.draft import (
    FIELDS,
    JSON,
    CallDraft,
    Certainty,
    found_json,
    plain,
)
from mandat.calls.locking import call_for, draft_for
from mandat.calls.models import Call, DraftField, RemarkDismissal, TermsOfReference
from mandat.calls.origins import Origin
from mandat.calls.remarks import open_remarks, remarks_of
from mandat.calls.shapes import SHAPES, Shape
from mandat.calls.states import CallState, can_move
from mandat.calls.typed import Typed, clean, completed, keep_places, read_typed
from mandat.core.errors import RuleBroken
from mandat.core.languages import direction
from mandat.documents.models import File
from mandat.documents.services import give_to_owner
from mandat.people.models import Organisation


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text to import, as extraction gave it."""

    text: str
    sha256: str
    media_type: str = "text/plain"
    page_map: tuple[tuple[int, int], ...] = ()
    warnings: tuple[str, ...] = field(default_factory=tuple)


def import_call(
    *, source: SourceText, organisation: Organisation, by: Any, file: File | None = None
) -> Call:
    """The text has become a draft call, every field with its places in the text.

    `by` is an account, or the operator's name on the command line. `file` is the original, which
    belongs to the call from now on.
    """
    if not isinstance(by, str) and not policies.can_import_call_into(by, organisation):
        raise PermissionDenied
    draft = read_call(source.text)
    return _store(draft, source=source, organisation=organisation, by=by, file=file)


def keep_text(
    call: Call, *, source: SourceText, draft: CallDraft, file: File | None, number: int = 1
) -> TermsOfReference:
    """The text as it was read, one of the texts of the call; its fields are not kept here."""
    language = draft["language"].value or ""
    return TermsOfReference.objects.create(
        call=call,
        number=number,
        text=draft.text,
        sha256=source.sha256,
        language=language,
        direction=direction(language) if language else "ltr",
        media_type=source.media_type,
        page_map=[list(place) for place in source.page_map],
        notices=[[code, [[s.start, s.end] for s in spans]] for code, spans in draft.notices],
        warnings=list(source.warnings),
        file=file,
    )


@transaction.atomic
def _store(
    draft: CallDraft,
    *,
    source: SourceText,
    organisation: Organisation,
    by: Any,
    file: File | None,
) -> Call:
    language = draft["language"].value or ""
    call = Call.objects.create(
        organisation=organisation,
        language=language,
        created_by=None if isinstance(by, str) else by,
    )
    call.terms = keep_text(call, source=source, draft=draft, file=file)
    if file is not None:
        give_to_owner(file=file, owner=call, by=by)
    DraftField.objects.bulk_create(
        DraftField(
            call=call,
            name=name,
            found=found_json(draft.text, draft[name]),
            value=plain(draft.text, draft[name].value),
            extra=plain(draft.text, dict(draft[name].extra)),
            certainty=draft[name].certainty.value,
        )
        for name in FIELDS
    )
    refresh_counts(call)
    record(actor=by, action="calls.call.imported", subject=call, organisation=organisation)
    return call


def refresh_counts(call: Call) -> None:
    """Title and counts say again what the fields say."""
    fields = {f.name: f for f in call.draft_fields.all()}
    shown = [f for name, f in fields.items() if name in SHAPES and f.present]
    remarks = open_remarks(call)
    title = fields["title"].value or ""
    call.title = (title[:1].upper() + title[1:])[:500]
    call.present_count = len(shown)
    call.settled_count = sum(f.settled for f in shown)
    call.remark_count = len(remarks)
    call.blocking_count = sum(r.blocks for r in remarks)
    call.save()
    finding.keep(call)


def _field_of(call: Call, name: str, version: int | None) -> DraftField:
    draft_field = call.draft_fields.get(name=name)
    if version is not None and draft_field.version != version:
        raise RuleBroken(
            "changed_elsewhere",
            _(
                "This value was changed in the meantime, by somebody else or in another window. "
                "Look at what it says now, then decide again."
            ),
        )
    return draft_field


def _settle(
    call: Call,
    draft_field: DraftField,
    *,
    origin: Origin,
    by: Any,
    value: JSON,
    extra: JSON,
    chosen: int | None = None,
) -> DraftField:
    draft_field.origin = origin
    draft_field.value, draft_field.extra, draft_field.chosen = value, extra, chosen
    draft_field.version += 1
    back = origin == Origin.IMPORTED
    draft_field.settled_by = None if back or isinstance(by, str) else by
    draft_field.settled_at = None if back else timezone.now()
    draft_field.save()
    refresh_counts(call)
    record(
        actor=by,
        action="calls.field.settled",
        subject=call,
        organisation=call.organisation,
        details={"field": draft_field.name, "origin": origin.value},
    )
    return draft_field


@transaction.atomic
def confirm_field(*, public_id: UUID, name: str, version: int | None, by: Any) -> DraftField:
    """The value stands as it was read: a person looked at it."""
    call = draft_for(public_id, by)
    draft_field = _field_of(call, name, version)
    if draft_field.certainty == Certainty.CONFLICT and draft_field.origin == Origin.IMPORTED:
        raise RuleBroken("choose_first", _("The text says two things here: choose one of them."))
    origin = Origin.CONFIRMED if draft_field.origin == Origin.IMPORTED else draft_field.origin
    return _settle(
        call,
        draft_field,
        origin=Origin(origin),
        by=by,
        value=draft_field.value,
        extra=draft_field.extra,
        chosen=draft_field.chosen,
    )


@transaction.atomic
def choose_reading(
    *, public_id: UUID, name: str, index: int, version: int | None, by: Any
) -> DraftField:
    """One of the readings of a contradiction counts from now on."""
    call = draft_for(public_id, by)
    draft_field = _field_of(call, name, version)
    alternatives = draft_field.found["alternatives"]
    if not 0 <= index < len(alternatives):
        raise RuleBroken("no_such_reading", _("This reading no longer exists. Reload the page."))
    reading = alternatives[index]
    extra = {k: v for k, v in reading.items() if k not in ("value", "spans")}
    return _settle(
        call,
        draft_field,
        origin=Origin.CHOSEN,
        by=by,
        value=reading["value"],
        extra=extra,
        chosen=index,
    )


@transaction.atomic
def correct_field(
    *,
    public_id: UUID,
    name: str,
    value: JSON,
    extra: Mapping[str, JSON],
    version: int | None,
    by: Any,
) -> DraftField:
    """The field says what a person wrote; what they left untouched keeps its places."""
    if name not in SHAPES:
        raise RuleBroken("not_editable", _("This part is read from the text and not edited."))
    call = draft_for(public_id, by)
    draft_field = _field_of(call, name, version)
    return _settle(
        call,
        draft_field,
        origin=Origin.CORRECTED,
        by=by,
        value=keep_places(draft_field.value, completed(name, value)),
        extra={**draft_field.extra, **extra},
    )


@transaction.atomic
def reset_field(*, public_id: UUID, name: str, version: int | None, by: Any) -> DraftField:
    """The field says again what the text says; what a person decided about it is undone."""
    call = draft_for(public_id, by)
    draft_field = _field_of(call, name, version)
    found = draft_field.found
    extra = {
        k: v for k, v in found.items() if k not in ("value", "certainty", "spans", "alternatives")
    }
    return _settle(
        call, draft_field, origin=Origin.IMPORTED, by=by, value=found["value"], extra=extra
    )


@transaction.atomic
def dismiss_remark(*, public_id: UUID, key: str, reason: str, by: Any) -> Call:
    """The remark is set aside, with the reason on record. It comes back if its values change."""
    call = draft_for(public_id, by)
    reason = clean(reason).strip()
    if not reason:
        raise RuleBroken("reason_missing", _("Say in a few words why this remark does not apply."))
    remark = next((r for r in remarks_of(call) if r.key == key), None)
    if remark is None:
        raise RuleBroken("remark_gone", _("This remark is settled already."))
    RemarkDismissal.objects.update_or_create(
        call=call,
        key=key,
        defaults={"reason": reason, "dismissed_by": None if isinstance(by, str) else by},
    )
    refresh_counts(call)
    record(
        actor=by,
        action="calls.remark.dismissed",
        subject=call,
        organisation=call.organisation,
        details={"code": remark.code},
    )
    return call


@transaction.atomic
def restore_remark(*, public_id: UUID, key: str, by: Any) -> Call:
    """A remark that was set aside stands again."""
    call = draft_for(public_id, by)
    removed, _rows = RemarkDismissal.objects.filter(call=call, key=key).delete()
    if removed:
        refresh_counts(call)
        record(
            actor=by,
            action="calls.remark.restored",
            subject=call,
            organisation=call.organisation,
            details={"code": key.partition(":")[0]},
        )
    return call


def _with_part(draft_field: DraftField, part: str, value: JSON) -> tuple[JSON, dict[str, JSON]]:
    """The field's value and what stands beside it, with one part changed."""
    if not part:
        return value, {}
    if part in draft_field.extra:
        return draft_field.value, {part: value}
    return {**(draft_field.value or {}), part: value}, {}


@transaction.atomic
def apply_remedy(*, public_id: UUID, key: str, by: Any) -> DraftField:
    """What the remark proposes is done: a reading chosen, a value set, or a field emptied."""
    call = draft_for(public_id, by)
    found = next((r for r in remarks_of(call) if r.key == key), None)
    remedy = found.remedy if found else None
    if remedy is None or (remedy.kind == RemedyKind.ASK and remedy.value is None):
        raise RuleBroken("remark_gone", _("This remark is settled already."))
    name, _dot, part = remedy.field.partition(".")
    if remedy.kind == RemedyKind.CHOOSE:
        return choose_reading(
            public_id=public_id, name=name, index=remedy.index or 0, version=None, by=by
        )
    wanted = None if remedy.kind == RemedyKind.DROP else remedy.value
    value, extra = _with_part(call.draft_fields.get(name=name), part, wanted)
    return correct_field(
        public_id=public_id, name=name, value=value, extra=extra, version=None, by=by
    )


def typed_value(name: str, data: Mapping[str, str], selected: tuple[str, ...] = ()) -> Typed:
    """What a form posted for a field of this name; `RuleBroken` when the field has no form."""
    shape: Shape | None = SHAPES.get(name)
    if shape is None:
        raise RuleBroken("not_editable", _("This part is read from the text and not edited."))
    return read_typed(shape, data, selected)


@transaction.atomic
def move_call(*, public_id: UUID, state: CallState, by: Any) -> Call:
    """The draft is discarded, or taken back."""
    call = call_for(public_id, by, policies.can_edit_call)
    apart = {call.state, state} <= {CallState.DRAFT, CallState.DISCARDED}
    if not apart or not can_move(call.state, state):
        raise RuleBroken("not_now", _("The call is not in a state that allows this."))
    call.state = state
    call.save(update_fields=["state", "changed_at"])
    finding.keep(call)
    record(
        actor=by,
        action="calls.call.discarded" if state == CallState.DISCARDED else "calls.call.restored",
        subject=call,
        organisation=call.organisation,
    )
    return call
