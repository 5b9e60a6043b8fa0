"""Addresses of a public call's other forms."""

from django.urls import URLPattern, path

from mandat.calls.outputs import views

urlpatterns: list[URLPattern] = [
    path("call.pdf", views.show_pdf, name="call_pdf"),
    path("call.ics", views.show_calendar, name="call_calendar"),
    path("feed.atom", views.show_call_feed, name="call_feed"),
]
