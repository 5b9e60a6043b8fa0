"""Addresses of the vault."""

from django.urls import path

from mandat.vault import views

app_name = "vault"
urlpatterns = [
    path("vault/", views.list_compartments, name="list_compartments"),
    path("vault/words/", views.write_consent_text, name="write_consent_text"),
    path("vault/<uuid:public_id>/", views.show_compartment, name="show_compartment"),
    path("vault/<uuid:public_id>/members/", views.admit_member, name="admit_member"),
    path(
        "vault/<uuid:public_id>/members/<uuid:membership_id>/renew/",
        views.renew_membership,
        name="renew_membership",
    ),
    path(
        "vault/<uuid:public_id>/members/<uuid:membership_id>/end/",
        views.end_membership,
        name="end_membership",
    ),
    path("vault/<uuid:public_id>/identities/", views.keep_identity, name="keep_identity"),
    path("vault/<uuid:public_id>/consents/", views.record_consent, name="record_consent"),
    path("vault/identities/<uuid:public_id>/", views.read_identity, name="read_identity"),
    path("vault/identities/<uuid:public_id>/erase/", views.erase_identity, name="erase_identity"),
    path("consent/", views.withdraw_consent, name="withdraw_consent"),
]
