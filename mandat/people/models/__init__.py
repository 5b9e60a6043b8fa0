"""Persons with an account, the organisations they work for, and the roles granted there."""

from mandat.people.models.accounts import Account, AccountManager
from mandat.people.models.grants import AbstractGrant, Grant
from mandat.people.models.invitations import Invitation
from mandat.people.models.organisations import LONGEST_NOTICE, GridTemplate, Organisation
from mandat.people.models.programmes import Funding, Programme, ProgrammeContact
from mandat.people.models.sign_in import Count, Session

__all__ = [
    "LONGEST_NOTICE",
    "AbstractGrant",
    "Account",
    "AccountManager",
    "Count",
    "Funding",
    "Grant",
    "GridTemplate",
    "Invitation",
    "Organisation",
    "Programme",
    "ProgrammeContact",
    "Session",
]
