"""When a letter arrived: by our own mail host, never by the sender's word."""

from datetime import UTC, datetime, timedelta

import pytest

from mandat.intake.letters.heads import read_head
from mandat.intake.letters.received import (
    ArrivalSource,
    Stamp,
    arrival_of,
    sender_is_refuted,
    stamp_of,
)

OWN = ("mx.example.org", "mail.example.org")
AT = datetime(2026, 11, 9, 11, 0, tzinfo=UTC)


def head(*lines):
    return read_head("\r\n".join(lines).encode())


OURS = (
    "Received: from a (b [192.0.2.1]) by mx.example.org (Postfix) id 1; "
    "Mon, 9 Nov 2026 12:00:00 +0100"
)
FOREIGN = "Received: from c by relay.example.net; Mon, 9 Nov 2026 13:00:00 +0100 (CET)"


def test_the_topmost_line_of_our_own_host_is_the_stamp():
    older = OURS.replace("12:00:00", "09:00:00")

    assert stamp_of(head(OURS, FOREIGN, older), OWN) == Stamp(AT, "mx.example.org", first=True)


def test_a_line_of_ours_under_a_foreign_one_may_be_forged_and_is_not_the_first():
    stamp = stamp_of(head(FOREIGN, OURS), OWN)

    assert (stamp.at, stamp.first) == (AT, False)
    assert not arrival_of(stamp, at=AT).certain


@pytest.mark.parametrize(
    "line",
    [
        FOREIGN,
        OURS.replace("mx.example.org", "mx.example.org.evil.example"),
        OURS.replace("mx.example.org", "evilmx.example.org"),
        "Received: from by mx.example.org (x) by relay.example.net; Mon, 9 Nov 2026 12:00:00 +0100",
        "Received: from x (by mx.example.org) by relay.example.net; Mon, 9 Nov 2026 12:00:00 +0100",
        "Received: by mx.example.org; yesterday",
        "Received: by mx.example.org; Mon, 9 Nov 2026 12:00:00",  # no zone: no instant
        "Date: Mon, 9 Nov 2026 12:00:00 +0100",
    ],
)
def test_nobody_elses_line_is_a_stamp(line):
    assert stamp_of(head(line), OWN) is None


def test_the_mailbox_comes_before_the_line_and_the_line_before_the_import():
    stamp, later = Stamp(AT, "mx.example.org", first=True), AT + timedelta(days=1)

    sources = [
        arrival_of(stamp, at=later, mailbox=AT - timedelta(minutes=1)),
        arrival_of(stamp, at=later),
        arrival_of(None, at=later),
        arrival_of(Stamp(later + timedelta(hours=1), "mx.example.org", first=True), at=later),
    ]

    assert [(a.source, a.at) for a in sources] == [
        (ArrivalSource.MAILBOX, AT - timedelta(minutes=1)),
        (ArrivalSource.RECEIVED, AT),
        (ArrivalSource.IMPORT, later),
        (ArrivalSource.IMPORT, later),
    ]


@pytest.mark.parametrize(
    ("results", "refuted"),
    [
        ("mx.example.org; spf=fail; dkim=none; dmarc=fail", True),
        ("mx.example.org; spf=fail; dkim=none", True),
        ("mx.example.org; spf=fail; dkim=pass", False),  # forwarded, but signed
        ("mx.example.org; spf=softfail; dkim=none; dmarc=none", False),
        ("elsewhere.example; dmarc=fail", False),
        ("mx.example.org (dmarc=fail); dmarc=pass", False),
        ("", False),
    ],
)
def test_only_our_own_host_refutes_a_sender(results, refuted):
    assert sender_is_refuted(head(f"Authentication-Results: {results}"), OWN) is refuted


def test_a_pass_that_the_sender_wrote_does_not_undo_a_failure():
    lines = [f"Authentication-Results: mx.example.org; dmarc={r}" for r in ("pass", "fail")]

    assert sender_is_refuted(head(*lines), OWN)
