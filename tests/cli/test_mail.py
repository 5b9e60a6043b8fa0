"""Mail through a real worker and a real server on the loopback; the outbox from the terminal."""

import asyncio
import os
import signal
import time

import pytest

from tests.cli.test_worker import site, wait_for  # noqa: F401 -- a fixture
from tests.mail.conftest import PostOffice
from tests.mail.test_bounces import report

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

POST = """
from mandat.mail.services import post_written
print(post_written(template="account/login_code", to="lea@example.org", language="en",
    subject="Your code", body="QK7-XM2\\n", secret=True).public_id)
"""
STATES = """
from mandat.mail.models import Message
print(" ".join(Message.objects.values_list("state", flat=True)))
"""
END_LEASES = """
from django.utils import timezone
from mandat.mail.models import Message
Message.objects.exclude(lease=None).update(lease_ends_at=timezone.now())
"""


@pytest.fixture
def office():
    office = PostOffice().open()
    yield office
    office.close()


@pytest.fixture
def mailing(site, office):  # noqa: F811
    """A site that sends through the office."""
    site.environment["MANDAT_MAIL_URL"] = f"smtp://127.0.0.1:{office.port}"
    return site


def test_a_sign_in_code_leaves_within_seconds(mailing, office):
    mailing.start_worker()
    mailing.do(POST)
    wait_for(lambda: office.taken, "the worker to be at work")
    before = len(office.taken)

    mailing.do(POST)
    start = time.monotonic()
    wait_for(lambda: len(office.taken) > before, "the second code")

    assert time.monotonic() - start < 4
    wait_for(lambda: mailing.do(STATES) == "sent sent", "both to be noted as sent")


def test_a_worker_killed_between_the_servers_yes_and_ours_sends_it_again_under_the_same_name(
    mailing, office
):
    async def hesitate():
        await asyncio.sleep(3)

    office.before_reply = hesitate
    mailing.do(POST)
    first = mailing.start_worker()
    wait_for(lambda: office.taken, "the server to have the words")

    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert mailing.do(STATES) == "sending"
    office.before_reply = None
    mailing.do(END_LEASES)
    mailing.start_worker()
    wait_for(lambda: mailing.do(STATES) == "sent", "the second worker")

    [one, two] = [raw for _from, _to, raw in office.taken]
    assert one == two


def test_the_outbox_is_listed_retried_and_told_of_returned_mail(mandat_with_tables, office):
    mandat = mandat_with_tables
    assert mandat("mail", "list", "--json").json() == []
    mandat.environment["MANDAT_MAIL_URL"] = f"smtp://127.0.0.1:{office.port}"
    _in_site(mandat, POST)
    _in_site(mandat, "from mandat.mail.services import send_due; send_due()")
    [row] = mandat("mail", "list", "--json").json()
    assert (row["state"], row["template"]) == ("sent", "account/login_code")

    raw = report(f"{row['id'].replace('-', '')}@localhost")
    assert row["id"] in mandat("mail", "bounce", "-", text=raw).out
    assert mandat("mail", "bounce", "-", text=b"hello").code == 0

    answer = mandat("mail", "list", "--failed", "--lang", "en")
    assert "lea@example.org" not in answer.out
    assert [line.split()[0] for line in answer.out.splitlines()] == [row["id"]]
    refused = mandat("mail", "retry", row["id"])
    assert refused.code == 2  # the words of a code are gone once it was sent
    assert "Traceback" not in refused.err
    assert "mail_lost" in {f["code"] for f in mandat("doctor", "--json").json()}


def _in_site(mandat, code):
    import subprocess  # noqa: PLC0415 -- only here
    import sys  # noqa: PLC0415

    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**mandat.environment, "DJANGO_SETTINGS_MODULE": "config.settings.prod"},
        check=True,
        capture_output=True,
    )
