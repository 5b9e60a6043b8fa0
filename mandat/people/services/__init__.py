"""What changes in people: accounts, organisations, roles, invitations, programmes, funding."""

from mandat.people.services.accounts import add_account, close_account, set_language
from mandat.people.services.common import sender_of
from mandat.people.services.endings import end_again
from mandat.people.services.grants import (
    change_grant_end,
    delegate_grant,
    end_grant,
    end_grants_in,
    grant_role,
)
from mandat.people.services.invitations import (
    accept_invitation,
    forget_invitation,
    invite,
    live_invitation,
    resend_invitation,
    token_hash,
    withdraw_invitation,
)
from mandat.people.services.organisations import (
    add_grid,
    change_grid,
    change_settings,
    find_or_add_organisation,
    make_grid_default,
    remove_grid,
)
from mandat.people.services.programmes import (
    add_contact,
    add_funding,
    add_programme,
    change_funding,
    change_programme,
    move_programme,
    remove_contact,
)

__all__ = [
    "accept_invitation",
    "add_account",
    "add_contact",
    "add_funding",
    "add_grid",
    "add_programme",
    "change_funding",
    "change_grant_end",
    "change_grid",
    "change_programme",
    "change_settings",
    "close_account",
    "delegate_grant",
    "end_again",
    "end_grant",
    "end_grants_in",
    "find_or_add_organisation",
    "forget_invitation",
    "grant_role",
    "invite",
    "live_invitation",
    "make_grid_default",
    "move_programme",
    "remove_contact",
    "remove_grid",
    "resend_invitation",
    "sender_of",
    "set_language",
    "token_hash",
    "withdraw_invitation",
]
