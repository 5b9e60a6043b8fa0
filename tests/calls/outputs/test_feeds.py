"""Feeds for readers that poll: right for them, cheap for us, and silent about sensitive calls."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from mandat.calls.models import Amendment, Call, CallTranslation, CallVersion, Question
from mandat.calls.outputs.atom import ATOM, MOST_ENTRIES
from mandat.calls.states import AmendmentState, CallState, QuestionState
from tests.calls.published import draft_call, published_call
from tests.factories import make_account

pytestmark = pytest.mark.django_db
NAMES = {"a": ATOM}
FEED = "/open/feed.atom"
# Elements that RFC 4287 requires: of a feed (4.1.1), of an entry (4.1.2).
REQUIRED = {"feed": ("id", "title", "updated", "author"), "entry": ("id", "title", "updated")}
MOST_QUERIES = 3


def fetch(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def texts(root, path):
    return [element.text for element in root.iterfind(path, NAMES)]


def entries(root):
    return root.findall("a:entry", NAMES)


def call_feed(call):
    return reverse("open:call_feed", args=[call.token])


def amended(call, number=1, **values):
    now = timezone.now()
    return Amendment.objects.create(
        call=call,
        number=number,
        changes={"working_days": {"value": 50, "extra": {}}},
        from_version=1,
        made_by=make_account(name="Zimbrelle Auteure"),
        made_at=now,
        published_at=now,
        **{"reason": "Plus de pays.", "state": AmendmentState.PUBLISHED, **values},
    )


def answered(call, number=1, **values):
    return Question.objects.create(
        call=call,
        number=number,
        state=QuestionState.ANSWERED,
        shown_text="Faut-il se déplacer ?",
        answer="Non.",
        asked_at=timezone.now(),
        answered_at=timezone.now(),
        answered_by=make_account(name="Zimbrelle Agente"),
        **values,
    )


def check_elements(root):
    for name in REQUIRED["feed"]:
        assert len(root.findall(f"a:{name}", NAMES)) == 1, name
    for entry in entries(root):
        for name in REQUIRED["entry"]:
            assert len(entry.findall(f"a:{name}", NAMES)) == 1, name
        assert entry.find("a:author/a:name", NAMES).text
        assert entry.find("a:link[@rel='alternate']", NAMES).get("href").startswith("http")
    ids = texts(root, ".//a:id")
    assert len(ids) == len(set(ids))
    assert all(i.startswith("tag:") for i in ids)
    assert all(u.endswith("Z") for u in texts(root, ".//a:updated"))
    assert root.find("a:link[@rel='self']", NAMES) is not None


def test_both_feeds_have_every_element_that_the_standard_requires(client, organisation):
    call = published_call(organisation)
    amended(call)
    answered(call)

    for path in (FEED, call_feed(call)):
        root = fetch(client, path)
        assert root.tag == f"{{{ATOM}}}feed"
        check_elements(root)
        assert entries(root)


def test_the_feed_names_open_calls_with_their_page_and_the_organisation(client, organisation):
    call = published_call(organisation)

    entry = entries(fetch(client, FEED, lang="fr"))[0]

    assert entry.findtext("a:title", namespaces=NAMES) == call.title
    href = entry.find("a:link", NAMES).get("href")
    assert href.endswith(reverse("open:show_call", args=[call.token]))
    assert entry.findtext("a:author/a:name", namespaces=NAMES) == organisation.name
    assert "heure de Bruxelles" in entry.findtext("a:summary", namespaces=NAMES)


def test_what_is_not_open_to_everybody_stands_in_no_feed(client, organisation):
    seen = published_call(organisation)
    draft_call(organisation)
    published_call(organisation, sensitive=True)
    over, closed, cancelled = (published_call(organisation) for _ in range(3))
    now = timezone.now()
    Call.objects.filter(pk=over.pk).update(deadline_at=now - timedelta(minutes=1))
    Call.objects.filter(pk=closed.pk).update(state=CallState.CLOSED, closed_at=now)
    Call.objects.filter(pk=cancelled.pk).update(state=CallState.CANCELLED, closing_reason="r")

    found = entries(fetch(client, FEED))

    assert [e.find("a:link", NAMES).get("href").split("/")[-2] for e in found] == [seen.token]


def test_a_sensitive_call_has_no_feed_of_its_own(client, organisation):
    call = published_call(organisation, sensitive=True)

    assert client.get(reverse("open:show_call", args=[call.token])).status_code == 200
    assert client.get(call_feed(call)).status_code == 404


def test_an_amended_call_comes_first_under_the_same_id(client, organisation):
    first, second = published_call(organisation), published_call(organisation)
    before = fetch(client, FEED)
    later = timezone.now() + timedelta(hours=1)
    version = CallVersion.objects.get(call=first)
    version.pk, version.public_id, version.number, version.published_at = None, None, 2, later
    version.public_id = second.public_id
    version.save()
    Call.objects.filter(pk=first.pk).update(version_number=2)

    after = fetch(client, FEED)

    assert texts(before, "a:entry/a:id") == list(reversed(texts(after, "a:entry/a:id")))
    assert texts(after, "a:entry/a:updated")[0] == texts(after, "a:updated")[0]
    assert texts(after, "a:updated")[0] > texts(before, "a:updated")[0]


def test_news_of_a_call_are_its_publication_amendments_and_answers(client, organisation):
    call = published_call(organisation)
    amended(call)
    question = answered(call)
    question.corrections = [{"at": timezone.now().isoformat(), "text": "Une fois, au début."}]
    question.save()

    root = fetch(client, call_feed(call), lang="en")

    titles = texts(root, "a:entry/a:title")
    assert set(titles) == {"Published", "Change, number 1", "Answer to question 1"}
    said = "\n".join(texts(root, "a:entry/a:summary"))
    assert "Plus de pays." in said
    assert "Une fois, au début." in said
    assert "Zimbrelle" not in etree.tostring(root, encoding="unicode")


def test_what_is_not_published_yet_is_no_news(client, organisation):
    call = published_call(organisation)
    amended(call, number=None, state=AmendmentState.PROPOSED, reason="Secret de demain")
    Question.objects.create(call=call, asked_at=timezone.now(), shown_text="Pas encore")

    root = fetch(client, call_feed(call))

    assert len(entries(root)) == 1


def test_texts_with_signs_that_xml_cannot_hold_are_written_all_the_same(client, organisation):
    title = "<script>alert(1)</script> & \x0b\x1f \ufffe ]]> عنوان"
    call = published_call(organisation, values={"title": title})
    amended(call, reason="<b>\x08gras</b>")

    for path in (FEED, call_feed(call)):
        root = fetch(client, path)
        check_elements(root)
        assert not root.findall(".//{*}script")
    assert "<script>alert(1)</script>" in texts(fetch(client, FEED), "a:entry/a:title")[0]


def test_a_translated_call_is_named_in_the_language_that_is_asked(client, organisation):
    call = published_call(organisation)
    CallTranslation.objects.create(
        call=call,
        language="ar",
        texts={"title": "دراسة"},
        of_version=1,
        changed_by=make_account(),
        changed_at=timezone.now(),
    )

    root = fetch(client, FEED, lang="ar")

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert texts(root, "a:entry/a:title") == ["دراسة"]
    assert root.find("a:entry/a:link", NAMES).get("href").endswith("?lang=ar")
    assert root.find("a:link[@rel='self']", NAMES).get("href").endswith("?lang=ar")


def test_polling_costs_three_queries_and_no_body_when_nothing_changed(
    client, organisation, django_assert_max_num_queries
):
    call = published_call(organisation)
    for number in range(1, 4):
        published_call(organisation)
        amended(call, number)
        answered(call, number)

    for days, path in enumerate((FEED, call_feed(call)), start=1):
        with django_assert_max_num_queries(MOST_QUERIES):
            first = client.get(path)
        by_tag = client.get(path, headers={"If-None-Match": first["ETag"]})
        by_date = client.get(path, headers={"If-Modified-Since": first["Last-Modified"]})
        Call.objects.filter(pk=call.pk).update(published_at=timezone.now() - timedelta(days=days))
        changed = client.get(path, headers={"If-None-Match": first["ETag"]})
        assert (by_tag.status_code, by_date.status_code, changed.status_code) == (304, 304, 200)
        assert by_tag.content == by_date.content == b""
        assert by_tag["ETag"] == first["ETag"]


def test_at_most_fifty_entries_are_given_whatever_there_is(
    client, organisation, django_assert_max_num_queries
):
    call = published_call(organisation)
    version = CallVersion.objects.get(call=call)
    rows = Call.objects.bulk_create(_copies(call, MOST_ENTRIES + 5))
    CallVersion.objects.bulk_create(_versions(version, rows))

    with django_assert_max_num_queries(MOST_QUERIES):
        root = fetch(client, FEED)

    assert len(entries(root)) == MOST_ENTRIES


def _copies(call, count):
    for number in range(count):
        copy = Call.objects.get(pk=call.pk)
        copy.pk = None
        copy.public_id = Call._meta.get_field("public_id").get_default()
        copy.token = f"{number:022d}"
        yield copy


def _versions(version, calls):
    for call in calls:
        yield CallVersion(
            call=call,
            number=1,
            language=version.language,
            title=version.title,
            content=version.content,
            text="",
            sha256=version.sha256,
            published_at=version.published_at,
        )


def test_an_empty_feed_is_a_feed(client, db):
    check_elements(fetch(client, FEED))
