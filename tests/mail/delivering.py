"""Mail as it leaves: tests that look at `mail.outbox` send first what was posted."""

from django.core import mail

from mandat.mail.services import send_due


def delivered():
    """Everything posted so far was sent as a worker would; all that was sent since the start."""
    send_due()
    return mail.outbox
