"""Boxes: what anybody can seal to a public key, and only the holder of its private half opens.

X25519 (RFC 7748) between a key made for this one box and the recipient's; HKDF-SHA256 (RFC 5869)
over what they agree on; AES-256-GCM. Both public keys stand in the derivation, so that a box made
for one recipient opens for no other. A box proves nothing about who sealed it.

    format (1 byte) || public key of the box (32) || nonce (12) || ciphertext and tag (16 more)
"""

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mandat.core.crypto.errors import Tampered

HALF_BYTES = 32  # of a public or a private half
BOX_BYTES = 1 + HALF_BYTES + 12 + 16  # that a box is longer than what is in it

_FORMAT = 1
_NONCE = 12
_START = 1 + HALF_BYTES  # where the nonce begins
_PURPOSE = b"mandat/1 box"


@dataclass(frozen=True, slots=True)
class Pair:
    """The two halves of a key, 32 bytes each."""

    private: bytes = field(repr=False)
    public: bytes


def new_pair() -> Pair:
    """A pair made of fresh randomness."""
    private = X25519PrivateKey.generate()
    return Pair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


def public_of(private: bytes) -> bytes:
    """The public half that belongs to a private one. `ValueError` unless it has 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, plaintext: bytes, aad: bytes) -> bytes:
    """A box for the holder of the private half, bound to `aad` (from `bind`).

    `ValueError` when `public` is no public half: another length, or a point with which every
    private half would agree on the same (RFC 7748, 6.1).
    """
    own, nonce = X25519PrivateKey.generate(), os.urandom(_NONCE)
    own_public = own.public_key().public_bytes_raw()
    agreed = own.exchange(X25519PublicKey.from_public_bytes(public))
    head = bytes([_FORMAT]) + own_public
    return head + nonce + _cipher(agreed, own_public, public).encrypt(nonce, plaintext, head + aad)


def open_box(private: bytes, sealed: bytes, aad: bytes) -> bytes:
    """What is in the box. `Tampered`: changed, cut, for somebody else, or of another place."""
    sealed = bytes(sealed)
    if len(sealed) < BOX_BYTES or sealed[0] != _FORMAT:
        raise Tampered("this is no box")
    head = sealed[:_START]
    try:
        holder = X25519PrivateKey.from_private_bytes(private)
        agreed = holder.exchange(X25519PublicKey.from_public_bytes(head[1:]))
        cipher = _cipher(agreed, head[1:], holder.public_key().public_bytes_raw())
        nonce, rest = sealed[_START : _START + _NONCE], sealed[_START + _NONCE :]
        return cipher.decrypt(nonce, rest, head + aad)
    except (InvalidTag, ValueError):  # ValueError: a half of another length, or one that fits all
        raise Tampered("the box does not open with this private half") from None


def _cipher(agreed: bytes, own_public: bytes, recipient: bytes) -> AESGCM:
    info = _PURPOSE + own_public + recipient
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(agreed))
