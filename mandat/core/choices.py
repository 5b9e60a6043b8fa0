"""Enumerations as columns keep them: codes alone, whose words stand in the room's labels."""

from enum import StrEnum


def codes(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """The codes of an enumeration, in the form that `choices` of a column asks for."""
    return [(e.value, e.value) for e in enum]
