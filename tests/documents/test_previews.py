"""The pages of a file as images: for its readers alone, noted, bounded, kept nowhere."""

import io
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image

from mandat.audit.models import Entry
from mandat.audit.words import details_in_words
from mandat.core.holdings import DataClass
from mandat.documents import previews, tasks
from mandat.documents.kinds import PNG
from mandat.documents.models import File
from mandat.documents.pictures import page_image
from mandat.documents.previews import PIXELS, WIDTH
from mandat.documents.services import erase_file, lock_file, receive_file
from mandat.documents.states import FileState
from mandat.documents.store.objects import object_name
from mandat.documents.turns import NoTurn, Turns
from tests.documents import makers, makers_judging, makers_traces
from tests.documents.conftest import key_of
from tests.factories import make_account

READ = "documents.file.read"
THREE = makers.pdf("#set page(width: 10cm, height: 20cm)\n" + "\n#pagebreak()\n".join("abc"))


@pytest.fixture
def receive(evidence, organisation, officer):
    def received(data, name="offer.pdf", *, confidential=True):
        file = receive_file(
            use=evidence,
            name=name,
            chunks=[data],
            size=len(data),
            organisation=organisation,
            key_name=key_of(organisation),
            owner=organisation,
            by=officer,
        )
        tasks.check_file(str(file.public_id))
        if not confidential:
            File.objects.filter(pk=file.pk).update(data_class=DataClass.INTERNAL)
        file.refresh_from_db()
        assert file.state == FileState.SAFE
        return file

    return received


@pytest.fixture(autouse=True)
def turns(monkeypatch):
    """Each test has turns of its own, as each server process has."""
    monkeypatch.setattr(previews, "_TURNS", Turns(at_once=2, per_minute=60, patience=8))


def asked(account, file, number=1, method="get"):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return getattr(client, method)(reverse("documents:show_page", args=[file.public_id, number]))


def page(account, file, query=""):
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    address = reverse("documents:show_file", args=[file.public_id])
    return client.get(address + query).content.decode()


def image(answer):
    return Image.open(io.BytesIO(answer.content))


def test_each_page_of_a_pdf_is_an_image_for_its_readers(receive, reader):
    file = receive(THREE)

    drawn = [asked(reader, file, number) for number in (1, 2, 3)]

    assert [answer.status_code for answer in drawn] == [200, 200, 200]
    assert len({answer.content for answer in drawn}) == 3
    assert {image(answer).format for answer in drawn} == {"PNG"}
    assert abs(image(drawn[0]).width - WIDTH) <= 1


def test_no_cache_keeps_it_and_no_browser_takes_it_for_something_else(receive, reader):
    answer = asked(reader, receive(THREE))

    assert {name: answer[name] for name in (
        "Content-Type", "X-Content-Type-Options", "Cache-Control", "Content-Security-Policy",
        "Cross-Origin-Resource-Policy", "Content-Disposition",
    )} == {
        "Content-Type": "image/png",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Disposition": "inline",
    }  # fmt: skip
    assert "ETag" not in answer


def test_a_photo_is_shown_upright_and_without_where_it_was_taken(receive, reader):
    photo = makers_traces.photo(orientation=6)
    assert Image.open(io.BytesIO(photo)).getexif()

    shown = image(asked(reader, receive(photo, "p.jpg")))

    plain = Image.open(io.BytesIO(photo))
    assert (shown.width, shown.height) == (plain.height, plain.width)
    assert (shown.format, shown.info) == ("PNG", {})


def test_a_large_picture_is_made_smaller_and_a_small_one_stays(receive, reader):
    large = receive(makers_judging.photo("JPEG", (4000, 1000)), "l.jpg")
    high = receive(_blank(2000, 9000), "h.png")
    small = receive(makers_judging.photo("PNG", (40, 30)), "s.png")

    assert image(asked(reader, large)).size == (1200, 300)
    assert image(asked(reader, high)).width * image(asked(reader, high)).height <= PIXELS * 1.01
    assert image(asked(reader, small)).size == (40, 30)


def _blank(width, height):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_pictures_of_every_mode_are_shown(tmp_path, mode):
    path = tmp_path / "p"
    Image.new(mode, (2600, 260)).save(path, "PNG")

    shown = Image.open(io.BytesIO(page_image(path, 1, 1200, kind=PNG)))

    assert (shown.mode, shown.size) == ("RGB", (1200, 120))


def test_a_scan_of_sixteen_bits_is_neither_white_nor_black(tmp_path):
    path = tmp_path / "p"
    Image.new("I;16", (20, 20), 0x8000).save(path, "PNG")

    shown = Image.open(io.BytesIO(page_image(path, 1, 1200, kind=PNG)))

    assert shown.getpixel((3, 3)) == (128, 128, 128)


def test_a_picture_has_one_page(tmp_path):
    path = tmp_path / "p"
    path.write_bytes(makers_judging.photo("PNG"))

    with pytest.raises(IndexError):
        page_image(path, 2, 100, kind=PNG)


def test_there_is_no_page_before_the_first_nor_after_the_last(receive, reader):
    file = receive(THREE)

    assert [asked(reader, file, number).status_code for number in (0, 4, 10**30)] == [404] * 3
    assert not Entry.objects.filter(action=READ).exists()


def test_other_kinds_have_no_pages_to_show(receive, reader):
    words = receive(b"some words", "a.txt")

    assert asked(reader, words).status_code == 404
    assert "Look inside" not in page(reader, words)


