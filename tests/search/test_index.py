"""The index: who may find what, in which order, and that it can be made again."""

import threading
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from mandat.core.holdings import DataClass
from mandat.search import engines, kinds, services
from mandat.search.kinds import PUBLIC, Entry, Kind, organisation_token, register_kind
from mandat.search.models import SearchEntry
from mandat.search.queries import find, index_is_whole, lag_of

pytestmark = pytest.mark.django_db
EVERYBODY = [PUBLIC]
SHELF: dict[UUID, list[Entry]] = {}


def book(title, body="", *, language="fr", access=(PUBLIC,), **settings):
    is_public = PUBLIC in access
    return Entry(
        language=language,
        title=title,
        body=body,
        access=frozenset(access),
        data_class=DataClass.PUBLIC if is_public else DataClass.INTERNAL,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        **settings,
    )


def put(*entries, key=None):
    key = key or uuid4()
    SHELF[key] = list(entries)
    services.put(kind="book", object_id=key, entries=entries)
    return key


def found(text, tokens=EVERYBODY, **settings):
    return [hit.object_id for hit in find(text, tokens, kinds=["book"], **settings).hits]


@pytest.fixture(autouse=True)
def shelf():
    """A kind whose objects are what the test puts on the shelf."""
    SHELF.clear()
    register_kind(
        Kind(
            name="book",
            label="Book",
            tokens_of=lambda account: frozenset(),
            url=lambda key: f"/books/{key}/",
            every=lambda: iter(list(SHELF)),
            entries=lambda keys: [(k, e) for k in keys for e in SHELF.get(k, ())],
        )
    )
    yield
    kinds._KINDS.pop("book")


def test_an_object_is_found_by_its_title_and_by_its_text():
    key = put(book("Réduction des risques", "Une permanence de nuit"))

    assert found("reduction") == [key]
    assert found("nuit") == [key]
    assert found("jour") == []


def test_what_is_open_to_one_organisation_is_not_found_by_another():
    one, other = uuid4(), uuid4()
    key = put(book("Un secret", access=(organisation_token(one),)))

    assert found("secret", [organisation_token(one)]) == [key]
    assert found("secret", [organisation_token(other)]) == []
    assert found("secret", [PUBLIC]) == []
    assert found("secret", []) == []


def test_what_one_may_not_read_takes_no_place_among_the_answers():
    hidden = organisation_token(uuid4())
    for _ in range(250):
        put(book("Contraception", "contraception " * 9, access=(hidden,)))
    key = put(book("Divers", "on y parle aussi de contraception, une fois, parmi bien des choses"))

    results = find("contraception", EVERYBODY, kinds=["book"])

    assert [hit.object_id for hit in results.hits] == [key]
    assert results.total == 1


def test_words_of_the_house_are_no_way_around_the_tokens():
    put(book("Un secret", access=(organisation_token(uuid4()),)))

    mark = kinds.mark("book", PUBLIC)
    for words in ("public", mark, f'secret" OR "{mark}', f"marks:{mark} secret", "secret*"):
        assert found(words) == []


def test_another_kind_is_not_found():
    put(book("Contraception"))

    assert find("contraception", EVERYBODY, kinds=["call"]).hits == ()


def test_filters_limit_what_is_found():
    open_one = put(book("Appel ouvert", filters=frozenset({"published", "country:BE"})))
    put(book("Appel fermé", filters=frozenset({"closed", "country:BE"})))

    assert found("appel", only=[["published"], ["country:BE"]]) == [open_one]
    assert found("appel", only=[["published"], ["country:FR"]]) == []
    assert len(found("appel", only=[["published", "closed"]])) == 2


def test_a_word_of_the_title_counts_more_than_one_of_the_text():
    body = put(book("Une étude", "sur la contraception et sur bien des choses encore"))
    title = put(book("La contraception", "une étude, et bien des choses encore"))

    assert found("contraception") == [title, body]


