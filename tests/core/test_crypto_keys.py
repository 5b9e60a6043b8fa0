"""Keys stand in files of their own, have versions, and once destroyed are gone for ever."""

import multiprocessing
import os
import stat

import pytest

from mandat.core.crypto import KEY_BYTES, KeyGone, KeyMissing, Tampered, key_provider
from mandat.core.crypto.local import LocalKeyProvider

NAME = f"organisation.{'0a' * 16}"
OTHER = f"compartment.{'0b' * 16}"
KEY = bytes(range(KEY_BYTES))
AAD = b"row 1"


@pytest.fixture
def keys(tmp_path):
    return LocalKeyProvider(tmp_path / "keys")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_settings_name_the_provider(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "elsewhere"

    key_provider().ensure("house")

    assert isinstance(key_provider(), LocalKeyProvider)
    assert (tmp_path / "elsewhere" / "house" / "1.key").exists()


def test_what_was_wrapped_is_unwrapped_and_does_not_hold_the_key_itself(keys):
    wrapped = keys.wrap(NAME, KEY, AAD)

    assert keys.unwrap(NAME, wrapped, AAD) == KEY
    assert KEY not in wrapped
    assert keys.exists(NAME)


def test_only_the_owner_can_read_keys(keys):
    before = os.umask(0)
    try:
        keys.ensure(NAME)
        keys.rotate(NAME)
    finally:
        os.umask(before)

    assert mode(keys.folder) == mode(keys.folder / NAME) == 0o700
    assert {mode(p) for p in (keys.folder / NAME).iterdir()} == {0o600}
    assert sorted(p.name for p in (keys.folder / NAME).iterdir()) == ["1.key", "2.key"]


@pytest.mark.parametrize(
    "change",
    [
        lambda w: b"\x02" + w[1:],
        lambda w: w[:4] + b"\x02" + w[5:],
        lambda w: w[:-1],
        lambda w: w + b"\x00",
        lambda w: w[:20] + bytes([w[20] ^ 1]) + w[21:],
        lambda w: b"",
        lambda w: w[:7],
    ],
    ids=["format", "version", "cut", "longer", "bit", "empty", "head only"],
)
def test_a_changed_wrapping_does_not_open(keys, change):
    wrapped = keys.wrap(NAME, KEY, AAD)
    keys.rotate(NAME)  # a version 2 exists, so that naming it is no missing key

    with pytest.raises(Tampered):
        keys.unwrap(NAME, change(wrapped), AAD)


def test_a_wrapping_opens_for_its_own_row_and_key_alone(keys):
    wrapped = keys.wrap(NAME, KEY, AAD)
    keys.ensure(OTHER)

    with pytest.raises(Tampered):
        keys.unwrap(NAME, wrapped, b"row 2")
    with pytest.raises(Tampered):
        keys.unwrap(OTHER, wrapped, AAD)


def test_the_file_of_one_key_under_the_name_of_another_opens_nothing(keys):
    wrapped = keys.wrap(NAME, KEY, AAD)
    keys.ensure(OTHER)
    (keys.folder / NAME / "1.key").replace(keys.folder / OTHER / "1.key")

    with pytest.raises(Tampered):
        keys.unwrap(OTHER, wrapped, AAD)


def test_after_a_rotation_old_wrappings_open_and_new_ones_are_of_the_new_version(keys):
    old = keys.wrap(NAME, KEY, AAD)

    keys.rotate(NAME)
    new = keys.wrap(NAME, KEY, AAD)

    assert keys.unwrap(NAME, old, AAD) == keys.unwrap(NAME, new, AAD) == KEY
    assert not keys.is_current(NAME, old)
    assert keys.is_current(NAME, new)
    (keys.folder / NAME / "1.key").unlink()
    assert keys.unwrap(NAME, new, AAD) == KEY
    with pytest.raises(KeyMissing):
        keys.unwrap(NAME, old, AAD)


def test_a_destroyed_key_is_gone_for_every_use_and_never_made_again(keys):
    wrapped = keys.wrap(NAME, KEY, AAD)
    keys.rotate(NAME)

    keys.destroy(NAME)
    keys.destroy(NAME)

    assert not keys.exists(NAME)
    assert [p.name for p in (keys.folder / NAME).iterdir()] == ["destroyed"]
    for use in (
        lambda: keys.unwrap(NAME, wrapped, AAD),
        lambda: keys.wrap(NAME, KEY, AAD),
        lambda: keys.ensure(NAME),
        lambda: keys.rotate(NAME),
        lambda: keys.is_current(NAME, wrapped),
    ):
        with pytest.raises(KeyGone):
            use()
    assert [p.name for p in (keys.folder / NAME).iterdir()] == ["destroyed"]


def test_a_key_that_never_was_can_be_destroyed_beforehand(keys):
    keys.destroy(NAME)

    with pytest.raises(KeyGone):
        keys.ensure(NAME)


def test_a_destruction_cut_short_refuses_at_once_and_is_finished_by_the_next(keys):
    wrapped = keys.wrap(NAME, KEY, AAD)
    (keys.folder / NAME / "destroyed").touch()  # killed between the grave and the removal

    with pytest.raises(KeyGone):
        keys.unwrap(NAME, wrapped, AAD)
    keys.destroy(NAME)
    assert [p.name for p in (keys.folder / NAME).iterdir()] == ["destroyed"]


def test_a_folder_that_was_not_put_back_is_no_destruction(keys, tmp_path):
    wrapped = keys.wrap(NAME, KEY, AAD)

    with pytest.raises(KeyMissing):
        LocalKeyProvider(tmp_path / "empty").unwrap(NAME, wrapped, AAD)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../house",
        "organisation/x",
        "organisation.",
        "organisation.0A" + "0a" * 15,
        f"organisation.{'0a' * 16}/..",
        f"organisation.{'0a' * 16}\n",
        "Maison des droits",
        ".",
        "a" * 300,
    ],
)
def test_no_other_shape_of_name_reaches_the_disk(keys, name):
    for use in (
        lambda: keys.ensure(name),
        lambda: keys.exists(name),
        lambda: keys.wrap(name, KEY, AAD),
        lambda: keys.unwrap(name, b"x" * 80, AAD),
        lambda: keys.rotate(name),
        lambda: keys.destroy(name),
    ):
        with pytest.raises(ValueError, match="a key is called"):
            use()
    assert not keys.folder.exists()


