"""Pages of programmes and of the people to ask about them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mandat.core.doors import door
from mandat.people import labels, policies, queries, services
from mandat.people.choices import names_of_countries
from mandat.people.models import Organisation, Programme
from mandat.people.organisation_forms.common import done
from mandat.people.organisation_forms.programmes import ContactForm, ProgrammeForm
from mandat.people.organisation_views.frame import show, status_of
from mandat.people.organisation_views.grants import form_page
from mandat.people.states import ProgrammeState


@require_safe
@door(policies.can_see_programmes, queries.find_organisation)
def list_programmes(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    closed = request.GET.get("state") == ProgrammeState.CLOSED
    state = ProgrammeState.CLOSED if closed else ProgrammeState.ACTIVE
    page = queries.page_of(
        queries.programmes_of(organisation, state=state), request.GET.get("before", "")
    )
    return show(
        request,
        "programme_list",
        organisation,
        "programmes",
        rows=[(p, names_of_countries(p.countries)) for p in page.rows],
        next_before=page.next_before,
        closed=closed,
        can_write=policies.can_write_programmes(request.user, organisation),
    )


@form_page
@door(policies.can_write_programmes, queries.find_organisation)
def add_programme(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():
        programme = done(
            form,
            lambda: services.add_programme(
                organisation=organisation, values=form.cleaned_data, by=request.user
            ),
        )
        if programme:
            return redirect("people:show_programme", public_id=programme.public_id)
    return show(
        request, "programme_form", organisation, "programmes", form=form, status=status_of(form)
    )


def _programme(
    request: HttpRequest, programme: Programme, contact_form: ContactForm | None = None
) -> HttpResponse:
    return show(
        request,
        "programme_detail",
        programme.organisation,
        "programmes",
        programme=programme,
        state=labels.PROGRAMME_STATES[ProgrammeState(programme.state)],
        countries=names_of_countries(programme.countries),
        contacts=programme.contacts.all(),
        fundings=programme.fundings.all()[:50],
        can_edit=policies.can_edit_programme(request.user, programme),
        contact_form=contact_form or ContactForm(),
        status=422 if contact_form else 200,
    )


@require_safe
@door(policies.can_see_programme, queries.find_programme)
def show_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _programme(request, programme)


@form_page
@door(policies.can_edit_programme, queries.find_programme)
def change_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    now = {c: getattr(programme, c) for c in ("name", "theme", "countries", "version")}
    form = ProgrammeForm(request.POST or None, initial=now)
    if form.is_valid() and done(
        form,
        lambda: services.change_programme(
            public_id=programme.public_id,
            values=form.cleaned_data,
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    ):
        messages.success(request, _("The programme is saved."))
        return redirect("people:show_programme", public_id=programme.public_id)
    return show(
        request,
        "programme_form",
        programme.organisation,
        "programmes",
        form=form,
        programme=programme,
        status=status_of(form),
    )


def _move(request: HttpRequest, programme: Programme, state: ProgrammeState) -> HttpResponse:
    services.move_programme(public_id=programme.public_id, state=state, by=request.user)
    return redirect("people:show_programme", public_id=programme.public_id)


@require_POST
@door(policies.can_edit_programme, queries.find_programme)
def close_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _move(request, programme, ProgrammeState.CLOSED)


@require_POST
@door(policies.can_edit_programme, queries.find_programme)
def reopen_programme(request: HttpRequest, programme: Programme) -> HttpResponse:
    return _move(request, programme, ProgrammeState.ACTIVE)


@require_POST
@door(policies.can_edit_programme, queries.find_programme)
def add_contact(request: HttpRequest, programme: Programme) -> HttpResponse:
    form = ContactForm(request.POST)
    if form.is_valid() and done(
        form,
        lambda: services.add_contact(
            public_id=programme.public_id,
            name=form.cleaned_data["contact_name"],
            function=form.cleaned_data["function"],
            email=form.cleaned_data["contact_email"],
            by=request.user,
        ),
    ):
        return redirect("people:show_programme", public_id=programme.public_id)
    return _programme(request, programme, form)


@require_POST
@door(policies.can_edit_programme, queries.find_programme)
def remove_contact(request: HttpRequest, programme: Programme, contact: UUID) -> HttpResponse:
    services.remove_contact(public_id=programme.public_id, contact=contact, by=request.user)
    messages.success(request, _("The contact is removed."))
    return redirect("people:show_programme", public_id=programme.public_id)
