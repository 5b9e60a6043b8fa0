"""Who may have a large request read at all."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_account

pytestmark = pytest.mark.django_db
LARGE = b"x" * 100_000


class Watched(io.BytesIO):
    """A body that knows whether somebody began to read it."""

    was_read = False

    def read(self, *args):
        self.was_read = True
        return super().read(*args)


def sent(client, path):
    body = Watched(LARGE)
    answer = client.generic(
        "POST",
        path,
        content_type="application/octet-stream",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(len(LARGE))},
    )
    return answer, body


@pytest.mark.parametrize("name", ["calls:import_call", "privacy:ask", "account_login"])
def test_nothing_large_of_a_visitor_is_read(name):
    answer, body = sent(Client(), reverse(name))

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not body.was_read


def test_whoever_is_signed_in_is_read():
    client = Client()
    client.force_login(make_account())

    _answer, body = sent(client, reverse("documents:begin_upload"))

    assert body.was_read


def test_a_length_that_is_no_number_is_refused_in_words():
    answer = Client(raise_request_exception=False).generic(
        "POST", reverse("privacy:ask"), b"x", CONTENT_LENGTH="²"
    )

    assert answer.status_code == 413
