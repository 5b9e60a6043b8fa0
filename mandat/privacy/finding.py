"""Objects in words, for those who plan an erasure or a legal hold, and the search among them.

Rooms below say here how their objects are called and found; those of rooms above are known by
the journal of the organisation and the names that they signed up there. A search never says more
than the page of the object would: secret ones are found by their whole reference alone.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mandat.audit.models import Entry
from mandat.audit.words import names_of_objects, object_in_words
from mandat.documents.models import File
from mandat.documents.uploads.models import Upload
from mandat.mail.models import Message
from mandat.people.models import Account, Invitation, Organisation, ProgrammeContact
from mandat.privacy.models import DataRequest
from mandat.privacy.words import KINDS_SHORT
from mandat.vault.models import Identity

MOST = 50  # objects in one list; whoever looks for another one writes more of its name
_OF_TIME = 7  # the version of UUID that says when it was made


@dataclass(frozen=True, slots=True)
class Thing:
    """One object: its kind, its name if the reader may know it, since when it is there."""

    label: str
    id: str
    kind: Any
    name: str
    since: datetime | None

    @property
    def value(self) -> str:
        """What stands for it in a form."""
        return f"{self.label} {self.id}"


@dataclass(frozen=True, slots=True)
class Kind:
    """How objects of one label are found among those of an organisation, and called.

    `search` names columns as Django's lookups; without any, only the whole reference finds one.
    """

    rows: Callable[[Organisation], QuerySet[Any]]
    name: Callable[[Any], str]
    search: tuple[str, ...] = ()
    word: Promise | None = None


def _accounts(organisation: Organisation) -> QuerySet[Any]:
    mine = Account.objects.filter(grants__organisation=organisation, closed_at__isnull=True)
    return mine.distinct()


KINDS: dict[str, Kind] = {
    "people.account": Kind(
        _accounts, lambda row: row.name or row.email, ("name__icontains", "email__iexact")
    ),
    "documents.file": Kind(
        lambda o: File.objects.filter(organisation=o, erased_at__isnull=True),
        lambda row: row.name,
        ("name__icontains",),
    ),
    "people.invitation": Kind(
        lambda o: Invitation.objects.filter(organisation=o).exclude(email=""),
        lambda row: row.email,
        ("email__iexact",),
    ),
    "people.programmecontact": Kind(
        lambda o: ProgrammeContact.objects.filter(programme__organisation=o),
        lambda row: row.name,
        ("name__icontains", "email__iexact"),
        _("Contact of a programme"),
    ),
    "mail.message": Kind(
        lambda o: Message.objects.filter(organisation=o.public_id).exclude(to=""),
        lambda row: row.to,
        ("to__iexact",),
    ),
    "privacy.datarequest": Kind(
        lambda o: DataRequest.objects.filter(organisation=o),
        lambda row: str(KINDS_SHORT[row.kind]),
    ),
    "vault.identity": Kind(
        lambda o: Identity.objects.filter(compartment__organisation=o, erased_at__isnull=True),
        lambda _row: "",
    ),
    "documents.upload": Kind(
        lambda o: Upload.objects.filter(organisation=o),
        lambda row: row.name,
        ("name__icontains",),
        _("Upload under way"),
    ),
}
_BELOW = frozenset({"audit", "documents", "mail", "people", "privacy", "vault"})
_LISTED = ("privacy.datarequest",)  # no name to search by, and nothing secret in a list


# What erasures name and nobody can look for: the acts of a person, under the id of their account.
_MANY: dict[str, Promise] = {
    "audit.entry": _("Acts in the journal"),
    "audit.countersignature": _("Countersignatures of the journal"),
}


def word_of(label: str) -> Any:
    """What kind of thing it is; the label itself where nobody said."""
    known = KINDS.get(label)
    return (known and known.word) or _MANY.get(label) or object_in_words(label) or label


def kinds_for(organisations: Iterable[Organisation]) -> list[tuple[str, Any]]:
    """The kinds of objects that can be looked for, with their words: what the rooms above named
    in the journals of the organisations comes after those of the rooms below."""
    whose = [o.public_id for o in organisations]
    written = Entry.objects.filter(organisation__in=whose).exclude(subject_label="").order_by()
    above = [
        label
        for label in sorted(set(written.values_list("subject_label", flat=True).distinct()))
        if label not in KINDS and label.split(".")[0] not in _BELOW and object_in_words(label)
    ]
    return [(label, word_of(label)) for label in [*KINDS, *above]]


def find(organisation: Organisation, label: str, text: str, reader: Any) -> list[Thing]:
    """Objects of one kind in the organisation, the newest first: those whose name or reference
    has the text, or the last ones where a list says nothing secret."""
    text = text.strip()
    if label in KINDS:
        return _rows(KINDS[label], organisation, label, text)
    ids = (
        Entry.objects.filter(organisation=organisation.public_id, subject_label=label)
        .order_by()
        .values_list("subject_id", flat=True)
        .distinct()
    )
    things = _in_words({label: list(ids)}, reader)
    wanted = [t for t in things if text.lower() in t.name.lower() or text.lower() == t.id]
    return sorted(wanted, key=lambda t: t.id, reverse=True)[:MOST]


def _rows(kind: Kind, organisation: Organisation, label: str, text: str) -> list[Thing]:
    rows = kind.rows(organisation)
    if text:
        wanted = Q(*((lookup, text) for lookup in kind.search), _connector=Q.OR)
        reference = _uuid(text)
        if reference:
            wanted = Q(public_id=reference)
        elif not kind.search:
            return []
        rows = rows.filter(wanted)
    elif not kind.search and label not in _LISTED:
        return []
    return [
        Thing(label, str(row.public_id), word_of(label), kind.name(row), made_at(row.public_id))
        for row in rows.order_by("-public_id")[:MOST]
    ]


def described(
    organisation: Organisation, objects: Collection[tuple[str, str]], reader: Any
) -> dict[tuple[str, str], Thing]:
    """Each object in words, by label and id. Names are those that the organisation knows."""
    ids: dict[str, list[str]] = {}
    for label, key in objects:
        ids.setdefault(label, []).append(key)
    above = {label: keys for label, keys in ids.items() if label not in KINDS}
    found = {(t.label, t.id): t for t in _in_words(above, reader)}
    for label in ids.keys() - above.keys():
        keys = [key for key in ids[label] if _uuid(key)]
        names = {
            str(row.public_id): KINDS[label].name(row)
            for row in KINDS[label].rows(organisation).filter(public_id__in=keys)
        }
        for key in ids[label]:
            name = names.get(key, "")
            found[label, key] = Thing(label, key, word_of(label), name, made_at(_uuid(key)))
    return found


def _in_words(ids: dict[str, list[str]], reader: Any) -> list[Thing]:
    valid = {label: [k for k in keys if _uuid(k)] for label, keys in ids.items()}
    names = names_of_objects(reader, valid)
    return [
        Thing(
            label,
            key,
            word_of(label),
            names[label, key].name if (label, key) in names else "",
            made_at(_uuid(key)) if label not in _MANY else None,
        )
        for label, keys in ids.items()
        for key in keys
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def made_at(public_id: UUID | None) -> datetime | None:
    """When an object was made: the first 48 bits of its id are milliseconds (RFC 9562, 5.7)."""
    if public_id is None or public_id.version != _OF_TIME:
        return None
    at = datetime.fromtimestamp((public_id.int >> 80) / 1000, tz=UTC)
    return at if at <= timezone.now() else None
