"""Who may do what with requests and records. There is no way round for anybody."""

from typing import Any

from mandat.people.models import Organisation
from mandat.people.queries import holds, organisations_where
from mandat.people.roles import HANDLES_DATA_REQUESTS, Role
from mandat.privacy.models import Breach, DataRequest, JointController, LegalHold, Transfer

# The second person of a legal hold: another officer, or whoever signs for the organisation.
DECIDES_HOLDS = HANDLES_DATA_REQUESTS | {Role.APPROVER}


def can_handle_somewhere(by: Any) -> bool:
    """Data protection officers of at least one organisation."""
    return organisations_where(by, HANDLES_DATA_REQUESTS).exists()


def can_handle_for(by: Any, organisation: Organisation) -> bool:
    """Data protection officers of that organisation."""
    return holds(by, organisation, HANDLES_DATA_REQUESTS)


def can_handle_request(by: Any, request: DataRequest) -> bool:
    """Data protection officers of the organisation that was asked."""
    return can_handle_for(by, request.organisation)


def can_follow_own_request(by: Any, request: DataRequest) -> bool:
    """The person who asked, signed in."""
    return bool(by.is_authenticated) and request.account_id == by.pk


def can_keep_record(by: Any, record: JointController | Transfer | Breach) -> bool:
    """Data protection officers of the organisation whose record it is."""
    return can_handle_for(by, record.organisation)


def can_see_holds_somewhere(by: Any) -> bool:
    """Who proposes legal holds or decides on them, in at least one organisation."""
    return organisations_where(by, DECIDES_HOLDS).exists()


def can_see_hold(by: Any, hold: LegalHold) -> bool:
    """Who proposes legal holds or decides on them in its organisation."""
    return holds(by, hold.organisation, DECIDES_HOLDS)


def can_decide_hold(by: Any, hold: LegalHold) -> bool:
    """A second person of the organisation: never the one who proposed it."""
    return can_see_hold(by, hold) and hold.proposed_by_id != by.pk


def can_end_hold(by: Any, hold: LegalHold) -> bool:
    """Data protection officers of its organisation: ending a hold protects nobody's data less."""
    return can_handle_for(by, hold.organisation)
