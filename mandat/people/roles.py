"""The roles that an organisation grants. Later rooms grant the same roles on their own objects."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do for an organisation, or on one object of a later room."""

    ADMINISTRATOR = "administrator"  # accounts, grants, settings; reads no sealed content
    PROGRAMME_OFFICER = "programme_officer"  # writes calls
    CLERK = "clerk"  # sorts arrivals, sees raw mail
    SECRETARY = "secretary"  # keeps a committee's minutes
    COMMITTEE_CHAIR = "committee_chair"
    ASSESSOR = "assessor"
    APPROVER = "approver"  # second signature on publication and award
    FINANCE = "finance"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    AUDITOR = "auditor"  # reads the journal and the record, changes nothing, for a time
    READER = "reader"


# Who may write calls, and who may see those of the organisation at all.
WRITES_CALLS = frozenset({Role.PROGRAMME_OFFICER})
SEES_CALLS = frozenset(Role) - {Role.ASSESSOR, Role.CLERK, Role.DATA_PROTECTION_OFFICER}

# Who runs the organisation's own pages.
MANAGES_ORGANISATION = frozenset({Role.ADMINISTRATOR})
WRITES_PROGRAMMES = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
SEES_PROGRAMMES = SEES_CALLS
READS_JOURNAL = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER})
HANDLES_DATA_REQUESTS = frozenset({Role.DATA_PROTECTION_OFFICER})

# Roles that meet data of class 3 or 4: they sign in with a second factor (design 4).
NEEDS_SECOND_FACTOR = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.CLERK,
        Role.SECRETARY,
        Role.COMMITTEE_CHAIR,
        Role.ASSESSOR,
        Role.APPROVER,
        Role.FINANCE,
        Role.DATA_PROTECTION_OFFICER,
        Role.AUDITOR,
    }
)

# A role that must have an end (a mandate of limited time), and its longest length in days.
LONGEST_GRANT_DAYS = {Role.AUDITOR: 90}

# Who may close a circle of their own (a compartment); its members are then named one by one.
OPENS_COMPARTMENTS = frozenset({Role.PROGRAMME_OFFICER, Role.DATA_PROTECTION_OFFICER})
