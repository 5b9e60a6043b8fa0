"""Addresses of followers and words of askers at rest: sealed under their organisation's key."""

from collections.abc import Sequence

from mandat.calls.models import Follower, Question
from mandat.core.crypto import CryptoError, bind, key_provider, open_sealed, seal
from mandat.mail.addresses import digest
from mandat.people.models import Organisation


def _key(organisation: Organisation) -> str:
    return f"organisation.{organisation.public_id.hex}"


def sealed_address(follower: Follower, address: str) -> bytes:
    """The address for its row, whose public id stands already."""
    place = bind("calls.follower", follower.public_id, "address")
    return seal(_key(follower.call.organisation), address.encode(), place)


def address_of(follower: Follower) -> str:
    """The address; "" when it was erased or its key is gone."""
    return _opened(follower, "address", follower.call.organisation)


def sealed_question(question: Question, text: str) -> bytes:
    """The words of a question for its row, whose public id stands already."""
    place = bind("calls.question", question.public_id, "asked_text")
    return seal(_key(question.call.organisation), text.encode(), place)


def asked_text(question: Question) -> str:
    """What was asked, in the asker's words; "" when it was erased or its key is gone."""
    return _opened(question, "asked_text", question.call.organisation)


def _opened(row: Follower | Question, column: str, organisation: Organisation) -> str:
    sealed = getattr(row, column)
    if sealed is None:
        return ""
    place = bind(row._meta.label_lower, row.public_id, column)
    try:
        return open_sealed(_key(organisation), bytes(sealed), place).decode()
    except CryptoError:
        return ""


def digest_of(address: str) -> str:
    """The keyed digest by which an address is found again, the same as in the outbox."""
    key_provider().ensure("house")
    return digest(address)


def key_of(follower: Follower) -> str:
    """What the links in this follower's mails carry: 64 digits that nobody else can make.

    It is derived under the house's key, so that each further mail can carry it while the database
    holds its digest alone. A new asking, which has its own moment, makes the old links void.
    """
    words: Sequence[str] = (follower.public_id.hex, follower.asked_at.isoformat())
    key_provider().ensure("house")
    return key_provider().digest("house", f"calls.follower {' '.join(words)}".encode())
