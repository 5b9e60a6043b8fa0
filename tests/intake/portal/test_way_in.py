"""The way in: from the page of a call to a link in a mail, and what stands in between."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.calls.states import CallState
from mandat.intake.models import Application
from mandat.intake.services.excluding import MOST_AN_HOUR
from mandat.intake.services.starting import forget_unproved
from tests.calls.published import published_call
from tests.intake.mine.walking import ask_for_link, begun, browser, link_in_mail, page
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
BY_MAIL = {
    "channel": "email",
    "exclusive": True,
    "address": "offres@example.org",
    "subject": "Étude 2026",
}


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def client():
    return browser()


def start_path(call):
    return reverse("apply:start_application", args=[call.token])


def test_one_click_on_the_page_of_the_call_begins_an_application(client, call):
    shown = client.get(reverse("open:show_call", args=[call.token])).text

    answer = ask_for_link(client, call)

    assert f'action="{start_path(call)}"' in shown
    assert 'type="email"' in shown
    assert answer.headers["Location"] == f"{start_path(call)}sent/"
    assert Application.objects.get().language == "en"


def test_the_page_after_it_is_the_same_for_an_address_that_applied(client, call):
    begun(call)

    known, unknown = (ask_for_link(client, call, a) for a in ("amina@example.org", "b@example.org"))

    assert known.headers["Location"] == unknown.headers["Location"]
    assert client.get(known.headers["Location"]).text.count("example.org") == 0


def test_the_same_form_sends_a_lost_link_again(client, call):
    _browser, application = begun(call)
    mail.outbox.clear()

    ask_for_link(client, call)

    assert client.get(link_in_mail()).headers["Location"] == page("show_application", application)
    assert Application.objects.count() == 1


def test_once_a_call_is_over_only_those_who_applied_are_written_to(client, call, time_machine):
    begun(call)
    mail.outbox.clear()
    time_machine.move_to(call.deadline_at + timedelta(hours=1))

    known, unknown = (ask_for_link(client, call, a) for a in ("amina@example.org", "b@example.org"))

    assert [m.to for m in delivered()] == [["amina@example.org"]]
    assert known.headers["Location"] == unknown.headers["Location"]
    assert "no application can begin" in client.get(start_path(call)).text


def test_an_address_that_is_none_is_asked_for_again(client, call):
    answer = client.post(start_path(call), {"email": "amina@"})

    assert answer.status_code == 422
    assert 'value="amina@"' in answer.text
    assert not Application.objects.exists()


def test_the_language_of_mails_is_the_one_that_was_chosen(client, call):
    client.post(start_path(call), {"email": "amina@example.org", "language": "ar"})

    assert Application.objects.get().language == "ar"


def test_a_call_by_mail_only_says_so_before_any_typing(client, organisation):
    call = published_call(organisation, values={"submission": BY_MAIL})

    shown = client.get(start_path(call)).text

    assert "offres@example.org" in shown
    assert "Étude 2026" in shown
    assert 'name="email"' not in shown
    assert "way-in" not in client.get(reverse("open:show_call", args=[call.token])).text


@pytest.mark.parametrize("says", [BY_MAIL, {"channel": "email", "paper": True}])
def test_what_comes_here_all_the_same_is_refused_and_noted_without_a_name(
    client, organisation, says
):
    call = published_call(organisation, values={"submission": says})

    answer = ask_for_link(client, call)

    entry = Entry.objects.get(action="intake.channel.excluded")
    assert answer.status_code == 409
    assert entry.subject_id == str(call.public_id)
    assert "amina" not in str(entry.details)
    assert (Application.objects.count(), len(delivered())) == (0, 0)


def test_a_robot_fills_no_journal(client, organisation):
    call = published_call(organisation, values={"submission": BY_MAIL})

    for _ in range(MOST_AN_HOUR + 2):
        ask_for_link(client, call)

    assert Entry.objects.filter(action="intake.channel.excluded").count() == MOST_AN_HOUR


def test_where_both_ways_are_open_both_are_shown(client, organisation):
    call = published_call(organisation, values={"submission": {**BY_MAIL, "exclusive": False}})

    shown = client.get(start_path(call)).text

    assert "offres@example.org" in shown
    assert 'name="email"' in shown


def test_a_cancelled_call_takes_no_address(client, call):
    call.state, call.closing_reason = CallState.CANCELLED, "Budget retiré"
    call.save()

    shown = client.get(start_path(call)).text

    assert "Budget retiré" in shown
    assert 'name="email"' not in shown


def test_a_sensitive_call_is_named_neither_in_the_mail_nor_on_the_page_after_it(
    client, organisation
):
    call = published_call(organisation, sensitive=True)

    answer = client.get(ask_for_link(client, call).headers["Location"])

    message = delivered()[0]
    assert call.title not in answer.text
    assert organisation.name not in answer.text
    assert "quick-exit" in answer.text
    assert call.title not in message.subject + message.body
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_call_that_is_not_public_has_no_way_in(client):
    assert client.get("/apply/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_opening_the_link_on_another_device_goes_on_there(call):
    _first, application = begun(call)
    other = browser()

    answer = other.get(link_in_mail())

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert other.get(page("show_application", application)).status_code == 200


def test_looking_whether_a_link_is_there_proves_no_address(client, call):
    ask_for_link(client, call)

    client.head(link_in_mail())

    assert Application.objects.get().confirmed_at is None


def test_a_dead_link_says_what_to_do(client, call):
    ask_for_link(client, call)
    link = link_in_mail()
    forget_unproved(at=Application.objects.get().key_at + timedelta(days=8))

    answer = client.get(link)

    assert answer.status_code == 404
    assert "give your address again" in answer.text


def test_without_the_link_nobody_learns_whether_there_is_an_application(client, call):
    _browser, application = begun(call)

    there = client.get(page("show_application", application))
    nowhere = client.get(reverse("my:show_application", args=[call.public_id]))

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "Open your link again" in there.text
    assert call.title not in there.text


def test_the_link_of_one_application_opens_no_other(call):
    first, _application = begun(call)
    _second, other = begun(call, "b@example.org")

    answers = [
        first.get(page(name, other)).status_code
        for name in (
            "show_application",
            "edit_documents",
            "check_application",
            "withdraw_application",
        )
    ]

    assert answers == [404] * 4
