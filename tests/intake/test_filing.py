"""The last click: once, at its own instant, with what was sealed sealed."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.calls.states import CallState, LateRule
from mandat.core.crypto import bind
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_token
from mandat.intake.content import sha256_of
from mandat.intake.models import Application, Filing, Receipt
from mandat.intake.receipts.holding import open_for_holder
from mandat.intake.receipts.signing import Signed, is_genuine, read_receipt
from mandat.intake.services.drafting import save_words
from mandat.intake.states import ApplicationState
from mandat.mail.models import Message
from tests.calls.published import published_call
from tests.intake.applying import PRICES, draft_application, file_now

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def call(organisation):
    return published_call(organisation)


def test_an_application_is_filed_with_a_receipt_that_anybody_can_check(call):
    once = new_token()

    filed = file_now(draft_application(call), once=once)

    receipt = Receipt.objects.get(filing=filed.filing)
    place = bind("intake.receipt", receipt.public_id, "for_holder")
    whole = open_for_holder(once, bytes(receipt.for_holder), place)
    assert filed.application.state == ApplicationState.FILED
    assert whole["reference"] == filed.application.reference
    assert whole["offer"]["excluding_tax"] == "18701.00"
    assert is_genuine(Signed(whole, bytes(receipt.signature)))


def test_the_organisation_keeps_nothing_of_the_price_that_it_could_read(call):
    filed = file_now(draft_application(call))

    receipt = Receipt.objects.get(filing=filed.filing)
    application = Application.objects.get(pk=filed.application.pk)

    assert application.secret is None
    assert receipt.body["offer"] == {"received": True}
    assert "18701" not in json.dumps(receipt.body)
    assert PRICES["lines"][0]["label"].encode() not in bytes(filed.filing.envelope)


def test_the_same_click_sent_again_files_nothing_more(call):
    application, once = draft_application(call), new_token()
    first = file_now(application, once=once)

    second = file_now(application, once=once)

    assert (second.filing.pk, second.is_new) == (first.filing.pk, False)
    assert Filing.objects.count() == 1
    assert Message.objects.filter(template="intake/receipt").count() == 1


def test_exactly_at_the_deadline_is_in_and_a_microsecond_later_is_late(call):
    application = draft_application(call)

    with pytest.raises(RuleBroken) as late:
        file_now(application, at=call.deadline_at + timedelta(microseconds=1))
    filed = file_now(application, at=call.deadline_at)

    assert late.value.code == "too_late"
    assert filed.application.state == ApplicationState.FILED


def test_a_click_that_came_before_the_end_counts_after_the_call_was_closed(call):
    application, at = draft_application(call), call.deadline_at - timedelta(milliseconds=1)
    call.state, call.closed_at = CallState.CLOSED, call.deadline_at
    call.save()

    filed = file_now(application, at=at)

    assert filed.application.state == ApplicationState.FILED


def test_a_late_application_is_kept_apart_where_the_call_says_so(organisation):
    call = published_call(organisation, late_rule=LateRule.KEEP)
    application = draft_application(call)

    filed = file_now(application, at=call.deadline_at + timedelta(seconds=1))

    assert filed.application.state == ApplicationState.LATE
    assert filed.filing.is_late


def test_a_further_filing_replaces_the_first_and_both_are_kept(call):
    application = file_now(draft_application(call)).application
    application = save_words(
        application=application,
        changes={"days_reason": "Deux visites"},
        version=application.version,
    )

    again = file_now(application)

    assert [f.number for f in Filing.objects.all()] == [1, 2]
    assert again.application.filing_number == 2
    assert again.filing.envelope == Filing.objects.get(number=1).envelope


def test_the_receipt_in_the_mail_is_checked_like_the_file(call):
    file_now(draft_application(call))
    message = Message.objects.get(template="intake/receipt")

    from mandat.mail.sealing import words_of  # noqa: PLC0415

    signed = read_receipt(words_of(message).body)

    assert signed is not None
    assert is_genuine(signed)
    changed = Signed({**signed.whole, "filed_at": "2020"}, signed.signature)
    assert not is_genuine(changed)


def test_the_last_click_asks_the_database_little(call):
    application = draft_application(call)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        file_now(application)

    said = [q["sql"][:120] for q in asked.captured_queries]
    assert len(said) <= MOST_QUERIES, "\n".join(said)


def test_the_journal_holds_ids_and_codes_alone(call):
    file_now(draft_application(call), at=timezone.now())

    entry = Entry.objects.get(action="intake.application.filed")

    assert entry.details == {"number": 1, "late": False}
    assert entry.actor == "applicant"


def test_the_whole_of_a_receipt_cannot_be_guessed_from_its_fingerprint(call):
    once = new_token()
    filed = file_now(draft_application(call), once=once)
    receipt = Receipt.objects.get(filing=filed.filing)
    place = bind("intake.receipt", receipt.public_id, "for_holder")

    whole = open_for_holder(once, bytes(receipt.for_holder), place)

    assert len(whole["salt"]) >= 22
    assert "salt" not in receipt.body
    assert sha256_of({k: v for k, v in whole.items() if k != "salt"}) != receipt.sha256
