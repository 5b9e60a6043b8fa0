"""Addresses of writing a call."""

from django.urls import URLPattern, path

from mandat.calls.authoring import template_views, views

urlpatterns: list[URLPattern] = [
    path("write/", views.start_call, name="start_call"),
    path("templates/", template_views.list_templates, name="list_templates"),
    path("templates/<uuid:public_id>/", template_views.show_template, name="show_template"),
    path(
        "templates/<uuid:public_id>/remove/",
        template_views.remove_template,
        name="remove_template",
    ),
    path("<uuid:public_id>/write/", views.write_call, name="write_call"),
    path("<uuid:public_id>/write/<slug:step>/", views.write_step, name="write_step"),
    path("<uuid:public_id>/keep/", template_views.keep_template, name="keep_template"),
    path("<uuid:public_id>/terms.docx", views.download_terms, name="download_terms"),
]
