from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mandat.people"
    label = "people"
