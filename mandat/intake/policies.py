"""Who may do what with applications.

Before the opening nobody but the applicant and the clerk reads a file, and nobody at all a
financial one (research: two envelopes; design 4).
"""

from typing import Any

from mandat.calls.models import Call
from mandat.core.passes import held_by, pass_of
from mandat.intake.models import Application, Arrival, Mailbox, TeamMember
from mandat.people.models import Organisation
from mandat.people.queries import holds, organisations_where
from mandat.people.roles import Role

SORTS = frozenset({Role.CLERK})  # arrivals, raw mail, completeness, eligibility
COUNTS = frozenset(
    {Role.CLERK, Role.PROGRAMME_OFFICER, Role.SECRETARY, Role.APPROVER, Role.AUDITOR}
)  # how many came, and when
DECIDES_LATE = frozenset({Role.APPROVER})
INVITES = frozenset({Role.PROGRAMME_OFFICER})
RUNS_MAILBOXES = frozenset({Role.ADMINISTRATOR})
READS_DOSSIER = frozenset({Role.CLERK, Role.AUDITOR})  # what arrived and was decided, no contents


def can_write_application(by: Any, application: Application) -> bool:
    """Whoever opened its link, as long as it was not erased."""
    return pass_of(application) in held_by(by) and application.erased_at is None


def can_answer_for_member(by: Any, member: TeamMember) -> bool:
    """Whoever opened that member's own link; it shows what they are named for, and nothing else."""
    return pass_of(member) in held_by(by) and member.application.erased_at is None


def can_see_desk(by: Any) -> bool:
    """Clerks, of some organisation."""
    return organisations_where(by, SORTS).exists()


def can_see_arrivals(by: Any) -> bool:
    """Those who may know how many applications came, in some organisation."""
    return organisations_where(by, COUNTS).exists()


def can_count_applications(by: Any, call: Call) -> bool:
    """Those who may know how many applications a call has, and nothing of what they say."""
    return holds(by, call.organisation, COUNTS)


def can_sort_applications(by: Any, call: Call) -> bool:
    """Clerks of the call's organisation."""
    return holds(by, call.organisation, SORTS)


def can_read_application(by: Any, application: Application) -> bool:
    """Clerks of its organisation: what it says, never what is sealed."""
    return holds(by, application.organisation, SORTS)


def can_decide_late(by: Any, application: Application) -> bool:
    """Approvers of its organisation decide about what came late, with a reason."""
    return holds(by, application.organisation, DECIDES_LATE)


def can_sort_mail(by: Any) -> bool:
    """Clerks of some organisation: messages that came in, raw and sorted."""
    return organisations_where(by, SORTS).exists()


def can_sort_arrival(by: Any, arrival: Arrival) -> bool:
    """Clerks of the organisation that the message came to. It may show prices: it is journalled."""
    return holds(by, arrival.organisation, SORTS)


def can_see_mailboxes(by: Any) -> bool:
    """Administrators of some organisation."""
    return organisations_where(by, RUNS_MAILBOXES).exists()


def can_run_mailbox(by: Any, mailbox: Mailbox) -> bool:
    """Administrators of its organisation: where mail is looked for, not what it says."""
    return holds(by, mailbox.organisation, RUNS_MAILBOXES)


def can_run_mailboxes(by: Any, organisation: Organisation) -> bool:
    """Administrators of the organisation: where mail is looked for, not what it says."""
    return holds(by, organisation, RUNS_MAILBOXES)


def can_invite(by: Any, application: Application) -> bool:
    """Programme officers of its organisation invite whoever was shortlisted."""
    return holds(by, application.organisation, INVITES)


def can_read_dossier(by: Any, call: Call) -> bool:
    """Clerks of the call's organisation, and its auditors for as long as their grant lasts."""
    return holds(by, call.organisation, READS_DOSSIER)
