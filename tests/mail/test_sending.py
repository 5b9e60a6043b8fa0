"""Sending to a server that is away, refuses or breaks off: nothing is lost or doubled."""

import asyncio
import email
import threading
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.mail import rules, tasks
from mandat.mail.models import Message
from mandat.mail.rules import Fate
from mandat.mail.services import cancel, post_written, retry, send, send_due
from mandat.mail.states import MessageState

pytestmark = pytest.mark.django_db


def ids(office):
    return Counter(email.message_from_bytes(raw)["Message-ID"] for _from, _to, raw in office.taken)


def state_of(message):
    message.refresh_from_db()
    return message.state


def test_a_server_away_for_an_hour_loses_and_doubles_nothing(post_office, posted):
    post_office.close()
    start = timezone.now()
    messages = []
    with time_machine.travel(start, tick=False) as clock:
        for minute in range(61):
            if minute % 6 == 0:
                messages.append(posted(to=f"person{minute}@example.org"))
                tasks.send_posted(str(messages[-1].public_id))
            tasks.send_due()
            clock.shift(60)
        assert Message.objects.filter(state=MessageState.SENT).count() == 0
        post_office.open()

        for _minute in range(5):
            tasks.send_due()
            clock.shift(60)

    assert ids(post_office) == {f"<{m.message_id}>": 1 for m in messages}
    assert {state_of(m) for m in messages} == {MessageState.SENT}


def test_a_silent_server_is_asked_once_a_minute_however_much_waits(post_office, posted):
    post_office.close()
    messages = [posted(to=f"person{n}@example.org") for n in range(20)]

    for message in messages:
        tasks.send_posted(str(message.public_id))

    assert sum(Message.objects.values_list("attempts", flat=True)) == 1


def test_a_refusal_for_now_is_tried_again_and_sent_once(post_office, posted):
    post_office.answers = ["rcpt 450 4.2.1 busy, try later", "451 4.7.1 greylisted"]
    message = posted()
    start = timezone.now()

    with time_machine.travel(start, tick=False) as clock:
        fates = []
        for pause in (0, 60, 300):
            clock.shift(pause)
            fates.append(send(public_id=message.public_id))

    assert fates == [Fate.LATER, Fate.LATER, Fate.TAKEN]
    assert len(post_office.taken) == 1
    assert state_of(message) == MessageState.SENT
    assert message.attempts == 3


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("rcpt 550 5.1.1 no such person: Lea Martin", "refused_recipient"),
        ("554 5.7.1 we want no such mail", "refused_message"),
    ],
)
def test_a_refusal_for_good_is_recorded_without_the_servers_words(
    post_office, posted, answer, code
):
    post_office.answers = [answer]
    message = posted()

    send(public_id=message.public_id)

    assert state_of(message) == MessageState.BOUNCED
    numbers = answer.removeprefix("rcpt ")[:9]
    assert (message.error, message.reply) == (code, numbers)
    entry = Entry.objects.get(action="mail.message.bounced")
    assert entry.subject_id == str(message.public_id)
    assert entry.details == {
        "template": "mail.neutral",
        "code": code,
        "reply": [int(n) for n in numbers.replace(".", " ").split()],
    }
    assert send(public_id=message.public_id) is None


def test_a_connection_lost_after_the_words_sends_the_same_message_again(post_office, posted):
    post_office.answers = ["drop"]
    message = posted()

    first = send(public_id=message.public_id)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        second = send(public_id=message.public_id)

    assert (first, second) == (Fate.UNREACHABLE, Fate.TAKEN)
    [one, two] = [raw for _from, _to, raw in post_office.taken]
    assert one == two  # the recipient's server can tell that it is the same
    assert ids(post_office) == {f"<{message.message_id}>": 2}


def test_our_own_sender_refused_waits_for_people_to_mend_the_settings(post_office, posted):
    post_office.handle_MAIL = refuse_sender
    message = posted()

    fate = send(public_id=message.public_id)

    assert fate is Fate.UNREACHABLE
    assert state_of(message) == MessageState.WAITING
    assert message.error == "refused_sender"


async def refuse_sender(server, session, envelope, address, options):
    return "553 5.1.8 this sender may not"


