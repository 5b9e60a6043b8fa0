"""A small file goes up in one request, and over a bad line as any other: nothing is taken twice."""

import pytest
from playwright.sync_api import expect

from mandat.documents.models import File
from mandat.documents.services import open_file
from tests.calls.test_services import TEXT

DATA = TEXT.encode()
WHOLE = "**/files/uploads/whole/"


@pytest.fixture
def at_import(visit, officer):
    visit.sign_in(officer)
    return visit.open("/calls/new/")


def chosen(page):
    file = {"name": "termes é.txt", "mimeType": "text/plain", "buffer": DATA}
    page.get_by_label("Choose a file").set_input_files([file])


def asked(page):
    """What the page sends to the places of uploads, in order."""
    seen = []
    page.on(
        "request",
        lambda r: seen.append(r.method) if "/files/uploads/" in r.url else None,
    )
    return seen


def arrived(page):
    line = page.locator(".slot .file-line:not(.sending)")
    expect(line).to_contain_text("termes é.txt", timeout=20_000)
    assert b"".join(open_file(File.objects.get())) == DATA


def without(visit, *words):
    """Failures of the line that the test makes are no failures of the page."""
    visit.said[:] = [line for line in visit.said if not any(word in line for word in words)]


def test_a_small_file_takes_one_request(visit, at_import):
    seen = asked(at_import)

    chosen(at_import)

    arrived(at_import)
    assert seen == ["POST"]


def test_when_the_line_breaks_it_goes_in_pieces(visit, at_import):
    at_import.route(WHOLE, lambda route: route.abort("connectionreset"))
    visit.page.on("console", lambda message: None)
    seen = asked(at_import)

    chosen(at_import)

    arrived(at_import)
    assert seen == ["POST", "GET", "POST", "PUT", "POST"]
    without(visit, "ERR_CONNECTION_RESET", "404")


def test_when_only_the_answer_is_lost_the_file_is_found_and_not_sent_again(visit, at_import):
    def lose(route):
        route.fetch()
        route.abort("connectionreset")

    at_import.route(WHOLE, lose)
    seen = asked(at_import)

    chosen(at_import)

    arrived(at_import)
    assert seen == ["POST", "GET"]
    without(visit, "ERR_CONNECTION_RESET")
