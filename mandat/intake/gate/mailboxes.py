"""Mailboxes are added, changed, tried and stopped: by administrators, who never see what comes."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.crypto import CryptoError
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake import policies
from mandat.intake.gate.imap import Encryption, LineTrouble, Place, Trouble, opened
from mandat.intake.models import Mailbox
from mandat.intake.sealing import seal_words, words_of
from mandat.mail.addresses import checked
from mandat.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an administrator says of a mailbox. An empty password keeps the one that is there."""

    address: str
    host: str
    port: int
    encryption: Encryption
    login: str
    password: str
    folder: str = "INBOX"


def place_of(mailbox: Mailbox) -> Place:
    """Where it is and who opens it. `CryptoError` when the password does not open any more."""
    login = words_of(mailbox.organisation, mailbox, "login")
    password = words_of(mailbox.organisation, mailbox, "password")
    if login is None or password is None:
        raise CryptoError("the password of a mailbox does not open")
    return Place(
        host=mailbox.host,
        port=mailbox.port,
        encryption=Encryption(mailbox.encryption),
        login=login,
        password=password,
        folder=mailbox.folder,
    )


def try_mailbox(place: Place) -> Trouble | None:
    """Whether the mailbox opens; None when it does. Nothing is fetched."""
    try:
        with opened(place) as line:
            line.uid_validity()
    except LineTrouble as broken:
        return broken.trouble
    return None


@transaction.atomic
def add_mailbox(*, organisation: Organisation, wanted: Wanted, by: Any) -> Mailbox:
    """The mailbox is looked into from now on."""
    if not policies.can_run_mailboxes(by, organisation):
        raise PermissionDenied
    if not wanted.password:
        raise RuleBroken("no_password", _("Give the password of the mailbox."))
    mailbox = Mailbox(public_id=new_public_id(), organisation=organisation)
    _write(mailbox, wanted)
    _save(mailbox)
    _note("intake.mailbox.added", mailbox, by)
    return mailbox


@transaction.atomic
def change_mailbox(*, mailbox: Mailbox, wanted: Wanted, by: Any) -> Mailbox:
    """The mailbox is another, or opens otherwise; what was known of its messages is asked anew
    where it is another folder. Messages that were taken in are known again."""
    if not policies.can_run_mailbox(by, mailbox):
        raise PermissionDenied
    row = Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)
    row.organisation = mailbox.organisation
    before = (row.host, row.folder, words_of(row.organisation, row, "login"))
    _write(row, wanted)
    if before != (row.host, row.folder, wanted.login):
        row.uid_validity, row.last_uid = None, 0
    row.trouble, row.trouble_since, row.looked_at = "", None, None
    row.lease = row.lease_ends_at = None
    row.is_active = True
    _save(row)
    _note("intake.mailbox.changed", row, by)
    return row


@transaction.atomic
def stop_mailbox(*, mailbox: Mailbox, by: Any) -> Mailbox:
    """The mailbox is looked into no more; what came from it stays."""
    if not policies.can_run_mailbox(by, mailbox):
        raise PermissionDenied
    mailbox.is_active, mailbox.trouble, mailbox.trouble_since = False, "", None
    mailbox.save(update_fields=["is_active", "trouble", "trouble_since"])
    _note("intake.mailbox.stopped", mailbox, by)
    return mailbox


def _write(mailbox: Mailbox, wanted: Wanted) -> None:
    mailbox.address = checked(wanted.address.strip()).lower()
    mailbox.host, mailbox.port = wanted.host.strip().lower(), wanted.port
    mailbox.encryption, mailbox.folder = wanted.encryption.value, wanted.folder.strip() or "INBOX"
    mailbox.login = seal_words(mailbox.organisation, mailbox, "login", wanted.login)
    if wanted.password:
        mailbox.password = seal_words(mailbox.organisation, mailbox, "password", wanted.password)


def _save(mailbox: Mailbox) -> None:
    try:
        with transaction.atomic():
            mailbox.save()
    except IntegrityError:
        raise RuleBroken(
            "mailbox_known", _("This mailbox is looked into already, here or elsewhere.")
        ) from None


def _note(action: str, mailbox: Mailbox, by: Any) -> None:
    record(actor=by, action=action, subject=mailbox, organisation=mailbox.organisation)
