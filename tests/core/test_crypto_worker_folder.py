"""Where the worker has a folder of keys of its own; and folders that were saved and come back."""

import pytest

from mandat.core.crypto import (
    KEY_BYTES,
    KeyGone,
    KeyMissing,
    NotForThisProcess,
    as_worker,
    new_pair,
)
from mandat.core.crypto.local import LocalKeyProvider

ARRIVAL = f"arrival.{'0a' * 16}"
SECOND = f"arrival.{'0b' * 16}"
ENVELOPE = f"envelope.{'0a' * 16}"
ORGANISATION = f"organisation.{'0c' * 16}"
KEY = bytes(range(KEY_BYTES))
AAD = b"row 1"
PAIR = new_pair()


@pytest.fixture
def keys(tmp_path):
    return LocalKeyProvider(tmp_path / "keys")


@pytest.fixture
def apart(tmp_path):
    """A provider whose worker has a folder of its own."""
    (tmp_path / "worker").mkdir(mode=0o700)
    return LocalKeyProvider(tmp_path / "keys", tmp_path / "worker")


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class TestFolderOfTheWorker:
    def test_private_halves_lie_there_alone_and_public_ones_with_the_keys(self, apart):
        with as_worker():
            apart.ensure(ARRIVAL)
        apart.ensure(ORGANISATION)

        assert files(apart.worker_folder) == [f"{ARRIVAL}/1.key"]
        assert files(apart.folder) == [f"{ARRIVAL}/1.pub", f"{ORGANISATION}/1.key"]
        assert apart.faults() == []

    def test_the_pages_cannot_make_the_pair_but_seal_to_it_once_the_worker_has(self, apart):
        with pytest.raises(NotForThisProcess):
            apart.wrap(ARRIVAL, KEY, AAD)
        assert files(apart.folder) == files(apart.worker_folder) == []
        with as_worker():
            apart.ensure(ARRIVAL)

        pages = LocalKeyProvider(apart.folder, apart.folder.parent / "not here")
        wrapped = pages.wrap(ARRIVAL, KEY, AAD)

        with as_worker():
            assert apart.unwrap(ARRIVAL, wrapped, AAD) == KEY
            with pytest.raises(KeyMissing):
                pages.unwrap(ARRIVAL, wrapped, AAD)

    def test_a_folder_that_is_not_mounted_is_not_made(self, tmp_path):
        keys = LocalKeyProvider(tmp_path / "keys", tmp_path / "worker")

        with as_worker(), pytest.raises(KeyMissing, match="not there"):
            keys.ensure(ARRIVAL)
        assert not (tmp_path / "worker").exists()

    def test_private_halves_from_before_it_was_set_up_open_and_are_told(self, keys, apart):
        wrapped = keys.wrap(ARRIVAL, KEY, AAD)

        with as_worker():
            assert apart.unwrap(ARRIVAL, wrapped, AAD) == KEY
        path = apart.folder / ARRIVAL / "1.key"
        assert apart.faults() == [("misplaced", str(path))]
        (apart.worker_folder / ARRIVAL).mkdir(mode=0o700)
        path.rename(apart.worker_folder / ARRIVAL / "1.key")
        assert apart.faults() == []

    def test_a_folder_that_others_can_read_is_a_fault(self, apart):
        with as_worker():
            apart.ensure(ARRIVAL)
        apart.worker_folder.chmod(0o750)

        assert apart.faults() == [("open", str(apart.worker_folder))]

    def test_a_private_half_that_belongs_to_another_public_one_is_a_fault(self, apart):
        with as_worker():
            apart.ensure(ARRIVAL)
        (apart.worker_folder / ARRIVAL / "1.key").write_text(new_pair().private.hex())

        assert apart.faults() == [("unpaired", str(apart.folder / ARRIVAL / "1.pub"))]

    def test_destroying_removes_the_private_half_too(self, apart):
        with as_worker():
            apart.ensure(ARRIVAL)

        apart.destroy(ARRIVAL)

        assert files(apart.worker_folder) == []
        assert files(apart.folder) == [f"{ARRIVAL}/destroyed"]

    def test_where_it_is_out_of_reach_the_pages_destroy_their_part_and_the_worker_the_rest(
        self, apart
    ):
        with as_worker():
            apart.ensure(ARRIVAL)
        wrapped = apart.wrap(ARRIVAL, KEY, AAD)
        pages = LocalKeyProvider(apart.folder, apart.folder.parent / "not here")

        pages.destroy(ARRIVAL)

        assert files(apart.worker_folder) == [f"{ARRIVAL}/1.key"]
        with as_worker():
            with pytest.raises(KeyGone):
                apart.unwrap(ARRIVAL, wrapped, AAD)
            apart.destroy(ARRIVAL)
            assert files(apart.worker_folder) == []
            pages.destroy(ORGANISATION)  # a key that was never the worker's own
            with pytest.raises(KeyMissing):
                pages.destroy(SECOND)


class TestSavedFolders:
    def test_both_folders_come_back_to_where_the_site_keeps_them_now(self, apart, tmp_path):
        with as_worker():
            wrapped = apart.wrap(ARRIVAL, KEY, AAD)
        apart.put_public(ENVELOPE, PAIR.public)
        saved, saved_worker = apart.folder, apart.worker_folder
        together = LocalKeyProvider(tmp_path / "new")
        again_apart = LocalKeyProvider(tmp_path / "new keys", tmp_path / "new worker")

        assert together.put_back(saved, saved_worker) == 2
        assert again_apart.put_back(saved, saved_worker) == 2

        for keys in (together, again_apart):
            with as_worker():
                assert keys.unwrap(ARRIVAL, wrapped, AAD) == KEY
            assert keys.public(ENVELOPE) == PAIR.public
            assert keys.faults() == []
            assert keys.put_back(saved, saved_worker) == 0
        assert files(again_apart.worker_folder) == [f"{ARRIVAL}/1.key"]

    def test_a_pair_destroyed_since_stays_destroyed(self, apart, tmp_path):
        with as_worker():
            apart.ensure(ARRIVAL)
        here = LocalKeyProvider(tmp_path / "new")
        here.destroy(ARRIVAL)

        here.put_back(apart.folder, apart.worker_folder)

        assert files(here.folder) == [f"{ARRIVAL}/destroyed"]

    def test_a_private_half_is_not_put_beside_a_public_one_that_is_not_its_own(
        self, keys, tmp_path
    ):
        keys.ensure(ARRIVAL)
        other = LocalKeyProvider(tmp_path / "other")
        other.ensure(ARRIVAL)
        (other.folder / ARRIVAL / "1.key").unlink()

        other.put_back(keys.folder)

        assert files(other.folder) == [f"{ARRIVAL}/1.pub"]

    def test_a_private_half_of_an_envelope_is_never_put_back(self, keys, tmp_path):
        keys.put_public(ENVELOPE, PAIR.public)
        (keys.folder / ENVELOPE / "1.key").write_text(PAIR.private.hex())
        here = LocalKeyProvider(tmp_path / "new")

        assert here.put_back(keys.folder) == 1
        assert files(here.folder) == [f"{ENVELOPE}/1.pub"]
