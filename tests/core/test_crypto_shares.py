"""Two shares give a secret back; one alone says nothing, and wrong ones give no wrong secret."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.core.crypto import Tampered, join, new_pair, public_of, split

SECRET = new_pair().private


@given(st.binary(max_size=80))
def test_two_shares_give_the_secret_back_in_either_order(secret):
    a, b = split(secret)

    assert join(a, b) == join(b, a) == secret
    assert len(a) == len(b) == len(secret) + 33


def test_the_private_half_of_a_pair_survives_being_shared():
    pair = new_pair()

    assert public_of(join(*split(pair.private))) == pair.public


@given(st.binary(min_size=1, max_size=80), st.data())
def test_a_share_with_any_bit_changed_gives_no_secret(secret, data):
    a, b = split(secret)
    place = data.draw(st.integers(0, len(a) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = a[:place] + bytes([a[place] ^ 1 << bit]) + a[place + 1 :]

    with pytest.raises(Tampered):
        join(changed, b)
    with pytest.raises(Tampered):
        join(b, changed)


@given(st.binary(max_size=80))
def test_shares_that_do_not_belong_together_give_no_secret(secret):
    shares = [*split(secret), *split(secret)]
    belonging = {(0, 1), (2, 3)}

    for one, other in combinations(range(4), 2):
        if (one, other) not in belonging:
            with pytest.raises(Tampered):
                join(shares[one], shares[other])
    with pytest.raises(Tampered):
        join(shares[0], shares[0])


def test_a_share_that_was_cut_or_is_none_gives_no_secret():
    a, b = split(SECRET)

    for one, other in ((a[:-1], b), (a[:-1], b[:-1]), (b"", b""), (a, b""), (b"\x01", b"\x01")):
        with pytest.raises(Tampered):
            join(one, other)


@pytest.mark.parametrize("which", [0, 1])
def test_one_share_alone_looks_the_same_whatever_the_secret(which):
    """Each bit of a share is set in half of all splits: of zeros as well as of ones."""
    for secret in (bytes(32), b"\xff" * 32):
        counted = Counter()
        for _ in range(400):
            bits = int.from_bytes(split(secret)[which][1:])
            counted.update(n for n in range(64 * 8) if bits >> n & 1)
        shares = [counted[n] / 400 for n in range(64 * 8)]

        assert all(0.3 < share < 0.7 for share in shares)  # eight standard deviations
