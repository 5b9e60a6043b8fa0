from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mandat.audit"
    label = "audit"

    def ready(self) -> None:
        from mandat.audit import (  # noqa: PLC0415 -- models are ready only now
            privacy,
            receivers,  # noqa: F401
            words,
        )
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415

        words.register_own()
        privacy.register()
        register_job(Job("verify_journal", "mandat.audit.jobs.verify_journal", minutes=24 * 60))
