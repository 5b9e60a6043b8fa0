"""The mail of the demonstration can be read on a page, and nowhere else."""

import re

import pytest
from django.urls import reverse

from mandat.mail.services import post_written, send_due

PAGE = "web:show_demo_mail"


@pytest.fixture
def folder(settings, tmp_path):
    """Mail goes to a folder, as on a site without a mail server."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(tmp_path)},
        }
    }
    return tmp_path


@pytest.fixture
def sent(db, folder, settings):
    """Two mails in the folder, one of them with a code and a link."""
    for subject, body in (
        ("First <b>", "QK7-XM2 <script>alert(1)</script>\n"),
        ("Second", f"Open:\n\n{settings.SITE_URL}/help/\nhttps://evil.example/\n"),
    ):
        post_written(
            template="account/x", to="lea@example.org", language="en", subject=subject, body=body
        )
        send_due()


def test_outside_the_demonstration_the_page_does_not_exist(client, sent, settings):
    settings.DEMO = False

    assert client.get(reverse(PAGE)).status_code == 404


def test_where_mail_is_really_sent_the_page_does_not_exist(client, sent, settings):
    settings.DEMO = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

    assert client.get(reverse(PAGE)).status_code == 404


def test_the_latest_mail_comes_first_as_text_with_our_own_links(client, sent, settings):
    settings.DEMO = True

    response = client.get(reverse(PAGE), headers={"accept-language": "en"})

    page = response.content.decode()
    assert re.findall(r"<h2><bdi>(.*?)</bdi></h2>", page) == ["Second", "First &lt;b&gt;"]
    assert "QK7-XM2 &lt;script&gt;" in page
    assert f'<a href="{settings.SITE_URL}/help/">' in page
    assert 'href="https://evil.example/' not in page
    assert "no-cache" in response.headers["Cache-Control"]


def test_before_any_mail_the_page_says_how_to_get_one(client, db, folder, settings):
    settings.DEMO = True

    page = client.get(reverse(PAGE), headers={"accept-language": "en"}).content.decode()

    assert "No mail yet" in page
    assert reverse("account_login") in page
