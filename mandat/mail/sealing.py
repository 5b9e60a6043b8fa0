"""The words of a message, sealed while they wait: a dump of the database holds no mail."""

import json
from dataclasses import asdict
from uuid import UUID

from mandat.core.crypto import bind, open_sealed, seal
from mandat.mail.models import Message
from mandat.mail.templates import Written


def seal_words(written: Written, public_id: UUID, organisation: UUID | None) -> bytes:
    """Subject and body under the organisation's key, or the house's, bound to their row."""
    return seal(_key(organisation), json.dumps(asdict(written)).encode(), _place(public_id))


def words_of(message: Message) -> Written:
    """Subject and body. `CryptoError` when they cannot be opened."""
    sealed = bytes(message.content or b"")
    opened = open_sealed(_key(message.organisation), sealed, _place(message.public_id))
    return Written(**json.loads(opened))


def _key(organisation: UUID | None) -> str:
    return f"organisation.{organisation.hex}" if organisation else "house"


def _place(public_id: UUID) -> bytes:
    return bind("mail.message", public_id, "content")
