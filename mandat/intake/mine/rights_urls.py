"""Addresses of an applicant's rights."""

from django.urls import URLPattern, path

from mandat.intake.mine import privacy_views as views

rights_urls: list[URLPattern] = [
    path("erased/", views.show_erased, name="show_erased"),
    path("<uuid:public_id>/rights/", views.show_rights, name="show_rights"),
    path("<uuid:public_id>/rights/copy.json", views.download_own_data, name="download_own_data"),
    path("<uuid:public_id>/rights/correct/", views.correct_own_data, name="correct_own_data"),
    path("<uuid:public_id>/rights/erase/", views.erase_own_data, name="erase_own_data"),
]
