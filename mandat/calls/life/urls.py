"""Addresses of a call's life."""

from django.urls import URLPattern, path

from mandat.calls.life import views

_CALL = "<uuid:public_id>"

urlpatterns: list[URLPattern] = [
    path(f"{_CALL}/publication/", views.show_publication, name="show_publication"),
    path(f"{_CALL}/publication/rules/", views.change_rules, name="change_rules"),
    path(f"{_CALL}/publication/rules/<slug:name>/", views.settle_rule, name="settle_rule"),
    path(f"{_CALL}/publication/grid/", views.take_grid, name="take_grid"),
    path(f"{_CALL}/publication/holders/", views.name_holders, name="name_holders"),
    path(f"{_CALL}/publication/place/", views.place_call, name="place_call"),
    path(f"{_CALL}/publication/sensitive/", views.switch_sensitive, name="switch_sensitive"),
    path(f"{_CALL}/publication/clocks/", views.note_shift_seen, name="note_shift_seen"),
    path(f"{_CALL}/approval/", views.show_approval, name="show_approval"),
    path(f"{_CALL}/approval/ask/", views.ask_approval, name="ask_approval"),
    path(f"{_CALL}/approval/withdraw/", views.withdraw_request, name="withdraw_request"),
    path(f"{_CALL}/approval/decide/", views.decide_approval, name="decide_approval"),
    path(f"{_CALL}/archive/", views.archive_call, name="archive_call"),
]
