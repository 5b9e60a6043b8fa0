"""Sealed bytes: every size and range comes back, and nothing that was changed does."""

import random
import uuid
from itertools import pairwise

import pytest
from django.core.files.storage import storages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandat.core.crypto import CryptoError, KeyGone, Tampered, key_provider
from mandat.documents.store import (
    SEGMENT,
    Missing,
    SealedWriter,
    WrongSize,
    read_sealed,
    seal_stream,
)
from mandat.documents.store.objects import object_name
from mandat.documents.store.segments import OVERHEAD, Seal, count_segments, sealed_size

KEY_NAME = f"organisation.{'0d' * 16}"
OTHER_KEY = f"organisation.{'0e' * 16}"
LARGEST = 3 * SEGMENT
# Sizes beside the borders of segments are tried as often as those in the middle.
SIZES = st.one_of(
    st.integers(0, LARGEST),
    st.sampled_from([0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, LARGEST]),
)
QUICK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def content(size, seed=1):
    return random.Random(seed).randbytes(size)  # noqa: S311 -- the same bytes each time


def stored(data, **values):
    given = {"row": uuid.uuid4(), "key_name": KEY_NAME, "max_bytes": LARGEST * 2} | values
    return seal_stream([data], **given).seal


def whole(seal):
    return b"".join(read_sealed(seal))


@pytest.fixture
def folder():
    """The folder of the sealed objects."""
    return lambda seal: storages["sealed"].path(object_name(seal.storage_key))


def rewrite(path, change):
    with open(path, "rb") as file:  # noqa: PTH123 -- a path of the storage
        data = file.read()
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(change(data))


@QUICK
@given(size=SIZES, start=st.integers(0, LARGEST + 10), length=st.integers(0, LARGEST + 10))
def test_any_range_of_any_size_is_what_was_sent(size, start, length):
    data = content(size, seed=size)
    seal = stored(data, size=size)

    assert whole(seal) == data
    assert b"".join(read_sealed(seal, start, length)) == data[start : start + length]
    assert b"".join(read_sealed(seal, start)) == data[start:]


@QUICK
@given(
    size=SIZES,
    cuts=st.lists(st.integers(0, LARGEST), max_size=6),
    said=st.booleans(),
)
def test_pieces_of_any_length_make_the_same_file(size, cuts, said):
    data = content(size)
    places = sorted({min(c, size) for c in cuts} | {0, size})
    chunks = [data[a:b] for a, b in pairwise(places)]

    sealed = seal_stream(
        chunks,
        row=uuid.uuid4(),
        key_name=KEY_NAME,
        max_bytes=LARGEST,
        size=size if said else None,
    )

    assert whole(sealed.seal) == data
    assert sealed.seal.size == size


@QUICK
@given(size=SIZES, order=st.randoms(use_true_random=False))
def test_segments_in_any_order_and_twice_make_the_same_file(size, order):
    data = content(size)
    writer = SealedWriter.begin(total_size=size, row=uuid.uuid4(), key_name=KEY_NAME)
    places = [*range(count_segments(size))] * 2
    order.shuffle(places)

    for index in places:
        again = SealedWriter(writer.seal)  # as in another request
        again.write_segment(index, data[index * SEGMENT : (index + 1) * SEGMENT])
    sealed = SealedWriter(writer.seal).finish()

    assert whole(sealed.seal) == data
    assert sealed.sha256 == stored_hash(data)


def stored_hash(data):
    return seal_stream([data], row=uuid.uuid4(), key_name=KEY_NAME, max_bytes=LARGEST).sha256


def test_what_lies_in_the_storage_holds_nothing_readable(folder):
    seal = stored(b"The name of the person. " * 30_000)

    with open(folder(seal), "rb") as file:  # noqa: PTH123
        there = file.read()

    assert len(there) == sealed_size(720_000) == 720_000 + 3 * OVERHEAD
    assert b"person" not in there


def a_bit(chance, data, _other):
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def cut(chance, data, _other):
    return data[: chance.randrange(len(data))]


def cut_at_a_segment(chance, data, _other):
    return data[: (SEGMENT + OVERHEAD) * chance.randrange(1, 3)]


def longer(chance, data, _other):
    return data + chance.randbytes(chance.randint(1, 400))


def segments_swapped(_chance, data, _other):
    step = SEGMENT + OVERHEAD
    return data[step : 2 * step] + data[:step] + data[2 * step :]


def a_segment_twice(_chance, data, _other):
    step = SEGMENT + OVERHEAD
    return data[:step] * 2 + data[2 * step :]


def another_file(_chance, _data, other):
    return other


def a_segment_of_another_file(chance, data, other):
    step = SEGMENT + OVERHEAD
    begin = step * chance.randrange(3)
    return data[:begin] + other[begin : begin + step] + data[begin + step :]


CHANGES = [
    a_bit,
    cut,
    cut_at_a_segment,
    longer,
    segments_swapped,
    a_segment_twice,
    another_file,
    a_segment_of_another_file,
]