def test_objects_with_every_word_come_before_those_with_some():
    some = [put(book("Contraception contraception", "contraception")) for _ in range(3)]
    whole = put(book("Divers", "la contraception, " + "et bien des choses " * 9 + "au village"))

    results = find("contraception village", EVERYBODY, kinds=["book"])

    assert results.hits[0].object_id == whole
    assert [hit.whole for hit in results.hits] == [True, False, False, False]
    assert {hit.object_id for hit in results.hits[1:]} == set(some)
    assert (results.total, results.whole) == (4, 1)


def test_an_object_in_two_languages_is_one_answer_in_the_readers_language():
    key = put(book("Contraception: étude"), book("Contraception study", language="en"))

    french = find("contraception", EVERYBODY, kinds=["book"], language="fr")
    english = find("contraception", EVERYBODY, kinds=["book"], language="en")

    assert [(h.object_id, h.language) for h in french.hits] == [(key, "fr")]
    assert [(h.object_id, h.language) for h in english.hits] == [(key, "en")]


def test_pages_follow_one_another_without_gap_or_repetition():
    keys = {put(book(f"Contraception {n}")) for n in range(45)}

    pages, after = [], 0
    while after is not None:
        results = find("contraception", EVERYBODY, kinds=["book"], limit=20, after=after)
        pages.append([hit.object_id for hit in results.hits])
        after = results.after

    assert [len(page) for page in pages] == [20, 20, 5]
    assert {key for page in pages for key in page} == keys


def test_the_words_found_are_shown_as_pieces_and_never_as_markup():
    put(book("<script>alert(1)</script> contraception", "L’accès & <b>contraception</b>"))

    hit = find("contraception acces", EVERYBODY, kinds=["book"]).hits[0]

    assert "".join(p.text for p in hit.title) == "<script>alert(1)</script> contraception"
    assert [p.text for p in hit.title if p.found] == ["contraception"]
    assert [p.text for p in hit.excerpt if p.found] == ["L’accès", "contraception"]


def test_the_excerpt_is_cut_around_the_first_word_found():
    put(book("Titre", "mot " * 400 + "ici la contraception est au milieu " + "mot " * 400))

    hit = find("contraception", EVERYBODY, kinds=["book"]).hits[0]
    shown = "".join(p.text for p in hit.excerpt)

    assert shown.startswith("… mot")
    assert shown.endswith("mot …")
    assert "contraception est au milieu" in shown
    assert len(shown) < 300


def test_what_an_object_no_longer_says_finds_it_no_more():
    key = put(book("Contraception"), book("Birth control", language="en"))

    put(book("Avortement"), key=key)

    assert found("contraception") == found("birth") == []
    assert found("avortement") == [key]
    assert SearchEntry.objects.filter(kind="book").count() == 1


def test_an_object_that_goes_is_not_found_any_more():
    key = put(book("Contraception"))

    services.drop(kind="book", object_id=key)

    assert found("contraception") == []
    assert SearchEntry.objects.filter(object_id=key).count() == 0


def test_an_act_that_fails_leaves_the_index_as_it_was():
    key = put(book("Contraception"))

    @transaction.atomic
    def act():
        put(book("Avortement"), key=key)
        raise LookupError

    with pytest.raises(LookupError):
        act()

    assert found("contraception") == [key]
    assert found("avortement") == []


def test_writing_the_same_again_touches_no_row(django_assert_num_queries):
    key = put(book("Contraception", "un texte"))

    with django_assert_num_queries(3):  # savepoint, what stands there, release
        put(book("Contraception", "un texte"), key=key)


def test_nothing_confidential_can_enter():
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.create(
            kind="book",
            object_id=uuid4(),
            data_class=DataClass.CONFIDENTIAL,
            at=datetime(2026, 1, 1, tzinfo=UTC),
            title="x",
            marks=" ",
            analysed_with=1,
        )


