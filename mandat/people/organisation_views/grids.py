"""Pages of the grids that calls start from."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door
from mandat.people import policies, queries, services
from mandat.people.models import GridTemplate, Organisation
from mandat.people.organisation_forms.common import done
from mandat.people.organisation_forms.programmes import GridForm
from mandat.people.organisation_views.frame import show, status_of
from mandat.people.organisation_views.grants import form_page
from mandat.people.rules.grids import flat, outline, total


def _drawn(grid: GridTemplate) -> dict[str, Any]:
    """The grid as bars: what each criterion is worth of the whole."""
    whole = total(grid.document)
    bars = [
        {
            "label": criterion.label,
            "value": criterion.maximum,
            "share": 100 * criterion.maximum / whole,
            "is_sub": criterion.level > 0,
            "level": criterion.level,
        }
        for criterion in flat(grid.document)
    ]
    return {"grid": grid, "total": whole, "bars": bars}


@require_safe
@door(policies.can_see_grids, queries.find_organisation)
def list_grids(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    page = queries.page_of(organisation.grids.all(), request.GET.get("before", ""))
    return show(
        request,
        "grid_list",
        organisation,
        "grids",
        rows=[_drawn(grid) for grid in page.rows],
        next_before=page.next_before,
        can_write=policies.can_write_grids(request.user, organisation),
    )


@form_page
@door(policies.can_write_grids, queries.find_organisation)
def add_grid(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = GridForm(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: services.add_grid(
            organisation=organisation,
            name=form.cleaned_data["name"],
            document=form.document,
            by=request.user,
        ),
    ):
        messages.success(request, _("The grid is saved."))
        return redirect("people:list_grids", public_id=organisation.public_id)
    return show(request, "grid_form", organisation, "grids", form=form, status=status_of(form))


@form_page
@door(policies.can_edit_grid, queries.find_grid)
def change_grid(request: HttpRequest, grid: GridTemplate) -> HttpResponse:
    now = {"name": grid.name, "outline": outline(grid.document), "version": grid.version}
    form = GridForm(request.POST or None, initial=now)
    if form.is_valid() and done(
        form,
        lambda: services.change_grid(
            public_id=grid.public_id,
            name=form.cleaned_data["name"],
            document=form.document,
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    ):
        messages.success(request, _("The grid is saved."))
        return redirect("people:list_grids", public_id=grid.organisation.public_id)
    context: dict[str, Any] = {"form": form, "grid": grid}
    context["status"] = status_of(form)
    return show(request, "grid_form", grid.organisation, "grids", **context)


@require_POST
@door(policies.can_edit_grid, queries.find_grid)
def make_grid_default(request: HttpRequest, grid: GridTemplate) -> HttpResponse:
    services.make_grid_default(public_id=grid.public_id, by=request.user)
    return redirect("people:list_grids", public_id=grid.organisation.public_id)


@require_POST
@door(policies.can_edit_grid, queries.find_grid)
def remove_grid(request: HttpRequest, grid: GridTemplate) -> HttpResponse:
    services.remove_grid(public_id=grid.public_id, by=request.user)
    messages.success(request, _("The grid is off the list."))
    return redirect("people:list_grids", public_id=grid.organisation.public_id)
