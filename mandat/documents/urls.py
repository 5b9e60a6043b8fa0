"""Addresses of files."""

from django.urls import path

from mandat.documents import views

app_name = "documents"
urlpatterns = [
    path("uploads/", views.begin_upload, name="begin_upload"),
    path("uploads/whole/", views.send_whole, name="send_whole"),
    path("uploads/<uuid:public_id>/", views.continue_upload, name="continue_upload"),
    path("uploads/<uuid:public_id>/<int:first>/", views.write_piece, name="write_piece"),
    path("photos/", views.join_photos, name="join_photos"),
    path("<uuid:public_id>/", views.serve_file, name="serve_file"),
    path("<uuid:public_id>/state/", views.show_line, name="show_line"),
    path("<uuid:public_id>/about/", views.show_file, name="show_file"),
    path("<uuid:public_id>/page/<int:number>.png", views.show_page, name="show_page"),
    path("<uuid:public_id>/clean/", views.make_clean_copy, name="make_clean_copy"),
]
