"""Addresses of an organisation's pages. They live in `people:` beside those of one's account."""

from django.urls import path

from mandat.people.organisation_views import (
    fundings,
    grants,
    grids,
    invitations,
    organisations,
    programmes,
)

_ORGANISATION = "organisation/<uuid:public_id>/"
_GRANT = "grants/<uuid:public_id>/"
_INVITATION = "invitations/<uuid:public_id>/"
_PROGRAMME = "programmes/<uuid:public_id>/"
_FUNDING = "funding/<uuid:public_id>/"
_GRID = "grids/<uuid:public_id>/"

urlpatterns = [
    path("organisation/", organisations.list_organisations, name="list_organisations"),
    path(_ORGANISATION, organisations.show_organisation, name="show_organisation"),
    path(f"{_ORGANISATION}settings/", organisations.show_settings, name="show_settings"),
    path(
        f"{_ORGANISATION}settings/<slug:section>/",
        organisations.change_settings,
        name="change_settings",
    ),
    path(f"{_ORGANISATION}people/", grants.list_people, name="list_people"),
    path(f"{_ORGANISATION}people/invite/", invitations.invite_person, name="invite_person"),
    path(f"{_ORGANISATION}people/role/", grants.give_role, name="give_role"),
    path(_GRANT, grants.show_grant, name="show_grant"),
    path(f"{_GRANT}end/", grants.end_grant, name="end_grant"),
    path(f"{_GRANT}until/", grants.change_grant_end, name="change_grant_end"),
    path(f"{_GRANT}delegate/", grants.delegate_grant, name="delegate_grant"),
    path(f"{_INVITATION}resend/", invitations.resend_invitation, name="resend_invitation"),
    path(f"{_INVITATION}withdraw/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("invitation/", invitations.answer_invitation, name="answer_invitation"),
    path("invitation/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path(f"{_ORGANISATION}programmes/", programmes.list_programmes, name="list_programmes"),
    path(f"{_ORGANISATION}programmes/new/", programmes.add_programme, name="add_programme"),
    path(_PROGRAMME, programmes.show_programme, name="show_programme"),
    path(f"{_PROGRAMME}edit/", programmes.change_programme, name="change_programme"),
    path(f"{_PROGRAMME}close/", programmes.close_programme, name="close_programme"),
    path(f"{_PROGRAMME}reopen/", programmes.reopen_programme, name="reopen_programme"),
    path(f"{_PROGRAMME}contacts/", programmes.add_contact, name="add_contact"),
    path(
        f"{_PROGRAMME}contacts/<uuid:contact>/remove/",
        programmes.remove_contact,
        name="remove_contact",
    ),
    path(f"{_ORGANISATION}funding/", fundings.list_fundings, name="list_fundings"),
    path(f"{_ORGANISATION}funding/new/", fundings.add_funding, name="add_funding"),
    path(_FUNDING, fundings.show_funding, name="show_funding"),
    path(f"{_FUNDING}edit/", fundings.change_funding, name="change_funding"),
    path(f"{_ORGANISATION}grids/", grids.list_grids, name="list_grids"),
    path(f"{_ORGANISATION}grids/new/", grids.add_grid, name="add_grid"),
    path(f"{_GRID}edit/", grids.change_grid, name="change_grid"),
    path(f"{_GRID}default/", grids.make_grid_default, name="make_grid_default"),
    path(f"{_GRID}remove/", grids.remove_grid, name="remove_grid"),
]
