"""PDFs for everybody: made once for all who ask, and few at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.urls import reverse

from mandat.calls.outputs import views
from mandat.calls.outputs.keeping import Kept
from mandat.documents.turns import NoTurn, Turns
from tests.calls.published import published_call


def counting(made, data=b"pdf"):
    def make():
        made.append(data)
        return data

    return make


def test_what_was_made_is_given_out_again():
    made, kept = [], Kept()

    answers = [kept.get("a", counting(made)) for _ in range(3)]

    assert answers == [b"pdf"] * 3
    assert len(made) == 1


def test_the_oldest_goes_where_room_ends_and_what_is_larger_is_still_given():
    made, kept = [], Kept(most=10)

    for tag in ("a", "b", "a", "c"):
        kept.get(tag, counting(made, tag.encode() * 4))
    assert len(made) == 3
    kept.get("b", counting(made, b"bbbb"))

    assert len(made) == 4  # b had gone: a was used after it
    assert kept.get("long", counting(made, b"x" * 99)) == b"x" * 99


def test_of_many_who_ask_at_once_one_waits_for_the_other_and_it_is_made_once():
    made, kept, start = [], Kept(turns=Turns(at_once=1, per_minute=99, patience=5)), Barrier(6)

    def ask(_number):
        start.wait()
        return kept.get("a", counting(made))

    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(ask, range(6)))

    assert answers == [b"pdf"] * 6
    assert len(made) == 1


def test_nobody_waits_for_ever_behind_a_long_document():
    kept, begun, over = Kept(turns=Turns(at_once=1, per_minute=9, patience=0.05)), Event(), Event()

    def slow():
        begun.set()
        over.wait(5)
        return b"long"

    with ThreadPoolExecutor(1) as people:
        long = people.submit(kept.get, "long", slow)
        begun.wait(5)
        with pytest.raises(NoTurn):
            kept.get("other", lambda: b"other")
        over.set()
        assert long.result() == b"long"


@pytest.mark.django_db
def test_who_comes_while_too_many_are_made_is_asked_to_come_again(
    client, organisation, monkeypatch
):
    call = published_call(organisation, sensitive=True)
    path = reverse("open:call_pdf", args=[call.token])
    assert client.get(path).status_code == 200
    full = Kept(turns=Turns(at_once=1, per_minute=1, patience=0))
    full.get("another", lambda: b"another")
    monkeypatch.setattr(views, "kept", full)

    answer = client.get(path)

    assert answer.status_code == 503
    assert 0 < int(answer["Retry-After"]) <= 61
    assert "no-store" in answer["Cache-Control"]
