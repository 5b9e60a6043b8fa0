"""Pages about who holds which role, until when, and who stands in for whom."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.days import day_in
from mandat.core.doors import door
from mandat.people import labels, policies, queries, services
from mandat.people.choices import last_instant
from mandat.people.models import Grant, Organisation
from mandat.people.organisation_forms.common import done
from mandat.people.organisation_forms.grants import DelegateForm, EndForm, GiveRoleForm
from mandat.people.organisation_views.frame import show, status_of
from mandat.people.roles import Role
from mandat.people.rules.grants import Term, ends_soon, state_at
from mandat.people.rules.invitations import is_alive
from mandat.people.states import GrantState

form_page = require_http_methods(["GET", "HEAD", "POST"])


def shown(grant: Grant) -> dict[str, Any]:
    """One grant as a row: what, whose, in which state."""
    at = timezone.now()
    term = Term(grant.begins_at, grant.ends_at)
    source = grant.delegated_from
    ended = grant.ended_at or (source.ended_at if source else None)
    state = state_at(at, term, ended)
    return {
        "grant": grant,
        "role": labels.ROLE_LABELS[Role(grant.role)],
        "meaning": labels.ROLE_MEANINGS[Role(grant.role)],
        "state": state,
        "state_label": labels.GRANT_STATES[state],
        "is_over": state == GrantState.ENDED,
        "ends_soon": state != GrantState.ENDED and ends_soon(at, term),
    }


@require_safe
@door(policies.can_see_people, queries.find_organisation)
def list_people(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Who holds what until when, and what waits for a decision."""
    over = request.GET.get("show") == "ended"
    before = request.GET.get("before", "")
    page = queries.page_of(queries.grants_in(organisation, over=over), before)
    first = not over and not before
    at = timezone.now()
    invitations = [
        {
            "invitation": invitation,
            "role": labels.ROLE_LABELS[Role(invitation.role)],
            "is_alive": is_alive(at, invitation.expires_at),
        }
        for invitation in (queries.waiting_invitations(organisation)[:50] if first else ())
    ]
    return show(
        request,
        "organisation_people",
        organisation,
        "people",
        rows=[shown(grant) for grant in page.rows],
        next_before=page.next_before,
        over=over,
        expiring=[shown(g) for g in queries.expiring_grants(organisation)[:50]] if first else [],
        invitations=invitations,
    )


@form_page
@door(policies.can_manage_grants, queries.find_organisation)
def give_role(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A further role for somebody of the organisation."""
    people = queries.people_of(organisation)
    form = GiveRoleForm(request.POST or None, organisation=organisation, people=people)
    if form.is_valid() and done(
        form,
        lambda: services.grant_role(
            account=form.cleaned_data["account"],
            organisation=organisation,
            role=Role(form.cleaned_data["role"]),
            ends_at=form.ends_at(),
            by=request.user,
        ),
    ):
        messages.success(request, _("The role is given."))
        return redirect("people:list_people", public_id=organisation.public_id)
    return show(request, "grant_give", organisation, "people", form=form, status=status_of(form))


def _grant_page(
    request: HttpRequest, grant: Grant, end_form: EndForm | None = None
) -> HttpResponse:
    organisation, by = grant.organisation, request.user
    row = shown(grant)
    running = not row["is_over"]
    own = grant.delegated_from is None
    ends_on = day_in(organisation.time_zone, grant.ends_at) if grant.ends_at else None
    can_change = running and own and policies.can_change_grant(by, grant)
    if can_change and end_form is None:
        end_form = EndForm(organisation=organisation, initial={"ends_on": ends_on})
    return show(
        request,
        "grant_detail",
        organisation,
        "people",
        row=row,
        end_form=end_form,
        sees_people=policies.can_see_people(by, organisation),
        lent=[shown(g) for g in grant.delegations.select_related("account", "organisation")],
        can_end=running and policies.can_end_grant(by, grant),
        can_change=can_change,
        can_delegate=running and own and policies.can_delegate_grant(by, grant),
        status=422 if end_form is not None and end_form.is_bound else 200,
    )


@require_safe
@door(policies.can_see_grant, queries.find_grant)
def show_grant(request: HttpRequest, grant: Grant) -> HttpResponse:
    return _grant_page(request, grant)


@require_POST
@door(policies.can_change_grant, queries.find_grant)
def change_grant_end(request: HttpRequest, grant: Grant) -> HttpResponse:
    form = EndForm(request.POST, organisation=grant.organisation)
    if form.is_valid() and done(
        form,
        lambda: services.change_grant_end(
            public_id=grant.public_id, ends_at=form.ends_at(), by=request.user
        ),
    ):
        messages.success(request, _("The end of the role is changed."))
        return redirect("people:show_grant", public_id=grant.public_id)
    return _grant_page(request, grant, form)


@require_POST
@door(policies.can_end_grant, queries.find_grant)
def end_grant(request: HttpRequest, grant: Grant) -> HttpResponse:
    services.end_grant(public_id=grant.public_id, by=request.user)
    messages.success(request, _("The role has ended. The record of it stays."))
    if policies.can_see_people(request.user, grant.organisation):
        return redirect("people:list_people", public_id=grant.organisation.public_id)
    return redirect("people:list_organisations")


@form_page
@door(policies.can_delegate_grant, queries.find_grant)
def delegate_grant(request: HttpRequest, grant: Grant) -> HttpResponse:
    """A colleague stands in during an absence."""
    organisation = grant.organisation
    people = queries.people_of(organisation).exclude(pk=grant.account_id)
    form = DelegateForm(request.POST or None, organisation=organisation, people=people)
    if form.is_valid() and done(
        form,
        lambda: services.delegate_grant(
            public_id=grant.public_id,
            to=form.cleaned_data["to"],
            starts_at=form.starts_at(),
            ends_at=last_instant(form.cleaned_data["ends_on"], organisation.time_zone),
            by=request.user,
        ),
    ):
        messages.success(request, _("The role is lent. It comes back by itself."))
        return redirect("people:show_grant", public_id=grant.public_id)
    return show(
        request,
        "delegation_form",
        organisation,
        "people",
        form=form,
        row=shown(grant),
        alone=not people.exists(),
        status=status_of(form),
    )
