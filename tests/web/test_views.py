"""Pages that join rooms, and pages for everybody."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from mandat.web.chain import steps
from tests.calls.test_services import TEXT, imported
from tests.factories import make_account


@pytest.fixture
def at_home(officer):
    client = Client(headers={"accept-language": "en"})
    client.force_login(officer)
    return client


def _page(client, name, **headers):
    return client.get(reverse(name), headers=headers).content.decode()


@pytest.mark.parametrize(
    ("asked", "language", "direction"),
    [
        ("fr-BE,fr;q=0.9", "fr", "ltr"),
        ("en-GB", "en", "ltr"),
        ("ar-MA", "ar", "rtl"),
        ("sw-KE", settings.LANGUAGE_CODE, "ltr"),
    ],
)
def test_the_first_visit_speaks_the_language_of_the_browser(client, db, asked, language, direction):
    page = _page(client, "web:show_front", **{"accept-language": asked})

    assert f'<html lang="{language}" dir="{direction}">' in page


def test_a_visitor_finds_sign_in_help_and_privacy(client, db):
    page = _page(client, "web:show_front")

    for name in ("account_login", "web:show_help", "web:show_privacy"):
        assert f'href="{reverse(name)}"' in page


def test_the_front_page_says_which_rooms_stand_already(client, db):
    assert [step.is_here for step in steps()] == [True] * 2 + [False] * 7
    assert _page(client, "web:show_front", **{"accept-language": "en"}).count("to come") == 7


def test_who_is_signed_in_goes_home(at_home):
    assert at_home.get("/").headers["Location"] == reverse("web:show_home")


def test_home_asks_a_visitor_to_sign_in_and_comes_back(client, db):
    response = client.get(reverse("web:show_home"))

    assert response.headers["Location"] == f"{reverse('account_login')}?next=/home/"


def test_an_empty_home_teaches_the_first_step(at_home):
    page = _page(at_home, "web:show_home")

    assert f'href="{reverse("calls:import_call")}"' in page
    assert "nothing is waiting for you" in page


def test_who_may_not_import_is_not_sent_to_the_import(reader):
    client = Client()
    client.force_login(reader)

    assert reverse("calls:import_call") not in _page(client, "web:show_home")


def test_home_names_what_waits_and_where(at_home, organisation, officer):
    call = imported(organisation, officer, TEXT)

    page = _page(at_home, "web:show_home")

    assert reverse("calls:review_call", args=[call.public_id]) in page
    assert "one thing is waiting for you" in page


def test_the_language_is_kept_in_the_browser_and_with_the_account(at_home, officer):
    response = at_home.post(
        reverse("web:choose_language"), {"language": "ar", "next": "/help/?a=b"}
    )

    assert response.headers["Location"] == "/help/?a=b"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "ar"
    officer.refresh_from_db()
    assert officer.language == "ar"


def test_a_new_device_meets_the_language_of_the_account(db):
    account = make_account(language="ar")
    client = Client(headers={"accept-language": "fr"})
    client.force_login(account)

    assert '<html lang="ar" dir="rtl">' in _page(client, "web:show_help")


def test_the_choice_made_in_this_browser_wins_over_the_account(db):
    client = Client()
    client.force_login(make_account(language="ar"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"

    assert '<html lang="fr" dir="ltr">' in _page(client, "web:show_help")


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:x"])
def test_choosing_a_language_leads_to_no_other_site(client, db, elsewhere):
    response = client.post(reverse("web:choose_language"), {"language": "fr", "next": elsewhere})

    assert response.headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(client, db):
    response = client.post(reverse("web:choose_language"), {"language": "xx", "next": "/help/"})

    assert response.headers["Location"] == "/help/"
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_only_pages_for_everybody_may_be_indexed(client, db):
    assert "noindex" not in _page(client, "web:show_front")
    assert "noindex" in _page(client, "account_login")
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
