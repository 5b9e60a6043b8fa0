"""News in batches: everybody once, whatever dies in between."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from mandat.calls.exchange import audiences, news
from mandat.calls.exchange.audiences import Listener, Slice
from mandat.calls.exchange.sealing import digest_of
from mandat.calls.exchange.services import tellings
from mandat.calls.models import Follower, Milestone, Telling
from mandat.calls.states import FollowerState
from mandat.core.crypto import key_provider
from mandat.mail.addresses import Recipient
from mandat.mail.models import Message
from mandat.mail.values import Link
from tests.calls.exchange.around import asked_to_follow, follower, mails, tell_everybody, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(tellings, "BATCH", 3)


@pytest.fixture
def another_list():
    """A list as a later room will sign it up: it ends with the test."""
    people = []

    def recipients(call, after, limit):
        found = [p for p in people if p.row > after][:limit]
        return Slice(found, found[-1].row if found else after, len(found) < limit)

    audiences.register_audience("zz.applicants", recipients)
    yield people
    audiences._AUDIENCES.pop("zz.applicants")


def listener(call, row, address):
    return Listener(
        row,
        Recipient(address),
        digest_of(address),
        "en",
        Link("open:show_call", {"token": call.token}),
    )


def step(call):
    return Milestone.objects.filter(call=call, role="decision").get()


def news_about(call):
    """A piece of news on its way, as a service leaves it."""
    milestone = step(call)
    milestone.note, milestone.due_on = "Two assessors are ill.", milestone.planned_on
    milestone.save()
    return tellings.tell_all(call, milestone, news.DELAYED, timezone.now())


def told():
    return sorted(m.to for m in mails("step_delayed"))


def many(call, count):
    addresses = [f"person{n:03}@example.org" for n in range(count)]
    for address in addresses:
        follower(call, address)
    return addresses


def test_everybody_is_told_once_batch_after_batch(call, small_batches):
    everybody = many(call, 8)
    telling = news_about(call)

    batches = tell_everybody()

    telling.refresh_from_db()
    assert told() == everybody
    assert batches == 2 + len(audiences._AUDIENCES)  # one ends each list
    assert (telling.told_count, telling.done_at is None) == (8, False)


def test_a_list_that_fills_its_last_batch_ends_too(call, small_batches):
    everybody = many(call, 6)
    news_about(call)

    tell_everybody()

    assert told() == everybody


def test_those_who_did_not_confirm_or_left_are_not_told(call):
    follower(call, "here@example.org")
    asked_to_follow(call, "unproved@example.org")
    gone = follower(call, "gone@example.org")
    Follower.objects.filter(pk=gone.pk).update(state=FollowerState.LEFT, address=None)
    news_about(call)

    tell_everybody()

    assert told() == ["here@example.org"]


def test_followers_of_another_call_are_not_told(call, sensitive_call):
    follower(sensitive_call, "other@example.org")
    news_about(call)

    tell_everybody()

    assert told() == []


def test_a_worker_killed_in_a_batch_leaves_nothing_of_it_and_all_before(
    call, small_batches, monkeypatch
):
    everybody = many(call, 8)
    telling = news_about(call)
    tellings.tell_batch(public_id=telling.public_id)
    real, calls = tellings.post, []

    def dies(**what):
        calls.append(what)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**what)

    monkeypatch.setattr(tellings, "post", dies)
    with pytest.raises(KeyboardInterrupt):
        tellings.tell_batch(public_id=telling.public_id)
    assert told() == everybody[:3]
    monkeypatch.setattr(tellings, "post", real)
    tell_everybody()

    assert told() == everybody


def test_the_same_task_twice_tells_nobody_twice(call, small_batches):
    everybody = many(call, 7)
    telling = news_about(call)

    for _ in range(9):
        tellings.tell_batch(public_id=telling.public_id)

    assert told() == everybody


def test_whoever_stands_on_two_lists_has_one_mail(call, another_list, small_batches):
    many(call, 4)
    another_list += [
        listener(call, 1, "person002@example.org"),
        listener(call, 2, "PERSON001@example.org"),
        listener(call, 3, "applicant@example.org"),
        listener(call, 4, "applicant@example.org"),
    ]
    news_about(call)

    tell_everybody()

    assert told() == ["applicant@example.org", *(f"person00{n}@example.org" for n in range(4))]


def test_a_list_whose_room_is_gone_is_passed_over(call, another_list):
    follower(call)
    telling = news_about(call)
    Telling.objects.filter(pk=telling.pk).update(audience="zz.gone")

    tell_everybody()

    telling.refresh_from_db()
    assert telling.done_at is not None


def test_two_pieces_of_news_reach_everybody_each(call):
    follower(call)
    news_about(call)
    news_about(call)

    tell_everybody()

    assert len(told()) == 2
    assert sorted(Telling.objects.values_list("turn", flat=True)) == [1, 2]


def test_each_is_told_in_the_language_they_chose(call):
    follower(call, "a@example.org", "fr")
    follower(call, "b@example.org", "ar")
    news_about(call)

    tell_everybody()

    languages = {m.to: m.language for m in mails("step_delayed")}
    assert languages == {"a@example.org": "fr", "b@example.org": "ar"}
    for mail in mails("step_delayed"):
        assert "Two assessors are ill." in text_of(mail)


def test_news_of_a_sensitive_call_says_nothing_and_leads_to_the_own_page(sensitive_call):
    person = follower(sensitive_call)
    news_about(sensitive_call)

    tell_everybody()

    (mail,) = mails("step_delayed")
    assert mail.neutral
    text = text_of(mail)
    assert sensitive_call.title not in text
    assert "assessors" not in text
    assert f"/open/{sensitive_call.token}/follow/" in text
    assert person.call_id == sensitive_call.pk


def test_an_address_whose_key_is_gone_is_passed_over(call, organisation):
    follower(call)
    telling = news_about(call)
    key_provider().destroy(f"organisation.{organisation.public_id.hex}")

    tell_everybody()

    telling.refresh_from_db()
    assert (telling.told_count, told()) == (0, [])


def test_what_stands_still_is_taken_up_again(call, time_machine):
    telling = news_about(call)
    OrmQ.objects.all().delete()  # a task that was lost

    tellings.go_on_telling()
    assert OrmQ.objects.count() == 0
    time_machine.move_to(telling.begun_at + timedelta(minutes=16))
    tellings.go_on_telling()

    assert OrmQ.objects.count() == 1


def test_a_batch_asks_the_database_little_for_each_person(call, django_assert_max_num_queries):
    many(call, 20)
    telling = news_about(call)

    with django_assert_max_num_queries(20 * 4 + 15):
        tellings.tell_batch(public_id=telling.public_id)

    assert Message.objects.filter(template="calls/step_delayed").count() == 20
