"""The signature under a receipt: Ed25519 (RFC 8032), by a key of this site.

The key is derived under the house's key, so it is kept, backed up and put back with it, and stays
the same when that one is rotated. Its public half stands on the page that checks receipts.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mandat.core.crypto import key_provider
from mandat.intake.content import canonical

FORMAT = "mandat-receipt/1"
_BEGIN, _END = "-----BEGIN MANDAT RECEIPT-----", "-----END MANDAT RECEIPT-----"
_LONGEST = 2_000_000  # characters of a file that is looked at
_LINE = 64


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt with its signature, as it is handed out."""

    whole: Mapping[str, Any]
    signature: bytes

    def as_file(self) -> str:
        """The receipt as a file: readable, and checked by its last two lines."""
        said = {
            "receipt": dict(self.whole),
            "signature": base64.b64encode(self.signature).decode(),
            "key": base64.b64encode(public_key()).decode(),
        }
        return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n"

    def as_block(self) -> str:
        """The receipt as lines that survive a mail."""
        said = {
            "receipt": dict(self.whole),
            "signature": base64.b64encode(self.signature).decode(),
        }
        text = base64.b64encode(canonical(said)).decode()
        lines = [text[start : start + _LINE] for start in range(0, len(text), _LINE)]
        return "\n".join([_BEGIN, *lines, _END])


def _private_key() -> Ed25519PrivateKey:
    seed = bytes.fromhex(key_provider().digest("house", b"intake.receipts ed25519 1"))
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key() -> bytes:
    """The 32 bytes with which anybody checks a receipt of this site."""
    return _private_key().public_key().public_bytes_raw()


def sign(whole: Mapping[str, Any]) -> Signed:
    """The receipt under this site's signature."""
    return Signed(whole, _private_key().sign(canonical(whole)))


def is_genuine(signed: Signed, key: bytes | None = None) -> bool:
    """Whether this site (or the holder of `key`) signed exactly these words."""
    try:
        public = Ed25519PublicKey.from_public_bytes(key or public_key())
        public.verify(signed.signature, canonical(signed.whole))
    except (InvalidSignature, ValueError):
        return False
    return signed.whole.get("format") == FORMAT


def read_receipt(text: str) -> Signed | None:
    """The receipt in a file: as it was downloaded, or in the mail that carried it; else None."""
    text = text[:_LONGEST]
    begin, end = text.find(_BEGIN), text.find(_END)
    if 0 <= begin < end:
        marks = "> \t\r\n="  # of answers, and of quoted-printable
        inside = text[begin + len(_BEGIN) : end]
        joined = "".join(line.strip(marks) for line in inside.splitlines())
        try:
            text = base64.b64decode(joined + "=" * (-len(joined) % 4), validate=True).decode()
        except ValueError:
            return None
    return _parsed(text)


def _parsed(text: str) -> Signed | None:
    try:
        said = json.loads(text)
        whole, signature = said["receipt"], base64.b64decode(said["signature"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Signed(whole, signature) if isinstance(whole, dict) else None
