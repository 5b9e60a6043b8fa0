"""Root of the addresses: each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("mandat.web.urls")),
    path("", include("mandat.people.urls")),
    path("", include("mandat.vault.urls")),
    path("privacy/", include("mandat.privacy.urls")),
    path("files/", include("mandat.documents.urls")),
    path("calls/", include("mandat.calls.urls")),
    path("open/", include("mandat.calls.public.urls")),
    path("apply/", include("mandat.intake.portal.urls")),
    path("my/", include("mandat.intake.mine.urls")),
    path("receipts/", include("mandat.intake.receipts.urls")),
    path("intake/", include("mandat.intake.desk.urls")),
    path("journal/", include("mandat.web.journal.urls")),
]

handler400 = "mandat.web.errors.bad_request"
handler403 = "mandat.web.errors.forbidden"
handler404 = "mandat.web.errors.not_found"
handler500 = "mandat.web.errors.server_error"