def test_a_thousand_changed_files_are_all_refused(folder):
    chance = random.Random(20261122)  # noqa: S311 -- the same changes each time
    size = 2 * SEGMENT + 1000
    data = content(size)
    seal, other = stored(data), stored(content(size, seed=2))
    with open(folder(seal), "rb") as file, open(folder(other), "rb") as file2:  # noqa: PTH123
        good, good_other = file.read(), file2.read()
    refused = dict.fromkeys((c.__name__ for c in CHANGES), 0)

    for number in range(1000):
        change = CHANGES[number % len(CHANGES)]
        bad = change(chance, good, good_other)
        assert bad != good
        rewrite(folder(seal), lambda _old, bad=bad: bad)
        given_out = bytearray()
        try:
            for piece in read_sealed(seal):
                given_out += piece
        except Tampered:
            refused[change.__name__] += 1
        assert data.startswith(bytes(given_out))  # never a byte that was not sent

    assert sum(refused.values()) == 1000, refused
    rewrite(folder(seal), lambda _old: good)
    assert whole(seal) == data  # what was refused was the change, not the file


def test_a_missing_object_is_told_as_missing(folder):
    seal = stored(content(10))
    storages["sealed"].delete(object_name(seal.storage_key))

    with pytest.raises(Missing):
        read_sealed(seal)


@pytest.mark.parametrize("size", [0, 10, SEGMENT + 5])
@pytest.mark.parametrize(
    "changed",
    [
        {"row": uuid.UUID(int=5)},
        {"size": 11},
        {"size": SEGMENT},
        {"key_name": OTHER_KEY},
        {"wrapped_key": b""},
    ],
    ids=str,
)
def test_a_file_opens_for_its_own_row_alone(size, changed):
    key_provider().ensure(OTHER_KEY)
    seal = stored(content(size))
    names = ("row", "size", "storage_key", "key_name", "wrapped_key")
    values = {name: getattr(seal, name) for name in names}

    with pytest.raises(CryptoError):
        whole(Seal(**(values | changed)))


def test_the_bytes_of_one_row_under_the_place_of_another_do_not_open(folder):
    one, two = stored(content(500)), stored(content(500, seed=2))
    with open(folder(two), "rb") as file:  # noqa: PTH123
        theirs = file.read()

    rewrite(folder(one), lambda _old: theirs)

    with pytest.raises(Tampered):
        whole(one)
    with pytest.raises(Tampered):  # with their key as well: it is wrapped for their row
        whole(Seal(one.row, one.size, two.storage_key, two.key_name, two.wrapped_key))


def test_an_empty_file_is_verified_too(folder):
    seal = stored(b"")
    assert whole(seal) == b""

    rewrite(folder(seal), lambda old: bytes(len(old)))

    with pytest.raises(Tampered):
        whole(seal)


@pytest.mark.parametrize("size", [5, 500, SEGMENT * 2])
def test_more_or_fewer_bytes_than_announced_are_refused(size):
    for chunks in ([content(size - 1)], [content(size), b"x"], []):
        with pytest.raises(WrongSize) as wrong:
            seal_stream(chunks, row=uuid.uuid4(), key_name=KEY_NAME, max_bytes=LARGEST, size=size)
        assert not wrong.value.too_large


@pytest.mark.parametrize("said", [None, 2000])
def test_more_than_may_come_is_refused_as_soon_as_it_is_known(said):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield bytes(100)

    with pytest.raises(WrongSize) as wrong:
        seal_stream(endless(), row=uuid.uuid4(), key_name=KEY_NAME, max_bytes=1000, size=said)

    assert wrong.value.too_large
    assert len(taken) <= 11


def test_a_segment_of_another_length_is_not_taken():
    writer = SealedWriter.begin(total_size=SEGMENT + 10, row=uuid.uuid4(), key_name=KEY_NAME)

    for index, length in ((0, SEGMENT - 1), (1, 11), (2, 0), (-1, 10)):
        with pytest.raises(ValueError, match="segment"):
            writer.write_segment(index, bytes(length))


def test_a_file_of_a_destroyed_key_does_not_open():
    name = f"compartment.{uuid.uuid4().hex}"
    seal = stored(content(10), key_name=name)
    assert whole(seal) == content(10)

    key_provider().destroy(name)

    with pytest.raises(KeyGone):
        whole(seal)


def test_wrapping_anew_leaves_the_content_as_it_is(folder):
    name = f"organisation.{uuid.uuid4().hex}"
    seal = stored(content(SEGMENT * 2), key_name=name)
    with open(folder(seal), "rb") as file:  # noqa: PTH123
        before = file.read()
    assert seal.rewrapped() is None
    key_provider().rotate(name)

    wrapped = seal.rewrapped()

    again = Seal(seal.row, seal.size, seal.storage_key, name, wrapped)
    assert wrapped != seal.wrapped_key
    assert whole(again) == whole(seal) == content(SEGMENT * 2)
    with open(folder(seal), "rb") as file:  # noqa: PTH123
        assert file.read() == before


def test_the_key_stands_in_no_printout():
    seal = stored(content(10))

    assert "wrapped_key" not in repr(seal)
    assert seal.wrapped_key.hex() not in repr(seal)
