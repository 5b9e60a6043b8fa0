"""The page that checks receipts is open to everybody: no file keeps it busy for long."""

import base64
import quopri
import time

import pytest

from mandat.intake.receipts.forms import LARGEST
from mandat.intake.receipts.in_mail import receipt_in
from mandat.intake.receipts.signing import FORMAT, is_genuine, sign

SECONDS = 2  # some milliseconds are needed; a machine may be busy
WHOLE = {"format": FORMAT, "reference": "K7M2-9QXD", "filing": 1, "call": "Étude " * 40}
ODD = {
    "many parts": b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n\n" * 300_000,
    "many parameters": b"Content-Type: " + b"a/b; " * 390_000 + b"\n\nx",
    "many words": b"Subject: " + b"=?utf-8?q?a?= " * 140_000 + b"\n\nx",
    "letters in letters": b"Content-Type: message/rfc822\n\n" * 60_000,
    "short lines": b"A\n" * 990_000,
    "one line": b"A" * 1_990_000,
    "many beginnings": b"-----BEGIN MANDAT RECEIPT-----\n" * 60_000,
    "deep": b'{"receipt":{"a":' + b"[" * 100_000 + b"]" * 100_000 + b'},"signature":"QQ=="}',
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_what_is_no_receipt_is_known_as_such_at_once(data):
    begun = time.process_time()

    found = receipt_in(data[:LARGEST])

    assert found is None
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("encoded", [lambda b: b, base64.encodebytes, quopri.encodestring])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", ["", "> "])
@pytest.mark.django_db
def test_a_receipt_is_found_in_the_mail_that_carried_it(encoded, ends, mark):
    block = "\n".join(mark + line for line in sign(WHOLE).as_block().splitlines())
    body = encoded(f"Bonjour,\n\nvotre reçu :\n\n{block}\n\nMerci.\n".encode())
    mail = b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n" + body + b"\n--end--\n"

    found = receipt_in(mail.replace(b"\n", ends))

    assert found is not None
    assert found.whole == WHOLE
    assert is_genuine(found)
