"""A secret in two shares: both together give it back, one alone says nothing about it.

The first share is randomness, the second the secret covered by it (exclusive or). What is covered
carries its own hash, so that two shares that do not belong together are told from a secret.

    format (1 byte) || secret and SHA-256 of it (32 bytes more), covered
"""

import secrets
from hashlib import sha256
from hmac import compare_digest

from mandat.core.crypto.errors import Tampered

_FORMAT = 1
_CHECK = 32  # bytes
_PURPOSE = b"mandat/1 shares"


def split(secret: bytes) -> tuple[bytes, bytes]:
    """Two shares of the secret, each 33 bytes longer than it. No two splits give the same."""
    whole = secret + _check(secret)
    cover = secrets.token_bytes(len(whole))
    return _share(cover), _share(_over(whole, cover))


def join(a: bytes, b: bytes) -> bytes:
    """The secret, whichever share comes first. `Tampered` when they are not the two of one."""
    a, b = bytes(a), bytes(b)
    if len(a) != len(b) or len(a) < 1 + _CHECK or {a[0], b[0]} != {_FORMAT}:
        raise Tampered("these are not the two shares of one secret")
    whole = _over(a[1:], b[1:])
    secret, check = whole[:-_CHECK], whole[-_CHECK:]
    if not compare_digest(check, _check(secret)):
        raise Tampered("these are not the two shares of one secret")
    return secret


def _check(secret: bytes) -> bytes:
    return sha256(_PURPOSE + secret).digest()


def _share(content: bytes) -> bytes:
    return bytes([_FORMAT]) + content


def _over(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
