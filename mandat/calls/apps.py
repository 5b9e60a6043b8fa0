from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "mandat.calls"
    label = "calls"

    def ready(self) -> None:
        from mandat.calls import acts, chain, files  # noqa: PLC0415 -- models are ready only now
        from mandat.calls.privacy import HOLDING  # noqa: PLC0415
        from mandat.core.holdings import register_holding  # noqa: PLC0415

        chain.register()
        acts.register()
        files.register()
        register_holding(HOLDING)
