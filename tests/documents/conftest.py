"""A use of the tests' own, through which files of any kind come in, and who may read them."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from mandat.core.holdings import DataClass
from mandat.core.passes import Visitor, give_pass, pass_of
from mandat.documents import uses
from mandat.documents.kinds import KINDS
from mandat.documents.services import begin_check, mark_safe, receive_file
from mandat.documents.states import Scan
from mandat.documents.uses import Destination, Use, register_use
from mandat.people.models import Organisation
from mandat.people.queries import holds
from mandat.people.roles import SEES_CALLS, WRITES_CALLS
from tests.documents import stored
from tests.documents.sealed import Office

EVIDENCE = "tests.evidence"


def key_of(organisation):
    return f"organisation.{organisation.public_id.hex}"


def _send_to(by, target):
    organisation = Organisation.objects.filter(name=target).first()
    if organisation is None or not holds(by, organisation, WRITES_CALLS):
        return None
    return Destination(organisation, key_of(organisation))


@pytest.fixture
def evidence():
    """Confidential files of an organisation: officers send them, those who see calls read them."""
    use = Use(
        code=EVIDENCE,
        label="Evidence",
        kinds=KINDS,
        max_bytes=3_000_000,
        max_pages=30,
        can_read=lambda by, file: holds(by, file.organisation, SEES_CALLS),
        data_class=DataClass.CONFIDENTIAL,
        opens_zip=True,
        send_to=_send_to,
        can_change=lambda by, file: holds(by, file.organisation, WRITES_CALLS),
        joins_photos=True,
    )
    register_use(use)
    yield use
    uses._USES.pop(EVIDENCE)


@pytest.fixture
def office():
    """A room whose files come by pass, with a secret use and an ordinary one."""
    room = Office()
    made = room.uses()
    for use in made:
        register_use(use)
    yield room
    for use in made:
        uses._USES.pop(use.code)


@pytest.fixture
def holder(organisation):
    """A visitor with the pass of the organisation."""
    return Visitor(frozenset({pass_of(organisation)}))


@pytest.fixture
def holder_client(organisation):
    """The browser of a visitor with the pass of the organisation."""
    client = Client(headers={"accept-language": "en"})
    request = RequestFactory().get("/")
    request.session, request.user = client.session, Visitor()
    give_pass(request, pass_of(organisation))
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


@pytest.fixture
def own_store(settings, tmp_path):
    """A storage and keys of this test alone, so that what is left in them can be counted."""
    sealed = {
        "BACKEND": "mandat.documents.store.folder.FolderStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "sealed": sealed}
    settings.KEYS_DIR = tmp_path / "keys"
    register_use(stored.USE)
    register_use(stored.OPEN_USE)
    yield tmp_path / "files"
    for use in (stored.USE, stored.OPEN_USE):
        uses._USES.pop(use.code)


@pytest.fixture
def receive(organisation, officer):
    """Takes a file in, as its officer sends it."""

    def make(data=stored.DATA, **values):
        given = {
            "use": stored.USE,
            "name": "offre.pdf",
            "chunks": [data],
            "organisation": organisation,
            "key_name": key_of(organisation),
            "owner": None,
            "by": officer,
        }
        return receive_file(**(given | values))

    return make


@pytest.fixture
def safe(receive):
    """Takes a file in and finds it safe, without judging it."""

    def make(**values):
        file = receive(**values)
        begin_check(file=file)
        mark_safe(file=file, media_type="application/pdf", scan=Scan.NOT_SCANNED)
        return file

    return make
