from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "mandat.mail"
    label = "mail"

    def ready(self) -> None:
        from mandat.audit.words import register_objects, register_words  # noqa: PLC0415
        from mandat.core.holdings import register_holding  # noqa: PLC0415 -- models first
        from mandat.core.tasks import Job, register_job  # noqa: PLC0415
        from mandat.mail.privacy import HOLDING  # noqa: PLC0415
        from mandat.mail.words import ACTS, OBJECT  # noqa: PLC0415

        register_holding(HOLDING)
        register_words(ACTS)
        register_objects("mail.message", OBJECT)
        register_job(Job("send_due_mail", "mandat.mail.tasks.send_due", minutes=1, first=True))
