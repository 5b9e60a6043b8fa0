"""Names of pairs: anybody wraps, the worker opens what arrives, holders open what is sealed."""

import os
import stat

import pytest
from django_q.models import OrmQ

from mandat.core import tasks
from mandat.core.crypto import (
    KEY_BYTES,
    AnotherKeyThere,
    HoldersOnly,
    KeyGone,
    KeyMissing,
    NotForThisProcess,
    Tampered,
    as_worker,
    bind,
    envelope_name,
    join,
    key_provider,
    new_pair,
    open_sealed,
    open_sealed_with,
    rewrap_sealed,
    rewrap_under,
    seal,
    split,
)
from mandat.core.crypto.local import LocalKeyProvider
from mandat.core.crypto.pairs import ensure_pair

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


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class TestArrivals:
    def test_a_pair_is_made_readable_by_its_owner_alone(self, keys):
        before = os.umask(0)
        try:
            keys.ensure(ARRIVAL)
        finally:
            os.umask(before)

        assert files(keys.folder) == [f"{ARRIVAL}/1.key", f"{ARRIVAL}/1.pub"]
        modes = {stat.S_IMODE(p.stat().st_mode) for p in (keys.folder / ARRIVAL).iterdir()}
        assert modes == {0o600}
        assert keys.exists(ARRIVAL)
        assert keys.faults() == []

    def test_anybody_wraps_and_the_worker_alone_unwraps(self, keys):
        wrapped = keys.wrap(ARRIVAL, KEY, AAD)

        with pytest.raises(NotForThisProcess):
            keys.unwrap(ARRIVAL, wrapped, AAD)
        with as_worker():
            assert keys.unwrap(ARRIVAL, wrapped, AAD) == KEY
        with pytest.raises(NotForThisProcess):
            keys.unwrap(ARRIVAL, wrapped, AAD)
        assert KEY not in wrapped

    def test_wrapping_needs_the_public_half_alone(self, keys):
        keys.ensure(ARRIVAL)
        (keys.folder / ARRIVAL / "1.key").unlink()

        wrapped = keys.wrap(ARRIVAL, KEY, AAD)

        with as_worker(), pytest.raises(KeyMissing):
            keys.unwrap(ARRIVAL, wrapped, AAD)
        assert keys.faults() == [("unpaired", str(keys.folder / ARRIVAL / "1.pub"))]

    @pytest.mark.parametrize("place", range(5 + 61 + KEY_BYTES))
    def test_a_wrapping_with_any_byte_changed_does_not_open(self, keys, place):
        wrapped = bytearray(keys.wrap(ARRIVAL, KEY, AAD))
        wrapped[place] ^= 3
        for _ in range(4):
            keys.rotate(ARRIVAL)  # so that a changed number of version may name one that is there

        with as_worker(), pytest.raises((Tampered, KeyMissing)):
            keys.unwrap(ARRIVAL, bytes(wrapped), AAD)

    def test_a_wrapping_opens_for_its_own_row_and_name_alone(self, keys):
        wrapped = keys.wrap(ARRIVAL, KEY, AAD)
        keys.ensure(SECOND)
        keys.ensure(ORGANISATION)

        with as_worker():
            for name, aad in ((ARRIVAL, b"row 2"), (SECOND, AAD), (ORGANISATION, AAD)):
                with pytest.raises(Tampered):
                    keys.unwrap(name, wrapped, aad)
            for cut in (b"", wrapped[:5], wrapped[:-1], wrapped + b"\x00"):
                with pytest.raises(Tampered):
                    keys.unwrap(ARRIVAL, cut, AAD)

    def test_the_halves_of_one_name_under_another_open_nothing(self, keys):
        wrapped = keys.wrap(ARRIVAL, KEY, AAD)
        keys.ensure(SECOND)
        for half in ("1.key", "1.pub"):
            (keys.folder / ARRIVAL / half).replace(keys.folder / SECOND / half)

        with as_worker(), pytest.raises(Tampered):
            keys.unwrap(SECOND, wrapped, AAD)

    def test_a_rotation_makes_a_further_pair_and_old_wrappings_still_open(self, keys):
        old = keys.wrap(ARRIVAL, KEY, AAD)
        before = keys.public(ARRIVAL)

        keys.rotate(ARRIVAL)
        new = keys.wrap(ARRIVAL, KEY, AAD)

        assert keys.versions(ARRIVAL) == [1, 2]
        assert keys.public(ARRIVAL) != before
        assert not keys.is_current(ARRIVAL, old)
        assert keys.is_current(ARRIVAL, new)
        with as_worker():
            assert keys.unwrap(ARRIVAL, old, AAD) == keys.unwrap(ARRIVAL, new, AAD) == KEY

    def test_a_destroyed_pair_is_gone_for_the_worker_too_and_never_made_again(self, keys):
        wrapped = keys.wrap(ARRIVAL, KEY, AAD)
        private = bytes.fromhex((keys.folder / ARRIVAL / "1.key").read_text())

        keys.destroy(ARRIVAL)

        assert files(keys.folder) == [f"{ARRIVAL}/destroyed"]
        assert not keys.exists(ARRIVAL)
        with as_worker():
            for use in (
                lambda: keys.unwrap(ARRIVAL, wrapped, AAD),
                lambda: keys.unwrap_with(ARRIVAL, private, wrapped, AAD),
                lambda: keys.wrap(ARRIVAL, KEY, AAD),
                lambda: keys.ensure(ARRIVAL),
                lambda: keys.rotate(ARRIVAL),
                lambda: keys.public(ARRIVAL),
                lambda: keys.is_current(ARRIVAL, wrapped),
            ):
                with pytest.raises(KeyGone):
                    use()

    def test_a_pair_half_made_when_the_process_was_killed_is_finished(self, keys):
        keys.ensure(ARRIVAL)
        before = keys.public(ARRIVAL)
        wrapped = keys.wrap(ARRIVAL, KEY, AAD)
        (keys.folder / ARRIVAL / "1.pub").unlink()

        keys.ensure(ARRIVAL)

        assert keys.public(ARRIVAL) == before
        with as_worker():
            assert keys.unwrap(ARRIVAL, wrapped, AAD) == KEY

    def test_a_pair_makes_no_keyed_hash(self, keys):
        with pytest.raises(ValueError, match="keyed hash"):
            keys.digest(ARRIVAL, b"who")


