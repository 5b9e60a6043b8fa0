"""What was typed in a step is kept, field by field; what others changed meanwhile is not lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mandat.audit.services import record
from mandat.calls import finding
from mandat.calls.authoring.reading import Answer, stored_digest
from mandat.calls.locking import draft_for
from mandat.calls.models import Call, DraftField
from mandat.calls.services import correct_field
from mandat.people.models import Funding, Programme


@dataclass(slots=True)
class Written:
    """What became of the fields of a step, by name.

    `unread` could not be read; `conflicts` were changed by somebody else meanwhile; `elsewhere`
    too, but this person had not touched them.
    """

    saved: list[str] = made(default_factory=list)
    unread: list[str] = made(default_factory=list)
    conflicts: list[str] = made(default_factory=list)
    elsewhere: list[str] = made(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether everything that was typed is kept."""
        return not self.unread and not self.conflicts


@transaction.atomic
def write_fields(
    *, public_id: UUID, answers: Sequence[Answer], by: Any, insisting: Collection[str] = ()
) -> Written:
    """Each field says what was typed, as far as it can be read and nobody else changed it.

    For the fields named in `insisting` the person saw what somebody else wrote, and keeps theirs.
    """
    call = draft_for(public_id, by)
    fields = {f.name: f for f in call.draft_fields.all()}
    written = Written()
    for answer in answers:
        _write(call, fields[answer.name], answer, written, by, insists=answer.name in insisting)
    if "language" in written.saved and call.terms_id is None:
        language = call.draft_fields.get(name="language").value or ""
        Call.objects.filter(pk=call.pk).update(language=language)
        finding.keep(call)
    return written


def _write(
    call: Call, stored: DraftField, answer: Answer, written: Written, by: Any, *, insists: bool
) -> None:
    """One field, if there is anything to write."""
    now = stored_digest(stored.name, stored.value, stored.extra)
    if not answer.touched and not insists:
        if now != answer.was:
            written.elsewhere.append(answer.name)
    elif answer.typed.errors:
        written.unread.append(answer.name)
    elif now == answer.digest:
        written.saved.append(answer.name)  # as it stands already
    elif not insists and answer.version != stored.version:
        written.conflicts.append(answer.name)
    else:
        correct_field(
            public_id=call.public_id,
            name=answer.name,
            value=answer.typed.value,
            extra=answer.typed.extra,
            version=None,  # the row of the call is held, and the version was compared above
            by=by,
        )
        written.saved.append(answer.name)


@transaction.atomic
def write_value(
    *, public_id: UUID, name: str, value: Any, extra: dict[str, Any], by: Any
) -> DraftField:
    """The field takes a value that the page proposed: a grid, a date, a notice."""
    draft_for(public_id, by)
    return correct_field(
        public_id=public_id, name=name, value=value, extra=extra, version=None, by=by
    )


@transaction.atomic
def link_money(
    *, public_id: UUID, programme: Programme | None, funding: Funding | None, by: Any
) -> Call:
    """The call serves this programme and is paid by this funding; its fields say so.

    Both belong to the call's organisation. What a field says is replaced only by a new choice.
    """
    call = draft_for(public_id, by)
    for chosen in (programme, funding):
        if chosen is not None and chosen.organisation_id != call.organisation_id:
            raise PermissionDenied
    is_new_programme = programme is not None and programme.pk != call.programme_id
    is_new_funding = funding is not None and funding.pk != call.funding_id
    if call.programme != programme or call.funding != funding:
        call.programme, call.funding = programme, funding
        call.save(update_fields=["programme", "funding", "changed_at"])
        record(actor=by, action="calls.call.placed", subject=call, organisation=call.organisation)
    if is_new_programme and programme is not None:
        write_value(public_id=public_id, name="programme", value=programme.name, extra={}, by=by)
    if is_new_funding and funding is not None:
        value = funding_value(funding)
        write_value(public_id=public_id, name="funding", value=value, extra={}, by=by)
    call.refresh_from_db()
    return call


def funding_value(funding: Funding) -> dict[str, Any]:
    """A funding as the field of a call has it."""
    return {
        "donor": funding.donor,
        "agreement": funding.agreement or None,
        "start": funding.starts_on.isoformat(),
        "end": funding.ends_on.isoformat(),
        "objective": "\n".join(funding.objectives) or None,
    }