def test_a_damaged_key_is_told_and_never_used(keys):
    wrapped = keys.wrap(NAME, KEY, AAD)
    path = keys.folder / NAME / "1.key"
    path.write_text("zz")
    path.chmod(0o644)

    with pytest.raises(KeyMissing, match="damaged"):
        keys.unwrap(NAME, wrapped, AAD)
    assert keys.faults() == [("open", str(path)), ("damaged", str(path))]


def test_a_sound_folder_has_no_faults(keys):
    keys.wrap(NAME, KEY, AAD)
    keys.destroy(OTHER)

    assert keys.faults() == []
    assert keys.names() == [OTHER, NAME]


def _wrap(folder, gate, results):
    gate.wait()
    results.put(LocalKeyProvider(folder).wrap(NAME, KEY, AAD))


def test_processes_that_start_together_make_one_key(keys):
    start = multiprocessing.get_context("spawn")
    gate, results = start.Barrier(6), start.Queue()
    processes = [start.Process(target=_wrap, args=(keys.folder, gate, results)) for _ in range(6)]
    for process in processes:
        process.start()
    wrapped = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join(60)

    assert [keys.unwrap(NAME, w, AAD) for w in wrapped] == [KEY] * 6
    assert [p.name for p in (keys.folder / NAME).iterdir()] == ["1.key"]


def test_a_saved_folder_brings_keys_back_but_not_those_destroyed_since(keys, tmp_path):
    wrapped = keys.wrap(NAME, KEY, AAD)
    keys.ensure(OTHER)
    saved = keys.folder.rename(tmp_path / "saved")
    keys.destroy(OTHER)

    count = keys.put_back(saved)

    assert count == 1
    assert keys.unwrap(NAME, wrapped, AAD) == KEY
    with pytest.raises(KeyGone):
        keys.ensure(OTHER)
    assert keys.put_back(saved) == 0


def test_a_destruction_in_the_saved_folder_is_done_here_too(keys, tmp_path):
    keys.ensure(NAME)
    saved = LocalKeyProvider(tmp_path / "saved")
    saved.destroy(NAME)

    keys.put_back(saved.folder)

    assert not keys.exists(NAME)