class TestEnvelopes:
    @pytest.fixture(autouse=True)
    def _given(self, keys):
        keys.put_public(ENVELOPE, PAIR.public)

    def test_the_provider_keeps_the_public_half_alone(self, keys):
        assert files(keys.folder) == [f"{ENVELOPE}/1.pub"]
        assert keys.exists(ENVELOPE)
        assert keys.public(ENVELOPE) == PAIR.public
        assert keys.faults() == []
        keys.ensure(ENVELOPE)

    def test_not_even_the_worker_opens_an_envelope_and_its_holders_do(self, keys):
        wrapped = keys.wrap(ENVELOPE, KEY, AAD)

        with as_worker(), pytest.raises(HoldersOnly):
            keys.unwrap(ENVELOPE, wrapped, AAD)
        joined = join(*split(PAIR.private))
        assert keys.unwrap_with(ENVELOPE, joined, wrapped, AAD) == KEY

    def test_a_wrong_half_another_row_and_a_changed_wrapping_open_nothing(self, keys):
        wrapped = keys.wrap(ENVELOPE, KEY, AAD)
        other = f"envelope.{'0b' * 16}"
        keys.put_public(other, PAIR.public)

        for name, private, given, aad in (
            (ENVELOPE, new_pair().private, wrapped, AAD),
            (ENVELOPE, PAIR.private, wrapped, b"row 2"),
            (other, PAIR.private, wrapped, AAD),
            (ENVELOPE, PAIR.private, wrapped[:-1], AAD),
            (ENVELOPE, PAIR.private, wrapped[:4] + b"\x02" + wrapped[5:], AAD),
        ):
            with pytest.raises(Tampered):
                keys.unwrap_with(name, private, given, aad)

    def test_the_public_half_is_given_once_for_good(self, keys):
        keys.put_public(ENVELOPE, PAIR.public)

        with pytest.raises(AnotherKeyThere):
            keys.put_public(ENVELOPE, new_pair().public)
        assert keys.public(ENVELOPE) == PAIR.public

    @pytest.mark.parametrize("name", [ARRIVAL, ORGANISATION, "house"])
    def test_only_an_envelope_is_given_a_public_half(self, keys, name):
        with pytest.raises(ValueError, match="envelope"):
            keys.put_public(name, PAIR.public)
        assert files(keys.folder) == [f"{ENVELOPE}/1.pub"]

    def test_each_public_half_has_a_name_of_its_own(self, keys):
        pairs = [new_pair(), new_pair()]

        for pair in pairs:
            keys.put_public(envelope_name(pair.public), pair.public)

        assert [keys.public(envelope_name(p.public)) for p in pairs] == [p.public for p in pairs]

    def test_what_is_no_public_half_is_refused_and_leaves_nothing(self, keys):
        name = f"envelope.{'0d' * 16}"

        for public in (b"", bytes(32), b"x" * 31):
            with pytest.raises(ValueError, match=r"X25519|shared key"):
                keys.put_public(name, public)
        assert not keys.exists(name)

    def test_an_envelope_nobody_gave_a_key_for_takes_nothing(self, keys):
        name = f"envelope.{'0d' * 16}"

        with pytest.raises(KeyMissing):
            keys.wrap(name, KEY, AAD)
        with as_worker(), pytest.raises(KeyMissing):
            keys.ensure(name)
        assert not (keys.folder / name).exists()

    def test_an_envelope_is_not_renewed(self, keys):
        wrapped = keys.wrap(ENVELOPE, KEY, AAD)

        with pytest.raises(HoldersOnly):
            keys.rotate(ENVELOPE)
        assert keys.versions(ENVELOPE) == [1]
        assert keys.is_current(ENVELOPE, wrapped)

    def test_a_destroyed_envelope_opens_for_no_one_and_takes_no_other_key(self, keys):
        wrapped = keys.wrap(ENVELOPE, KEY, AAD)

        keys.destroy(ENVELOPE)

        for use in (
            lambda: keys.unwrap_with(ENVELOPE, PAIR.private, wrapped, AAD),
            lambda: keys.unwrap(ENVELOPE, wrapped, AAD),
            lambda: keys.wrap(ENVELOPE, KEY, AAD),
            lambda: keys.put_public(ENVELOPE, PAIR.public),
            lambda: keys.rotate(ENVELOPE),
        ):
            with pytest.raises(KeyGone):
                use()

    def test_a_private_half_that_somebody_laid_there_is_a_fault_and_opens_nothing(self, keys):
        wrapped = keys.wrap(ENVELOPE, KEY, AAD)
        path = keys.folder / ENVELOPE / "1.key"
        path.write_text(PAIR.private.hex())
        path.chmod(0o600)

        assert keys.faults() == [("misplaced", str(path))]
        with as_worker(), pytest.raises(HoldersOnly):
            keys.unwrap(ENVELOPE, wrapped, AAD)

    def test_holders_open_what_they_hold_when_the_folder_of_keys_is_lost(self, keys, tmp_path):
        wrapped = keys.wrap(ENVELOPE, KEY, AAD)

        elsewhere = LocalKeyProvider(tmp_path / "empty")

        assert elsewhere.unwrap_with(ENVELOPE, PAIR.private, wrapped, AAD) == KEY


