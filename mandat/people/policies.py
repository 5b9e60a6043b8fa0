"""Who may do what with accounts, organisations, roles, programmes and funding.

Nobody passes by: an administrator of one organisation is a stranger in every other.
"""

from typing import Any

from mandat.people.models import (
    Funding,
    Grant,
    GridTemplate,
    Invitation,
    Organisation,
    Programme,
)
from mandat.people.queries import grants_of, holds
from mandat.people.roles import (
    MANAGES_ORGANISATION,
    SEES_PROGRAMMES,
    WRITES_PROGRAMMES,
    Role,
)

SEES_PEOPLE = MANAGES_ORGANISATION | {Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}
WRITES_GRIDS = WRITES_PROGRAMMES
WRITES_FUNDING = WRITES_PROGRAMMES | {Role.FINANCE}


def is_signed_in(by: Any) -> bool:
    """Everybody who has an account: their own home page, their own settings."""
    return bool(by.is_authenticated)


def can_see_organisation(by: Any, organisation: Organisation) -> bool:
    """Whoever holds a role in it: its name and its habits."""
    return grants_of(by).filter(organisation=organisation).exists()


def can_change_settings(by: Any, organisation: Organisation) -> bool:
    """Administrators of the organisation."""
    return holds(by, organisation, MANAGES_ORGANISATION)


def can_see_people(by: Any, organisation: Organisation) -> bool:
    """Administrators, and those who check them: auditors, the data protection officer."""
    return holds(by, organisation, SEES_PEOPLE)


def can_manage_grants(by: Any, organisation: Organisation) -> bool:
    """Administrators of the organisation give, change and end roles, and invite."""
    return holds(by, organisation, MANAGES_ORGANISATION)


def can_see_grant(by: Any, grant: Grant) -> bool:
    """Its holder, who lent it, and whoever sees the people of the organisation."""
    return _is_own(by, grant) or _is_lender(by, grant) or can_see_people(by, grant.organisation)


def can_change_grant(by: Any, grant: Grant) -> bool:
    """Administrators: until when somebody holds a role."""
    return can_manage_grants(by, grant.organisation)


def can_end_grant(by: Any, grant: Grant) -> bool:
    """Its holder, who may lay it down; who lent it; administrators."""
    return _is_own(by, grant) or _is_lender(by, grant) or can_manage_grants(by, grant.organisation)


def can_delegate_grant(by: Any, grant: Grant) -> bool:
    """Its holder, and for a holder who cannot any more an administrator."""
    return _is_own(by, grant) or can_manage_grants(by, grant.organisation)


def _is_own(by: Any, grant: Grant) -> bool:
    return bool(by.is_authenticated and by.pk == grant.account_id)


def _is_lender(by: Any, grant: Grant) -> bool:
    source = grant.delegated_from
    return bool(source and by.is_authenticated and by.pk == source.account_id)


def can_manage_invitation(by: Any, invitation: Invitation) -> bool:
    """Administrators of the organisation that invites."""
    return can_manage_grants(by, invitation.organisation)


def can_see_programmes(by: Any, organisation: Organisation) -> bool:
    """Those who see the calls of the organisation."""
    return holds(by, organisation, SEES_PROGRAMMES)


def can_write_programmes(by: Any, organisation: Organisation) -> bool:
    """Programme officers and administrators."""
    return holds(by, organisation, WRITES_PROGRAMMES)


def can_see_programme(by: Any, programme: Programme) -> bool:
    """Those who see the programmes of its organisation."""
    return can_see_programmes(by, programme.organisation)


def can_edit_programme(by: Any, programme: Programme) -> bool:
    """Those who write the programmes of its organisation."""
    return can_write_programmes(by, programme.organisation)


def can_see_fundings(by: Any, organisation: Organisation) -> bool:
    """Those who see the programmes that it pays for."""
    return holds(by, organisation, SEES_PROGRAMMES)


def can_write_fundings(by: Any, organisation: Organisation) -> bool:
    """Programme officers, finance and administrators."""
    return holds(by, organisation, WRITES_FUNDING)


def can_see_funding(by: Any, funding: Funding) -> bool:
    """Those who see the funding of its organisation."""
    return can_see_fundings(by, funding.organisation)


def can_edit_funding(by: Any, funding: Funding) -> bool:
    """Those who write the funding of its organisation."""
    return can_write_fundings(by, funding.organisation)


def can_see_grids(by: Any, organisation: Organisation) -> bool:
    """Those who see the calls that start from them."""
    return holds(by, organisation, SEES_PROGRAMMES)


def can_write_grids(by: Any, organisation: Organisation) -> bool:
    """Programme officers and administrators."""
    return holds(by, organisation, WRITES_GRIDS)


def can_see_grid(by: Any, grid: GridTemplate) -> bool:
    """Those who see the grids of its organisation."""
    return can_see_grids(by, grid.organisation)


def can_edit_grid(by: Any, grid: GridTemplate) -> bool:
    """Those who write the grids of its organisation."""
    return can_write_grids(by, grid.organisation)
