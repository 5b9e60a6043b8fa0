"""The log says what happened, and neither to whom nor by which link."""

import logging
import secrets
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mandat.core.logs import DiscreetFormatter


@pytest.fixture
def lines():
    """What the site's own handler would have written, line by line."""
    written = []
    configured = settings.LOGGING["formatters"]["line"]
    assert configured["()"] == "mandat.core.logs.DiscreetFormatter"
    formatter = DiscreetFormatter(configured["format"])

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(formatter.format(record))

    handler = Kept()
    logging.getLogger("django").addHandler(handler)
    yield written
    logging.getLogger("django").removeHandler(handler)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "put"])
def test_the_token_of_a_link_that_is_refused_stands_in_no_line(lines, method):
    token = secrets.token_urlsafe(32)
    path = reverse("privacy:follow_request", kwargs={"token": token})

    getattr(Client(), method)(path)

    assert lines
    assert "/privacy/follow/" in lines[0]
    assert token not in "".join(lines)


@pytest.mark.django_db
def test_a_form_without_its_security_token_writes_no_link_down(lines):
    token = secrets.token_urlsafe(32)
    path = reverse("privacy:act_as_person", kwargs={"token": token})

    Client(enforce_csrf_checks=True).post(path, {"act": "withdraw"})

    assert "CSRF" in "".join(lines)
    assert token not in "".join(lines)


def test_a_traceback_quotes_neither_addresses_nor_rows():
    formatter = DiscreetFormatter("%(message)s")
    words = 'duplicate key\nDETAIL:  Key (email)=(nour) exists: "nour.z@example.org"'
    try:
        raise ValueError(words)
    except ValueError as error:
        record = logging.LogRecord(
            "django", logging.ERROR, "", 1, "failed", (), (ValueError, error, error.__traceback__)
        )

    line = formatter.format(record)

    assert "duplicate key" in line
    assert "test_logs.py" in line
    assert "nour" not in line


def test_public_ids_and_paths_stay_readable():
    formatter = DiscreetFormatter("%(message)s")
    path = f"/vault/{uuid4()}/members/{uuid4()}/renew/"
    record = logging.LogRecord("django", logging.ERROR, "", 1, "Not Found: %s", (path,), None)

    assert formatter.format(record) == f"Not Found: {path}"
