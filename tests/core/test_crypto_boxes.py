"""Anybody seals to a public half; only the private half that belongs to it opens, in its place."""

import hmac
import os

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from mandat.core.crypto import Tampered, new_pair, open_box, public_of, seal_to
from mandat.core.crypto.boxes import BOX_BYTES

PAIR = new_pair()
OTHER = new_pair()
SECRET = b"Honoraires : 41 300 dinars"
AAD = b"offer 1"


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_what_is_sealed_to_a_public_half_opens_with_its_private_half(plaintext, aad):
    sealed = seal_to(PAIR.public, plaintext, aad)

    assert open_box(PAIR.private, sealed, aad) == plaintext
    assert len(sealed) == len(plaintext) + BOX_BYTES


def test_a_box_shows_nothing_of_its_content_and_is_never_the_same_twice():
    one, two = seal_to(PAIR.public, SECRET, AAD), seal_to(PAIR.public, SECRET, AAD)

    assert SECRET not in one
    assert one[1:33] != two[1:33]
    assert one[45:] != two[45:]


def test_the_private_half_stands_in_no_picture_of_the_pair():
    assert PAIR.private.hex() not in repr(PAIR)
    assert repr(PAIR.private) not in repr(PAIR)
    assert public_of(PAIR.private) == PAIR.public


@pytest.mark.parametrize("place", range(BOX_BYTES + len(SECRET)))
def test_a_box_with_any_byte_changed_does_not_open(place):
    sealed = bytearray(seal_to(PAIR.public, SECRET, AAD))
    sealed[place] ^= 0x41

    with pytest.raises(Tampered):
        open_box(PAIR.private, bytes(sealed), AAD)


def test_a_box_cut_anywhere_or_lengthened_does_not_open():
    sealed = seal_to(PAIR.public, SECRET, AAD)

    for changed in (*(sealed[:end] for end in range(len(sealed))), sealed + b"\x00"):
        with pytest.raises(Tampered):
            open_box(PAIR.private, changed, AAD)


def test_a_box_opens_for_no_other_place_and_no_other_holder():
    sealed = seal_to(PAIR.public, SECRET, AAD)

    with pytest.raises(Tampered):
        open_box(PAIR.private, sealed, b"offer 2")
    with pytest.raises(Tampered):
        open_box(OTHER.private, sealed, AAD)
    with pytest.raises(Tampered):
        open_box(PAIR.private[:-1], sealed, AAD)


@pytest.mark.parametrize("public", [b"", b"x" * 31, b"x" * 33, bytes(32), b"\x01" + bytes(31)])
def test_nothing_is_sealed_to_what_is_no_public_half(public):
    with pytest.raises(ValueError, match=r"X25519|shared key"):
        seal_to(public, SECRET, AAD)


def test_a_box_whose_own_key_agrees_with_every_holder_is_refused():
    sealed = seal_to(PAIR.public, SECRET, AAD)

    with pytest.raises(Tampered):
        open_box(PAIR.private, sealed[:1] + bytes(32) + sealed[33:], AAD)


def test_a_box_opens_by_the_recipe_alone_without_this_program():
    sealed = seal_to(PAIR.public, SECRET, AAD)
    own, nonce, rest = sealed[1:33], sealed[33:45], sealed[45:]

    agreed = X25519PrivateKey.from_private_bytes(PAIR.private).exchange(
        X25519PublicKey.from_public_bytes(own)
    )
    extracted = hmac.digest(bytes(32), agreed, "sha256")  # RFC 5869, 2.2, without a salt
    info = b"mandat/1 box" + own + PAIR.public
    key = hmac.digest(extracted, info + b"\x01", "sha256")  # 2.3, the first block

    assert AESGCM(key).decrypt(nonce, rest, sealed[:33] + AAD) == SECRET
    assert sealed[0] == 1


def test_random_bytes_are_no_box():
    for length in (0, 1, 60, 61, 200):
        with pytest.raises(Tampered):
            open_box(PAIR.private, os.urandom(length), AAD)
