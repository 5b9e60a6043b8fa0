"""Addresses of the journal."""

from django.urls import path

from mandat.web.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.list_own_acts, name="list_own_acts"),
    path("<uuid:public_id>/", views.show_journal, name="show_journal"),
    path("<uuid:public_id>/heads/", views.list_heads, name="list_heads"),
    path("<uuid:public_id>/export.<slug:kind>", views.export_journal, name="export_journal"),
    path("heads/<uuid:public_id>/countersign/", views.countersign, name="countersign"),
]
