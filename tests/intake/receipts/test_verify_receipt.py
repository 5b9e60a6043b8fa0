"""`mandat verify-receipt` as people call it: in a process of its own, with nothing but a key."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mandat.intake.content import canonical
from mandat.intake.receipts.signing import FORMAT
from tests.cli import conftest

pytestmark = pytest.mark.slow
mandat = conftest.mandat  # the fixture: the command on a data folder of its own
WHOLE = {
    "format": FORMAT,
    "reference": "K7M2-9QXD",
    "filing": 1,
    "filed_at": "2027-01-02T03:04:05.000006+00:00",
    "files": [],
}


@pytest.fixture
def signer():
    return Ed25519PrivateKey.generate()


@pytest.fixture
def key(signer):
    return base64.b64encode(signer.public_key().public_bytes_raw()).decode()


@pytest.fixture
def receipt(signer, tmp_path):
    return written(tmp_path / "receipt.json", WHOLE, signer)


def written(path, whole, signer):
    signature = base64.b64encode(signer.sign(canonical(whole))).decode()
    path.write_text(json.dumps({"receipt": whole, "signature": signature}, indent=2))
    return path


def test_a_genuine_receipt_is_said_to_be_so_without_any_site(mandat, receipt, key):
    answer = mandat("verify-receipt", receipt, "--key", key)

    assert (answer.code, answer.err) == (0, "")
    assert "K7M2-9QXD" in answer.out
    assert not mandat.folder.exists()


def test_a_changed_one_is_not(mandat, receipt, key):
    receipt.write_text(receipt.read_text().replace("K7M2", "K7M3"))

    answer = mandat("verify-receipt", receipt, "--key", key, "--json")

    assert answer.code == 1
    assert answer.json() == {"genuine": False}


def test_the_key_may_lie_in_a_file(mandat, receipt, key, tmp_path):
    file = tmp_path / "key.txt"
    file.write_text(f"{key}\n")

    answer = mandat("verify-receipt", receipt, "--key", file, "--json")

    assert answer.code == 0
    assert answer.json()["reference"] == "K7M2-9QXD"


@pytest.mark.parametrize("text", ["", "no receipt", '{"receipt": 3}'])
def test_what_is_no_receipt_is_refused(mandat, key, text):
    answer = mandat("verify-receipt", "-", "--key", key, text=text)

    assert answer.code == 2
    assert answer.err


def test_a_file_that_is_not_there_and_a_key_that_is_none_are_refused(
    mandat,
    receipt,
    key,
    tmp_path,
):
    assert mandat("verify-receipt", tmp_path / "none.json", "--key", key).code == 2
    assert mandat("verify-receipt", receipt, "--key", "AAAA").code == 2


def test_a_site_without_key_asks_for_one(mandat, receipt):
    answer = mandat("verify-receipt", receipt)

    assert answer.code == 3
    assert "--key" in answer.err
