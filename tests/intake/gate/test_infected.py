"""A message in which something harmful was found: nobody opens it any more, and it goes."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from mandat.core.crypto import as_worker
from mandat.core.errors import RuleBroken
from mandat.documents.checking import check_file
from mandat.documents.models import File
from mandat.documents.privacy import HOLDING
from mandat.documents.queries import KEEP_UNUSED
from mandat.documents.services import read_file
from mandat.documents.states import FileState, Scan
from mandat.documents.store.objects import object_name
from mandat.intake.models import Arrival
from mandat.people.roles import Role
from tests.documents.clamd import VIRUS, needs_clamd, running
from tests.factories import make_account
from tests.intake.gate.calling import take
from tests.intake.letters.generated import Scene
from tests.intake.letters.said import SAID
from tests.proving import sign_in

pytestmark = [pytest.mark.django_db, needs_clamd]


@pytest.fixture(scope="module")
def clamd():
    with running(dated=timezone.now().replace(microsecond=0) - timedelta(days=1)) as address:
        yield address


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation)


def carrying_a_virus():
    """An application whose curriculum holds what the scanner knows."""
    scene = Scene("infected", SAID["fr"])
    files = scene.files("cv", "letter")
    name = next(iter(files))
    return take(scene.raw(files={**files, name: files[name] + VIRUS})).arrival


def check_everything(arrival):
    with as_worker():
        check_file(arrival.raw.public_id)
        for part in arrival.parts.order_by("number"):
            check_file(part.file.public_id)
    arrival.raw.refresh_from_db()


def is_refused(client, clerk, file):
    sign_in(client, clerk)
    answer = client.get(reverse("documents:serve_file", args=[file.public_id]))
    with pytest.raises((RuleBroken, PermissionDenied)):
        read_file(file=file, by=clerk)
    return answer.status_code == 404


def is_stored(file):
    return storages["sealed"].exists(object_name(file.storage_key))


def never_held(label, public_id):
    return False


def test_a_clerk_opens_a_message_only_once_it_was_found_clean(
    calls, settings, clamd, client, clerk
):
    settings.CLAMD = clamd
    arrival = take(Scene("clean", SAID["fr"]).raw()).arrival
    before = is_refused(client, clerk, arrival.raw)

    check_everything(arrival)

    assert before
    assert (arrival.raw.state, arrival.raw.scan) == (FileState.SAFE, Scan.CLEAN)
    answer = client.get(reverse("documents:serve_file", args=[arrival.raw.public_id]))
    assert answer.status_code == 200


def test_a_message_found_infected_is_opened_by_nobody_from_then_on(
    calls, settings, clamd, client, clerk
):
    settings.CLAMD = clamd
    arrival = carrying_a_virus()

    check_everything(arrival)

    assert (arrival.raw.state, arrival.raw.scan) == (FileState.REFUSED, Scan.INFECTED)
    assert is_refused(client, clerk, arrival.raw)
    page = client.get(reverse("intake:show_arrival", args=[arrival.public_id]))
    assert page.status_code == 200
    assert str(arrival.raw.public_id) not in page.text


def test_what_is_found_in_an_attachment_alone_closes_the_message_too(
    calls, settings, clamd, client, clerk
):
    arrival = carrying_a_virus()
    with as_worker():
        check_file(arrival.raw.public_id)  # as a message that is too large for the scanner
    arrival.raw.refresh_from_db()
    first = arrival.raw.state
    settings.CLAMD = clamd

    check_everything(arrival)

    assert first == FileState.SAFE
    assert (arrival.raw.state, arrival.raw.refusal_code) == (FileState.LOCKED, "infected")
    assert is_refused(client, clerk, arrival.raw)


def test_its_bytes_go_with_those_of_other_refused_files_and_the_message_stays_known(
    calls, settings, clamd, django_capture_on_commit_callbacks
):
    settings.CLAMD = clamd
    arrival = carrying_a_virus()
    check_everything(arrival)
    soon, then = (timezone.now() + KEEP_UNUSED + timedelta(days=days) for days in (-1, 1))

    for at in (soon, then):
        with time_machine.travel(at), django_capture_on_commit_callbacks(execute=True):
            list(HOLDING.expire(at, never_held))
        stored = is_stored(File.objects.get(pk=arrival.raw.pk))
        assert stored is (at == soon)

    row = File.objects.get(pk=arrival.raw.pk)
    assert (row.wrapped_key, row.sha256) == (None, "")
    assert Arrival.objects.get().content_digest == arrival.content_digest
