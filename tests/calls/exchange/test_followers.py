"""Following a call: confirmed by a link, ended by a link, nobody learns who."""

import email.policy
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from mandat.calls.exchange import rules
from mandat.calls.exchange.sealing import address_of, key_of
from mandat.calls.exchange.services import followers as services
from mandat.calls.models import Follower
from mandat.calls.states import CallState, FollowerState
from mandat.core.errors import RuleBroken
from mandat.mail.models import Message
from tests.calls.exchange.around import (
    EMAIL,
    asked_to_follow,
    follower,
    links_in,
    mails,
    path_of,
    text_of,
)
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db


def state_of(person):
    return FollowerState(Follower.objects.get(pk=person.pk).state)


def test_asking_sends_one_link_and_nobody_is_told_yet(call):
    person = asked_to_follow(call, language="fr")

    (mail,) = mails("confirm_following")
    assert (mail.to, mail.language) == (EMAIL, "fr")
    assert links_in(mail) == [path_of(person)]
    assert state_of(person) == FollowerState.ASKED


def test_opening_the_link_confirms_nothing_and_its_button_does(call, client):
    person = asked_to_follow(call)

    page = client.get(path_of(person))
    assert page.status_code == 200
    assert state_of(person) == FollowerState.ASKED
    after = client.post(path_of(person))

    assert after.status_code == 200
    assert state_of(person) == FollowerState.CONFIRMED


def test_the_address_is_sealed_and_found_by_a_keyed_digest_alone(call):
    person = asked_to_follow(call)

    assert EMAIL.encode() not in bytes(person.address)
    assert EMAIL not in person.address_digest
    assert address_of(person) == EMAIL
    assert key_of(person) not in (person.token_digest, person.address_digest)


def test_the_page_and_the_answer_are_the_same_for_a_known_address(call, client):
    follower(call)

    pages = []
    for address in (EMAIL, "somebody.new@example.org"):
        answer = client.post(
            f"/open/{call.token}/follow/", {"email": address, "language": "en"}, follow=True
        )
        page = re.sub(rb"\"\w{64}\"", b"", answer.content)  # the token of the form
        pages.append((answer.redirect_chain, page))

    assert pages[0] == pages[1]


def test_whoever_follows_already_is_told_so_and_stays(call):
    person = follower(call)

    asked_to_follow(call, address=EMAIL.upper())

    assert Follower.objects.count() == 1
    assert state_of(person) == FollowerState.CONFIRMED
    (mail,) = mails("follows_already")
    assert links_in(mail) == [path_of(person), path_of(person, "leave/")]


def test_one_address_is_not_flooded(call):
    for _ in range(rules.MOST_MAILS_A_DAY + 4):
        asked_to_follow(call)

    assert len(mails("confirm_following")) == rules.MOST_MAILS_A_DAY


def test_the_last_link_that_was_mailed_still_opens_after_a_flood(call, client):
    for _ in range(rules.MOST_MAILS_A_DAY + 4):
        asked_to_follow(call)

    path = links_in(mails("confirm_following")[-1])[0]

    assert client.post(path).status_code == 200
    assert Follower.objects.get().state == FollowerState.CONFIRMED


def test_many_unproved_addresses_are_too_many_and_proved_ones_are_not(call, monkeypatch):
    monkeypatch.setattr(rules, "MOST_UNPROVED_FOLLOWERS", 3)
    for n in range(5):
        follower(call, f"proved{n}@example.org")
    for n in range(3):
        asked_to_follow(call, f"unproved{n}@example.org")

    with pytest.raises(RuleBroken) as broken:
        asked_to_follow(call, "one.more@example.org")

    assert broken.value.code == "too_many_followers"


def test_an_old_link_no_longer_confirms(call, client, time_machine):
    person = asked_to_follow(call)
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))

    page = client.get(path_of(person))
    posted = client.post(path_of(person))

    assert "too old" in page.content.decode()
    assert posted.status_code == 409
    assert state_of(person) == FollowerState.ASKED


def test_a_new_asking_makes_the_old_link_void(call, client, time_machine):
    person = asked_to_follow(call)
    old = path_of(person)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    person = asked_to_follow(call)

    assert client.get(old).status_code == 404
    assert client.get(path_of(person)).status_code == 200


def test_a_link_of_another_call_or_a_made_up_key_opens_nothing(call, sensitive_call, client):
    person = follower(call)

    assert client.get(f"/open/{sensitive_call.token}/follow/{key_of(person)}/").status_code == 404
    assert client.get(f"/open/{call.token}/follow/{'0' * 64}/").status_code == 404


