"""What roles, states and kinds are called on screen."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mandat.people.models import Account
from mandat.people.roles import Role
from mandat.people.rules.procurement import Procedure
from mandat.people.rules.retention import RetentionKind
from mandat.people.states import GrantState, InvitationState, ProgrammeState

ROLE_LABELS = {
    Role.ADMINISTRATOR: _("administrator"),
    Role.PROGRAMME_OFFICER: _("programme officer"),
    Role.CLERK: _("clerk"),
    Role.SECRETARY: _("secretary"),
    Role.COMMITTEE_CHAIR: _("committee chair"),
    Role.ASSESSOR: _("assessor"),
    Role.APPROVER: _("approver"),
    Role.FINANCE: _("finance"),
    Role.DATA_PROTECTION_OFFICER: _("data protection officer"),
    Role.AUDITOR: _("auditor"),
    Role.READER: _("reader"),
}

ROLE_MEANINGS = {
    Role.ADMINISTRATOR: _("lets people in, gives roles, keeps the settings; reads no sealed file"),
    Role.PROGRAMME_OFFICER: _("writes calls, keeps programmes and funding"),
    Role.CLERK: _("sorts what arrives, sees raw mail"),
    Role.SECRETARY: _("keeps the minutes of a committee"),
    Role.COMMITTEE_CHAIR: _("leads a committee"),
    Role.ASSESSOR: _("marks applications; sees no calls in the making"),
    Role.APPROVER: _("signs publications and awards as the second person"),
    Role.FINANCE: _("keeps funding, amounts and payments"),
    Role.DATA_PROTECTION_OFFICER: _("answers people about their data, reads the journal"),
    Role.AUDITOR: _("reads the record and changes nothing, for 90 days at most"),
    Role.READER: _("reads calls and programmes"),
}

GRANT_STATES = {
    GrantState.COMING: _("not yet"),
    GrantState.IN_FORCE: _("in force"),
    GrantState.ENDED: _("ended"),
}

INVITATION_STATES = {
    InvitationState.WAITING: _("waiting for an answer"),
    InvitationState.ACCEPTED: _("accepted"),
    InvitationState.WITHDRAWN: _("withdrawn"),
    InvitationState.FORGOTTEN: _("never answered"),
}

PROGRAMME_STATES = {
    ProgrammeState.ACTIVE: _("active"),
    ProgrammeState.CLOSED: _("closed"),
}

PROCEDURES = {
    Procedure.DIRECT: _("direct purchase"),
    Procedure.THREE_QUOTES: _("three quotes"),
    Procedure.OPEN_CALL: _("open call"),
}

RETENTION_KINDS = {
    RetentionKind.REFUSED_APPLICATIONS: _("refused applications"),
    RetentionKind.CALLS: _("calls and what was decided"),
    RetentionKind.MISSIONS: _("missions and their payments"),
    RetentionKind.ACCOUNTS: _("accounts that nobody uses"),
}

RETENTION_REASONS = {
    RetentionKind.REFUSED_APPLICATIONS: _(
        "Two years after the last contact is what the French authority (CNIL) holds right for "
        "people who were not chosen; after five no claim can be brought any more."
    ),
    RetentionKind.CALLS: _(
        "A decision can be contested for five years (French civil code, article 2224). Some "
        "donors ask for more."
    ),
    RetentionKind.MISSIONS: _(
        "Accounting documents are kept for ten years (French commercial code, article L123-22); "
        "the European Union asks for five after its last payment."
    ),
    RetentionKind.ACCOUNTS: _(
        "An account without role that nobody has entered for two years is closed: name and "
        "address are erased, the journal keeps its number."
    ),
}


def roles_in_words(account: Account) -> list[tuple[Any, str]]:
    """Each role of an account as one reads it, with the name of the organisation.

    The account comes from `queries.with_grants`, which leaves out what has ended.
    """
    return [
        (ROLE_LABELS[Role(grant.role)], grant.organisation.name) for grant in account.grants.all()
    ]


def months_in_words(months: int) -> str:
    """A span of months as people say it: whole years as years."""
    years, rest = divmod(months, 12)
    if years and not rest:
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}
