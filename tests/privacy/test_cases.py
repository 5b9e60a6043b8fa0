"""The way of a request: received, proved, worked on, ended. And who may not."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from mandat.audit.models import Entry
from mandat.core.crypto import Tampered
from mandat.core.errors import RuleBroken
from mandat.mail.models import Message
from mandat.privacy.models import CaseStep, DataRequest
from mandat.privacy.queries import requests_of
from mandat.privacy.sealing import words
from mandat.privacy.services import cases
from mandat.privacy.services.cases import (
    MOST_FROM_ONE_ADDRESS,
    MOST_WORDS,
    submit_request,
    write_as_person,
)
from mandat.privacy.states import RequestKind, RequestState
from tests.privacy.conftest import (
    EMAIL,
    WORDS,
    asked,
    last_mail,
    link_in,
    opened,
    received,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_a_request_is_kept_sealed_and_readable_by_its_words(organisation):
    case = received(organisation)

    row = DataRequest.objects.get()
    for column in ("email_sealed", "name_sealed", "words_sealed"):
        assert EMAIL.encode() not in bytes(getattr(row, column))
        assert WORDS.encode() not in bytes(getattr(row, column))
    assert (words(row, "email"), words(row, "words")) == (EMAIL, WORDS)
    assert case.state == RequestState.RECEIVED


def test_words_moved_to_another_case_do_not_open(organisation):
    one, two = received(organisation), received(organisation)
    DataRequest.objects.filter(pk=two.pk).update(words_sealed=one.words_sealed)
    two.refresh_from_db()

    with pytest.raises(Tampered):
        words(two, "words")


def test_nobody_works_on_a_request_before_its_address_is_confirmed(organisation, dpo):
    case = received(organisation)

    with pytest.raises(RuleBroken):
        cases.answer_request(public_id=case.public_id, text="Here it is.", by=dpo)

    case.refresh_from_db()
    assert case.state == RequestState.RECEIVED


def test_the_mail_to_the_person_says_nothing_in_its_subject(organisation):
    received(organisation)

    message = last_mail()
    content = text_of(message)
    assert message.neutral
    assert "data" not in content
    assert organisation.name not in content
    assert WORDS not in content
    assert link_in(message).startswith("/privacy/confirm/")


def test_confirming_opens_the_case_and_tells_the_officers_without_names(organisation, dpo):
    case = opened(organisation)

    assert case.state == RequestState.OPEN
    told = text_of(last_mail(dpo.email))
    assert str(case.public_id) in told
    assert EMAIL not in told


def test_confirming_twice_does_no_harm(organisation):
    case = opened(organisation)

    again = cases.prove_address(public_id=case.public_id)

    assert again.proved_at == case.proved_at
    assert CaseStep.objects.filter(kind="proved").count() == 1


def test_who_is_signed_in_has_proved_their_address(organisation, reader):
    case = cases.submit_request(asked=asked(organisation, email="else@example.org"), by=reader)

    assert case.state == RequestState.OPEN
    assert case.account == reader
    assert words(case, "email") == reader.email


def test_the_month_runs_from_the_reception_in_the_organisations_own_calendar(organisation):
    # 23:30 in UTC is already the first of February in Paris; 1 March 2027 is a Monday.
    with time_machine.travel(datetime(2027, 1, 31, 23, 30, tzinfo=UTC), tick=False):
        case = received(organisation)

    assert case.due == date(2027, 3, 1)


def test_while_a_proof_is_awaited_the_clock_stands_still(organisation, dpo):
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as clock:
        case = opened(organisation)
        first = case.due
        clock.move_to(datetime(2027, 3, 10, 9, tzinfo=UTC))
        cases.ask_for_proof(public_id=case.public_id, reason="Which programme?", by=dpo)
        clock.move_to(datetime(2027, 3, 17, 9, tzinfo=UTC))
        case = cases.accept_proof(public_id=case.public_id, by=dpo)

    assert (first, case.paused_days, case.due) == (date(2027, 4, 1), 7, date(2027, 4, 8))
    assert case.state == RequestState.OPEN


def test_an_extension_needs_a_reason_and_the_first_month(organisation, dpo):
    with time_machine.travel(datetime(2027, 3, 1, 9, tzinfo=UTC), tick=False) as clock:
        case = opened(organisation)
        with pytest.raises(RuleBroken) as missing:
            cases.extend_request(public_id=case.public_id, reason="  ", by=dpo)
        clock.move_to(datetime(2027, 4, 2, 9, tzinfo=UTC))
        with pytest.raises(RuleBroken) as late:
            cases.extend_request(public_id=case.public_id, reason="Many files", by=dpo)
        clock.move_to(datetime(2027, 4, 1, 20, tzinfo=UTC))
        case = cases.extend_request(public_id=case.public_id, reason="Many files", by=dpo)

    assert missing.value.code == "reason_missing"
    assert late.value.code == "too_late_to_extend"
    assert case.due == date(2027, 6, 1)
    assert case.state == RequestState.EXTENDED


def test_a_proof_after_an_extension_leads_back_to_extended(organisation, dpo):
    case = opened(organisation)
    cases.extend_request(public_id=case.public_id, reason="Many files", by=dpo)
    cases.ask_for_proof(public_id=case.public_id, reason="Which one?", by=dpo)

    case = cases.accept_proof(public_id=case.public_id, by=dpo)

    assert case.state == RequestState.EXTENDED


def test_an_answer_ends_the_case_and_is_told(organisation, dpo):
    case = opened(organisation)
    mails = Message.objects.count()

    case = cases.answer_request(public_id=case.public_id, text="We corrected it.", by=dpo)

    assert (case.state, case.handled_by) == (RequestState.ANSWERED, dpo)
    assert Message.objects.count() == mails + 1
    assert words(case.steps.get(kind="answered"), "words") == "We corrected it."


def test_a_case_that_ended_stays_ended(organisation, dpo):
    case = opened(organisation)
    cases.refuse_request(public_id=case.public_id, reason="Unfounded.", by=dpo)

    for act in (
        lambda: cases.answer_request(public_id=case.public_id, text="Still", by=dpo),
        lambda: cases.extend_request(public_id=case.public_id, reason="Still", by=dpo),
        lambda: cases.write_as_person(public_id=case.public_id, text="Still"),
    ):
        with pytest.raises(RuleBroken):
            act()

    assert cases.withdraw_request(public_id=case.public_id).state == RequestState.REFUSED


def test_no_other_role_and_no_other_organisation_handles_a_case(
    organisation, dpo, other_dpo, officer, administrator, reader
):
    case = opened(organisation)

    for by in (other_dpo, officer, administrator, reader):
        with pytest.raises(PermissionDenied):
            cases.answer_request(public_id=case.public_id, text="Mine now", by=by)
        assert list(requests_of(by)) == []
    assert list(requests_of(dpo)) == [case]
    case.refresh_from_db()
    assert case.state == RequestState.OPEN


def test_the_journal_holds_no_word_of_a_case(organisation, dpo):
    case = opened(organisation)
    cases.add_note(public_id=case.public_id, text="She called twice.", by=dpo)
    cases.answer_request(public_id=case.public_id, text="Done, Fatou.", by=dpo)

    told = " ".join(str(e) + str(e.details) + e.actor for e in Entry.objects.all())

    assert Entry.objects.filter(action__startswith="privacy.request.").count() >= 4
    for word in (EMAIL, "Fatou", WORDS, "called"):
        assert word not in told


def test_a_flood_from_one_address_is_refused_and_ends_the_next_day(organisation):
    for _ in range(MOST_FROM_ONE_ADDRESS):
        received(organisation)

    with pytest.raises(RuleBroken) as refused:
        received(organisation)

    assert refused.value.code == "too_many_requests"
    with time_machine.travel(datetime.now(UTC) + timedelta(days=1, minutes=1)):
        assert received(organisation, RequestKind.ERASURE).state == RequestState.RECEIVED


def test_whoever_is_signed_in_floods_no_officer_either(organisation, reader):
    for _ in range(MOST_FROM_ONE_ADDRESS):
        submit_request(asked=asked(organisation), by=reader)

    with pytest.raises(RuleBroken) as refused:
        submit_request(asked=asked(organisation), by=reader)

    assert refused.value.code == "too_many_requests"


def test_words_without_end_are_refused_for_the_day(organisation, dpo):
    case = opened(organisation)
    for _ in range(MOST_WORDS):
        write_as_person(public_id=case.public_id, text="And another thing.")
    mails = Message.objects.filter(to=dpo.email).count()

    with pytest.raises(RuleBroken) as refused:
        write_as_person(public_id=case.public_id, text="And another thing.")

    assert refused.value.code == "too_many_words"
    assert Message.objects.filter(to=dpo.email).count() == mails
