"""One line to a mailbox (IMAP4rev1): which messages are new, and each as it came. Nothing changes
there: the folder is opened for reading only, and no message is marked, moved or deleted.
"""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any, Final

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
)

from mandat.intake.letters.limits import LARGEST

TIMEOUT: Final = 60.0  # seconds for each answer of the server
_MOST_BYTES: Final = 2 * LARGEST - 1  # of one message that are asked for
_STAMP: Final = re.compile(rb'INTERNALDATE "([^"]{1,40})"', re.IGNORECASE)


class Encryption(StrEnum):
    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class Trouble(StrEnum):
    """Why a mailbox could not be read."""

    UNREACHABLE = "unreachable"  # no server answers at that host and port
    CERTIFICATE = "certificate"  # it answers, and cannot prove who it is
    NO_ENCRYPTION = "no_encryption"  # it refuses the encryption that is asked for
    LOGIN = "login"
    FOLDER = "folder"
    DROPPED = "dropped"  # the line broke while messages were fetched
    NO_KEY = "no_key"  # the password lies under a key that is not there
    STORAGE = "storage"  # messages could not be kept here
    MESSAGE = "message"  # one message could not be taken in; the others were


class LineTrouble(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The line could not be made, or broke. `trouble` says how."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox is, and who opens it."""

    host: str
    port: int
    encryption: Encryption
    login: str
    password: str
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as the mailbox has it; `stamp` is when the mailbox received it."""

    uid: int
    raw: bytes
    stamp: datetime | None


class Line:
    """An open mailbox."""

    def __init__(self, box: BaseMailBox, folder: str) -> None:
        self._box = box
        self._folder = folder

    def uid_validity(self) -> int:
        """Changes when the server gives all messages new numbers (RFC 3501, 2.3.1)."""
        return int(self._box.folder.status(self._folder, ["UIDVALIDITY"])["UIDVALIDITY"])

    def uids_after(self, last: int) -> list[int]:
        """The messages that came after that one, in the order of their coming.

        A range that ends with `*` always has the last message, new or not (RFC 3501, 6.4.8).
        """
        found = self._box.uids(f"UID {last + 1}:*")
        return sorted(int(uid) for uid in found if int(uid) > last)

    def fetch(self, uid: int) -> Fetched | None:
        """The message, without marking it as read; None when it is gone meanwhile."""
        wanted = f"(INTERNALDATE BODY.PEEK[]<0.{_MOST_BYTES}>)"
        status, parts = self._box.client.uid("FETCH", str(uid), wanted)
        if status != "OK":
            raise LineTrouble(Trouble.DROPPED)
        return _fetched(uid, parts)


def _fetched(uid: int, parts: list[Any]) -> Fetched | None:
    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
    if raw is None:
        return None
    around = b" ".join(part[0] if isinstance(part, tuple) else part or b"" for part in parts)
    return Fetched(uid, raw, _stamp(around))


def _stamp(around: bytes) -> datetime | None:
    match = _STAMP.search(around)
    if match is None:
        return None
    try:
        stamp = parsedate_to_datetime(match[1].decode("ascii", "replace").strip())
    except (ValueError, TypeError, IndexError):
        return None
    return stamp if stamp.tzinfo is not None else None


@contextmanager
def opened(place: Place) -> Iterator[Line]:
    """The mailbox, open for reading. `LineTrouble` says what stands in the way, also later on."""
    box = _connected(place)
    try:
        _log_in(box, place)
        with _troubles(Trouble.DROPPED):
            yield Line(box, place.folder)
    finally:
        _hang_up(box)


def _hang_up(box: BaseMailBox) -> None:
    """A line that broke is not answered any more; its socket is closed all the same."""
    with contextlib.suppress(ImapToolsError, imaplib.IMAP4.error, OSError):
        box.logout()
    with contextlib.suppress(OSError):
        box.client.shutdown()


def _connected(place: Place) -> BaseMailBox:
    """Certificates are verified: without that, encryption says nothing about who listens."""
    context = ssl.create_default_context()
    try:
        if place.encryption is Encryption.TLS:
            return MailBox(place.host, place.port, timeout=TIMEOUT, ssl_context=context)
        box = MailBoxUnencrypted(place.host, place.port, timeout=TIMEOUT)
    except ssl.SSLCertVerificationError:
        raise LineTrouble(Trouble.CERTIFICATE) from None
    except ssl.SSLError:
        raise LineTrouble(Trouble.NO_ENCRYPTION) from None
    except (imaplib.IMAP4.error, OSError, UnicodeError, EOFError):
        raise LineTrouble(Trouble.UNREACHABLE) from None
    if place.encryption is Encryption.STARTTLS:
        _encrypt(box, context)
    return box


def _encrypt(box: BaseMailBox, context: ssl.SSLContext) -> None:
    try:
        box.client.starttls(context)
    except ssl.SSLCertVerificationError:
        _hang_up(box)
        raise LineTrouble(Trouble.CERTIFICATE) from None
    except (imaplib.IMAP4.error, OSError, EOFError):
        _hang_up(box)
        raise LineTrouble(Trouble.NO_ENCRYPTION) from None


def _log_in(box: BaseMailBox, place: Place) -> None:
    with _troubles(Trouble.LOGIN):
        try:
            if (place.login + place.password).isascii():
                box.login(place.login, place.password, initial_folder=None)
            else:
                box.login_utf8(place.login, place.password, initial_folder=None)
        except MailboxLoginError:
            raise LineTrouble(Trouble.LOGIN) from None
    with _troubles(Trouble.FOLDER):
        try:
            box.folder.set(place.folder, readonly=True)
        except MailboxFolderSelectError:
            raise LineTrouble(Trouble.FOLDER) from None


@contextmanager
def _troubles(otherwise: Trouble) -> Iterator[None]:
    """What the library and the system raise, in the words of this module."""
    try:
        yield
    except (TimeoutError, imaplib.IMAP4.abort, ConnectionError, EOFError, ssl.SSLError):
        raise LineTrouble(Trouble.DROPPED) from None
    except (imaplib.IMAP4.error, ImapToolsError):
        raise LineTrouble(otherwise) from None
