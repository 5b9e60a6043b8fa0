"""Mail comes out of a real mailbox (Dovecot), each message once, whatever breaks between."""

import contextlib
import smtplib
import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mandat.calls.models import Call
from mandat.intake.gate import fetching
from mandat.intake.gate.fetching import LONGEST_PAUSE, PAUSE, due, look_into, pause_after
from mandat.intake.gate.imap import Encryption, Place, Trouble
from mandat.intake.gate.mailboxes import add_mailbox, change_mailbox, try_mailbox
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.models import Application, Arrival, Mailbox
from mandat.intake.states import StampSource
from tests.intake.gate.dovecot import LOGIN, PASSWORD, free_port
from tests.intake.gate.filled import letters, wanted
from tests.intake.letters.generated import LETTERS, Scene
from tests.intake.letters.making import DEADLINE, IN_TIME
from tests.intake.letters.said import SAID

pytestmark = pytest.mark.django_db(transaction=True)


def open_until_tomorrow(calls):
    at = timezone.now() + timedelta(days=1)
    Call.objects.filter(pk__in=[c.pk for c in calls.values()]).update(deadline_at=at)


def test_what_a_mail_program_sends_is_filed_at_the_instant_of_the_mailbox(
    calls, mailbox, mail_server
):
    open_until_tomorrow(calls)
    letter = Scene("by-smtp", SAID["fr"]).letter(at=IN_TIME - timedelta(days=300))
    with smtplib.SMTP("127.0.0.1", mail_server.port) as client:
        client.send_message(letter)

    looked = look_into(mailbox)

    arrival = Arrival.objects.get()
    assert (looked.taken, looked.trouble) == (1, None)
    assert arrival.outcome == Outcome.FILED
    assert arrival.stamped_by == StampSource.MAILBOX
    assert abs(arrival.arrived_at - timezone.now()) < timedelta(minutes=1)
    assert arrival.mailbox == mailbox
    assert Application.objects.get().channel == "email"


def test_a_message_that_the_mailbox_took_before_the_deadline_is_in_though_fetched_later(
    calls, mailbox, dovecot
):
    letter = letters(2)
    dovecot.put(letter[0], DEADLINE.timestamp())
    dovecot.put(letter[1], (DEADLINE + timedelta(seconds=1)).timestamp())

    look_into(mailbox)

    found = dict(Arrival.objects.values_list("arrived_at", "outcome"))
    assert found == {
        DEADLINE: Outcome.FILED.value,
        DEADLINE + timedelta(seconds=1): Outcome.LATE.value,
    }


def test_two_looks_fetch_no_message_twice_and_nothing_leaves_the_mailbox(calls, mailbox, dovecot):
    for raw in letters(3):
        dovecot.deliver(raw)

    first, second = look_into(mailbox).taken, look_into(mailbox).taken

    assert (first, second) == (3, 0)
    assert len(dovecot.messages()) == 3
    assert not any("S" in path.name.rpartition(",")[2] for path in dovecot.messages())


def test_new_numbers_of_the_server_lose_nothing_and_double_nothing(calls, mailbox, dovecot):
    for raw in letters(2):
        dovecot.deliver(raw)
    look_into(mailbox)
    before = Mailbox.objects.get().uid_validity
    dovecot.renumber()
    dovecot.deliver(Scene("after", SAID["en"]).letter().as_bytes())

    look_into(mailbox)

    assert Mailbox.objects.get().uid_validity != before
    assert Arrival.objects.count() == 3


def test_a_mailbox_that_another_gate_reads_is_left_to_it(calls, mailbox, dovecot):
    dovecot.deliver(letters(1)[0])
    Mailbox.objects.update(lease=mailbox.public_id, lease_ends_at=timezone.now() + timedelta(1))

    looked = look_into(mailbox)

    assert not looked.was_free
    assert Arrival.objects.count() == 0


def test_the_lease_of_a_gate_that_was_killed_ends(calls, mailbox, dovecot):
    dovecot.deliver(letters(1)[0])
    Mailbox.objects.update(lease=mailbox.public_id, lease_ends_at=timezone.now())

    assert look_into(mailbox).taken == 1


def test_a_gate_whose_lease_was_taken_over_stops_and_says_nothing(
    calls, mailbox, dovecot, monkeypatch
):
    for raw in letters(3):
        dovecot.deliver(raw)
    whole = fetching.receive_letter

    def overtaken(**settings):
        Mailbox.objects.update(lease=settings["mailbox"].public_id)
        return whole(**settings)

    monkeypatch.setattr(fetching, "receive_letter", overtaken)
    look_into(mailbox)

    monkeypatch.undo()
    Mailbox.objects.update(lease_ends_at=timezone.now())
    look_into(mailbox)
    assert Arrival.objects.count() == 3
    assert Mailbox.objects.get().lease is None


