"""The journal in words: what acts, actors and objects are called on screen.

Each room signs up, in its `apps.py`, the words for its own acts and the way its objects are named.
Names of objects are asked for when somebody reads, and only those that this reader may see.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Named:
    """An object as this reader may know it: its name, and the address of its page if it has one."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of objects: what they are called, and how one finds the names of some of them.

    `objects(account, public_ids)` is a queryset of those that the account may see, `column` the
    one with the name; `nameless` stands for an empty name. `address` gives the page of one.
    """

    label: str
    word: Any
    objects: Callable[[Any, Collection[str]], QuerySet[Any]] | None = None
    column: str = "name"
    nameless: Any = ""
    address: Callable[[str], str] | None = None


Details = Callable[[Mapping[str, Any]], Any]

_ACTS: dict[str, Any] = {}
_KINDS: dict[str, Kind] = {}
_DETAILS: dict[str, Details] = {}
_ACTORS: dict[str, Any] = {}


def register_words(words: Mapping[str, Any]) -> None:
    """Each action reads like this, after the name of who did it: `imported a call`."""
    _ACTS.update(words)


def register_objects(label: str, word: Any, **how: Any) -> None:
    """Objects with this label (`room.model`) are called `word`; `how`: the rest of `Kind`."""
    _KINDS[label] = Kind(label, word, **how)


def register_details(action: str, details: Details) -> None:
    """What the details of this action say to people, in a few words."""
    _DETAILS[action] = details


def register_actors(words: Mapping[str, Any]) -> None:
    """Who acts without being a person: `operator`, `worker`."""
    _ACTORS.update(words)


def acts() -> dict[str, Any]:
    """Every action that has words."""
    return dict(_ACTS)


def act_in_words(action: str) -> Any:
    """What was done. An action of a room that is gone is given as it was recorded."""
    return _ACTS.get(action, action)


def details_in_words(action: str, details: Mapping[str, Any]) -> Any:
    """What the details add for people; empty when the words of the act say it all."""
    return _DETAILS[action](details) if action in _DETAILS else ""


def actor_in_words(actor: str) -> Any:
    """A fixed word for people; empty when the actor is an account."""
    return _ACTORS.get(actor, "")


def object_in_words(label: str) -> Any:
    """What kind of thing an object is; empty when nobody said."""
    return _KINDS[label].word if label in _KINDS else ""


def names_of_objects(
    reader: Any, wanted: Mapping[str, Collection[str]]
) -> dict[tuple[str, str], Named]:
    """Names by label and public id, of those objects that the reader may see. One query."""
    queries = []
    for label, ids in wanted.items():
        kind = _KINDS.get(label)
        if ids and kind and kind.objects:
            found = kind.objects(reader, ids).order_by().select_related(None)
            columns = {"of": Value(label), "key": F("public_id"), "called": F(kind.column)}
            queries.append(found.annotate(**columns).values_list("of", "key", "called"))
    if not queries:
        return {}
    # The ordering of the first model would else be that of the whole, whose columns are others.
    rows = queries[0].union(*queries[1:], all=True).order_by() if queries[1:] else queries[0]
    return {(label, str(key)): _named(_KINDS[label], str(key), name) for label, key, name in rows}


def _named(kind: Kind, public_id: str, name: str) -> Named:
    return Named(str(name or kind.nameless), kind.address(public_id) if kind.address else "")


def register_own() -> None:
    """The words for what the journal and the server themselves do."""
    register_actors({"operator": _("The operator of the server"), "worker": _("The site itself")})
    register_words(
        {
            "audit.head.countersigned": _("countersigned the journal of a day"),
            "audit.journal.exported": _("exported the journal"),
            "audit.journal.verified": _("checked the journal: it is whole"),
            "audit.journal.found_broken": _("checked the journal: it was changed"),
            "core.backup.made": _("made a backup"),
            "core.backup.restored": _("restored a backup"),
            "core.database.migrated": _("updated the tables of the database"),
        }
    )
    register_objects("audit.dailyhead", _("Journal of a day"))
