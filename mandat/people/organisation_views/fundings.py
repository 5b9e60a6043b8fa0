"""Pages of funding."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mandat.core.doors import door
from mandat.people import policies, queries, services
from mandat.people.models import Funding, Organisation
from mandat.people.organisation_forms.common import done
from mandat.people.organisation_forms.programmes import FundingForm
from mandat.people.organisation_views.frame import show, status_of
from mandat.people.organisation_views.grants import form_page
from mandat.people.services.programmes import FUNDING_COLUMNS


@require_safe
@door(policies.can_see_fundings, queries.find_organisation)
def list_fundings(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    page = queries.page_of(queries.fundings_of(organisation), request.GET.get("before", ""))
    return show(
        request,
        "funding_list",
        organisation,
        "funding",
        rows=page.rows,
        next_before=page.next_before,
        can_write=policies.can_write_fundings(request.user, organisation),
    )


@form_page
@door(policies.can_write_fundings, queries.find_organisation)
def add_funding(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = FundingForm(
        request.POST or None,
        programmes=queries.programmes_of(organisation),
        initial={"currency": organisation.currency},
    )
    if form.is_valid():
        funding = done(
            form,
            lambda: services.add_funding(
                organisation=organisation,
                values=form.cleaned_data,
                programmes=form.cleaned_data["programmes"],
                by=request.user,
            ),
        )
        if funding:
            return redirect("people:show_funding", public_id=funding.public_id)
    return show(request, "funding_form", organisation, "funding", form=form, status=status_of(form))


@require_safe
@door(policies.can_see_funding, queries.find_funding)
def show_funding(request: HttpRequest, funding: Funding) -> HttpResponse:
    return show(
        request,
        "funding_detail",
        funding.organisation,
        "funding",
        funding=funding,
        programmes=funding.programmes.all(),
        can_edit=policies.can_edit_funding(request.user, funding),
    )


@form_page
@door(policies.can_edit_funding, queries.find_funding)
def change_funding(request: HttpRequest, funding: Funding) -> HttpResponse:
    now = {column: getattr(funding, column) for column in (*FUNDING_COLUMNS, "version")}
    form = FundingForm(
        request.POST or None,
        programmes=queries.programmes_of(funding.organisation),
        initial=now | {"programmes": [p.public_id for p in funding.programmes.all()]},
    )
    if form.is_valid() and done(
        form,
        lambda: services.change_funding(
            public_id=funding.public_id,
            values=form.cleaned_data,
            programmes=form.cleaned_data["programmes"],
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    ):
        messages.success(request, _("The funding is saved."))
        return redirect("people:show_funding", public_id=funding.public_id)
    organisation = funding.organisation
    context: dict[str, Any] = {"form": form, "funding": funding}
    context["status"] = status_of(form)
    return show(request, "funding_form", organisation, "funding", **context)
