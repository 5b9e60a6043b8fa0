"""Organisations and their settings, and the grids that their calls start from."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from mandat.audit.services import record
from mandat.people import policies
from mandat.people.models import GridTemplate, Organisation
from mandat.people.refusals import refuse_if, refused
from mandat.people.rules.grids import grid_faults
from mandat.people.rules.procurement import why_not_thresholds
from mandat.people.rules.retention import why_not_retention
from mandat.people.services.common import demand, same_version

# What each form of the settings writes; nothing else of an organisation can be changed.
SECTIONS: dict[str, tuple[str, ...]] = {
    "identity": ("name", "country", "time_zone", "currency"),
    "languages": ("call_languages", "screen_languages"),
    "sender": ("sender_name", "sender_address"),
    "retention": ("retention",),
    "procurement": ("thresholds",),
    "notice": ("notice_days", "amendment_days"),
    "open_data": ("shares_data", "ocid_prefix"),
}


@transaction.atomic
def find_or_add_organisation(*, name: str, by: Any) -> Organisation:
    """An organisation of this name exists; names are compared without regard to case."""
    known = Organisation.objects.filter(name__iexact=name.strip()).first()
    if known:
        return known
    organisation = Organisation(name=name.strip())
    organisation.full_clean()
    organisation.save()
    record(
        actor=by,
        action="people.organisation.added",
        subject=organisation,
        organisation=organisation,
    )
    return organisation


@transaction.atomic
def change_settings(
    *, public_id: UUID, section: str, values: Mapping[str, Any], version: int | None, by: Any
) -> Organisation:
    """One section of the settings says something else. `KeyError` when there is no such section.

    `version` is the one on which the form was drawn.
    """
    organisation = Organisation.objects.select_for_update().get(public_id=public_id)
    demand(policies.can_change_settings, by, organisation)
    same_version(organisation.version, version)
    for column in SECTIONS[section]:
        setattr(organisation, column, values[column])
    if section == "retention":
        refuse_if(why_not_retention(organisation.retention))
    if section == "procurement":
        refuse_if(why_not_thresholds(organisation.thresholds))
    organisation.version += 1
    organisation.full_clean()
    organisation.save()
    record(
        actor=by,
        action="people.settings.changed",
        subject=organisation,
        organisation=organisation,
        details={"section": section},
    )
    return organisation


def _note(grid: GridTemplate, action: str, by: Any) -> None:
    record(actor=by, action=action, subject=grid, organisation=grid.organisation)


def _refuse_faulty(document: Any) -> None:
    faults = grid_faults(document)
    if faults:
        raise refused(faults[0].code)


@transaction.atomic
def add_grid(
    *, organisation: Organisation, name: str, document: Mapping[str, Any], by: Any
) -> GridTemplate:
    """A grid that adds up is on the list; the first one is the default."""
    demand(policies.can_write_grids, by, organisation)
    _refuse_faulty(document)
    first = not GridTemplate.objects.filter(organisation=organisation).exists()
    grid = GridTemplate(
        organisation=organisation, name=name, document=dict(document), is_default=first
    )
    grid.full_clean()
    grid.save()
    _note(grid, "people.grid.added", by)
    return grid


def _locked_grid(public_id: UUID, by: Any) -> GridTemplate:
    grid = (
        GridTemplate.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(public_id=public_id)
    )
    demand(policies.can_edit_grid, by, grid)
    return grid


@transaction.atomic
def change_grid(
    *, public_id: UUID, name: str, document: Mapping[str, Any], version: int | None, by: Any
) -> GridTemplate:
    """The grid says something else, and adds up. Calls that took it over keep what they took."""
    grid = _locked_grid(public_id, by)
    same_version(grid.version, version)
    _refuse_faulty(document)
    grid.name, grid.document = name, dict(document)
    grid.version += 1
    grid.full_clean()
    grid.save()
    _note(grid, "people.grid.changed", by)
    return grid


@transaction.atomic
def make_grid_default(*, public_id: UUID, by: Any) -> GridTemplate:
    """Calls of the organisation start from this grid."""
    grid = _locked_grid(public_id, by)
    GridTemplate.objects.filter(organisation=grid.organisation, is_default=True).update(
        is_default=False
    )
    grid.is_default = True
    grid.save(update_fields=["is_default"])
    _note(grid, "people.grid.made_default", by)
    return grid


@transaction.atomic
def remove_grid(*, public_id: UUID, by: Any) -> None:
    """The grid is off the list."""
    grid = _locked_grid(public_id, by)
    _note(grid, "people.grid.removed", by)
    grid.delete()
