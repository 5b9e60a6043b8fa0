from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "mandat.intake"
    label = "intake"

    def ready(self) -> None:
        from mandat.calls.public.ways import register_way_in  # noqa: PLC0415
        from mandat.core.holdings import register_holding  # noqa: PLC0415 -- models first
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415
        from mandat.intake import acts, audience, files  # noqa: PLC0415
        from mandat.intake.desk import (  # noqa: PLC0415
            chain,
            corrections,
            eligibility_panels,
            validity_panel,
        )
        from mandat.intake.gate import files as gate_files  # noqa: PLC0415
        from mandat.intake.gate import places as gate_places  # noqa: PLC0415
        from mandat.intake.mine.parts import part_after_upload  # noqa: PLC0415
        from mandat.intake.portal.ways import way_in  # noqa: PLC0415
        from mandat.intake.privacy import HOLDING  # noqa: PLC0415

        acts.register()
        audience.register()
        chain.register()
        corrections.register()
        eligibility_panels.register()
        validity_panel.register()
        register_way_in(way_in)
        files.register(part_after_upload)
        gate_files.register()
        gate_places.register()
        register_holding(HOLDING)
        tasks = "mandat.intake.tasks"
        register_job(Job("forget_unproved", f"{tasks}.forget_unproved", minutes=60))
        register_job(Job("destroy_spent_keys", f"{tasks}.destroy_spent_keys", minutes=360))
