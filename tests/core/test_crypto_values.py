"""Small values are sealed one by one, each bound to its place."""

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.core.crypto import (
    KeyGone,
    KeyMissing,
    Tampered,
    bind,
    key_provider,
    open_sealed,
    rewrap_sealed,
    seal,
)

NAME = f"compartment.{'0c' * 16}"
SECRET = "Nom : Amina ; numéro : 0612".encode()


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"


def test_a_value_comes_back_and_cannot_be_read_where_it_is_kept():
    aad = bind("vault.identity", "1", "name")

    sealed = seal(NAME, SECRET, aad)

    assert open_sealed(NAME, sealed, aad) == SECRET
    assert SECRET not in sealed
    assert seal(NAME, SECRET, aad) != sealed
    assert open_sealed(NAME, seal(NAME, b"", aad), aad) == b""


@pytest.mark.parametrize(
    "place",
    [
        ("vault.identity", "2", "name"),
        ("vault.identity", "1", "phone"),
        ("vault.consent", "1", "name"),
        ("vault.identity", "1", "name", 1),
    ],
)
def test_a_value_moved_to_another_place_does_not_open(place):
    sealed = seal(NAME, SECRET, bind("vault.identity", "1", "name"))

    with pytest.raises(Tampered):
        open_sealed(NAME, sealed, bind(*place))


@given(
    st.lists(st.text(max_size=8), min_size=3, max_size=6),
    st.lists(st.text(max_size=8), min_size=3, max_size=6),
)
def test_two_places_have_the_same_binding_only_when_they_are_the_same(one, other):
    assert (bind(*one) == bind(*other)) == (one == other)


def test_three_hundred_changed_values_are_all_refused():
    chance = random.Random(20261122)  # noqa: S311 -- the same changes each time
    aad = bind("vault.identity", "1", "name")
    refused = 0
    for _ in range(300):
        sealed = bytearray(seal(NAME, SECRET, aad))
        match chance.randrange(3):
            case 0:
                sealed[chance.randrange(len(sealed))] ^= 1 << chance.randrange(8)
            case 1:
                del sealed[chance.randrange(len(sealed)) :]
            case 2:
                sealed += os.urandom(chance.randint(1, 40))
        with pytest.raises((Tampered, KeyMissing)):  # a changed number names a version nobody has
            open_sealed(NAME, bytes(sealed), aad)
        refused += 1

    assert refused == 300


def test_a_value_can_be_wrapped_anew_without_being_opened():
    aad = bind("vault.identity", "1", "name")
    sealed = seal(NAME, SECRET, aad)
    key_provider().rotate(NAME)

    again = rewrap_sealed(NAME, sealed, aad)

    assert again != sealed
    assert again[-len(SECRET) :] == sealed[-len(SECRET) :]
    assert open_sealed(NAME, again, aad) == open_sealed(NAME, sealed, aad) == SECRET
    assert rewrap_sealed(NAME, again, aad) == again


def test_destroying_the_key_erases_the_value():
    aad = bind("vault.identity", "1", "name")
    sealed = seal(NAME, SECRET, aad)
    assert open_sealed(NAME, sealed, aad) == SECRET

    key_provider().destroy(NAME)

    with pytest.raises(KeyGone):
        open_sealed(NAME, sealed, aad)
