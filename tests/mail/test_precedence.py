"""Mail that somebody waits for leaves first; the rest leaves all the same."""

import asyncio
import email
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ

from mandat.core.queue import FIRST
from mandat.mail import rules
from mandat.mail.models import Message
from mandat.mail.services import post_written, retry, send, send_due
from mandat.mail.states import MessageState

pytestmark = pytest.mark.django_db


def lists():
    """The list of each task of the outbox, in the order of posting."""
    return list(OrmQ.objects.order_by("pk").values_list("key", flat=True))


def sent_to(office):
    return [email.message_from_bytes(raw)["To"] for _from, _to, raw in office.taken]


def post_code():
    return post_written(
        template="account/login_code", to="code@example.org", language="en",
        subject="Your code", body="QK7-XM2\n", secret=True,
    )  # fmt: skip


def test_mail_that_somebody_waits_for_goes_into_the_first_list(posted):
    posted()
    posted(awaited=True)
    post_code()

    assert lists() == ["mandat", FIRST, FIRST]
    assert list(Message.objects.values_list("awaited", flat=True)) == [False, True, True]


def test_mail_tried_again_keeps_its_list(post_office, posted, officer):
    post_office.answers = ["rcpt 550 5.1.1 nobody", "rcpt 550 5.1.1 nobody"]
    for message in (posted(awaited=True), posted()):
        send(public_id=message.public_id)
    OrmQ.objects.all().delete()

    for message in Message.objects.all():
        retry(public_id=message.public_id, by=officer)

    assert lists() == [FIRST, "mandat"]


def test_the_job_of_the_outbox_sends_it_before_what_waited_longer(post_office, posted):
    for number in range(3):
        posted(to=f"bulk{number}@example.org")
    posted(to="waits@example.org", awaited=True)

    assert send_due() == 4

    assert sent_to(post_office) == ["waits@example.org"] + [
        f"bulk{number}@example.org" for number in range(3)
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_posted_while_the_job_sends_is_not_behind_the_rest(post_office, posted):
    for number in range(3):
        posted(to=f"bulk{number}@example.org")
    asked = []

    def ask():
        posted(to="waits@example.org", awaited=True)
        connection.close()

    async def somebody_asks():
        if not asked:
            asked.append(1)
            await asyncio.to_thread(ask)

    post_office.before_reply = somebody_asks
    send_due()

    assert sent_to(post_office)[:2] == ["bulk0@example.org", "waits@example.org"]
    assert len(post_office.taken) == 4


def test_a_slow_server_leaves_half_of_each_minute_to_other_work(post_office, posted):
    messages = [posted(to=f"bulk{number}@example.org") for number in range(5)]
    with time_machine.travel(timezone.now(), tick=False) as clock:

        async def slowly():
            clock.shift(12)

        post_office.before_reply = slowly
        first = send_due()
        clock.shift(timedelta(minutes=1))
        second = send_due()

    assert rules.TURN.total_seconds() == 30
    assert (first, second) == (3, 2)
    assert {m.state for m in Message.objects.all()} == {MessageState.SENT}
    assert len(messages) == len(post_office.taken)
