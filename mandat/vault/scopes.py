"""What compartments are for, and what a person can consent to."""

from enum import StrEnum
from typing import Final

# What erasures call the two things that can be erased or taken back by themselves.
IDENTITY: Final = "vault.identity"
CONSENT_SCOPE: Final = "vault.consentscope"
# What endings are called in the same ledger.
MEMBERSHIP: Final = "vault.compartmentmembership"
MEMBERSHIP_UNTIL: Final = "vault.compartmentmembership:until"


class CompartmentKind(StrEnum):
    """Why a circle is closed."""

    CONSULTATION = "consultation"
    PROTECTION = "protection"
    IDENTITY = "identity"
    COMPENSATION = "compensation"
    SELECTION = "selection"
    COMMUNITY = "community"


class Scope(StrEnum):
    """One thing that a person allows or not; each is asked and withdrawn by itself."""

    TAKE_PART = "take_part"
    QUOTE_ANONYMOUSLY = "quote_anonymously"
    QUOTE_BY_NAME = "quote_by_name"
    RECORD = "record"
    RECONTACT = "recontact"
    ARCHIVE = "archive"


class Given(StrEnum):
    """How the person said yes: Article 7(1) GDPR asks that it can be shown."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    ONLINE = "online"
