from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mandat.web"
    label = "web"
