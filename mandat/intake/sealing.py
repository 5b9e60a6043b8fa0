"""What is kept of applications is sealed: under whose key, and by which link it opens again.

Three keys, three circles. The organisation's opens what the clerk may read. That of a call's
drafts (`draft.<call>`) holds what only the applicant's own page shows. The call's own
(`envelope.<…>`) has a private half that exists only as two shares: what is sealed to it waits
for the opening.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from mandat.calls.models import Call
from mandat.core.crypto import (
    CryptoError,
    bind,
    envelope_name,
    key_provider,
    open_sealed,
    seal,
    seal_to,
)
from mandat.intake.content import canonical
from mandat.intake.models import Application, CallKey
from mandat.mail.addresses import digest
from mandat.people.models import Organisation


def organisation_key(organisation: Organisation) -> str:
    """The key of what the organisation's own people may read."""
    return f"organisation.{organisation.public_id.hex}"


def draft_key(call: Call) -> str:
    """The key of what only the applicant sees while it is a draft."""
    return f"draft.{call.public_id.hex}"


def arrival_key(call: Call) -> str:
    """The key of financial documents until the worker has counted them."""
    return f"arrival.{call.public_id.hex}"


def envelope_key(key: CallKey) -> str:
    """The name of the key that waits for the opening: it says which public half it is."""
    return envelope_name(bytes(key.public))


def seal_words(organisation: Organisation, row: Any, column: str, words: Any) -> bytes:
    """Plain data for one column of one row, under the organisation's key."""
    place = bind(row._meta.label_lower, row.public_id, column)
    return seal(organisation_key(organisation), canonical(words), place)


def words_of(organisation: Organisation, row: Any, column: str) -> Any:
    """What was sealed there; None when nothing is, when it was erased or when its key is gone."""
    sealed = getattr(row, column)
    if sealed is None:
        return None
    place = bind(row._meta.label_lower, row.public_id, column)
    try:
        return json.loads(open_sealed(organisation_key(organisation), bytes(sealed), place))
    except CryptoError:
        return None


def seal_draft(call: Call, row: Any, column: str, words: Any) -> bytes:
    """Plain data that only the applicant's own page opens."""
    place = bind(row._meta.label_lower, row.public_id, column)
    return seal(draft_key(call), canonical(words), place)


def draft_of(call: Call, row: Any, column: str) -> Any:
    """What was sealed there for the applicant; None when nothing is, or it was sealed since."""
    sealed = getattr(row, column)
    if sealed is None:
        return None
    place = bind(row._meta.label_lower, row.public_id, column)
    try:
        return json.loads(open_sealed(draft_key(call), bytes(sealed), place))
    except CryptoError:
        return None


def seal_for_opening(key: CallKey, row: Any, column: str, words: Mapping[str, Any]) -> bytes:
    """Plain data that opens with the two shares together, and with nothing else."""
    place = bind(row._meta.label_lower, row.public_id, column)
    return seal_to(bytes(key.public), canonical(words), place)


def digest_of(address: str) -> str:
    """The keyed digest by which an address is found again, the same as in the outbox."""
    return digest(address)


def address_of(application: Application) -> str:
    """The applicant's address; "" when it was erased or its key is gone."""
    return words_of(application.organisation, application, "address") or ""


def link_key(public_id: UUID, key_at: datetime, kind: str = "application") -> str:
    """What a link in a mail carries: 64 digits that nobody else can make.

    Derived under the house's key, so that each further mail can carry it while the database holds
    its digest alone. A new moment makes the links before it void.
    """
    words = f"intake.{kind} {public_id.hex} {key_at.isoformat()}"
    return key_provider().digest("house", words.encode())


def key_digest(key: str) -> str:
    """How the database keeps the key of a link."""
    return sha256(key.encode()).hexdigest()
