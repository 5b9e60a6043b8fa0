from django.apps import AppConfig

_JOBS = {"check_overdue": 10, "scan_again": 60, "sweep_uploads": 60}


class DocumentsConfig(AppConfig):
    name = "mandat.documents"
    label = "documents"

    def ready(self) -> None:
        # Models are not loaded before.
        from mandat.core.holdings import register_holding  # noqa: PLC0415
        from mandat.core.rooms import register_waits  # noqa: PLC0415
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415
        from mandat.documents import acts  # noqa: PLC0415
        from mandat.documents.keeping import register_claims  # noqa: PLC0415
        from mandat.documents.privacy import HOLDING  # noqa: PLC0415
        from mandat.documents.telling import waits  # noqa: PLC0415
        from mandat.documents.uploads.services import claimed_keys  # noqa: PLC0415
        from mandat.people.roles import Role  # noqa: PLC0415

        register_holding(HOLDING)
        acts.register()
        register_waits("documents", waits, frozenset(Role))
        register_claims("uploads", claimed_keys)
        for name, minutes in _JOBS.items():
            register_job(Job(name, f"mandat.documents.tasks.{name}", minutes=minutes))
        register_job(
            Job("sweep_storage", "mandat.documents.store.tasks.sweep_storage", minutes=24 * 60)
        )
