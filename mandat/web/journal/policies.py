"""Who may read the journal, and who confirms that it is whole."""

from typing import Any

from mandat.audit.models import DailyHead
from mandat.audit.rules import HOUSE
from mandat.people.models import Organisation
from mandat.people.policies import is_signed_in
from mandat.people.queries import find_organisation, holds
from mandat.people.roles import READS_JOURNAL, Role

COUNTERSIGNS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})


def can_read_own_acts(by: Any) -> bool:
    """Everybody who has an account: what they did themselves."""
    return is_signed_in(by)


def can_read_journal(by: Any, organisation: Organisation) -> bool:
    """Auditors, administrators and the data protection officer of that organisation."""
    return holds(by, organisation, READS_JOURNAL)


def can_countersign_in(by: Any, organisation: Organisation) -> bool:
    """Auditors and administrators of that organisation."""
    return holds(by, organisation, COUNTERSIGNS)


def can_countersign(by: Any, head: DailyHead) -> bool:
    """Auditors and administrators of the head's organisation; nobody that of the house."""
    organisation = None if head.chain == HOUSE else find_organisation(head.chain)
    return organisation is not None and can_countersign_in(by, organisation)
