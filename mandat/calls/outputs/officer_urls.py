"""Addresses of announcing a call, for officers."""

from django.urls import URLPattern, path

from mandat.calls.outputs import officer_views as views

_CALL = "<uuid:public_id>/announce/"
urlpatterns: list[URLPattern] = [
    path(_CALL, views.announce_call, name="announce_call"),
    path(f"{_CALL}postings/", views.note_posting, name="note_posting"),
    path(f"{_CALL}postings/<uuid:posting_id>/remove/", views.remove_posting, name="remove_posting"),
    path(
        f"{_CALL}<slug:language>.<slug:form>",
        views.download_announcement,
        name="download_announcement",
    ),
]