class TestValues:
    @pytest.fixture(autouse=True)
    def _keys(self, settings, tmp_path):
        settings.KEYS_DIR = tmp_path / "keys"

    def test_a_value_sealed_to_an_envelope_opens_with_the_private_half_alone(self):
        key_provider().put_public(ENVELOPE, PAIR.public)
        aad = bind("intake.offer", "1", "prices")

        sealed = seal(ENVELOPE, b"41 300", aad)

        assert b"41 300" not in sealed
        assert open_sealed_with(ENVELOPE, PAIR.private, sealed, aad) == b"41 300"
        assert rewrap_sealed(ENVELOPE, sealed, aad) == sealed
        with as_worker(), pytest.raises(HoldersOnly):
            open_sealed(ENVELOPE, sealed, aad)
        for private, given, place in (
            (new_pair().private, sealed, aad),
            (PAIR.private, sealed[:-1], aad),
            (PAIR.private, sealed, bind("intake.offer", "2", "prices")),
        ):
            with pytest.raises(Tampered):
                open_sealed_with(ENVELOPE, private, given, place)

    def test_the_worker_hands_a_key_on_from_the_arrival_to_the_envelope(self):
        key_provider().put_public(ENVELOPE, PAIR.public)
        wrapped = key_provider().wrap(ARRIVAL, KEY, AAD)

        with pytest.raises(NotForThisProcess):
            rewrap_under(wrapped, AAD, old=ARRIVAL, new=ENVELOPE)
        with as_worker():
            handed_on = rewrap_under(wrapped, AAD, old=ARRIVAL, new=ENVELOPE)

        assert key_provider().unwrap_with(ENVELOPE, PAIR.private, handed_on, AAD) == KEY
        key_provider().destroy(ARRIVAL)
        with as_worker(), pytest.raises(KeyGone):
            key_provider().unwrap(ARRIVAL, wrapped, AAD)
        assert key_provider().unwrap_with(ENVELOPE, PAIR.private, handed_on, AAD) == KEY

    @pytest.mark.django_db
    def test_a_pair_that_only_the_worker_can_make_is_made_by_it(self, settings, tmp_path):
        settings.WORKER_KEYS_DIR = tmp_path / "worker"
        settings.WORKER_KEYS_DIR.mkdir(mode=0o700)

        ensure_pair(ARRIVAL)

        assert not key_provider().exists(ARRIVAL)
        [waiting] = [row.task for row in OrmQ.objects.all()]
        tasks.perform(*waiting["args"])
        assert key_provider().exists(ARRIVAL)
        assert files(tmp_path / "worker") == [f"{ARRIVAL}/1.key"]

    @pytest.mark.django_db
    def test_a_pair_that_lies_with_the_others_is_made_at_once(self):
        ensure_pair(ARRIVAL)

        assert key_provider().exists(ARRIVAL)
        assert OrmQ.objects.count() == 0
