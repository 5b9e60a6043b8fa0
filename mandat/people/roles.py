"""The roles that an organisation grants. Later rooms grant roles on their own objects."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do for an organisation."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_OFFICER = "programme_officer"
    READER = "reader"


# Who may write calls, and who may see those of the organisation at all.
WRITES_CALLS = frozenset({Role.PROGRAMME_OFFICER})
SEES_CALLS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR, Role.READER})
