"""Addresses of admission: criteria, proofs, references, duplicates, validity, the dossier."""

from django.urls import URLPattern, path

from mandat.intake.desk import (
    dossier,
    duplicates,
    eligibility_views,
    proofs_views,
    references_views,
    validity,
)

admission: list[URLPattern] = [
    path(
        "applications/<uuid:public_id>/eligibility/",
        eligibility_views.show_eligibility,
        name="show_eligibility",
    ),
    path(
        "applications/<uuid:public_id>/eligibility/<int:number>/",
        eligibility_views.decide_criterion,
        name="decide_criterion",
    ),
    path(
        "applications/<uuid:public_id>/references/",
        references_views.show_references,
        name="show_references",
    ),
    path(
        "applications/<uuid:public_id>/references/<int:number>/ask/",
        references_views.ask_referee,
        name="ask_referee",
    ),
    path(
        "applications/<uuid:public_id>/references/<int:number>/note/",
        references_views.note_contact,
        name="note_contact",
    ),
    path("calls/<uuid:public_id>/proofs/<int:number>/", proofs_views.ask_proof, name="ask_proof"),
    path("calls/<uuid:public_id>/duplicates/", duplicates.list_duplicates, name="list_duplicates"),
    path("calls/<uuid:public_id>/validity/", validity.list_validity, name="list_validity"),
    path("calls/<uuid:public_id>/dossier/", dossier.show_dossier, name="show_dossier"),
    path("calls/<uuid:public_id>/dossier/zip/", dossier.download_dossier, name="download_dossier"),
]
