"""Returned mail: read as RFC 3464 writes it, believed by the Message-ID alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.audit.models import Entry
from mandat.mail.bounces import read_report
from mandat.mail.models import Message
from mandat.mail.services import note_bounce, send
from mandat.mail.states import MessageState

REPORT = """\
From: MAILER-DAEMON@mx.example.org
To: mandat@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain; charset=us-ascii

This is the mail system. <lea@example.org>: host mx.example.org said: 550 5.1.1 unknown

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Sat, 3 Mar 2029 12:00:00 +0100

Final-Recipient: rfc822; lea@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown

--cut
Content-Type: {returned}

Return-Path: <mandat@localhost>
Message-ID: <{message_id}>
Subject: You have a message
To: lea@example.org

--cut--
"""


def report(message_id, *, action="failed", status="5.1.1", returned="message/rfc822"):
    text = REPORT.format(message_id=message_id, action=action, status=status, returned=returned)
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def sent(post_office, posted):
    message = posted()
    send(public_id=message.public_id)
    return message


@pytest.mark.django_db
@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_returned_mail_is_recorded_with_its_message(sent, returned):
    noted = note_bounce(report(sent.message_id, returned=returned))

    assert noted == sent
    sent.refresh_from_db()
    assert (sent.state, sent.error, sent.reply) == (MessageState.BOUNCED, "returned", "5.1.1")
    entry = Entry.objects.get(action="mail.message.bounced")
    assert entry.subject_id == str(sent.public_id)
    assert entry.details == {"template": "mail.neutral", "code": "returned", "reply": [5, 1, 1]}


@pytest.mark.django_db
def test_the_same_report_twice_is_recorded_once(sent):
    note_bounce(report(sent.message_id))

    assert note_bounce(report(sent.message_id)) is None

    assert Entry.objects.filter(action="mail.message.bounced").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "raw",
    [
        report("0" * 32 + "@localhost"),
        report("somebody@elsewhere.example"),
        b"Subject: I am on holiday\r\n\r\nBack on Monday.",
        b"",
    ],
)
def test_what_names_none_of_our_messages_changes_nothing(sent, raw):
    assert note_bounce(raw) is None

    sent.refresh_from_db()
    assert sent.state == MessageState.SENT


@pytest.mark.django_db
def test_a_report_of_delay_is_no_bounce(sent):
    raw = report(sent.message_id, action="delayed", status="4.4.1")

    assert note_bounce(raw) is None

    assert Message.objects.get().state == MessageState.SENT


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(noise):
    whole = report("0" * 32 + "@localhost")

    read_report(noise)
    read_report(whole[: len(noise) * 2] + noise + whole[len(noise) * 2 :])


def test_a_nested_heap_of_parts_is_read_in_bounded_time():
    deep = b"".join(
        b'Content-Type: multipart/report; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(2000)
    )

    assert read_report(deep) is None
