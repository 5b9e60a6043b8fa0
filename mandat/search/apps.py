from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mandat.search"
    label = "search"

    def ready(self) -> None:
        from mandat.core.holdings import register_holding  # noqa: PLC0415 -- models first
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415
        from mandat.search.privacy import HOLDING  # noqa: PLC0415

        register_holding(HOLDING)
        register_job(Job("catch_up_index", "mandat.search.tasks.catch_up", minutes=60))
