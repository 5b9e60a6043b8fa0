"""A sensitive call: whoever holds its address reads it, and nothing else of it is anywhere."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from mandat.calls.life.services import switch_sensitive
from mandat.calls.models import CallFacet
from tests.calls.public.test_page import address, posting_of, shown
from tests.calls.published import published_call

TITLE = "Appui aux défenseuses Zanzibelle"


def make(organisation, **columns):
    values = {"title": TITLE, "locations": ["TD"]}
    return published_call(organisation, days=10, values=values, **columns)


def test_the_page_opens_to_whoever_holds_the_address(visitor, organisation):
    assert TITLE in shown(visitor, make(organisation, sensitive=True))


def test_its_head_tells_machines_nothing(visitor, organisation):
    page = shown(visitor, make(organisation, sensitive=True))
    head = page.partition("</head>")[0]

    assert "<title>Call · mandat</title>" in head
    assert '<meta name="robots" content="noindex, nofollow, noarchive">' in head
    for word in ("Zanzibelle", organisation.name, "og:", "twitter:", "canonical", "hreflang"):
        assert word not in head
    assert posting_of(page) is None


def test_an_ordinary_call_has_all_of_that(visitor, organisation):
    page = shown(visitor, make(organisation))
    head = page.partition("</head>")[0]

    for word in ("Zanzibelle", organisation.name, "og:title", "canonical", "hreflang"):
        assert word in head
    assert "quick-exit" not in page
    assert "X-Robots-Tag" not in visitor.get(address(make(organisation))).headers


@pytest.mark.parametrize("name", ["show_call", "show_next"])
def test_its_answers_are_kept_by_nobody_and_listed_nowhere(visitor, organisation, name):
    response = visitor.get(address(make(organisation, sensitive=True), name))

    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert "no-referrer" in response.headers["Referrer-Policy"]


def test_the_next_steps_too_have_a_neutral_title_and_a_way_out(visitor, organisation):
    page = visitor.get(address(make(organisation, sensitive=True), "show_next")).content.decode()

    assert "<title>Call · mandat</title>" in page
    assert 'class="quick-exit"' in page


def test_a_quick_way_out_stands_before_everything_else(visitor, organisation):
    page = shown(visitor, make(organisation, sensitive=True))

    assert page.index('class="quick-exit"') < page.index("<h1")


def everywhere(client):
    """Whatever lists calls for everybody, with its headers."""
    said = []
    for query in ("", "?show=soon", "?show=closed", "?country=TD", "?q=Zanzibelle", "?q=appui"):
        response = client.get(reverse("open:list_calls") + query)
        said.append(response.content.decode() + str(dict(response.headers)))
    for name in ("open:feed", "open:list_ocds", "web:show_robots"):
        try:
            response = client.get(reverse(name))
        except NoReverseMatch:
            continue
        said.append(b"".join(response).decode("utf-8", "replace") + str(dict(response.headers)))
    return "\n".join(said)


def test_no_list_feed_search_or_filter_knows_it(visitor, organisation):
    ordinary = make(organisation)
    assert ordinary.token in everywhere(visitor)

    hidden = make(organisation, sensitive=True)
    said = everywhere(visitor)

    assert hidden.token not in said
    assert str(hidden.public_id) not in said


def test_a_country_of_a_sensitive_call_alone_is_no_choice_of_the_list(visitor, organisation):
    make(organisation, sensitive=True)

    page = visitor.get(reverse("open:list_calls")).content.decode()

    assert "Chad" not in page
    assert not CallFacet.objects.exists()


def test_a_call_that_becomes_sensitive_goes_from_the_list_at_once(visitor, organisation, officer):
    call = make(organisation)
    assert "Zanzibelle" in everywhere(visitor)

    switch_sensitive(public_id=call.public_id, sensitive=True, by=officer)

    assert "Zanzibelle" not in everywhere(visitor).replace('value="Zanzibelle"', "").replace(
        "q=Zanzibelle", ""
    )
    assert call.facets.count() == 0
    assert timezone.now() < call.deadline_at
