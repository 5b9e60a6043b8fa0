"""Addresses of a call's translations, documents and corrected files."""

from django.urls import URLPattern, path

from mandat.calls.attaching import views as attaching
from mandat.calls.rereading import views as rereading
from mandat.calls.translating import views as translating

urlpatterns: list[URLPattern] = [
    path("<uuid:public_id>/reread/", rereading.reread_call, name="reread_call"),
    path("<uuid:public_id>/translations/", translating.list_translations, name="list_translations"),
    path(
        "<uuid:public_id>/translations/<slug:language>/",
        translating.translate_call,
        name="translate_call",
    ),
    path(
        "<uuid:public_id>/translations/<slug:language>/remove/",
        translating.remove_translation,
        name="remove_translation",
    ),
    path("<uuid:public_id>/documents/", attaching.list_documents, name="list_documents"),
    path(
        "<uuid:public_id>/documents/<uuid:document_id>/remove/",
        attaching.remove_document,
        name="remove_document",
    ),
]
