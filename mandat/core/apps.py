from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "mandat.core"
    label = "core"

    def ready(self) -> None:
        from mandat.core.tasks import (  # noqa: PLC0415 -- models are not loaded before
            Job,
            register_job,
        )

        register_job(Job("clear_sessions", "mandat.core.jobs.clear_sessions", minutes=60))
        register_job(Job("forget_results", "mandat.core.jobs.forget_results", minutes=24 * 60))
