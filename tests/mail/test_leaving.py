"""Mail that somebody asked for can be ended from the mail itself (RFC 2369, RFC 8058)."""

import email
import email.policy

import pytest
from django.conf import settings

from mandat.mail.services import post
from mandat.mail.values import Link
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
KEY = "f" * 64


def posted(*, neutral=False, leave=True):
    page = Link("open:confirm_follower", {"token": "t" * 22, "key": KEY})
    return post(
        template="calls/follows_already",
        to="fatou@example.org",
        language="en",
        neutral=neutral,
        leave=Link("open:leave_call", {"token": "t" * 22, "key": KEY}) if leave else None,
        link=page,
        title="A study",
    )


def on_the_wire():
    (sent,) = delivered()
    return sent.message(policy=email.policy.SMTP).as_bytes()


@pytest.mark.parametrize("neutral", [False, True])
def test_the_address_that_ends_it_stands_whole_on_one_line(neutral):
    posted(neutral=neutral)

    lines = on_the_wire().split(b"\r\n\r\n")[0].split(b"\r\n")

    address = f"{settings.SITE_URL}/open/{'t' * 22}/follow/{KEY}/leave/"
    assert f"List-Unsubscribe: <{address}>".encode() in lines
    assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert email.message_from_bytes(b"\r\n".join(lines))["List-Unsubscribe"] == f"<{address}>"


def test_other_mail_has_no_such_header():
    posted(leave=False)

    assert b"List-Unsubscribe" not in on_the_wire()


def test_a_page_and_the_page_below_it_may_stand_in_one_mail():
    posted()

    body = email.message_from_bytes(on_the_wire(), policy=email.policy.default).get_content()

    lines = body.splitlines()
    assert [line for line in lines if line.endswith(f"/follow/{KEY}/")]
    assert [line for line in lines if line.endswith(f"/follow/{KEY}/leave/")]
