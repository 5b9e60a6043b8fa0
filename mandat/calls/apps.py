from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "mandat.calls"
    label = "calls"

    def ready(self) -> None:
        from mandat.calls import acts, chain, files, finding  # noqa: PLC0415 -- models first
        from mandat.calls.attaching import files as attaching  # noqa: PLC0415
        from mandat.calls.exchange import signing_up as exchange  # noqa: PLC0415
        from mandat.calls.privacy import HOLDING  # noqa: PLC0415
        from mandat.core.holdings import register_holding  # noqa: PLC0415
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415

        chain.register()
        acts.register()
        files.register()
        attaching.register()
        finding.register()
        exchange.register()
        register_holding(HOLDING)
        tasks = "mandat.calls.life.tasks"
        register_job(Job("close_due_calls", f"{tasks}.close_due_calls", minutes=1))
        register_job(Job("recompute_deadlines", f"{tasks}.recompute_deadlines", minutes=24 * 60))
