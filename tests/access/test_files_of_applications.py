"""Every address of a file, tried with every document of an application by everybody.

Ordinary and sealed documents, received and checked, of a draft and of what was filed, sent by
pages and by mail. What is sealed says nothing to anybody; its applicant learns what became of it.
"""

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from mandat.people.roles import Role
from tests.access.test_matrix import REFUSED, SIGN_IN, ask, came_out
from tests.access.world import (
    APPLICANT,
    MARK,
    PERSONS,
    build_world,
    come_in,
    passes_as,
)

CLERK = Role.CLERK.value
BOTH, MINE, SORTED, NOBODY = {CLERK, APPLICANT}, {APPLICANT}, {CLERK}, set()
# By the name of the document: who may read it, and who may learn what became of it.
DOCUMENTS = {
    "received piece": (NOBODY, BOTH),
    "checked piece": (BOTH, BOTH),
    "sealed piece": (NOBODY, MINE),
    "counted piece": (NOBODY, MINE),
}
FILES = {
    "raw mail": (NOBODY, SORTED),  # nobody reads what is still being checked
    "checked mail": (SORTED, SORTED),
    "mailed document": (NOBODY, SORTED),
    "checked mailed document": (SORTED, SORTED),
    "mailed offer": (NOBODY, NOBODY),
    "checked mailed offer": (NOBODY, NOBODY),
}
SEALED = {"sealed piece", "counted piece", "mailed offer", "checked mailed offer"}


@dataclass(frozen=True)
class Tried:
    """One document, and who may do what with it."""

    name: str
    file: object
    readers: set
    watchers: set

    @property
    def is_sealed(self):
        return any(self.name.endswith(name) for name in SEALED)

    def addresses(self):
        """Each address: its method, its path, and to whom it answers."""
        looked_at = set() if self.is_sealed else self.watchers
        yield "get", self._path("documents:serve_file"), self.readers
        drawn = set() if self.name == "checked mail" else self.readers  # a message has no pages
        yield "get", self._path("documents:show_page", number=1), drawn
        yield "get", self._path("documents:show_line"), self.watchers
        yield "get", self._path("documents:show_file"), looked_at
        yield "post", self._path("documents:make_clean_copy"), set()
        # An upload that is finished: who sent it is told that it is there, and nothing else.
        sent = self.watchers & {APPLICANT}
        yield "get", self._path("documents:continue_upload"), sent

    def _path(self, name, **further):
        return reverse(name, kwargs={"public_id": self.file.public_id, **further})


def _documents(things):
    for name, (readers, watchers) in DOCUMENTS.items():
        yield Tried(f"filed {name}", things[f"filed {name}"].file, readers, watchers)
        # A draft is its applicant's alone.
        own = things[f"draft {name}"].file
        yield Tried(f"draft {name}", own, readers & MINE, watchers & MINE)
    for name, (readers, watchers) in FILES.items():
        yield Tried(name, things[name], readers, watchers)


def _body(answer):
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts) + str(dict(answer.headers)).encode()


def _faults(client, document, counts_as):
    for method, path, who in document.addresses():
        answer = ask(client, method, path, {})
        if _came(answer) != bool(counts_as & who):
            yield f"{document.name} {method} {path}: {answer.status_code}"
        shows = MARK.encode() in _body(answer)
        if shows and (document.is_sealed or not counts_as & document.watchers):
            if document.is_sealed and document.name.startswith("draft") and counts_as & MINE:
                continue  # what they sent themselves, as long as it is a draft
            yield f"{document.name} {method} {path}: shows what it is called"


@pytest.mark.django_db
@pytest.mark.parametrize("person", PERSONS)
def test_no_address_of_a_file_opens_to_anybody_else(person):
    world = build_world(person)
    client = Client()
    come_in(client, person, world)
    counts_as, side = passes_as(person)
    counts_as = counts_as if side == "own" else set()

    faults = [
        fault
        for document in _documents(world.things)
        for fault in _faults(client, document, counts_as)
    ]
    faults += _wrong_uploads(client, world.things, APPLICANT in counts_as)

    assert faults == []


def _wrong_uploads(client, things, may):
    """Uploads under way that somebody else goes on with, or that their sender cannot."""
    for name in ("piece upload", "offer upload"):
        public_id = things[name].public_id
        path = reverse("documents:continue_upload", args=[public_id])
        for method in ("get", "post", "delete"):
            if _came(ask(client, method, path, {})) != may:
                yield f"{method} {name}"
        piece = reverse("documents:write_piece", args=[public_id, 0])
        if _came(ask(client, "put", piece, {})) != may:
            yield f"put {name}"


def _came(answer):
    return came_out(answer) not in {*REFUSED, SIGN_IN}
