"""Addresses of open contracting data, for everybody."""

from django.urls import URLPattern, path

from mandat.calls.ocds import views

urlpatterns: list[URLPattern] = [
    path("ocds.json", views.list_calls, name="list_ocds"),
    path("<slug:token>/ocds.json", views.show_call, name="call_ocds"),
]
