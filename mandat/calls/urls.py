"""Addresses of the calls room."""

from django.urls import URLPattern, URLResolver, include, path

from mandat.calls import views

app_name = "calls"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mandat.calls.life.urls")),
    path("", include("mandat.calls.authoring.urls")),
    path("", include("mandat.calls.exchange.urls")),
    path("", include("mandat.calls.outputs.officer_urls")),
    path("", include("mandat.calls.translating_urls")),
    path("", views.list_calls, name="list_calls"),
    path("new/", views.import_call, name="import_call"),
    path("<uuid:public_id>/", views.review_call, name="review_call"),
    path("<uuid:public_id>/draft.json", views.download_draft, name="download_draft"),
    path("<uuid:public_id>/fields/<slug:name>/", views.settle_field, name="settle_field"),
    path("<uuid:public_id>/remarks/apply/", views.apply_remedy, name="apply_remedy"),
    path("<uuid:public_id>/remarks/dismiss/", views.dismiss_remark, name="dismiss_remark"),
    path("<uuid:public_id>/remarks/restore/", views.restore_remark, name="restore_remark"),
    path("<uuid:public_id>/discard/", views.discard_call, name="discard_call"),
    path("<uuid:public_id>/restore/", views.restore_call, name="restore_call"),
]
