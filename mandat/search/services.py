"""What changes in the index. Called in the transaction of the act that changed the object."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import batched
from uuid import UUID

from django.db import connection, transaction

from mandat.search import engines
from mandat.search.analyser import VERSION, forms_of, guess
from mandat.search.kinds import PUBLIC, Entry, Kind, kind_named, kinds, mark
from mandat.search.models import SearchEntry
from mandat.search.queries import lag_of

LONGEST_BODY = 200_000  # characters that are read; terms of reference of 100 pages
LONGEST_EXCERPT = 6_000  # characters kept to show where the words stand
BATCH = 200
_WRITTEN = (
    "organisation", "data_class", "at", "title", "excerpt", "title_terms", "body_terms", "marks",
    "analysed_with",
)  # fmt: skip


@lru_cache(maxsize=32)
def _terms(text: str, language: str) -> str:
    """The forms of a text; whoever settles one value after the other pays for the text once."""
    return " ".join(forms_of(text, language))


def _marks(kind: str, entry: Entry) -> str:
    """For each access: alone, and with each filter. What everybody reads says so in words too,
    for the database to refuse it where the words are not public."""
    found = [mark(kind, a, f) for a in sorted(entry.access) for f in ("", *sorted(entry.filters))]
    return " ".join(["", *([PUBLIC] if PUBLIC in entry.access else []), *found, ""])


def _row(kind: str, object_id: UUID, entry: Entry) -> SearchEntry:
    body, text = entry.body[:LONGEST_BODY], entry.text[:LONGEST_BODY]
    shown = "\n".join(part for part in (body, text) if part)
    language = entry.language or guess(f"{entry.title}\n{shown[:4000]}")
    spoken = language.partition("-")[0].lower()
    return SearchEntry(
        kind=kind,
        object_id=object_id,
        language=language[:8],
        organisation=entry.organisation,
        data_class=entry.data_class,
        at=entry.at,
        title=entry.title[:500],
        excerpt=shown[:LONGEST_EXCERPT].replace("\0", ""),
        title_terms=_terms(entry.title, spoken),
        body_terms=" ".join(filter(None, (_terms(body, spoken), _terms(text, spoken)))),
        marks=_marks(kind, entry),
        analysed_with=VERSION,
    )


@transaction.atomic
def put(*, kind: str, object_id: UUID, entries: Iterable[Entry]) -> None:
    """The object is found by what these entries say, and by nothing that it said before."""
    _put(kind, [object_id], [(object_id, entry) for entry in entries])


@transaction.atomic
def drop(*, kind: str, object_id: UUID) -> None:
    """The object is not found any more."""
    SearchEntry.objects.filter(kind=kind, object_id=object_id).delete()


@transaction.atomic
def refresh(*, kind: str, object_ids: Sequence[UUID]) -> None:
    """The objects are found by what their room says of them now."""
    _put(kind, object_ids, list(kind_named(kind).entries(object_ids)))


def _put(kind: str, object_ids: Sequence[UUID], said: Sequence[tuple[UUID, Entry]]) -> None:
    rows = {(r.object_id, r.language): r for r in (_row(kind, key, e) for key, e in said)}
    stored = SearchEntry.objects.filter(kind=kind, object_id__in=object_ids)
    over = []
    for old in stored.defer("excerpt").iterator():
        new = rows.get((old.object_id, old.language))
        if new is None:
            over.append(old.pk)
        elif _says_the_same(old, new):
            del rows[old.object_id, old.language]
    if over:
        SearchEntry.objects.filter(pk__in=over).delete()
    SearchEntry.objects.bulk_create(
        rows.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "object_id", "language"],
        update_fields=_WRITTEN,
    )


def _says_the_same(old: SearchEntry, new: SearchEntry) -> bool:
    """Whether writing would change nothing: a large text is not indexed again for a small act."""
    columns = ("title_terms", "body_terms", "marks", "title", "at", "analysed_with", "data_class")
    return all(getattr(old, c) == getattr(new, c) for c in columns)


def rebuild(kind: Kind) -> Iterator[int]:
    """Every object of the kind is found by what it says now; gives the count after each batch.

    Each batch is a transaction of its own and replaces what it finds: questions are answered
    all the time. What no longer belongs in the index goes last.
    """
    count = 0
    for batch in batched(list(kind.every()), BATCH):  # no cursor stays open over the writing
        refresh(kind=kind.name, object_ids=batch)
        count += len(batch)
        yield count
    known = set(kind.every())
    stored = SearchEntry.objects.filter(kind=kind.name).order_by("object_id")
    gone = [k for k in stored.values_list("object_id", flat=True).distinct() if k not in known]
    for batch in batched(gone, BATCH):
        with transaction.atomic():  # an object made a moment ago is asked for once more
            refresh(kind=kind.name, object_ids=batch)


def mend_index() -> bool:
    """The database's own index stands and goes with the entries; whether it had to be made anew."""
    if engines.is_whole(connection):
        return False
    with transaction.atomic():
        engines.create(connection)
    return True


def catch_up() -> int:
    """What the index lacks is put in, as after an update of the analyser. How many objects."""
    mend_index()
    lagging = [kind for kind in kinds() if lag_of(kind).behind]
    return sum(max(rebuild(kind), default=0) for kind in lagging)
