"""Secret files under keys that the worker alone opens, and then their holders alone."""

import logging

import pytest
from django.utils import timezone

from mandat.core.crypto import HoldersOnly, NotForThisProcess, as_worker, key_provider, new_pair
from mandat.core.errors import RuleBroken
from mandat.documents import checking, tasks
from mandat.documents.models import File
from mandat.documents.services import erase_file, hand_over_key, open_file, receive_file, seal_of
from mandat.documents.states import FileState, Scan
from mandat.documents.store.segments import Segments
from mandat.documents.uploads import services as uploads
from mandat.documents.uploads.whole import take_whole
from mandat.documents.uses import use_of
from tests.documents.makers import pdf
from tests.documents.sealed import OFFER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office", "own_store")]

PAGES = "Un #pagebreak() Deux #pagebreak() Trois"


@pytest.fixture
def data():
    return pdf(PAGES)


@pytest.fixture
def arrival(organisation):
    name = f"arrival.{organisation.public_id.hex}"
    with as_worker():
        key_provider().ensure(name)
    return name


@pytest.fixture
def envelope(organisation):
    """The name of the key, and the private half that its holders share."""
    name, pair = f"envelope.{organisation.public_id.hex}", new_pair()
    key_provider().put_public(name, pair.public)
    return name, pair.private


@pytest.fixture
def offer(holder, organisation, arrival, data):
    """A financial document as a visitor sends it at once."""
    return take_whole(
        use=use_of(OFFER),
        target=f"{organisation.public_id}/{arrival}",
        name="prix.pdf",
        data=data,
        by=holder,
    )


@pytest.fixture
def handing_over(envelope):
    """The owner hands the key over when the check is done."""
    use = use_of(OFFER)
    before = use.checked

    def checked(file, findings):
        before(file, findings)
        hand_over_key(file=file, to=envelope[0])

    object.__setattr__(use, "checked", checked)


def worked(file):
    with as_worker():
        tasks.check_file(str(file.public_id))
    file.refresh_from_db()
    return file


def test_what_came_opens_for_the_worker_alone(offer, arrival, data):
    assert offer.key_name == arrival

    with pytest.raises(NotForThisProcess):
        list(open_file(offer))
    with as_worker():
        assert b"".join(open_file(offer)) == data


def test_pieces_lie_under_the_organisations_key_and_the_file_under_the_workers(
    holder, organisation, arrival, data
):
    upload = uploads.begin_upload(
        use=use_of(OFFER),
        target=f"{organisation.public_id}/{arrival}",
        name="prix.pdf",
        size=len(data),
        by=holder,
    )
    uploads.write_piece(upload=upload, first=0, data=data)

    file = uploads.finish_upload(upload=upload)

    assert (upload.key_name, file.key_name) == (
        f"organisation.{organisation.public_id.hex}",
        arrival,
    )
    with pytest.raises(NotForThisProcess):
        list(open_file(file))
    assert worked(file).state == FileState.SAFE


def test_a_check_outside_the_worker_decides_nothing(offer):
    with pytest.raises(NotForThisProcess):
        tasks.check_file(str(offer.public_id))

    offer.refresh_from_db()
    assert offer.state == FileState.CHECKING
    assert worked(offer).state == FileState.SAFE


def test_checked_it_is_counted_and_then_opens_for_its_holders_alone(
    office, handing_over, offer, envelope, data
):
    worked(offer)

    name, private = envelope
    assert (offer.state, offer.key_name) == (FileState.SAFE, name)
    assert office.checked[0][1].page_count == 3
    with as_worker(), pytest.raises(HoldersOnly):
        list(open_file(offer))
    seal = seal_of(offer)
    key = key_provider().unwrap_with(name, private, seal.wrapped_key, seal.aad)
    assert Segments(key, seal.row, seal.size)


def test_a_file_that_its_holders_alone_open_is_left_out_of_scans_without_alarm(
    settings, caplog, handing_over, offer
):
    settings.CLAMD = "127.0.0.1:1"
    worked(offer)
    File.objects.update(received_at=timezone.now() - 2 * checking.OVERDUE)
    held = File.objects.get()

    with caplog.at_level(logging.INFO), as_worker():
        assert checking.scan_again() == 0
        assert checking.rescan_file(held) is False

    assert not [r for r in caplog.records if r.name.startswith("mandat")]
    assert File.objects.get().scan == Scan.NOT_SCANNED


def test_a_check_that_was_lost_is_asked_for_again(offer):
    File.objects.update(received_at=timezone.now() - 2 * checking.OVERDUE)

    assert checking.check_overdue() == 1
    assert worked(offer).state == FileState.SAFE
    File.objects.update(received_at=timezone.now() - 2 * checking.OVERDUE)
    assert checking.check_overdue() == 0


def test_it_is_erased_like_any_other(handing_over, offer):
    worked(offer)

    erase_file(file=offer, by="worker")

    row = File.objects.get()
    assert (row.wrapped_key, row.sha256, row.is_erased) == (None, "", True)


def test_without_its_key_nothing_is_taken_and_the_sender_comes_back_later(
    settings, tmp_path, organisation, data
):
    settings.WORKER_KEYS_DIR = tmp_path / "elsewhere"  # where the pages' process makes no pair

    with pytest.raises(RuleBroken) as broken:
        receive_file(
            use=use_of(OFFER),
            name="prix.pdf",
            chunks=[data],
            size=len(data),
            organisation=organisation,
            key_name=f"arrival.{organisation.public_id.hex}",
            owner=organisation,
            by=None,
        )

    assert broken.value.code == "storage_unreachable"
    assert not File.objects.exists()
