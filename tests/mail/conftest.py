"""A real mail server on the loopback, which does what a test tells it."""

import socket

import pytest
from aiosmtpd.controller import Controller

from mandat.mail.services import post
from mandat.mail.values import Link


class PostOffice:
    """Takes mail, refuses it, or breaks off: `answers` are used up one by one, then all is taken.

    An answer is a line of SMTP (to RCPT when it begins with "rcpt ", else to DATA), or "drop":
    the message is taken and the connection closed before the reply.
    """

    def __init__(self):
        self.taken = []
        self.attempts = 0
        self.answers = []
        self.before_reply = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._controller = None

    def open(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def close(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.attempts += 1
        if self.answers and self.answers[0].startswith("rcpt "):
            return self.answers.pop(0).removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer in ("250 OK", "drop"):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        if self.before_reply:
            await self.before_reply()
        if answer == "drop":
            server.transport.abort()
        return answer


@pytest.fixture
def post_office(settings):
    """The server that the site sends through; it runs already."""
    office = PostOffice().open()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": office.port, "timeout": 5},
        }
    }
    yield office
    office.close()


@pytest.fixture
def posted():
    """Posts the simplest mail there is, with what the test wants otherwise."""

    def make(**changes):
        values = {
            "template": "mail/neutral",
            "to": "lea@example.org",
            "language": "en",
            "link": Link("web:show_home"),
        }
        return post(**{**values, **changes})

    return make
