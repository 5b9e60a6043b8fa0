"""What the tests of backups do inside a site: put something in, and read it back.

Run as `python -m tests.cli.backup_site ACT [...]` in the environment of the site.
"""

import json
import sys
from hashlib import sha256

import django

django.setup()

from django.contrib.auth import SESSION_KEY  # noqa: E402 -- after set-up

from mandat.audit.services import OPERATOR  # noqa: E402 -- after set-up
from mandat.core.crypto import as_worker, key_provider, new_pair  # noqa: E402
from mandat.documents.models import File  # noqa: E402
from mandat.documents.services import erase_file, open_file, receive_file  # noqa: E402
from mandat.documents.store.objects import object_name  # noqa: E402
from mandat.documents.uses import Use, register_use  # noqa: E402
from mandat.people.models import Account, Organisation, Session  # noqa: E402
from mandat.people.services import add_account, find_or_add_organisation  # noqa: E402
from mandat.people.sign_in.sessions import SessionStore  # noqa: E402

USE = Use("calls.test", "test", frozenset({"text/plain"}), 10_000_000, lambda by, file: True)


def fill(start, count):
    """Organisations, accounts and files, with the journal's entries that go with them."""
    register_use(USE)
    organisation = find_or_add_organisation(name="Maison des droits", by=OPERATOR)
    for number in range(int(start), int(start) + int(count)):
        add_account(email=f"p{number}@example.org", name="x", language="fr", by=OPERATOR)
        _receive(f"{number}.txt", organisation, f"organisation.{organisation.public_id.hex}")


def _receive(name, organisation, key_name):
    receive_file(
        use=USE,
        name=name,
        chunks=[f"file {name} ".encode() * 50_000],
        organisation=organisation,
        key_name=key_name,
        owner=None,
        by=OPERATOR,
    )


def arrive():
    """An offer that the worker has still to take in, and one that its holders alone open."""
    register_use(USE)
    organisation = Organisation.objects.get()
    arrival, envelope = f"arrival.{'0a' * 16}", f"envelope.{'0a' * 16}"
    with as_worker():
        key_provider().ensure(arrival)
    key_provider().put_public(envelope, new_pair().public)
    _receive("arrived.txt", organisation, arrival)
    _receive("sealed.txt", organisation, envelope)


def show_worker():
    """What there is, with the files as they open for the worker."""
    with as_worker():
        show()


def show():
    """What there is, with the files as they open."""
    print(
        json.dumps(
            {
                "accounts": sorted(Account.objects.values_list("email", flat=True)),
                "files": {f.name: _opened(f) for f in File.objects.order_by("name")},
            }
        )
    )


def _opened(file):
    try:
        digest = sha256(b"".join(open_file(file))).hexdigest()
    except Exception as error:  # noqa: BLE001 -- its name is the answer
        return type(error).__name__
    return "same" if digest == file.sha256 else "other"


def destroy():
    """The organisation's key is gone."""
    key_provider().destroy(f"organisation.{Organisation.objects.get().public_id.hex}")


def erase(name):
    """One file is erased, as its room does."""
    erase_file(file=File.objects.get(name=name), by=OPERATOR)


def keys_of_files():
    """Under which name each file lies in the storage."""
    rows = File.objects.filter(erased_at=None).values_list("name", "storage_key")
    print(json.dumps({name: object_name(key) for name, key in rows}))


def sign_in():
    """Somebody is signed in, in one browser."""
    session = SessionStore()
    session[SESSION_KEY] = str(Account.objects.first().pk)
    session.save()


def browsers():
    """In how many browsers somebody is signed in."""
    print(json.dumps(Session.objects.exclude(account=None).count()))


ACTS = {
    f.__name__: f
    for f in (
        fill, arrive, show, show_worker, destroy, erase, keys_of_files, sign_in, browsers,
    )
}  # fmt: skip

if __name__ == "__main__":
    ACTS[sys.argv[1]](*sys.argv[2:])
