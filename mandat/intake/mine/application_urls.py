"""Addresses of an application, its documents and the last click."""

from django.urls import URLPattern, path

from mandat.intake.mine import views

application_urls: list[URLPattern] = [
    path("<uuid:public_id>/", views.show_application, name="show_application"),
    path("<uuid:public_id>/documents/", views.edit_documents, name="edit_documents"),
    path("<uuid:public_id>/documents/join/", views.join_photos, name="join_photos"),
    path("<uuid:public_id>/documents/<slug:slot>/", views.show_slot, name="show_slot"),
    path(
        "<uuid:public_id>/documents/<uuid:piece>/remove/", views.remove_piece, name="remove_piece"
    ),
    path("<uuid:public_id>/documents/<uuid:piece>/label/", views.label_piece, name="label_piece"),
    path("<uuid:public_id>/check/", views.check_application, name="check_application"),
    path("<uuid:public_id>/withdraw/", views.withdraw_application, name="withdraw_application"),
]
