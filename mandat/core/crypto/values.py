"""Small values sealed one by one: a random key each, wrapped by a named key."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mandat.core.crypto.errors import Tampered
from mandat.core.crypto.providers import KEY_BYTES, key_provider

_FORMAT = 1
_HEAD = 3  # bytes: the format, and the length of the wrapped key in two
_NONCE = 12


def seal(name: str, plaintext: bytes, aad: bytes) -> bytes:
    """The value under a random key of its own (AES-256-GCM), which the named key wraps.

    `aad` comes from `bind`. About 110 bytes longer than the value.
    """
    key = os.urandom(KEY_BYTES)
    wrapped = key_provider().wrap(name, key, aad)
    return _joined(wrapped, _encrypted(key, plaintext, aad))


def open_sealed(name: str, sealed: bytes, aad: bytes) -> bytes:
    """The value. `KeyGone` when its key was destroyed, `Tampered` when it does not verify."""
    wrapped, rest = _parts(bytes(sealed))
    return _decrypted(key_provider().unwrap(name, wrapped, aad), rest, aad)


def open_sealed_with(name: str, private: bytes, sealed: bytes, aad: bytes) -> bytes:
    """The value sealed under a pair, with its private half in hand: what holders of it do."""
    wrapped, rest = _parts(bytes(sealed))
    return _decrypted(key_provider().unwrap_with(name, private, wrapped, aad), rest, aad)


def rewrap_sealed(name: str, sealed: bytes, aad: bytes) -> bytes:
    """The same value with its key wrapped by the newest version; the value is not opened."""
    provider = key_provider()
    wrapped, rest = _parts(bytes(sealed))
    if provider.is_current(name, wrapped):
        return bytes(sealed)
    return _joined(provider.wrap(name, provider.unwrap(name, wrapped, aad), aad), rest)


def rewrap_under(wrapped: bytes, aad: bytes, *, old: str, new: str) -> bytes:
    """A wrapped key handed on from one named key to another: who opens the new one opens it.

    What the key seals is not touched. Only who may unwrap under `old` can do this: the worker,
    when `old` is an arrival. Copies of the old wrapping open until `old` is destroyed.
    """
    provider = key_provider()
    return provider.wrap(new, provider.unwrap(old, wrapped, aad), aad)


def _decrypted(key: bytes, rest: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(rest[:_NONCE], rest[_NONCE:], aad)
    except (InvalidTag, ValueError):  # ValueError: cut so short that no nonce is left
        raise Tampered("the sealed value does not verify") from None


def _encrypted(key: bytes, plaintext: bytes, aad: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, aad)


def _joined(wrapped: bytes, rest: bytes) -> bytes:
    return bytes([_FORMAT]) + len(wrapped).to_bytes(2, "big") + wrapped + rest


def _parts(sealed: bytes) -> tuple[bytes, bytes]:
    if len(sealed) < _HEAD or sealed[0] != _FORMAT:
        raise Tampered("this is no sealed value")
    end = _HEAD + int.from_bytes(sealed[1:_HEAD], "big")
    return sealed[_HEAD:end], sealed[end:]
