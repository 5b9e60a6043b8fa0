"""Handing one message to the next mail server, and understanding what it answers."""

import smtplib
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import default
from email.utils import format_datetime
from typing import Any

from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from mandat.mail.addresses import header_of, site_address
from mandat.mail.models import Message
from mandat.mail.rules import Answer, Fate, answer_of
from mandat.mail.templates import Written


def deliver(message: Message, written: Written) -> Answer:
    """The message was offered to the server once. Never raises for what a server does."""
    try:
        letter(message, written).send(using="default")
    except smtplib.SMTPException as error:
        return _refusal(error)
    except ValueError:  # an address or a header that Python does not put on the wire
        return Answer(Fate.NEVER, "unsendable")
    except OSError:  # refused, timed out, no such host, broken TLS
        return Answer(Fate.UNREACHABLE, "unreachable")
    return Answer(Fate.TAKEN)


class _WholeLine(UnstructuredHeader, BaseHeader):
    """A header on one line, however long. Python would encode an address that does not fit into
    78 signs, and mail programs do not read an encoded one there; RFC 5322 allows 998."""

    def fold(self, *, policy: Any) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class Letter(EmailMessage):
    """Django's message, with the header that ends a subscription left as it is."""

    def message(self, *, policy: Any = default) -> Any:
        registry = HeaderRegistry()
        registry.map_to_type("list-unsubscribe", _WholeLine)
        return super().message(policy=policy.clone(header_factory=registry))


def letter(message: Message, written: Written) -> EmailMessage:
    """The message in its envelope: the same bytes at each attempt.

    The envelope's sender is always the site, where bounces return; an organisation's own address
    stands in the header. There is one recipient, and there are no copies.
    """
    return Letter(
        subject=written.subject,
        body=written.body,
        from_email=site_address(),
        to=[message.to],
        headers={
            "From": _sender(message),
            "Message-ID": f"<{message.message_id}>",
            "Date": format_datetime(message.posted_at),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notices, please
            **_leaving(written),
        },
    )


def _leaving(written: Written) -> dict[str, str]:
    """What lets a mail program offer to end such mail with one click (RFC 2369, RFC 8058)."""
    if not written.leave:
        return {}
    return {
        "List-Unsubscribe": f"<{written.leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _sender(message: Message) -> str:
    if message.neutral:
        with translation.override(message.language):
            return header_of(_("Message"), site_address())
    return header_of(message.sender_name, message.sender_address or site_address())


def _refusal(error: smtplib.SMTPException) -> Answer:
    """What the server refused. Its words may name people: only its numbers are kept."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return answer_of(code, _text(words), "recipient")
        case smtplib.SMTPSenderRefused():
            return answer_of(error.smtp_code, _text(error.smtp_error), "sender")
        case smtplib.SMTPDataError():
            return answer_of(error.smtp_code, _text(error.smtp_error), "message")
        case smtplib.SMTPResponseException():  # greeting, HELO, STARTTLS, sign-in
            return answer_of(error.smtp_code, _text(error.smtp_error), "session")
    return Answer(Fate.UNREACHABLE, "unreachable")  # closed in mid-session, or no sign-in offered


def _text(words: Any) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
