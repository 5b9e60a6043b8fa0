"""Addresses of the pages that join rooms."""

from django.urls import path

from mandat.web import demo_mail, views

app_name = "web"
urlpatterns = [
    path("", views.show_front, name="show_front"),
    path("home/", views.show_home, name="show_home"),
    path("help/", views.show_help, name="show_help"),
    path("privacy/", views.show_privacy, name="show_privacy"),
    path("language/", views.choose_language, name="choose_language"),
    path("demo/mail/", demo_mail.show_demo_mail, name="show_demo_mail"),
    path("ui/", views.show_gallery, name="show_gallery"),
    path("favicon.ico", views.show_favicon, name="show_favicon"),
    path("robots.txt", views.show_robots, name="show_robots"),
]
