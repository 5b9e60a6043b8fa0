"""What changes in the vault."""

from mandat.vault.services.compartments import (
    admit_member,
    end_membership,
    open_compartment,
    renew_membership,
)
from mandat.vault.services.consents import (
    is_covered,
    record_consent,
    withdraw_consent,
    write_consent_text,
)
from mandat.vault.services.identities import (
    Person,
    erase_identity,
    identity_digest,
    keep_identity,
    read_identity,
)

__all__ = [
    "Person",
    "admit_member",
    "end_membership",
    "erase_identity",
    "identity_digest",
    "is_covered",
    "keep_identity",
    "open_compartment",
    "read_identity",
    "record_consent",
    "renew_membership",
    "withdraw_consent",
    "write_consent_text",
]
