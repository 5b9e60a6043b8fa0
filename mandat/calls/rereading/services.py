"""A corrected file is taken over: a further text of the call, and the fields that follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls import policies
from mandat.calls.importer import read_call
from mandat.calls.importer.draft import FIELDS, CallDraft
from mandat.calls.life.services.common import same_as_seen
from mandat.calls.locking import locked_call
from mandat.calls.models import Call, DraftField, TermsOfReference
from mandat.calls.origins import Origin
from mandat.calls.remarks import remarks_of
from mandat.calls.rereading.rules import Choice, Fate, Held, compare, is_same, taken
from mandat.calls.services import SourceText, keep_text, refresh_counts
from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.documents.services import give_to_owner


@dataclass(frozen=True, slots=True)
class Terms:
    """A text that is to be taken over: as it was extracted, what was read in it, and its file."""

    source: SourceText
    draft: CallDraft
    file: File | None = None


def read_terms(source: SourceText, file: File | None = None) -> Terms:
    """The text with its fields; it takes about a second, so it is done outside of transactions."""
    return Terms(source, read_call(source.text), file)


def held(field: DraftField) -> Held:
    """The stored field as the rules see it."""
    return Held(field.value, field.extra, Origin(field.origin), field.found)


def state_of(call: Call) -> list[Any]:
    """What a comparison rests on: the text that counts, and the version of every field."""
    fields = call.draft_fields.order_by("name").values_list("name", "version")
    return [call.terms.number if call.terms else 0, [list(f) for f in fields]]


def may_reread(call: Call) -> None:
    """A corrected file changes a draft only: `RuleBroken` otherwise."""
    if call.state == CallState.IN_APPROVAL:
        raise RuleBroken(
            "in_approval",
            _("The call waits for approval. Withdraw the request before you take a file over."),
        )
    if call.state != CallState.DRAFT:
        raise RuleBroken(
            "not_a_draft",
            _("Only a draft can take a corrected file over. A public call is amended instead."),
        )


@transaction.atomic
def take_reading(
    *, public_id: UUID, terms: Terms, choices: Mapping[str, Choice], seen: str | None, by: Any
) -> Call:
    """The text counts from now on, and the fields that no person settled say what it says.

    `choices` are those of the person for disputed fields; without one the draft's value stays.
    `seen` is the digest of `state_of` that the person decided on; None when nobody could change
    it meanwhile. `by` is an account, or the operator's name on the command line. The file before
    stays with the call.
    """
    call = locked_call(public_id)
    if not isinstance(by, str) and not policies.can_edit_call(by, call):
        raise PermissionDenied
    may_reread(call)
    same_as_seen(state_of(call), seen)
    if call.terms and call.terms.sha256 == terms.source.sha256:
        raise RuleBroken("same_text", _("This is the text that the call has already."))
    call.terms = _further_text(call, terms)
    if terms.file is not None:
        give_to_owner(file=terms.file, owner=call, by=by)
    changed = [name for name in FIELDS if _write(call, name, terms, choices, by)]
    call.language = call.draft_fields.get(name="language").value or call.language
    _drop_spent_dismissals(call)
    refresh_counts(call)
    record(
        actor=by,
        action="calls.call.reread",
        subject=call,
        organisation=call.organisation,
        details={"number": call.terms.number, "fields": changed},
    )
    return call


def _further_text(call: Call, terms: Terms) -> TermsOfReference:
    last = call.texts.aggregate(last=Max("number"))["last"] or 0
    return keep_text(call, source=terms.source, draft=terms.draft, file=terms.file, number=last + 1)


def _write(call: Call, name: str, terms: Terms, choices: Mapping[str, Choice], by: Any) -> bool:
    """The field after the file. Whether somebody who looks at it sees something new."""
    field = call.draft_fields.get(name=name)
    before, new = held(field), terms.draft[name]
    choice = choices.get(name, Choice.MINE)
    now = taken(before, new, terms.draft.text, choice)
    field.value, field.extra, field.found = now.value, dict(now.extra), dict(now.found)
    field.certainty, field.origin, field.chosen = now.certainty, now.origin, now.chosen
    changed = not is_same(before, now)
    field.version += int(changed)
    if now.origin == Origin.IMPORTED:
        field.settled_by, field.settled_at = None, None
    elif choice == Choice.FILE and compare(before, new) == Fate.DISPUTED:
        field.settled_by = None if isinstance(by, str) else by
        field.settled_at = timezone.now()
    field.save()
    return changed


def _drop_spent_dismissals(call: Call) -> None:
    """What was set aside stays aside as long as the remark is still made."""
    alive = {r.key for r in remarks_of(call)}
    call.dismissals.exclude(key__in=alive).delete()
