from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "mandat.calls"
    label = "calls"

    def ready(self) -> None:
        from mandat.calls import chain  # noqa: PLC0415 -- models are ready only now

        chain.register()