def test_the_neighbours_and_those_without_role_learn_nothing(receive, stranger):
    file = receive(THREE)

    assert asked(stranger, file).status_code == 404
    assert asked(make_account(), file).status_code == 404
    assert Client().get(reverse("documents:show_page", args=[file.public_id, 1])).status_code == 302
    assert not Entry.objects.filter(action=READ).exists()


def test_what_is_not_safe_any_more_is_shown_to_nobody(receive, reader, officer):
    locked, erased = receive(THREE), receive(THREE)
    lock_file(file=locked, reason_code="infected", by="worker")
    erase_file(file=erased, by=officer)

    assert asked(reader, locked).status_code == 404
    assert asked(reader, erased).status_code == 404
    assert "Look inside" not in page(reader, locked)


def test_looking_at_a_confidential_page_stands_in_the_journal(receive, reader):
    file, internal = receive(THREE), receive(THREE, confidential=False)

    asked(reader, file, 2)
    asked(reader, internal, 2)

    entry = Entry.objects.get(action=READ)
    assert (entry.subject_id, entry.details) == (str(file.public_id), {"page": 2})
    with translation.override("en"):
        assert details_in_words(READ, entry.details) == "page 2, as an image"
        assert details_in_words(READ, {}) == ""


def test_a_confidential_page_is_shown_once_somebody_asks_and_knows_that_it_is_noted(
    receive, reader
):
    file = receive(THREE)
    address = reverse("documents:show_page", args=[file.public_id, 1])

    before, after = page(reader, file), page(reader, file, "?page=1")

    assert address not in before
    assert "the journal notes each page" in before
    assert 'href="?page=1#pages"' in before
    assert f'src="{address}"' in after


def test_an_internal_page_is_shown_at_once(receive, reader):
    file = receive(THREE, confidential=False)

    shown = page(reader, file)

    assert f'src="{reverse("documents:show_page", args=[file.public_id, 1])}"' in shown
    assert "Page 1 of 3" in shown
    assert 'alt="Image of page 1 of 3.' in shown
    assert "The journal" not in shown


@pytest.mark.parametrize(
    ("query", "number", "links"),
    [
        ("?page=1", 1, {2}),
        ("?page=2", 2, {1, 3}),
        ("?page=3", 3, {2}),
        ("?page=99", 3, {2}),
        ("?page=0", 1, {2}),
    ],
)
def test_one_goes_from_page_to_page_by_links(receive, reader, query, number, links):
    shown = page(reader, receive(THREE), query)

    assert f"Page {number} of 3" in shown
    assert {n for n in range(5) if f'href="?page={n}#pages"' in shown} == links


@pytest.mark.parametrize("query", ["?page=", "?page=-1", "?page=x", "?page=²", "?page=" + "9" * 40])
def test_nonsense_in_the_address_asks_for_no_page(receive, reader, query):
    assert "Show the first page" in page(reader, receive(THREE), query)


def test_a_page_can_be_chosen_by_its_number_in_a_long_file(receive, reader):
    long = receive(makers_judging.saved(makers_judging.blank(12)))

    assert 'max="12"' in page(reader, long, "?page=7")
    assert "Go to page" not in page(reader, receive(THREE), "?page=1")


def test_a_file_changed_in_the_storage_shows_nothing_and_notes_nothing(receive, reader):
    file = receive(THREE)
    path = Path(storages["sealed"].path(object_name(file.storage_key)))
    path.write_bytes(path.read_bytes()[:-1] + b"\0")

    answer = asked(reader, file)

    assert answer.status_code == 409
    assert "not as it was stored" in answer.content.decode()
    assert not Entry.objects.filter(action=READ).exists()


def test_a_page_that_cannot_be_drawn_says_why_and_notes_nothing(receive, reader):
    file = receive(THREE)
    File.objects.filter(pk=file.pk).update(media_type=PNG)  # a picture that it is not

    answer = asked(reader, file)

    assert answer.status_code == 409
    assert "Download the file instead." in answer.content.decode()
    assert not Entry.objects.filter(action=READ).exists()


def test_whoever_asks_for_too_many_pages_is_asked_to_wait(receive, reader, officer, monkeypatch):
    monkeypatch.setattr(previews, "_TURNS", Turns(at_once=1, per_minute=2, patience=1))
    file = receive(THREE)

    codes = [asked(reader, file, number).status_code for number in (1, 2)]
    refused = asked(reader, file, 3)

    assert codes == [200, 200]
    assert (refused.status_code, int(refused["Retry-After"]) > 50) == (503, True)
    assert asked(officer, file, 3).status_code == 200
    assert Entry.objects.filter(action=READ).count() == 3


# Turns


def test_turns_come_back_after_a_minute_and_people_are_forgotten():
    now = [100.0]
    turns = Turns(at_once=5, per_minute=1, patience=0, clock=lambda: now[0])

    with turns.taken("a"), turns.taken("b"):
        pass
    with pytest.raises(NoTurn) as early, turns.taken("a"):
        pass
    now[0] += 60
    with turns.taken("a"):
        pass

    assert early.value.seconds == 61
    assert set(turns._taken) == {"a"}


def test_when_all_are_busy_the_next_waits_and_is_sent_away():
    turns = Turns(at_once=1, per_minute=9, patience=0.01)

    with turns.taken("a"), pytest.raises(NoTurn), turns.taken("b"):
        pass
    with turns.taken("b"):
        pass


def test_a_turn_ends_when_its_work_fails():
    turns = Turns(at_once=1, per_minute=9, patience=0.01)

    with pytest.raises(ValueError, match="work"), turns.taken("a"):
        raise ValueError("work")

    with turns.taken("a"):
        pass
