from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mandat.web"
    label = "web"

    def ready(self) -> None:
        from mandat.web.journal import place  # noqa: PLC0415 -- models are ready only now

        place.register()
