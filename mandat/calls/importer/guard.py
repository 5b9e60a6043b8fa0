"""A fault in one reader costs its own field, and no other; it is never silent."""

from collections.abc import Callable

from mandat.calls.importer.draft import ABSENT, Found

NOTICE = "field_not_read"  # the notice of a draft in which a reader failed

FieldReader = Callable[..., Found]  # `Guard.field`: a reader and its arguments

_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def plainly(reader: Callable[..., Found], *arguments: object) -> Found:
    """The reader called without a guard: its faults come through."""
    return reader(*arguments)


class Guard:
    """Calls readers; the names of those that failed stand in `failed`, in order.

    A person who imports a text must not lose all of it for one field. The draft says that a
    field was not read, and the tests and the fuzzer take that for a failure.
    """

    def __init__(self) -> None:
        self.failed: list[str] = []

    def part[T](self, reader: Callable[..., T], *arguments: object, otherwise: T) -> T:
        """What the reader says, or `otherwise`."""
        try:
            return reader(*arguments)
        except _FAULTS:
            self.failed.append(reader.__name__)
            return otherwise

    def field(self, reader: Callable[..., Found], *arguments: object) -> Found:
        """The field that the reader gives; an absent one when it fails."""
        return self.part(reader, *arguments, otherwise=ABSENT)
