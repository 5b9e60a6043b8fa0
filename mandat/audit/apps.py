from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mandat.audit"
    label = "audit"

    def ready(self) -> None:
        from mandat.audit import receivers  # noqa: F401, PLC0415 -- models are ready only now
