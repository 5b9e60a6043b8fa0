"""Addresses of beginning to apply: for everybody."""

from django.urls import path

from mandat.intake.portal import views

app_name = "apply"
urlpatterns = [
    path("link/<slug:key>/", views.open_link, name="open_link"),
    path("<slug:token>/", views.start_application, name="start_application"),
    path("<slug:token>/sent/", views.show_sent, name="show_sent"),
]
