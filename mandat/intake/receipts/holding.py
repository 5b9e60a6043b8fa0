"""The whole of a receipt, kept so that only whoever has its address opens it.

The address holds a secret of 128 bits, of which the database knows a digest alone; the receipt is
sealed under a key derived from it (HKDF-SHA-256). Prices and names of financial documents stand
in there: nobody of the organisation can open it, and the applicant can as often as they like.
"""

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mandat.intake.content import canonical

_NONCE = 12


def token_digest(token: str) -> str:
    """How the database knows the address of a receipt, and the last click that made it."""
    return sha256(b"intake.receipt " + token.encode()).hexdigest()


def _aead(token: str, place: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=place).derive(token.encode()))


def seal_for_holder(token: str, words: Mapping[str, Any], place: bytes) -> bytes:
    """Plain data that opens with the token, in this place only."""
    nonce = os.urandom(_NONCE)
    return nonce + _aead(token, place).encrypt(nonce, canonical(words), place)


def open_for_holder(token: str, sealed: bytes, place: bytes) -> dict[str, Any] | None:
    """What was sealed with the token; None when it was not, or not there."""
    try:
        opened = _aead(token, place).decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
    except (InvalidTag, ValueError):
        return None
    words: dict[str, Any] = json.loads(opened)
    return words
