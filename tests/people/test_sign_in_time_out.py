"""A session ends when nothing happens, after twelve hours in any case, and never by surprise."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mandat.people.sign_in.clock import LONGEST, Clock, unpacked
from tests.factories import make_account

START = datetime(2031, 3, 3, 9, 0, tzinfo=UTC)
HOME = "/home/"


def is_signed_in(client):
    return client.get("/account/clock/", headers={"x-background": "1"}).json()["left"] > 0


def after(minutes):
    return time_machine.travel(START + timedelta(minutes=minutes), tick=False)


def come_in(account):
    client = Client(headers={"accept-language": "en"})
    with after(0):
        client.force_login(account)
        assert client.get(HOME).status_code == 200
    return client


def test_who_meets_confidential_data_is_signed_out_after_fifteen_minutes(administrator):
    client = come_in(administrator)

    with after(14):
        assert is_signed_in(client)
    with after(15):
        response = client.get(HOME)

    assert response.headers["Location"] == reverse("account_login") + "?next=/home/"
    assert "_auth_user_id" not in client.session


def test_everybody_else_is_signed_out_after_two_hours(officer):
    client = come_in(officer)

    with after(119):
        assert is_signed_in(client)
    with after(120):
        assert not is_signed_in(client)


def test_activity_keeps_the_session_alive_but_not_beyond_twelve_hours(administrator):
    client = come_in(administrator)

    for minutes in range(10, 12 * 60, 10):
        with after(minutes):
            assert client.get(HOME).status_code == 200
    with after(12 * 60):
        assert client.get(HOME).status_code == 302


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(administrator):
    client = come_in(administrator)

    for minutes in range(2, 15, 2):
        with after(minutes):
            client.get(HOME, headers={"x-background": "1"})
    with after(15):
        assert client.get(HOME).status_code == 302


def test_activity_is_written_at_most_once_a_minute(officer, django_assert_num_queries):
    client = come_in(officer)
    with after(0.5):
        client.get(HOME)
        quiet = client.session["people.clock"]
    with after(1.1):
        client.get(HOME)

    assert quiet[1] == START.timestamp()
    assert client.session["people.clock"][1] == (START + timedelta(minutes=1.1)).timestamp()


def test_the_next_page_says_what_happened(administrator):
    client = come_in(administrator)

    with after(20):
        page = client.get(HOME, follow=True).content.decode()

    assert "You were signed out because nothing had happened for a while." in page


def test_an_act_is_not_done_and_leads_back_to_its_page(administrator):
    client = come_in(administrator)

    with after(20):
        response = client.post(
            "/language/", {"language": "ar"}, headers={"referer": "http://testserver/account/?x=1"}
        )

    assert response.headers["Location"] == reverse("account_login") + "?next=/account/%3Fx%3D1"
    administrator.refresh_from_db()
    assert administrator.language == "en"


def test_an_act_from_elsewhere_leads_to_no_foreign_page(administrator):
    client = come_in(administrator)

    with after(20):
        response = client.post("/account/stay/", headers={"referer": "https://evil.example/x"})

    assert response.headers["Location"] == reverse("account_login") + "?next=/"


def test_a_part_of_a_page_opens_the_sign_in_page_as_a_whole(administrator):
    client = come_in(administrator)
    part = {"hx-request": "true", "hx-current-url": "http://testserver/account/"}

    with after(20):
        asked = client.get(HOME, headers=part)
    client = come_in(administrator)
    with after(20):
        sent = client.post("/account/stay/", headers=part)

    for response in (asked, sent):
        assert response.status_code == 200
        assert response.headers["HX-Redirect"] == reverse("account_login") + "?next=/account/"


def test_a_program_is_told_in_json(administrator):
    client = come_in(administrator)

    with after(20):
        response = client.post("/account/stay/", headers={"accept": "application/json"})

    assert response.status_code == 401
    assert response.json()["error"] == "signed_out"


def test_staying_starts_the_time_anew(administrator):
    client = come_in(administrator)

    with after(14.5):
        answer = client.post("/account/stay/", headers={"accept": "application/json"}).json()
    with after(29):
        assert is_signed_in(client)

    assert answer["left"] == 15 * 60
    assert answer["who"] == str(administrator.public_id)


def test_the_clock_tells_a_visitor_nothing(client, db):
    answer = client.get("/account/clock/").json()

    assert answer == {"left": 0, "who": "", "token": ""}


def test_the_minutes_can_be_set(settings, administrator):
    settings.IDLE_MINUTES = 5
    client = come_in(administrator)

    with after(5):
        assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("stored", [None, [], ["a", "b", "c"], {"x": 1}, 7])
def test_a_clock_that_cannot_be_read_starts_anew(stored):
    assert unpacked(stored) is None


def test_a_clock_survives_its_session():
    clock = Clock(since=1.5, seen=99.25, idle=900)

    assert unpacked(clock.packed()) == clock
    assert Clock(since=0, seen=LONGEST - 1, idle=900).ends == LONGEST


def test_signing_out_elsewhere_ends_the_other_browsers_and_nobody_elses(db):
    lea, noah = make_account(name="Léa Martin"), make_account()
    here, there, other = Client(), Client(), Client()
    for client, account in ((here, lea), (there, lea), (other, noah)):
        client.force_login(account)

    here.post(reverse("people:sign_out_elsewhere"))

    assert is_signed_in(here) or here.get(HOME).status_code == 200
    assert there.get(HOME).status_code == 302
    assert other.get(HOME).status_code == 200
