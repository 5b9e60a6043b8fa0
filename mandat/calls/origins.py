"""How the value of a field came about."""

from enum import StrEnum


class Origin(StrEnum):
    """Imported as read, confirmed as read, chosen among readings, or written by a person."""

    IMPORTED = "imported"
    CONFIRMED = "confirmed"
    CHOSEN = "chosen"
    CORRECTED = "corrected"
