"""Passes of visitors: given by a link, kept in the session, gone in time, good for one thing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from mandat.core.passes import (
    LONGEST,
    PassesMiddleware,
    SignInOrPassMiddleware,
    Visitor,
    drop_pass,
    give_pass,
    held_by,
    pass_of,
    passes_of,
    takes_passes,
)
from mandat.people.models import Session
from mandat.people.sign_in.sessions import SessionStore

ONE = "intake.application:" + 32 * "1"
OTHER = "intake.application:" + 32 * "2"

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    """A request as it stands before a view, with the session of this key or a new one."""

    def made(key=None):
        request = RequestFactory().get("/")
        request.session = SessionStore(key)
        PassesMiddleware(lambda _request: HttpResponse())(request)
        return request

    return made


def given(client, *names):
    """Passes as a link gives them, in the session of this client."""
    request = RequestFactory().get("/")
    request.session, request.user = client.session, AnonymousUser()
    for name in names:
        give_pass(request, name)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key


def test_whoever_is_given_a_pass_has_it_at_once_and_in_the_next_request(request_of):
    request = request_of()
    give_pass(request, ONE)
    request.session.save()

    later = request_of(request.session.session_key)

    assert request.user.passes == later.user.passes == passes_of(later) == {ONE}
    assert not later.user.is_authenticated


def test_a_pass_changes_the_key_of_the_session(request_of):
    request = request_of()
    request.session["seen"] = 1
    request.session.save()
    before = request.session.session_key

    give_pass(request, ONE)
    request.session.save()

    assert request.session.session_key != before
    assert request_of(before).user.passes == frozenset()
    assert Session.objects.count() == 1


def test_a_pass_lasts_twelve_hours_and_what_else_happens_does_not_prolong_it(request_of):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        request = request_of()
        give_pass(request, ONE)
        request.session.save()
    with time_machine.travel(start + timedelta(seconds=LONGEST - 1), tick=False):
        busy = request_of(request.session.session_key)
        assert busy.user.passes == {ONE}
        busy.session["seen"] = 1
        busy.session.save()

    with time_machine.travel(start + timedelta(seconds=LONGEST), tick=False):
        late = request_of(request.session.session_key)
        held = (late.session["seen"], late.user.passes)

    assert held == (1, frozenset())


def test_one_pass_can_be_dropped(request_of):
    request = request_of()
    give_pass(request, ONE)
    give_pass(request, OTHER)

    drop_pass(request, ONE)
    drop_pass(request, ONE)

    assert request.user.passes == {OTHER}


def test_a_browser_keeps_only_the_newest_passes(request_of):
    request = request_of()
    start = timezone.now()
    for number in range(25):
        with time_machine.travel(start + timedelta(seconds=number), tick=False):
            give_pass(request, f"intake.application:{number:032x}")

    assert len(request.user.passes) == 20
    assert f"intake.application:{0:032x}" not in request.user.passes


@pytest.mark.parametrize("name", ["", "intake.application", "x:1", ONE + "0", ONE.upper()])
def test_nothing_else_is_a_pass(request_of, name):
    with pytest.raises(ValueError, match="a pass reads"):
        give_pass(request_of(), name)


def test_what_the_session_holds_in_another_shape_opens_nothing(request_of):
    request = request_of()
    request.session["core.passes"] = [ONE]

    assert passes_of(request) == frozenset()


def test_the_pass_of_a_thing_is_named_after_it(organisation):
    assert pass_of(organisation) == f"people.organisation:{organisation.public_id.hex}"


def test_a_visitor_without_cookie_costs_no_query(request_of, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert request_of().user.passes == frozenset()


def test_a_request_that_never_looks_costs_no_query(request_of, django_assert_num_queries):
    request = request_of()
    give_pass(request, ONE)
    request.session.save()

    with django_assert_num_queries(0):
        later = request_of(request.session.session_key)
    with django_assert_num_queries(1):
        assert later.user.passes == {ONE}


def test_what_acts_without_session_holds_nothing():
    assert held_by("worker") == held_by(None) == held_by(AnonymousUser()) == frozenset()
    assert held_by(Visitor(frozenset({ONE}))) == {ONE}


def test_signing_in_keeps_passes_and_signing_out_drops_them(client, officer):
    given(client, ONE)

    client.force_login(officer)
    signed_in = passes_of(client)
    client.get("/home/")
    client.post(reverse("account_logout"))
    signed_out = passes_of(client)

    assert (signed_in, signed_out) == ({ONE}, frozenset())


def test_another_account_in_the_same_browser_gets_no_pass(client, officer, reader):
    client.force_login(officer)
    given(client, ONE)
    assert passes_of(client) == {ONE}

    client.force_login(reader)

    assert passes_of(client) == frozenset()


def test_the_idle_rule_of_accounts_does_not_end_the_session_of_a_visitor(client):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        given(client, ONE)
    for hours in range(1, 12):
        with time_machine.travel(start + timedelta(hours=hours), tick=False):
            client.get("/")

            assert passes_of(client) == {ONE}


def test_an_account_whose_time_is_over_leaves_no_pass(client, administrator):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        given(client, ONE)
        client.force_login(administrator)
        client.get("/home/")

    with time_machine.travel(start + timedelta(minutes=20), tick=False):
        page = client.get("/")

    assert page.status_code == 200
    assert isinstance(page.wsgi_request.user, Visitor)
    assert page.wsgi_request.user.passes == frozenset()


def test_a_page_shown_to_a_visitor_with_a_pass_stays_in_no_cache():
    visitor, holder = Client(), Client()
    given(holder, ONE)

    assert "no-store" not in visitor.get("/").headers.get("Cache-Control", "")
    assert "no-store" in holder.get("/").headers["Cache-Control"]


@pytest.mark.parametrize("passes", [frozenset(), frozenset({ONE})])
@pytest.mark.parametrize("takes", [True, False])
def test_only_a_view_that_takes_passes_is_reached_by_them(passes, takes):
    def view(_request):
        return HttpResponse()

    request = RequestFactory().get("/there/")
    request.user, request.htmx = Visitor(passes), SimpleNamespace()
    middleware = SignInOrPassMiddleware(lambda _request: HttpResponse())
    answer = middleware.process_view(request, takes_passes(view) if takes else view, (), {})

    assert (answer is None) == bool(takes and passes)
    assert answer is None or answer.status_code == 302
