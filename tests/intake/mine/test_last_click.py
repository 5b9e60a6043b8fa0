"""The last click over HTTP: once, in time, with everything that was saved."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.calls.states import LateRule
from mandat.core.keys import new_token
from mandat.intake.models import Application, Filing, Piece
from mandat.intake.sealing import link_key
from mandat.intake.services.drafting import save_words
from mandat.intake.states import ApplicationState
from tests.calls.published import published_call
from tests.intake.applying import draft_application
from tests.intake.mine.walking import begun, browser, click, once_of, page, pdf, send
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture
def call(organisation):
    return published_call(organisation, days=0.2)  # within the twelve hours of a pass


@pytest.fixture
def mine(call):
    return begun(call)


def now_of(application):
    return Application.objects.get(pk=application.pk)


def test_from_the_address_to_the_receipt_without_script(mine):
    client, application = mine
    sent = [send(client, application, slot, pdf(f"{slot}.pdf")) for slot in ("0", "1.lead", "2")]
    check = client.get(page("check_application", application)).text

    filed = click(client, application)

    assert [a.status_code for a in sent] == [302, 302, 302]
    assert "0.pdf" in check
    assert filed.status_code == 303
    assert client.get(filed.headers["Location"]).status_code == 200
    assert now_of(application).state == ApplicationState.FILED
    assert Filing.objects.get().pieces.count() == 3


def test_what_is_missing_is_said_and_forbids_nothing(mine):
    client, application = mine

    shown = client.get(page("check_application", application)).text
    filed = click(client, application)

    assert "Note méthodologique" in shown
    assert "You can file all the same" in shown
    assert filed.status_code == 303


def test_a_double_click_and_an_answer_that_was_lost_file_once(mine):
    client, application = mine
    once = once_of(client, application)

    answers = [click(client, application, once) for _ in range(3)]

    assert {a.headers["Location"] for a in answers} == {f"/receipts/{once}/"}
    assert Filing.objects.count() == 1


def test_two_windows_file_once(mine):
    client, application = mine
    first, second = once_of(client, application), once_of(client, application)
    click(client, application, first)

    answer = click(client, application, second)

    assert answer.status_code == 409
    assert "filed already" in answer.text
    assert Filing.objects.count() == 1


def test_without_the_declaration_nothing_is_filed_and_the_page_stays_the_same(mine):
    client, application = mine
    once = once_of(client, application)

    answer = client.post(page("check_application", application), {"once": once})

    assert answer.status_code == 422
    assert once in answer.text
    assert not Filing.objects.exists()


@pytest.mark.parametrize("once", ["", "short", "x" * 3000, "ünïcode" * 5, "a/../../b" * 4])
def test_a_key_that_no_page_made_files_nothing_or_is_its_own(mine, once):
    client, application = mine

    answer = client.post(page("check_application", application), {"once": once, "declared": "on"})

    assert answer.status_code == 409
    assert not Filing.objects.exists()


def test_the_key_of_another_application_files_nothing(mine, call):
    client, application = mine
    other_client, other = begun(call, "b@example.org")
    once = once_of(other_client, other)
    click(other_client, other, once)

    answer = click(client, application, once)

    assert answer.status_code == 409
    assert Filing.objects.count() == 1


def test_what_arrived_in_time_is_in_though_the_clock_went_on(mine, call, time_machine):
    client, application = mine
    once = once_of(client, application)
    time_machine.move_to(call.deadline_at, tick=False)

    answer = click(client, application, once)

    assert answer.status_code == 303
    assert now_of(application).filed_at == call.deadline_at


def test_a_click_after_the_deadline_is_refused_in_words(mine, call, time_machine):
    client, application = mine
    once = once_of(client, application)
    time_machine.move_to(call.deadline_at + timedelta(seconds=1), tick=False)

    answer = click(client, application, once)
    shown = client.get(page("check_application", application)).text

    assert answer.status_code == 409
    assert "The deadline is over, and this call takes nothing" in answer.text
    assert 'name="once"' not in shown


def test_a_late_click_is_kept_apart_where_the_call_says_so(organisation, time_machine):
    call = published_call(organisation, late_rule=LateRule.KEEP, days=0.2)
    client, application = begun(call)
    time_machine.move_to(call.deadline_at + timedelta(seconds=1))

    shown = client.get(page("check_application", application)).text
    click(client, application)

    assert "kept apart" in shown
    assert now_of(application).state == ApplicationState.LATE


def test_what_changed_since_counts_only_once_it_is_filed_again(mine):
    client, application = mine
    click(client, application)
    same = client.get(page("check_application", application)).text
    send(client, application, "0", pdf("new.pdf"))
    changed = client.get(page("show_application", application)).text

    click(client, application)

    assert 'name="once"' not in same
    assert "counts only once you file again" in changed
    assert [f.pieces.count() for f in Filing.objects.order_by("number")] == [0, 1]


def test_after_the_deadline_what_was_filed_stays_and_says_so(mine, call, time_machine):
    client, application = mine
    click(client, application)
    send(client, application, "0", pdf("new.pdf"))
    once = once_of(client, application)
    time_machine.move_to(call.deadline_at + timedelta(seconds=1))

    answer = click(client, application, once)

    assert "what you filed before it counts" in answer.text
    assert Filing.objects.count() == 1


def test_the_last_click_asks_the_database_little(mine):
    client, application = mine
    for slot in ("0", "1.lead", "2"):
        send(client, application, slot, pdf())
    once = once_of(client, application)

    with CaptureQueriesContext(connection) as asked:
        click(client, application, once)

    said = [q["sql"][:100] for q in asked.captured_queries if not q["sql"].startswith(CONTROL)]
    assert len(said) <= MOST_QUERIES, "\n".join(said)


def test_a_withdrawn_application_is_told_by_mail_and_can_be_filed_again_in_time(mine):
    client, application = mine
    click(client, application)
    answer = client.post(page("withdraw_application", application))
    state = now_of(application).state
    mails = [m.subject for m in delivered()]

    again = click(client, application)

    assert answer.status_code == 302
    assert state == ApplicationState.WITHDRAWN
    assert f"Application {application.reference} is withdrawn" in mails
    assert Entry.objects.filter(action="intake.application.withdrawn").count() == 1
    assert again.status_code == 303
    assert now_of(application).state == ApplicationState.FILED


def test_withdrawing_twice_does_no_harm(mine):
    client, application = mine
    click(client, application)

    answers = [client.post(page("withdraw_application", application)) for _ in range(2)]

    assert [a.status_code for a in answers] == [302, 302]
    assert Entry.objects.filter(action="intake.application.withdrawn").count() == 1


def test_after_the_deadline_a_withdrawal_cannot_be_undone(mine, call, time_machine):
    client, application = mine
    click(client, application)
    time_machine.move_to(call.deadline_at + timedelta(hours=1))
    warned = client.get(page("withdraw_application", application)).text
    client.post(page("withdraw_application", application))

    answer = click(client, application, new_token())

    assert "this cannot be undone" in warned
    assert answer.status_code == 409
    assert now_of(application).state == ApplicationState.WITHDRAWN


def test_whatever_was_saved_is_still_there_when_the_click_is_refused(mine, call, time_machine):
    client, application = mine
    save_words(application=application, changes={"days_reason": "Deux visites"}, version=1)
    send(client, application, "0", pdf("note.pdf"))
    once = once_of(client, application)
    time_machine.move_to(call.deadline_at + timedelta(seconds=1))

    answer = click(client, application, once)

    assert "note.pdf" in answer.text
    assert now_of(application).version == 2


def test_where_the_call_takes_mail_only_the_link_of_a_mail_files_nothing_here(organisation):
    says = {"channel": "email", "exclusive": True, "address": "offres@example.org"}
    call = published_call(organisation, values={"submission": says}, days=0.2)
    application = draft_application(call)
    client = browser()
    client.get(
        reverse("apply:open_link", args=[link_key(application.public_id, application.key_at)])
    )

    shown = client.get(page("check_application", application)).text
    filed = click(client, application, new_token())
    sent = send(client, application, "0", pdf())

    assert "send it the way that the call says" in shown
    assert 'name="once"' not in shown
    assert (filed.status_code, sent.status_code) == (409, 403)
    assert (Filing.objects.count(), Piece.objects.count()) == (0, 0)
    assert Entry.objects.filter(action="intake.channel.excluded").exists()
