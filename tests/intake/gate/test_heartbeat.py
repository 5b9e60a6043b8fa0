"""A gate's lease goes on while it works, ends when it is killed, and passes on when it hangs."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from mandat.intake.gate import fetching, heartbeat
from mandat.intake.gate.fetching import look_into
from mandat.intake.gate.imap import Line
from mandat.intake.models import Application, Arrival, Mailbox
from tests.intake.gate.filled import letters

pytestmark = pytest.mark.django_db(transaction=True)


def quickly(monkeypatch, **changes):
    """Leases of a second, so that tests need not wait for those of a site."""
    times = {"LEASE": timedelta(seconds=1), "BEAT": timedelta(seconds=0.1)} | changes
    for name, value in times.items():
        monkeypatch.setattr(heartbeat, name, value)


def gate_beside(looks):
    """Another gate, which begins to look now."""

    def look():
        looks.append(look_into(Mailbox.objects.select_related("organisation").get()))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    return thread


def held_up(monkeypatch, before):
    """The first message that is taken in waits until `before` is done; the others do not."""
    whole, seen = fetching.receive_letter, []

    def receive(**settings):
        if not seen:
            seen.append(1)
            before()
        return whole(**settings)

    monkeypatch.setattr(fetching, "receive_letter", receive)


def test_a_gate_at_work_on_one_message_keeps_the_mailbox_beyond_its_lease(
    calls, mailbox, dovecot, monkeypatch
):
    for raw in letters(2):
        dovecot.deliver(raw)
    quickly(monkeypatch)
    looks = []

    def two_leases_long():
        time.sleep(2.2)
        gate_beside(looks).join()

    held_up(monkeypatch, two_leases_long)
    looked = look_into(mailbox)

    assert [look.was_free for look in looks] == [False]
    assert looked.taken == 2
    assert Mailbox.objects.get().lease is None


def test_a_gate_that_stands_still_is_overtaken_and_no_message_has_two_outcomes(
    calls, mailbox, dovecot, monkeypatch
):
    for raw in letters(3):
        dovecot.deliver(raw)
    quickly(monkeypatch, LONGEST_STEP=timedelta(seconds=0.3))
    looks = []

    def until_overtaken():
        time.sleep(2)
        gate_beside(looks).join()

    held_up(monkeypatch, until_overtaken)
    looked = look_into(mailbox)

    assert [(look.was_free, look.taken) for look in looks] == [(True, 3)]
    assert looked.taken <= 1
    assert looked.trouble is None
    assert (Arrival.objects.count(), Application.objects.count()) == (3, 3)
    assert Mailbox.objects.get().last_uid == 3


def test_a_message_fetched_after_the_mailbox_was_lost_is_left_to_the_other_gate(
    calls, mailbox, dovecot, monkeypatch
):
    dovecot.deliver(letters(1)[0])
    quickly(monkeypatch)
    fetch = Line.fetch

    def slowly(line, uid):
        Mailbox.objects.update(lease=mailbox.public_id)
        time.sleep(0.5)
        return fetch(line, uid)

    monkeypatch.setattr(Line, "fetch", slowly)
    looked = look_into(mailbox)

    assert (looked.taken, looked.trouble) == (0, None)
    assert Arrival.objects.count() == 0
    assert Mailbox.objects.get().lease == mailbox.public_id
