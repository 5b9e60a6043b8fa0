"""Who may do what in the vault. Nobody passes by membership of the organisation alone."""

from typing import Any

from mandat.people.models import Organisation
from mandat.people.queries import holds, organisations_where
from mandat.people.roles import OPENS_COMPARTMENTS
from mandat.vault.models import Compartment, Identity
from mandat.vault.queries import is_keeper, is_member, memberships_of


def can_see_vault(by: Any) -> bool:
    """Who may open compartments, or is a member of one."""
    return organisations_where(by, OPENS_COMPARTMENTS).exists() or memberships_of(by).exists()


def can_open_compartments(by: Any) -> bool:
    """Who may close a circle, in at least one organisation."""
    return organisations_where(by, OPENS_COMPARTMENTS).exists()


def can_open_compartment_in(by: Any, organisation: Organisation) -> bool:
    """Who may close a circle in this organisation; they become its first keeper."""
    return holds(by, organisation, OPENS_COMPARTMENTS)


def can_enter_compartment(by: Any, compartment: Compartment) -> bool:
    """Its members, until their membership ends. An administrator is not one by being one."""
    return is_member(by, compartment)


def can_keep_compartment(by: Any, compartment: Compartment) -> bool:
    """Its keepers say who else may enter."""
    return is_keeper(by, compartment)


def can_read_identity(by: Any, identity: Identity) -> bool:
    """Members of its compartment, each time on the record."""
    return is_member(by, identity.compartment)


def can_erase_identity(by: Any, identity: Identity) -> bool:
    """Keepers of its compartment."""
    return is_keeper(by, identity.compartment)


def can_write_consent_texts(by: Any, organisation: Organisation) -> bool:
    """Those who may open compartments there."""
    return holds(by, organisation, OPENS_COMPARTMENTS)
