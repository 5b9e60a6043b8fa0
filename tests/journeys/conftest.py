"""A browser for journeys: Debian's Chromium, driven by Playwright, that talks to nobody else.

`visit` opens pages the way a person does; at the end of each test the console must have been
silent and no request may have gone to another host.
"""

import re
import shutil
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from playwright.sync_api import sync_playwright

from mandat.people.sign_in.sessions import SessionStore
from tests.proving import note_proof

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# Chromium's hint about password forms without user name is about its own password manager.
HINTS = re.compile(r"^\[DOM\]")


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """One person's browser: opens pages by path, notes what the console and the network say."""

    def __init__(self, browser, address, **device):
        self.address = address
        self.context = browser.new_context(**device)
        self.said: list[str] = []
        self.strangers: list[str] = []
        self.expected_status: int | None = None
        self.page = self.context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._watch)

    def _note(self, message):
        status = self.expected_status
        if HINTS.match(message.text) or (status and f"status of {status}" in message.text):
            return
        self.said.append(message.text)

    def _watch(self, request):
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.strangers.append(request.url)

    def sign_in(self, account, *, proof="code"):
        """A session as sign-in makes it, without going through the form.

        `proof` says how: "code", "password", or "mfa" for a second factor.
        """
        session = SessionStore()
        note_proof(session, account, proof)
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        self.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": self.address,
                }
            ]
        )

    def speak(self, language):
        """The language that the person chose in this browser."""
        self._keep(settings.LANGUAGE_COOKIE_NAME, language)

    def _keep(self, name, value):
        self.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def open(self, path, *, status=200):
        self.expected_status = status if status >= 400 else None
        answer = self.page.goto(self.address + path, wait_until="networkidle")
        assert answer is not None
        assert answer.status == status
        return self.page

    def violations(self):
        """What axe finds, as short lines that name the rule and the place."""
        found = Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    def overflow(self):
        """How many pixels the page is wider than its window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def check_quiet(self):
        assert self.said == []
        assert self.strangers == []

    def close(self):
        self.context.close()


@pytest.fixture
def visits(chromium, live_server):
    """Opens browsers of several people: `visits(locale="ar-EG", viewport=...)`."""
    opened = []

    def visit(**device):
        device.setdefault("viewport", {"width": 1280, "height": 900})
        device.setdefault("locale", "en-GB")
        device.setdefault("reduced_motion", "reduce")
        opened.append(Visit(chromium, live_server.url, **device))
        return opened[-1]

    yield visit
    for one in opened:
        one.close()
    for one in opened:
        one.check_quiet()


@pytest.fixture
def visit(visits):
    """One browser, wide, in English."""
    return visits()
