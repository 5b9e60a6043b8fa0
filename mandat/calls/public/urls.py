"""Addresses that everybody may open, each call under its token."""

from django.urls import URLPattern, URLResolver, include, path

from mandat.calls.outputs import views as outputs
from mandat.calls.public import views

app_name = "open"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.list_calls, name="list_calls"),
    path("feed.atom", outputs.show_feed, name="feed"),
    path("<slug:token>/", include("mandat.calls.exchange.public_urls")),
    path("<slug:token>/", include("mandat.calls.outputs.urls")),
    path("", include("mandat.calls.ocds.urls")),
    path("<slug:token>/", views.show_call, name="show_call"),
    path("<slug:token>/next/", views.show_next, name="show_next"),
    path("<slug:token>/documents/<uuid:public_id>/", views.serve_document, name="serve_document"),
]
