from django.apps import AppConfig

from mandat.core.holdings import register_holding


class PeopleConfig(AppConfig):
    name = "mandat.people"
    label = "people"

    def ready(self) -> None:
        from mandat.people import acts, places, privacy  # noqa: PLC0415 -- models are ready only now

        acts.register()
        places.register()
        register_holding(privacy.HOLDING)
