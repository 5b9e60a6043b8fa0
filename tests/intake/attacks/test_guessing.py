"""What is kept in the clear lets nobody find out a price by trying all prices."""

import pytest

from mandat.core.crypto import bind
from mandat.core.keys import new_token
from mandat.intake.content import sha256_of
from mandat.intake.models import Receipt
from mandat.intake.receipts.holding import open_for_holder
from mandat.intake.receipts.signing import Signed, is_genuine
from tests.calls.published import published_call
from tests.intake.applying import draft_application, file_now

pytestmark = pytest.mark.django_db


def test_the_fingerprint_and_the_signature_of_a_receipt_confirm_no_guess_of_the_sum(organisation):
    once = new_token()
    filed = file_now(draft_application(published_call(organisation)), once=once)
    receipt = Receipt.objects.get(filing=filed.filing)
    place = bind("intake.receipt", receipt.public_id, "for_holder")
    whole = open_for_holder(once, bytes(receipt.for_holder), place)

    known = {**receipt.body, "files": [], "missing": whole["missing"]}
    guess = {**known, "offer": whole["offer"]}  # the right sum, and all that the table says

    assert whole["offer"]["excluding_tax"] == "18701.00"
    assert sha256_of(whole) == receipt.sha256
    assert sha256_of(guess) != receipt.sha256
    assert not is_genuine(Signed(guess, bytes(receipt.signature)))
    assert is_genuine(Signed(whole, bytes(receipt.signature)))
