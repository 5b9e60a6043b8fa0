"""A receipt in whatever people keep it: the file, its text, or the mail that carried it.

Anybody may send anything to the page that checks receipts, so a mail is not taken apart: time grows
with its length alone. Its block of lines is looked for as it stands, and under the two encodings in
which mails travel (RFC 2045).
"""

import base64
import quopri
import re
from collections.abc import Iterator

from mandat.intake.receipts.signing import Signed, read_receipt

_MOST_PARTS = 200
_SHORTEST = 200  # characters in base64; the smallest receipt has more
_RUN = re.compile(rb"(?:^[A-Za-z0-9+/]{1,1000}={0,2}\r?(?:\n|\Z))+", re.MULTILINE)


def receipt_in(data: bytes) -> Signed | None:
    """The receipt in these bytes; None when there is none."""
    return next(filter(None, map(read_receipt, _texts(data))), None)


def _texts(data: bytes) -> Iterator[str]:
    """What the bytes may say: as they are, from quoted-printable, from each passage in base64."""
    yield _said(data)
    yield _said(quopri.decodestring(data))
    parts = 0
    for run in _RUN.finditer(data):
        if len(run[0]) >= _SHORTEST:
            yield _said(_decoded(run[0]))
            parts += 1
            if parts >= _MOST_PARTS:
                return


def _decoded(run: bytes) -> bytes:
    text = b"".join(run.split()).rstrip(b"=")
    text = text[:-1] if len(text) % 4 == 1 else text
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _said(data: bytes) -> str:
    return data.decode("utf-8", "replace").lstrip("\ufeff")