def test_nothing_internal_can_carry_the_token_of_everybody():
    entry = book("Un brouillon", access=(PUBLIC,))
    internal = Entry(**{f: getattr(entry, f) for f in Entry.__slots__} | {"data_class": 2})

    with pytest.raises(IntegrityError), transaction.atomic():
        services.put(kind="book", object_id=uuid4(), entries=[internal])


def test_a_huge_text_is_cut_and_still_found_by_its_beginning():
    key = put(book("Long", "debut " + "mot " * 100_000 + "final"))

    entry = SearchEntry.objects.get(object_id=key)

    assert found("debut") == [key]
    assert found("final") == []
    assert len(entry.excerpt) <= services.LONGEST_EXCERPT


def test_an_index_that_was_emptied_is_made_again_by_rebuilding():
    keys = [put(book(f"Contraception {n}")) for n in range(5)]
    before = [(h.object_id, h.title) for h in find("contraception", EVERYBODY, kinds=["book"]).hits]
    SearchEntry.objects.all().delete()
    assert found("contraception") == []
    assert lag_of(kinds.kind_named("book")).missing == 5

    counts = list(services.rebuild(kinds.kind_named("book")))

    again = find("contraception", EVERYBODY, kinds=["book"])
    assert {h.object_id for h in again.hits} == set(keys) == {key for key, _title in before}
    assert counts == [5]
    assert lag_of(kinds.kind_named("book")).behind == 0


def test_rebuilding_takes_away_what_is_gone_and_renews_what_is_stale():
    kept, gone = put(book("Contraception")), put(book("Contraception"))
    del SHELF[gone]
    SearchEntry.objects.filter(object_id=kept).update(analysed_with=0, title_terms="x")
    lag = lag_of(kinds.kind_named("book"))
    assert (lag.missing, lag.gone, lag.stale) == (0, 1, 1)

    list(services.rebuild(kinds.kind_named("book")))

    assert found("contraception") == [kept]
    assert lag_of(kinds.kind_named("book")).behind == 0


def test_an_index_that_is_dropped_is_seen_and_made_anew():
    key = put(book("Contraception"))
    engines.drop(connection)
    assert not index_is_whole()

    mended = services.mend_index()

    assert mended
    assert index_is_whole()
    assert found("contraception") == [key]
    assert not services.mend_index()


def test_the_periodic_job_puts_in_what_is_missing():
    SHELF[key := uuid4()] = [book("Contraception")]
    assert found("contraception") == []

    services.catch_up()

    assert found("contraception") == [key]


def test_a_kind_has_a_name_of_small_letters():
    kind = kinds.kind_named("book")

    for name in ("", "Book", "my book", "book2"):
        with pytest.raises(ValueError, match="^" + name):
            register_kind(Kind(**{f: getattr(kind, f) for f in Kind.__slots__} | {"name": name}))


@pytest.mark.django_db(transaction=True)
def test_questions_are_answered_while_the_index_is_made_again():
    for n in range(services.BATCH + 50):
        put(book(f"Contraception {n}"))
    SearchEntry.objects.update(analysed_with=0)
    short, stop = [], threading.Event()

    def ask():
        try:
            while not stop.is_set():
                total = find("contraception", EVERYBODY, kinds=["book"]).total
                if total < 200:  # as many as a question is ever answered with
                    short.append(total)
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    list(services.rebuild(kinds.kind_named("book")))
    stop.set()
    asking.join()

    assert short == []


@pytest.mark.parametrize("count", [3, 6, 7, 12, 40])
def test_a_long_question_is_answered_with_what_has_most_of_its_words(count):
    words = [f"évaluation{n}" for n in range(count)]
    put(book("Une", words[0]))
    most = put(book("Deux", " ".join(words[:2])))

    hits = find(" ".join(words), EVERYBODY, kinds=["book"]).hits

    assert hits[0].object_id == most
    assert not any(hit.whole for hit in hits)