def test_leaving_takes_a_button_and_erases_the_address(call, client):
    person = follower(call)

    page = client.get(path_of(person, "leave/"))
    assert state_of(person) == FollowerState.CONFIRMED
    answer = client.post(path_of(person, "leave/"))

    assert page.status_code == answer.status_code == 200
    person.refresh_from_db()
    assert (person.state, person.address) == (FollowerState.LEFT, None)


def test_a_mail_program_ends_it_with_one_click_and_no_cookie(call):
    person = follower(call)
    program = Client(enforce_csrf_checks=True)

    answer = program.post(path_of(person, "leave/"), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert state_of(person) == FollowerState.LEFT


def test_confirming_needs_the_page_of_the_site(call):
    person = asked_to_follow(call)

    answer = Client(enforce_csrf_checks=True).post(path_of(person))

    assert answer.status_code == 403
    assert state_of(person) == FollowerState.ASKED


def test_whoever_left_may_come_back_and_the_old_link_stays_void(call, client):
    person = services.leave_call(follower=follower(call))
    old = path_of(person)

    again = follower(call)

    assert again.pk == person.pk
    assert state_of(person) == FollowerState.CONFIRMED
    assert client.get(old).status_code == 404


def test_leaving_works_after_the_call_is_archived(call, client):
    person = follower(call)
    call.state = CallState.ARCHIVED
    call.save()

    assert client.get(f"/open/{call.token}/follow/").status_code == 404
    assert client.post(path_of(person, "leave/")).status_code == 200
    assert state_of(person) == FollowerState.LEFT


def test_the_headers_of_mail_to_followers_let_programs_leave(call):
    person = follower(call)
    asked_to_follow(call)

    letter = next(m for m in delivered() if "List-Unsubscribe" in m.message())
    head = letter.message(policy=email.policy.SMTP).as_bytes().decode().split("\r\n\r\n")[0]

    lines = head.split("\r\n")
    assert f"List-Unsubscribe: <{settings.SITE_URL}{path_of(person, 'leave/')}>" in lines
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines


def test_mail_that_only_asks_to_confirm_has_nothing_to_leave(call):
    asked_to_follow(call)

    (sent,) = delivered()

    assert "List-Unsubscribe" not in sent.message()


def test_mail_about_a_sensitive_call_says_nothing(sensitive_call):
    asked_to_follow(sensitive_call, language="fr")

    (mail,) = mails("confirm_following")
    assert mail.neutral
    for word in ("appel", "Étude", sensitive_call.title, "Maison"):
        assert word not in text_of(mail)
    assert mail.sender_name == "" or mail.neutral


@pytest.mark.parametrize(
    "address",
    [
        "a@example.org\nBcc: victim@example.org",
        "a@example.org\r\nSubject: x",
        "a@example.org%0ABcc:victim@example.org",
        "<script>@example.org",
        '"a b"@example.org',
        "é@example.org",
        "a@example.org, b@example.org",
        "a" * 300 + "@example.org",
        "",
    ],
)
def test_an_address_that_is_no_single_address_is_refused(call, client, address):
    answer = client.post(f"/open/{call.token}/follow/", {"email": address, "language": "en"})

    assert answer.status_code in (409, 422)
    assert not Follower.objects.exists()
    assert not Message.objects.exists()


def test_a_cancelled_call_cannot_be_followed(call, client):
    call.state, call.closing_reason = CallState.CANCELLED, "No money."
    call.save()

    answer = client.post(f"/open/{call.token}/follow/", {"email": EMAIL, "language": "en"})

    assert answer.status_code == 409
    assert "nothing left to follow" in client.get(f"/open/{call.token}/follow/").content.decode()


def test_what_nobody_confirmed_is_deleted_after_seven_days(call):
    unproved, proved = asked_to_follow(call, "never@example.org"), follower(call)
    left = services.leave_call(follower=follower(call, "left@example.org"))
    now = timezone.now()

    services.forget_unproved(at=now + timedelta(days=6, hours=23))
    assert Follower.objects.count() == 3
    services.forget_unproved(at=now + timedelta(days=7, hours=1))

    kept = set(Follower.objects.values_list("pk", flat=True))
    assert kept == {proved.pk}
    assert not kept & {unproved.pk, left.pk}


def test_a_flood_of_readers_writes_nothing(call, client, django_assert_max_num_queries):
    person = asked_to_follow(call)
    before = Follower.objects.get().asked_at

    for path in (f"/open/{call.token}/follow/", f"/open/{call.token}/questions/ask/"):
        with django_assert_max_num_queries(5):
            assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    for _ in range(20):
        client.get(path_of(person))
        client.head(path_of(person, "leave/"))

    assert state_of(person) == FollowerState.ASKED
    assert Follower.objects.get().asked_at == before
    assert len(mails("confirm_following")) == 1
