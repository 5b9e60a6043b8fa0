"""What went wrong is said in the look and the language of the site, with the next step."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path, reverse
from django.utils import translation
from django_htmx.middleware import HtmxMiddleware

from mandat.core.doors import open_door
from mandat.core.errors import RuleBroken
from mandat.web import errors
from mandat.web.middleware import SignInAgainMiddleware


@open_door
def _break_a_rule(request):
    raise RuleBroken("taken", "Another person changed this call. Load it again.")


@open_door
def _fail(request):
    raise ZeroDivisionError


@open_door
def _find_the_disk_full(request):
    raise OperationalError("database or disk is full")


urlpatterns = [
    path("rule/", _break_a_rule),
    path("fail/", _fail),
    path("full/", _find_the_disk_full),
    path("", include("mandat.web.urls")),
    path("", include("mandat.people.urls")),
    path("calls/", include("mandat.calls.urls")),
    path("open/", include("mandat.calls.public.urls")),
]
handler404 = "mandat.web.errors.not_found"
handler500 = "mandat.web.errors.server_error"


@pytest.fixture
def site(settings, db):
    settings.ROOT_URLCONF = "tests.web.test_errors"
    return Client(headers={"accept-language": "en"}, raise_request_exception=False)


def test_a_broken_rule_is_a_page_that_leads_back(site):
    response = site.get("/rule/", headers={"referer": "http://testserver/help/"})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Another person changed this call" in page
    assert 'href="http://testserver/help/"' in page
    assert "<!doctype html>" in page


def test_a_broken_rule_leads_back_to_no_other_site(site):
    response = site.get("/rule/", headers={"referer": "https://example.org/trap"})

    assert "example.org" not in response.content.decode()


def test_a_broken_rule_is_a_fragment_for_htmx(site):
    response = site.get("/rule/", headers={"hx-request": "true"})

    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#messages"
    page = response.content.decode()
    assert "Another person changed this call" in page
    assert "<html" not in page


def test_a_failure_is_told_without_touching_the_database(site, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = site.get("/fail/")

    assert response.status_code == 500
    assert "The fault is ours" in response.content.decode()


def test_a_page_that_is_not_there_says_so(site):
    response = site.get("/nowhere/")

    assert response.status_code == 404
    assert "This page does not exist, or it is not open to you." in response.content.decode()


def test_a_form_without_token_says_what_to_do(db):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})

    response = client.post("/language/", {"language": "fr"})

    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_errors_speak_the_readers_language(language):
    with translation.override("en"):
        english = errors.server_error(RequestFactory().get("/")).content.decode()
    with translation.override(language):
        page = errors.server_error(RequestFactory().get("/")).content.decode()

    assert f'lang="{language}"' in page
    assert "Something failed here" in english
    assert "Something failed here" not in page


def test_a_part_asked_for_after_the_session_ended_opens_sign_in_as_a_page():
    def ended(request):
        return HttpResponse(status=302, headers={"Location": "/accounts/login/?next=/calls/part/"})

    request = RequestFactory().get(
        "/calls/part/",
        headers={"hx-request": "true", "hx-current-url": "http://testserver/calls/"},
    )
    response = HtmxMiddleware(SignInAgainMiddleware(ended))(request)

    assert response.headers["HX-Redirect"] == "/accounts/login/?next=/calls/"


def test_whoever_sent_a_form_after_the_session_ended_comes_back_to_its_page(client):
    page = reverse("people:list_organisations")
    act = reverse("people:sign_out_elsewhere")

    response = client.post(act, headers={"referer": f"http://testserver{page}"})
    stranger = client.post(act, headers={"referer": "https://elsewhere.example/"})

    assert response.headers["Location"] == f"/accounts/login/?next={page}"
    assert stranger.headers["Location"] == "/accounts/login/?next=/"


def test_a_database_that_keeps_nothing_is_said_to_come_back(site):
    response = site.get("/full/")

    page = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "Nothing can be kept just now" in page
    assert "disk is full" not in page
