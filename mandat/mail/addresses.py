"""Addresses: what may stand as recipient or sender, and how one is remembered without it."""

from dataclasses import dataclass
from email.headerregistry import Address
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from mandat.core.crypto import key_provider
from mandat.core.errors import RuleBroken
from mandat.mail.values import harmless

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a mail is sent: an organisation by its public id, and as people read it.

    Without `address` the mail comes from the site's own address, under the organisation's name.
    """

    organisation: UUID
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person: the address, and the account that has it, if any."""

    address: str
    account: UUID | None = None


def recipient_of(to: Any) -> Recipient:
    """From a `Recipient`, an account (anything with `email` and `public_id`) or an address."""
    if isinstance(to, Recipient):
        return Recipient(checked(to.address), to.account)
    if isinstance(to, str):
        return Recipient(checked(to))
    return Recipient(checked(to.email), to.public_id)


def checked(address: str) -> str:
    """One address that an SMTP server without SMTPUTF8 takes; anything else breaks a rule."""
    try:
        validate_email(address)
        Address(addr_spec=address).addr_spec.rpartition("@")[0].encode("ascii")
    except (ValidationError, ValueError, IndexError):  # IndexError: the parser's, on oddities
        raise RuleBroken("bad_address", _("Mail cannot be sent to this address.")) from None
    return address


def digest(address: str) -> str:
    """The address as the record keeps it: nobody finds it again without the house's key."""
    return key_provider().digest("house", b"mail.to " + address.strip().lower().encode())


def header_of(name: str, address: str) -> str:
    """The header `From`: a display name, when there is one, and the address."""
    shown = harmless(name)[:_LONGEST_NAME].strip()
    own = Address(addr_spec=address) if "@" in address else Address(username=address)
    return str(Address(shown, own.username, own.domain)) if shown else address


def site_address() -> str:
    """The address from which the site sends, and to which bounces return."""
    return settings.DEFAULT_FROM_EMAIL
