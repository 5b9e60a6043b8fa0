from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "mandat.privacy"
    label = "privacy"

    def ready(self) -> None:
        from mandat.core.holdings import register_holding  # noqa: PLC0415 -- models are ready now
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415
        from mandat.privacy import acts, places  # noqa: PLC0415
        from mandat.privacy.libraries import LIBRARIES  # noqa: PLC0415
        from mandat.privacy.privacy import HOLDING  # noqa: PLC0415

        register_holding(HOLDING)
        register_holding(LIBRARIES)
        acts.register()
        places.register()
        register_job(
            Job("keep_retention", "mandat.privacy.tasks.keep_retention_daily", minutes=24 * 60)
        )