class Cutter:
    """Stands between gate and mailbox, and cuts each line after so many bytes of the server's."""

    def __init__(self, port, limits):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port, self.limits = self.listener.getsockname()[1], list(limits)
        self.behind = port
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.behind))
            left = self.limits.pop(0) if self.limits else 10**9
            threading.Thread(target=self._up, args=(client, server), daemon=True).start()
            threading.Thread(target=self._down, args=(server, client, left), daemon=True).start()

    def _up(self, client, server):
        with contextlib.suppress(OSError):
            while data := client.recv(4096):
                server.sendall(data)

    def _down(self, server, client, left):
        with contextlib.suppress(OSError):
            while left > 0 and (data := server.recv(4096)):
                client.sendall(data[:left])
                left -= len(data)
        for line in (client, server):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def test_a_line_that_breaks_in_the_middle_of_a_message_loses_and_doubles_nothing(
    calls, dovecot, organisation, administrator
):
    for raw in letters(4):
        dovecot.deliver(raw)
    size = len(letters(1)[0])
    cutter = Cutter(dovecot.port, [1500 + size, 2000 + size // 2, 300])
    mailbox = add_mailbox(organisation=organisation, wanted=wanted(cutter.port), by=administrator)

    looks = [look_into(mailbox) for _ in range(4)]
    cutter.close()

    assert Trouble.DROPPED in [look.trouble for look in looks]
    assert sum(look.taken for look in looks) == 4
    assert looks[-1].trouble is None
    assert Arrival.objects.count() == 4
    assert Mailbox.objects.get().trouble == ""


def test_two_gates_at_once_take_each_message_once(calls, mailbox, dovecot):
    for raw in letters(5):
        dovecot.deliver(raw)
    looks = []

    def gate():
        looks.append(look_into(Mailbox.objects.select_related("organisation").get()))
        connection.close()

    threads = [threading.Thread(target=gate) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    look_into(mailbox)
    assert Arrival.objects.count() == 5
    assert sum(look.taken for look in looks) <= 5


def test_one_message_that_cannot_be_taken_in_holds_up_no_other(
    calls, mailbox, dovecot, monkeypatch
):
    for raw in letters(3):
        dovecot.deliver(raw)
    whole = fetching.receive_letter
    seen = []

    def breaks_once(**settings):
        seen.append(1)
        if len(seen) == 2:
            raise KeyError("a fault of ours")
        return whole(**settings)

    monkeypatch.setattr(fetching, "receive_letter", breaks_once)
    first = look_into(mailbox)
    trouble = Mailbox.objects.get().trouble
    second = look_into(mailbox)

    assert (first.taken, trouble) == (2, Trouble.MESSAGE)
    assert second.trouble is None
    assert Arrival.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"password": "wrong"}, Trouble.LOGIN),
        ({"folder": "Nowhere"}, Trouble.FOLDER),
        ({"port": 1}, Trouble.UNREACHABLE),
        ({"encryption": Encryption.TLS}, Trouble.NO_ENCRYPTION),
        ({"encryption": Encryption.STARTTLS}, Trouble.CERTIFICATE),
    ],
)
def test_a_mailbox_that_does_not_open_says_why(dovecot, change, trouble):
    place = {"host": "127.0.0.1", "port": dovecot.port, "encryption": Encryption.NONE,
             "login": LOGIN, "password": PASSWORD} | change  # fmt: skip

    assert try_mailbox(Place(**place)) is trouble


@pytest.mark.parametrize("encryption", [Encryption.TLS, Encryption.STARTTLS])
def test_a_server_that_proves_who_it_is_opens_over_an_encrypted_line(
    dovecot, encryption, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.certificate))
    port = dovecot.tls_port if encryption is Encryption.TLS else dovecot.port

    assert try_mailbox(Place("localhost", port, encryption, LOGIN, PASSWORD)) is None


def test_pauses_grow_while_a_trouble_lasts():
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)

    assert pause_after(at, None) == PAUSE
    assert pause_after(at, at) == PAUSE
    assert pause_after(at, at - timedelta(minutes=8)) == timedelta(minutes=8)
    assert pause_after(at, at - timedelta(days=2)) == LONGEST_PAUSE


def test_a_mailbox_in_trouble_is_due_later_and_at_once_when_it_was_mended(
    organisation, administrator
):
    mailbox = add_mailbox(organisation=organisation, wanted=wanted(free_port()), by=administrator)
    looked = look_into(mailbox)
    now = timezone.now()

    assert looked.trouble is Trouble.UNREACHABLE
    assert due(now + timedelta(seconds=30)) == []
    assert due(now + timedelta(seconds=61)) == [mailbox]
    change_mailbox(mailbox=mailbox, wanted=wanted(free_port()), by=administrator)
    assert due(now) == [mailbox]


def test_every_generated_letter_comes_through_the_mailbox_too(calls, mailbox, dovecot):
    """Each with its arrival as the letters tell it; what was imported is known again."""
    some = [one for one in LETTERS if one.language == "ar"]
    for one in some:
        dovecot.put(one.raw, IN_TIME.timestamp())

    looked = look_into(mailbox)

    assert looked.trouble is None
    known = [one for one in some if one.outcome is Outcome.ALREADY_IMPORTED]
    assert Arrival.objects.count() >= len(some) - len(known)
