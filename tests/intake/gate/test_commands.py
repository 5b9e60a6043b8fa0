"""The commands as people call them: files imported, a gate killed in the middle of its work."""

import contextlib
import json
import mailbox as boxes
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from config import env
from tests.cli.conftest import Shell, mandat, mandat_with_tables  # noqa: F401 -- fixtures
from tests.intake.gate.dovecot import LOGIN, PASSWORD
from tests.intake.letters.generated import LETTERS, Scene
from tests.intake.letters.making import HOUSE_ADDRESS, HOUSE_HOST
from tests.intake.letters.said import SAID

pytestmark = pytest.mark.slow
COUNT = 60
_SET_UP = """
import json, sys
from datetime import timedelta
from django.utils import timezone
from mandat.calls.models import Call
from mandat.intake.gate.imap import Encryption
from mandat.intake.gate.mailboxes import Wanted, add_mailbox
from mandat.intake.models import Application, Arrival, Filing, Mailbox
from mandat.people.models import Organisation
from mandat.people.roles import Role
from tests.factories import make_account
from tests.intake.gate.calling import calls_of
from tests.intake.letters.making import SHARED
"""


@pytest.fixture
def site(mandat_with_tables):  # noqa: F811
    shell = mandat_with_tables
    shell.environment |= {
        "MANDAT_MAIL_HOSTS": "example.org",
        "MANDAT_MAIL_FROM": HOUSE_ADDRESS,
        "MANDAT_URL": f"https://{HOUSE_HOST}",
    }
    python(
        shell,
        "from tests.factories import make_organisation\n"
        "calls_of(make_organisation('Maison des droits', country='FR', time_zone='Europe/Paris'))",
    )
    return shell


def python(shell, code):
    """Runs Python in the site of the command; what it prints."""
    lines = f"import django\ndjango.setup()\n{_SET_UP}\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", lines],
        env={**shell.environment, "DJANGO_SETTINGS_MODULE": "config.settings.base"},
        cwd=env.ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def lines_of(answer):
    return [json.loads(line) for line in answer.out.splitlines()]


def test_every_message_of_a_folder_has_one_line_and_one_outcome(site, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for number, one in enumerate(LETTERS, 1):
        (folder / f"{number}.eml").write_bytes(one.raw)

    first = site("import-mail", folder, "--json")
    again = site("import-mail", folder, "--json", "--organisation", "Maison des droits")

    found = lines_of(first)
    assert (first.code, again.code) == (0, 0), first.err
    assert [one["outcome"] for one in found] == [one.outcome.value for one in LETTERS]
    assert {one["outcome"] for one in lines_of(again)} == {"already_imported"}
    assert set(found[0]) == {"message_id", "outcome", "application", "desk", "reason"}
    assert all(one["desk"] for one in found if one["outcome"] == "desk")


def test_an_mbox_is_read_message_by_message(site, tmp_path):
    path = tmp_path / "box.mbox"
    box = boxes.mbox(path)
    for one in LETTERS[:4]:
        box.add(one.raw)
    box.close()

    answer = site("import-mail", path, "--json")

    assert [one["outcome"] for one in lines_of(answer)] == [o.outcome.value for o in LETTERS[:4]]


def test_a_file_that_is_not_there_and_an_unknown_organisation_are_refused(site, tmp_path):
    path = tmp_path / "one.eml"
    path.write_bytes(LETTERS[0].raw)

    assert site("import-mail", tmp_path / "none.eml").code == 2
    assert site("import-mail", path, "--organisation", "Nobody").code == 2
    assert "Maison des droits" in site("import-mail", path, "--organisation", "Nobody").err


def test_what_is_no_message_at_all_has_an_outcome_too(site, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    for number, data in enumerate([b"", b"\x00\xff" * 500, b"\x89PNG\r\n\x1a\n" + bytes(300)]):
        (folder / f"{number}.eml").write_bytes(data)

    answer = site("import-mail", folder, "--json")

    assert answer.code == 0, answer.err
    assert [one["outcome"] for one in lines_of(answer)] == ["desk"] * 3


def gate(shell, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "mandat.cli.main", "mailgate", *arguments],
        env=shell.environment,
        cwd=shell.folder.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_for_arrivals(shell, count):
    """Until so many messages are taken in; the database is only looked at."""
    end = time.monotonic() + 60
    path = shell.folder / "mandat.sqlite3"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        while database.execute("SELECT count(*) FROM intake_arrival").fetchone()[0] < count:
            assert time.monotonic() < end, "the gate takes nothing in"
            time.sleep(0.01)


def counts(shell):
    return json.loads(
        python(
            shell,
            "print(json.dumps([Arrival.objects.count(), Application.objects.count(), "
            "Filing.objects.count(), Arrival.objects.filter(raw__isnull=True).count()]))",
        )
    )


def filled_mailbox(site, dovecot):
    """A mailbox with so many applications that wait in it."""
    for number in range(COUNT):
        scene = Scene(f"killed-{number}", SAID["fr"])
        dovecot.put(scene.letter(files=scene.files("cv", "price")).as_bytes(), time.time())
    python(
        site,
        "Call.objects.update(deadline_at=timezone.now() + timedelta(days=1))\n"
        "house = Organisation.objects.get()\n"
        "admin = make_account(role=Role.ADMINISTRATOR, organisation=house)\n"
        "add_mailbox(organisation=house, by=admin, wanted=Wanted(SHARED, '127.0.0.1', "
        f"{dovecot.port}, Encryption.NONE, {LOGIN!r}, {PASSWORD!r}))",
    )


def test_a_gate_goes_on_within_a_minute_after_another_was_killed(site, dovecot):
    filled_mailbox(site, dovecot)
    killed = gate(site)
    wait_for_arrivals(site, 5)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    left = counts(site)[0]

    began = time.monotonic()
    second = gate(site)
    wait_for_arrivals(site, left + 1)
    waited = time.monotonic() - began
    wait_for_arrivals(site, COUNT)
    second.send_signal(signal.SIGTERM)
    second.communicate()

    assert waited < 60
    assert second.returncode == 0
    assert counts(site) == [COUNT, COUNT, COUNT, 0]


def test_a_gate_that_is_killed_again_and_again_loses_and_doubles_nothing(site, dovecot):
    filled_mailbox(site, dovecot)
    for target in (5, 20, 40):
        running = gate(site)
        wait_for_arrivals(site, target)
        running.send_signal(signal.SIGKILL)
        running.communicate()
        python(site, "Mailbox.objects.update(lease_ends_at=timezone.now())")

    last = gate(site, "--once")
    last.communicate()

    assert last.returncode == 0
    assert counts(site) == [COUNT, COUNT, COUNT, 0]
    assert len(dovecot.messages()) == COUNT


def test_the_doctor_tells_of_a_mailbox_that_nobody_reads(site):
    python(
        site,
        "house = Organisation.objects.get()\n"
        "admin = make_account(role=Role.ADMINISTRATOR, organisation=house)\n"
        "add_mailbox(organisation=house, by=admin, wanted=Wanted('a@example.org', '127.0.0.1', 9, "
        "Encryption.NONE, 'a', 'b'))",
    )

    unread = site("doctor").out
    once = site("mailgate", "--once")
    trouble = site("doctor").out

    assert "mandat mailgate" in unread
    assert once.code == 1
    assert "No mail server answers there" in trouble
