"""Words of cases and logs at rest: sealed under the key of their organisation.

The key's name is `organisation.<hex of its public id>`; the associated data bind each value to
its model, row and column, so that a value copied elsewhere does not open.
"""

from typing import Any

from mandat.core.crypto import KeyGone, bind, key_provider, open_sealed, seal
from mandat.people.models import Organisation


def key_of(organisation: Organisation) -> str:
    """The name of the organisation's key."""
    return f"organisation.{organisation.public_id.hex}"


def _binding(row: Any, column: str) -> bytes:
    return bind(row._meta.label_lower, row.public_id, column)


def _organisation(row: Any) -> Organisation:
    for owner in ("request", "breach"):
        if hasattr(row, owner):
            row = getattr(row, owner)
    found: Organisation = row.organisation
    return found


def put(row: Any, name: str, text: str) -> None:
    """`<name>_sealed` of the row holds the text; the caller saves the row."""
    if not text:
        setattr(row, f"{name}_sealed", b"")
        return
    key = key_of(_organisation(row))
    key_provider().ensure(key)
    sealed = seal(key, text.encode(), _binding(row, name))
    setattr(row, f"{name}_sealed", sealed)


def words(row: Any, name: str) -> str:
    """The text, or nothing where nothing was said or its key was destroyed."""
    sealed = bytes(getattr(row, f"{name}_sealed"))
    if not sealed:
        return ""
    try:
        return open_sealed(key_of(_organisation(row)), sealed, _binding(row, name)).decode()
    except KeyGone:
        return ""


def digest_of(email: str) -> str:
    """A keyed digest of an address, to count requests without reading them."""
    key_provider().ensure("house")
    return key_provider().digest("house", b"privacy.request " + email.strip().casefold().encode())
