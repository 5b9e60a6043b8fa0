"""A use of a test's own for stored files, and ways to look at what is left of them."""

from mandat.audit.models import Entry
from mandat.core.holdings import DataClass
from mandat.documents.uses import Use
from mandat.people.queries import holds
from mandat.people.roles import Role

DATA = bytes(range(256)) * 2000  # two segments


def of_its_organisation(by, file):
    return holds(by, file.organisation, frozenset({Role.PROGRAMME_OFFICER}))


USE = Use("tests.store", "files of a test", frozenset(), 1_000_000, of_its_organisation)
OPEN_USE = Use(
    "tests.internal",
    "internal files of a test",
    frozenset(),
    1_000_000,
    of_its_organisation,
    data_class=DataClass.INTERNAL,
)


def objects(tmp_path):
    """The sealed objects of the test's own storage."""
    return sorted(p for p in (tmp_path / "files").rglob("*") if p.is_file())


def actions():
    """What the journal says, in its order."""
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def nobody_holds(_label, _identity):
    """No legal hold protects anything."""
    return False
