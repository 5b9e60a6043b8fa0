"""Programmes with the people to ask about them, and the funding that pays for them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from mandat.audit.services import record
from mandat.people import policies
from mandat.people.models import Funding, Organisation, Programme, ProgrammeContact
from mandat.people.refusals import refused
from mandat.people.services.common import demand, same_version
from mandat.people.states import ProgrammeState, can_move_programme

PROGRAMME_COLUMNS = ("name", "theme", "countries")
FUNDING_COLUMNS = (
    "donor",
    "agreement",
    "starts_on",
    "ends_on",
    "amount",
    "currency",
    "objectives",
)


def _note(subject: Programme | Funding, action: str, by: Any, **details: str) -> None:
    record(
        actor=by,
        action=action,
        subject=subject,
        organisation=subject.organisation,
        details=details,
    )


@transaction.atomic
def add_programme(*, organisation: Organisation, values: Mapping[str, Any], by: Any) -> Programme:
    """The organisation runs a programme. `values` are the columns of `PROGRAMME_COLUMNS`."""
    demand(policies.can_write_programmes, by, organisation)
    programme = Programme(
        organisation=organisation, **{c: values[c] for c in PROGRAMME_COLUMNS if c in values}
    )
    programme.full_clean()
    programme.save()
    _note(programme, "people.programme.added", by)
    return programme


def _locked_programme(public_id: UUID, by: Any) -> Programme:
    programme = (
        Programme.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    demand(policies.can_edit_programme, by, programme)
    return programme


@transaction.atomic
def change_programme(
    *, public_id: UUID, values: Mapping[str, Any], version: int | None, by: Any
) -> Programme:
    """The programme has another name, theme or countries."""
    programme = _locked_programme(public_id, by)
    same_version(programme.version, version)
    for column in PROGRAMME_COLUMNS:
        setattr(programme, column, values[column])
    programme.version += 1
    programme.full_clean()
    programme.save()
    _note(programme, "people.programme.changed", by)
    return programme


@transaction.atomic
def move_programme(*, public_id: UUID, state: ProgrammeState, by: Any) -> Programme:
    """The programme is closed, or taken up again."""
    programme = _locked_programme(public_id, by)
    if not can_move_programme(programme.state, state):
        raise refused("not_now")
    programme.state = state
    programme.version += 1
    programme.save(update_fields=["state", "version"])
    closed = state == ProgrammeState.CLOSED
    _note(programme, "people.programme.closed" if closed else "people.programme.reopened", by)
    return programme


@transaction.atomic
def add_contact(
    *, public_id: UUID, name: str, function: str, email: str, by: Any
) -> ProgrammeContact:
    """One may ask this person about the programme."""
    programme = _locked_programme(public_id, by)
    contact = ProgrammeContact(programme=programme, name=name, function=function, email=email)
    contact.full_clean()
    contact.save()
    _note(programme, "people.programme.contact_added", by, contact=str(contact.public_id))
    return contact


@transaction.atomic
def remove_contact(*, public_id: UUID, contact: UUID, by: Any) -> None:
    """The person's name and address are gone from the programme."""
    programme = _locked_programme(public_id, by)
    removed, _rows = programme.contacts.filter(public_id=contact).delete()
    if removed:
        _note(programme, "people.programme.contact_removed", by, contact=str(contact))


@transaction.atomic
def add_funding(
    *,
    organisation: Organisation,
    values: Mapping[str, Any],
    programmes: Iterable[Programme],
    by: Any,
) -> Funding:
    """A donor pays for programmes. `values` are the columns of `FUNDING_COLUMNS`."""
    demand(policies.can_write_fundings, by, organisation)
    funding = Funding(
        organisation=organisation, **{c: values[c] for c in FUNDING_COLUMNS if c in values}
    )
    funding.full_clean()
    funding.save()
    _cover(funding, programmes)
    _note(funding, "people.funding.added", by)
    return funding


@transaction.atomic
def change_funding(
    *,
    public_id: UUID,
    values: Mapping[str, Any],
    programmes: Iterable[Programme],
    version: int | None,
    by: Any,
) -> Funding:
    """The agreement says something else."""
    funding = (
        Funding.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    demand(policies.can_edit_funding, by, funding)
    same_version(funding.version, version)
    for column in FUNDING_COLUMNS:
        setattr(funding, column, values[column])
    funding.version += 1
    funding.full_clean()
    funding.save()
    _cover(funding, programmes)
    _note(funding, "people.funding.changed", by)
    return funding


def _cover(funding: Funding, programmes: Iterable[Programme]) -> None:
    wanted = list(programmes)
    if any(p.organisation_id != funding.organisation_id for p in wanted):
        raise refused("programme_elsewhere")
    funding.programmes.set(wanted)
