"""Addresses of messages and mailboxes, beside the clerk's desk."""

from django.urls import URLPattern, path

from mandat.intake.gate import mailbox_views, views

_ARRIVAL = "arrivals/<uuid:public_id>/"
_MAILBOX = "mailboxes/<uuid:public_id>/"

gate: list[URLPattern] = [
    path("arrivals/", views.list_arrivals, name="list_arrivals"),
    path(_ARRIVAL, views.show_arrival, name="show_arrival"),
    path(f"{_ARRIVAL}place/", views.place_arrival, name="place_arrival"),
    path(f"{_ARRIVAL}settle/", views.settle_arrival, name="settle_arrival"),
    path(f"{_ARRIVAL}parts/<uuid:part>/", views.sort_part, name="sort_part"),
    path(f"{_ARRIVAL}parts/<uuid:part>/copy/", views.ask_copy, name="ask_copy"),
    path("mailboxes/", mailbox_views.list_mailboxes, name="list_mailboxes"),
    path("mailboxes/add/", mailbox_views.add_mailbox, name="add_mailbox"),
    path(_MAILBOX, mailbox_views.change_mailbox, name="change_mailbox"),
    path(f"{_MAILBOX}try/", mailbox_views.try_mailbox, name="try_mailbox"),
    path(f"{_MAILBOX}stop/", mailbox_views.stop_mailbox, name="stop_mailbox"),
]