def test_after_three_days_it_is_given_up_and_recorded(post_office, posted):
    post_office.close()
    message = posted()
    attempts = 0

    with time_machine.travel(timezone.now(), tick=False) as clock:
        while state_of(message) == MessageState.WAITING:
            clock.move_to(max(message.next_try_at, timezone.now()))
            send(public_id=message.public_id)
            attempts += 1
        days = (timezone.now() - message.posted_at).total_seconds() / 86_400

    assert message.state == MessageState.FAILED
    assert 2.5 <= days <= 3
    assert 8 <= attempts <= 12
    assert Entry.objects.get(action="mail.message.failed").details["code"] == "unreachable"


def test_the_envelope_names_the_site_and_one_recipient(post_office, posted):
    send(public_id=posted().public_id)

    [(envelope_from, envelope_to, raw)] = post_office.taken
    assert envelope_from == settings.DEFAULT_FROM_EMAIL
    assert envelope_to == ["lea@example.org"]
    assert not {"cc", "bcc", "reply-to"} & {h.lower() for h in email.message_from_bytes(raw)}


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_message(post_office, posted):
    async def slowly():
        await asyncio.sleep(0.4)

    post_office.before_reply = slowly
    messages = [posted(to=f"person{n}@example.org") for n in range(3)]
    fates = []
    together = threading.Barrier(2)

    def work():
        together.wait()
        fates.extend(send(public_id=message.public_id) for message in messages)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Counter(fates) == {Fate.TAKEN: 3, None: 3}
    assert set(ids(post_office).values()) == {1}


def test_what_a_killed_worker_held_is_sent_when_its_lease_ends(post_office, posted):
    message = posted()
    now = timezone.now()
    Message.objects.update(
        state=MessageState.SENDING, lease=uuid4(), lease_ends_at=now + rules.LEASE, attempts=1
    )

    before = send_due()
    with time_machine.travel(now + rules.LEASE + timedelta(seconds=1)):
        after = send_due()

    assert (before, after) == (0, 1)
    assert state_of(message) == MessageState.SENT


def test_a_lease_is_longer_than_a_worker_may_take():
    assert rules.LEASE.total_seconds() > settings.Q_CLUSTER["timeout"]


@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_lease_was_taken_over_changes_nothing(post_office, posted):
    message = posted()
    later = uuid4()

    async def taken_over():
        await asyncio.to_thread(_hand_over, later)

    post_office.before_reply = taken_over
    send(public_id=message.public_id)

    assert state_of(message) == MessageState.SENDING
    assert message.lease == later


def _hand_over(lease):
    Message.objects.update(lease=lease)
    connection.close()


def test_a_code_is_gone_once_it_is_sent(post_office):
    code = "QK7-XM2"
    message = post_written(
        template="account/login_code",
        to="lea@example.org",
        language="en",
        subject="Your code",
        body=f"{code}\n",
        secret=True,
    )
    assert code.encode() not in bytes(message.content)

    send(public_id=message.public_id)

    assert code.encode() in post_office.taken[0][2]
    assert state_of(message) == MessageState.SENT
    assert message.content is None


def test_a_code_that_comes_too_late_is_not_sent(post_office):
    post_office.close()
    message = post_written(
        template="account/login_code", to="lea@example.org", language="en",
        subject="Your code", body="QK7-XM2\n", secret=True,
    )  # fmt: skip

    with time_machine.travel(timezone.now(), tick=False) as clock:
        while state_of(message) == MessageState.WAITING:
            clock.move_to(max(message.next_try_at, timezone.now()))
            send(public_id=message.public_id)

    assert message.state == MessageState.FAILED
    assert message.finished_at - message.posted_at <= rules.SECRET_IS_WORTH
    assert message.content is None


def test_a_person_may_have_failed_mail_tried_again_and_waiting_mail_cancelled(
    post_office, posted, officer
):
    post_office.answers = ["rcpt 550 5.1.1 nobody"]
    bounced, waiting = posted(), posted()
    send(public_id=bounced.public_id)

    retry(public_id=bounced.public_id, by=officer)
    cancel(public_id=waiting.public_id, by=officer)

    assert send(public_id=bounced.public_id) is Fate.TAKEN
    assert send(public_id=waiting.public_id) is None
    assert state_of(waiting) == MessageState.CANCELLED
    for act, message in ((cancel, bounced), (retry, waiting)):
        with pytest.raises(RuleBroken):
            act(public_id=message.public_id, by=officer)
