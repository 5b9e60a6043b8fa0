"""Addresses of what is asked of applicants after the deadline, and of referees."""

from django.urls import URLPattern, path

from mandat.intake.mine import proofs, proofs_references, validity

proof_urls: list[URLPattern] = [
    path("<uuid:public_id>/proofs/<uuid:proof>/", proofs.show_proof, name="show_proof"),
    path("<uuid:public_id>/validity/", validity.answer_extension, name="answer_extension"),
    path("proof/<uuid:proof>/<slug:key>/", proofs.open_proof, name="open_proof"),
    path(
        "reference/<uuid:reference>/<slug:key>/",
        proofs_references.open_reference,
        name="open_reference",
    ),
]
