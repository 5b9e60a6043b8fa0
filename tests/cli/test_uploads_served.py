"""Uploads against the site as it is served: killed in the middle, and many on slow lines."""

import hashlib
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from tests.cli.test_serve import fetch, free_port, living, wait_for

pytestmark = pytest.mark.slow
SEGMENT = 256 * 1024
DATA = random.Random(11).randbytes(12 * SEGMENT + 777)  # noqa: S311 -- the same bytes each time
TOKEN = "a" * 32

MAKE_PERSON = """
import django; django.setup()
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from mandat.people.models import Organisation
from mandat.people.roles import Role
from mandat.people.services import add_account, grant_role
organisation = Organisation.objects.create(name="Maison des droits")
account = add_account(
    email="officer@example.org", name="Amina Diallo", language="en", password=None, by="operator"
)
grant_role(
    account=account, organisation=organisation, role=Role.PROGRAMME_OFFICER, by="operator"
)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(account.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = account.get_session_auth_hash()
session.save()
print(session.session_key, organisation.public_id)
"""
TELL_FILE = """
import django, hashlib; django.setup()
from mandat.documents.models import File
from mandat.documents.services import open_file
file = File.objects.get()
digest = hashlib.sha256(b"".join(open_file(file))).hexdigest()
print(file.state, file.sha256, digest)
"""


def tell(mandat, script):
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**mandat.environment, "DJANGO_SETTINGS_MODULE": "config.settings.prod"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@contextmanager
def serving(mandat, *arguments, **environment):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "mandat.cli.main", "serve", "--port", str(port), *arguments],
        env={**mandat.environment, **environment},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(lambda: fetch(f"http://127.0.0.1:{port}/") == 200)
        yield process, port
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=60)


class Person:
    """A browser in a few lines: a session, a token, and what it asks."""

    def __init__(self, session):
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Accept-Language": "en",
        }

    def ask(self, port, method, path, body=None, kind="application/x-www-form-urlencoded"):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request(method, path, body, {**self.headers, "Content-Type": kind})
        answer = line.getresponse()
        said = answer.read()
        line.close()
        return answer.status, json.loads(said) if said[:1] == b"{" else said

    def put(self, port, address, first, data):
        return self.ask(port, "PUT", f"{address}{first}/", data, "application/octet-stream")[0]

    def put_slowly(self, port, address, first, size):
        """A request whose body has begun and does not end."""
        line = socket.create_connection(("127.0.0.1", port), timeout=30)
        head = [f"PUT {address}{first}/ HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {size}"]
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        line.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        return line


@pytest.fixture
def person(mandat_with_tables):
    session, organisation = tell(mandat_with_tables, MAKE_PERSON)
    body = f"use=calls.terms&target={organisation}&name=a.txt&size="
    return mandat_with_tables, Person(session), body


def test_a_server_killed_in_mid_upload_goes_on_where_it_was(person):
    mandat, officer, begin = person
    with serving(mandat) as (process, port):
        status, said = officer.ask(port, "POST", "/files/uploads/", f"{begin}{len(DATA)}")
        assert status == 201
        address = said["address"]
        assert officer.put(port, address, 0, DATA[: 4 * SEGMENT]) == 204
        line = officer.put_slowly(port, address, 4, 4 * SEGMENT)
        line.sendall(DATA[4 * SEGMENT : 6 * SEGMENT])

        os.killpg(process.pid, signal.SIGKILL)  # the server and its workers, in mid-request
        process.wait()
        line.close()
        wait_for(lambda: living(process.pid) == [])

    with serving(mandat) as (process, port):
        assert officer.ask(port, "GET", address)[1]["missing"] == [[4, 9]]
        for first in range(4, 13, 4):
            data = DATA[first * SEGMENT : (first + 4) * SEGMENT]
            assert officer.put(port, address, first, data) == 204
        status, said = officer.ask(port, "POST", address)
        assert (status, said["finished"]) == (200, True)
        wait_for(lambda: tell(mandat, TELL_FILE)[0] in {"safe", "refused"})

    digest = hashlib.sha256(DATA).hexdigest()
    assert tell(mandat, TELL_FILE)[1:] == [digest, digest]


class SlowUploads:
    """Requests that come at 10 kB/s, each in a thread of its own, until they are ended."""

    def __init__(self, officer, port):
        self.officer, self.port = officer, port
        self.ended = threading.Event()
        self.refused = []
        self.threads = []

    def start(self, addresses):
        self.threads = [threading.Thread(target=self._send, args=[a]) for a in addresses]
        for thread in self.threads:
            thread.start()

    def _send(self, address):
        with self.officer.put_slowly(self.port, address, 0, 4 * SEGMENT) as line:
            line.settimeout(0.2)
            while not self.ended.is_set():
                try:
                    line.sendall(b"x" * 2000)
                    if answer := line.recv(200):
                        self.refused.append(answer)
                        return
                except TimeoutError:
                    continue

    def end(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def slowest_page(port):
    times = []
    for _ in range(20):
        start = time.monotonic()
        assert fetch(f"http://127.0.0.1:{port}/") == 200
        times.append(time.monotonic() - start)
    return max(times)


def test_more_slow_uploads_than_threads_freeze_no_page(person):
    mandat, officer, begin = person
    slow = 40

    with serving(mandat, "--no-worker", MANDAT_THREADS="32") as (_process, port):
        addresses = [
            officer.ask(port, "POST", "/files/uploads/", f"{begin}{4 * SEGMENT}")[1]["address"]
            for _ in range(slow)
        ]
        uploads = SlowUploads(officer, port)
        uploads.start(addresses)
        wait_for(lambda: len(uploads.refused) >= slow - 16)
        slowest = slowest_page(port)
        uploads.end()
        # The slots are free again: what was refused is taken now.
        wait_for(lambda: officer.put(port, addresses[0], 0, bytes(4 * SEGMENT)) == 204)

    assert len(uploads.refused) == slow - 16
    assert all(b" 503 " in answer and b"etry-" in answer for answer in uploads.refused)
    assert slowest < 2
