"""The public list: what it shows, in which order, page by page, and what it is filtered by."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mandat.calls.models import Call, CallFacet
from mandat.calls.public.facets import refresh_facets, values_of
from mandat.calls.public.listing import PAGE_SIZE, Asking, Shelf, asking_of, list_calls
from mandat.calls.states import CallState, FacetKind
from tests.calls.published import draft_call, published_call
from tests.factories import make_organisation

LIST = "open:list_calls"
MOST = 12  # design: at most twelve queries a page


def shown(client, query=""):
    response = client.get(reverse(LIST) + query)
    assert response.status_code == 200
    return response.content.decode()


def listed(*facets, shelf=Shelf.OPEN, after=None):
    return list_calls(Asking(shelf=shelf, facets=facets, after=after), at=timezone.now()).calls


def end(call, state=CallState.CLOSED, days=-1):
    at = timezone.now() + timedelta(days=days)
    columns = {"closed_at": at} if state == CallState.CLOSED else {"closing_reason": "No money."}
    Call.objects.filter(pk=call.pk).update(state=state, deadline_at=at, **columns)
    CallFacet.objects.filter(call=call).update(deadline_at=at)
    return call


def test_open_calls_stand_in_the_order_of_their_deadlines(organisation):
    later, sooner = published_call(organisation, days=9), published_call(organisation, days=3)
    draft_call(organisation)
    end(published_call(organisation, days=5))

    assert listed() == [sooner, later]


def test_a_call_is_listed_until_its_deadline_and_no_longer(organisation):
    call = published_call(organisation)

    before = list_calls(Asking(), at=call.deadline_at).calls
    after = list_calls(Asking(), at=call.deadline_at + timedelta(microseconds=1)).calls

    assert before == [call]
    assert after == []


def test_closing_soon_means_within_seven_days(organisation):
    soon = published_call(organisation, days=6)
    published_call(organisation, days=8)

    assert listed(shelf=Shelf.SOON) == [soon]


def test_closed_cancelled_and_past_calls_stand_together_the_last_first(organisation):
    oldest = end(published_call(organisation), days=-9)
    past = published_call(organisation)
    Call.objects.filter(pk=past.pk).update(deadline_at=timezone.now() - timedelta(days=5))
    cancelled = end(published_call(organisation), CallState.CANCELLED, days=12)
    archived = published_call(organisation)
    Call.objects.filter(pk=archived.pk).update(state=CallState.ARCHIVED)
    published_call(organisation)

    assert listed(shelf=Shelf.CLOSED) == [cancelled, past, oldest]


@pytest.mark.parametrize(
    "facets",
    [
        ((FacetKind.COUNTRY, "MA"),),
        ((FacetKind.THEME, "abortion"),),
        ((FacetKind.LANGUAGE, "ar"),),
        ((FacetKind.COUNTRY, "MA"), (FacetKind.THEME, "abortion"), (FacetKind.LANGUAGE, "ar")),
    ],
)
@pytest.mark.parametrize("shelf", [Shelf.OPEN, Shelf.CLOSED])
def test_the_list_is_filtered_by_what_calls_are_about(organisation, facets, shelf):
    values = {"locations": ["MA"], "themes": ["abortion"], "language": "ar"}
    wanted, other = published_call(organisation, values=values), published_call(organisation)
    if shelf == Shelf.CLOSED:
        end(wanted)
        end(other)

    assert listed(*facets, shelf=shelf) == [wanted]
    assert len(listed(shelf=shelf)) == 2


def test_the_list_is_filtered_by_organisation(organisation):
    other = make_organisation("Maison autre")
    published_call(organisation)
    wanted = published_call(other)

    assert listed((FacetKind.ORGANISATION, str(other.public_id))) == [wanted]


def test_a_call_is_found_in_every_language_that_it_can_be_read_in(organisation, translate):
    call = published_call(organisation)
    assert listed((FacetKind.LANGUAGE, "es")) == []

    translate(call, "es", {"title": "Estudio"})
    refresh_facets(call)

    assert listed((FacetKind.LANGUAGE, "es")) == [call]


@pytest.mark.parametrize("shelf", [Shelf.OPEN, Shelf.CLOSED])
@pytest.mark.parametrize("facets", ["", "&country=BE"])
def test_the_pages_show_every_call_once_also_with_equal_deadlines(organisation, shelf, facets):
    at = timezone.now() + timedelta(days=4 if shelf == Shelf.OPEN else -4)
    calls = [published_call(organisation) for _ in range(2 * PAGE_SIZE + 3)]
    state = {"state": CallState.CLOSED, "closed_at": at} if shelf == Shelf.CLOSED else {}
    Call.objects.update(deadline_at=at, **state)
    CallFacet.objects.update(deadline_at=at)

    seen, cursor = [], ""
    for _ in range(4):
        asked = {"show": shelf.value, "after": cursor} | ({"country": "BE"} if facets else {})
        page = list_calls(asking_of(asked), at=timezone.now())
        seen += page.calls
        cursor = page.next_after
        if not cursor:
            break

    assert len(seen) == len(calls)
    assert {c.pk for c in seen} == {c.pk for c in calls}


@pytest.mark.parametrize(
    "query",
    [
        "?show=nonsense&after=x|y",
        "?after=0001-01-01T00:00:00%2B23:59|00000000-0000-0000-0000-000000000000",
        "?show=closed&after=9999-12-31T23:59:59-23:59|00000000-0000-0000-0000-000000000000",
        "?after=2026-01-01T00:00:00|00000000-0000-0000-0000-000000000000",
        "?organisation=nobody&country=%00&theme=" + "a" * 5000,
        "?q=" + "%22*%20OR%20(" * 50,
        "?skip=99999999999&q=sant%C3%A9",
        "?language=%F0%9F%A9%BA",
    ],
)
def test_nonsense_in_the_address_breaks_nothing(visitor, organisation, query):
    published_call(organisation)

    assert shown(visitor, query)


def test_the_choices_are_what_calls_are_about(organisation):
    published_call(organisation)
    published_call(organisation, values={"locations": ["TD", "BE"]})

    assert values_of(FacetKind.COUNTRY, most=300) == ["BE", "FR", "TD"]
    assert values_of(FacetKind.COUNTRY, most=2) == ["BE", "FR"]


def test_an_organisation_among_too_many_to_offer_can_still_be_chosen(visitor, organisation):
    for number in range(62):
        published_call(make_organisation(f"Maison {number}"))
    call = published_call(organisation)

    page = shown(visitor, f"?organisation={organisation.public_id}")

    assert call.token in page
    assert page.count("<option") < 62
    assert "Maison des droits</option>" in page
    assert shown(visitor, f"?organisation={uuid4()}").count("call-card") == 0


def test_words_find_calls_of_the_shelf(visitor, organisation):
    values = {"title": "Évaluation des maraudes", "objectives": [], "programme": None}
    wanted = published_call(organisation, values=values)
    other = published_call(organisation)

    page = shown(visitor, "?q=maraude")

    assert wanted.token in page
    assert other.token not in page
    assert wanted.token not in shown(visitor, "?q=maraude&show=closed")


def test_a_card_says_what_a_reader_chooses_by(visitor, call, translate):
    translate(call, "en", {"title": "A study of access to care"})

    page = shown(visitor)

    for words in ("A study of access to care", "Maison des droits", "45 days", "19 days and"):
        assert words in page.replace("\xa0", " ")
    assert reverse("open:show_call", args=[call.token]) in page


def test_an_empty_list_says_what_it_is_for_and_where_to_look(visitor, db):
    page = shown(visitor)

    assert "No call is open now" in page
    assert 'href="?show=closed"' in page
    assert "No call fits these choices" in shown(visitor, "?country=TD")


def test_the_number_of_queries_does_not_grow_with_the_calls(visitor, organisation, translate):
    def count(query=""):
        with CaptureQueriesContext(connection) as asked:
            shown(visitor, query)
        return len(asked)

    published_call(organisation)
    one = count()
    for _ in range(PAGE_SIZE):
        translate(published_call(organisation), "en", {"title": "Study"})

    assert count() == one <= MOST
    assert count("?country=BE&theme=srhr&language=fr") <= MOST
    assert count("?show=closed") <= MOST
    assert count("?q=soins") <= MOST


def test_visitors_find_the_list_from_the_front_page_and_the_foot(visitor, db):
    front = visitor.get(reverse("web:show_front")).content.decode()

    assert front.count(f'href="{reverse(LIST)}"') >= 2


def test_search_engines_may_read_the_list_and_not_its_filters(visitor, db):
    assert "noindex" not in shown(visitor)
    assert "noindex" in shown(visitor, "?country=BE")
    assert "Allow: /open/" in visitor.get(reverse("web:show_robots")).content.decode()


def test_feed_readers_find_the_feed_from_the_list(visitor, db):
    page = shown(visitor)

    assert f'type="application/atom+xml" title="Open calls" href="{reverse("open:feed")}"' in page
