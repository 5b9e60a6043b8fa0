"""A file goes up in pieces while the form is filled in, with a bar, over a line that drops."""

import io
import random

import pytest
from django.conf import settings
from playwright.sync_api import expect

from mandat.calls.models import Call
from mandat.documents import tasks
from mandat.documents.models import File, Upload
from mandat.documents.services import open_file
from mandat.documents.states import FileState
from tests.calls.test_services import TEXT
from tests.documents import makers

PADDING = "".join(random.Random(3).choices("abcdefgh \n", k=1_300_000))  # noqa: S311 -- filler
LONG = f"{TEXT}\n\nAnnexe\n\n{PADDING}".encode()


def chosen(page, *files):
    page.get_by_label("Choose a file").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
    )


def checked(file):
    tasks.check_file(str(file.public_id))
    file.refresh_from_db()
    return file


@pytest.fixture
def at_import(visit, officer):
    visit.sign_in(officer)
    return visit.open("/calls/new/")


def test_a_file_goes_up_in_pieces_is_checked_and_imported(visit, at_import):
    page = at_import
    pieces = []
    page.on("request", lambda r: pieces.append(r.post_data_buffer) if r.method == "PUT" else None)

    chosen(page, ("termes é.txt", "text/plain", LONG))

    line = page.locator(".slot .file-line:not(.sending)")
    expect(line).to_contain_text("termes é.txt")
    expect(line.get_by_role("status")).to_have_text("Received, waiting to be checked")
    assert len(pieces) > 2
    assert visit.violations() == []
    file = checked(File.objects.get())
    assert b"".join(open_file(file)) == LONG
    expect(line.get_by_role("status")).to_have_text("Checked")
    page.get_by_role("button", name="Read the text").click()
    expect(page).to_have_url(f"{visit.address}/calls/{Call.objects.get().public_id}/")
    assert Call.objects.get().terms.file == file
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    # Places in the text are marks with a border; axe looks at the links inside them alone.
    assert [v for v in visit.violations() if "?field=" not in v] == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "termes é.txt"
    assert download.value.path().read_bytes() == LONG


def test_a_dropped_line_is_waited_for_and_nothing_is_sent_twice(visit, at_import):
    page = at_import
    sent = []

    def drop(route):
        sent.append(route.request.url)
        if len(sent) == 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/files/uploads/*/*/", drop)
    visit.expected_status = 0
    visit.page.on("console", lambda message: None)

    chosen(page, ("terms.txt", "text/plain", LONG))

    expect(page.locator(".slot .file-line:not(.sending)")).to_be_visible(timeout=20_000)
    places = [int(url.rstrip("/").rpartition("/")[2]) for url in sent]
    assert places[1] == places[2]
    assert len(set(places)) == len(places) - 1
    assert b"".join(open_file(File.objects.get())) == LONG
    visit.said[:] = [line for line in visit.said if "ERR_CONNECTION_RESET" not in line]


def test_an_upload_goes_on_after_the_page_was_loaded_again(visit, at_import):
    page = at_import
    sent = []

    def hold(route):
        sent.append(route.request.url)
        if len(sent) > 2:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/files/uploads/*/*/", hold)
    chosen(page, ("terms.txt", "text/plain", LONG))
    expect(page.get_by_text("The line dropped")).to_be_visible(timeout=10_000)
    page.unroute("**/files/uploads/*/*/")
    there = Upload.objects.get().segments.count()
    assert there > 0

    visit.open("/calls/new/")
    expect(page.get_by_text("An upload was interrupted")).to_be_visible()
    pieces = []
    page.on("request", lambda r: pieces.append(r.url) if r.method == "PUT" else None)
    # A file of the same name, size and instant: browsers cannot keep the first one.
    stamp = page.evaluate("JSON.parse(Object.values(localStorage)[0])[0].modified")
    page.get_by_label("Choose a file").evaluate(
        """(input, [bytes, stamp]) => {
          const file = new File([bytes], "terms.txt", { type: "text/plain", lastModified: stamp });
          const held = new DataTransfer();
          held.items.add(file);
          input.files = held.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        [LONG.decode(), stamp],
    )

    expect(page.locator(".slot .file-line:not(.sending)")).to_be_visible(timeout=20_000)
    assert int(pieces[0].rstrip("/").rpartition("/")[2]) == there
    assert b"".join(open_file(File.objects.get())) == LONG
    assert page.evaluate("localStorage.length") == 0
    visit.said[:] = [line for line in visit.said if "ERR_INTERNET_DISCONNECTED" not in line]


def test_pause_go_on_and_cancel(visit, at_import):
    page = at_import
    held = []

    def hold(route):
        held.append(route)

    page.route("**/files/uploads/*/*/", hold)
    chosen(page, ("terms.txt", "text/plain", LONG))
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused.")).to_be_visible()
    assert visit.violations() == []

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("Cancelled. Nothing was kept.")).to_be_visible()
    expect(page.locator(".file-line")).to_have_count(0)
    page.wait_for_timeout(300)
    assert not Upload.objects.exists()
    assert page.evaluate("localStorage.length") == 0


def test_a_form_that_is_sent_early_waits_for_its_file(visit, at_import):
    page = at_import
    chosen(page, ("terms.txt", "text/plain", LONG))

    page.get_by_role("button", name="Read the text").click()

    expect(page.locator("#screen")).to_be_visible(timeout=60_000)
    assert Call.objects.get().terms.file == File.objects.get()


def test_what_the_use_does_not_take_is_said_before_anything_is_sent(visit, at_import, monkeypatch):
    page = at_import
    page.get_by_label("Choose a file").evaluate("input => { input.dataset.most = 1000; }")

    chosen(page, ("terms.txt", "text/plain", LONG))

    expect(page.get_by_text("This file is larger than")).to_be_visible()
    assert not Upload.objects.exists()


def test_a_refused_file_says_why_in_the_slot(visit, at_import):
    page = at_import
    chosen(page, ("locked.pdf", "application/pdf", makers.locked_pdf()))
    line = page.locator(".slot .file-line:not(.sending)")
    expect(line).to_be_visible()

    assert checked(File.objects.get()).state == FileState.REFUSED

    expect(line).to_contain_text("protected by a password")
    expect(line).to_contain_text("save it without password")
    assert visit.violations() == []
    page.get_by_role("button", name="Take it out").click()
    expect(page.locator(".slot .file-line")).to_have_count(0)


def test_photos_are_joined_into_one_pdf_in_the_slot(visit, at_import):
    page = at_import
    photos = []
    for n in (1, 2):
        out = io.BytesIO()
        makers.picture([f"Page {n}"]).convert("RGB").save(out, "JPEG")
        photos.append((f"p{n}.jpg", "image/jpeg", out.getvalue()))
    chosen(page, *photos)
    expect(page.locator(".slot .file-line:not(.sending)")).to_have_count(2)

    page.get_by_role("button", name="Join the photos into one PDF").click()

    expect(page.locator(".slot .file-line")).to_have_count(1, timeout=20_000)
    expect(page.locator(".slot .file-line")).to_contain_text("p1.pdf")
    assert checked(File.objects.get(erased_at=None)).page_count == 2


def test_without_script_the_same_slot_takes_a_plain_file(visits, officer):
    plain = visits(java_script_enabled=False)
    plain.sign_in(officer)
    page = plain.open("/calls/new/")

    page.get_by_label("Choose a file").set_input_files(
        {"name": "terms.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    )
    page.get_by_role("button", name="Read the text").click()

    expect(page.get_by_text("terms.txt")).to_be_visible()
    assert Call.objects.get().terms.file.name == "terms.txt"


def test_the_page_of_a_file_offers_a_cleaned_copy(visit, officer, organisation, at_import):
    page = at_import
    name = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    chosen(page, ("terms.docx", name, makers.word_file()))
    expect(page.locator(".slot .file-line:not(.sending)")).to_be_visible()
    file = checked(File.objects.get())
    page.get_by_role("button", name="Read the text").click()
    page.get_by_role("link", name="terms.docx").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("terms.docx")
    assert visit.violations() == []

    page.get_by_role("button", name="Make a cleaned copy for sharing").click()

    copy = checked(file.made.get())
    card = page.locator("#copies")
    expect(card.get_by_role("link", name="Download")).to_be_visible()
    expect(card).to_contain_text("terms (cleaned).docx")
    assert copy.state == FileState.SAFE
    assert visit.violations() == []


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [
        ("fr-FR", 1280, "light"),
        ("fr-FR", 320, "dark"),
        ("ar-EG", 1280, "dark"),
        ("ar-EG", 320, "light"),
    ],
)
def test_slots_and_pages_of_files_serve_everybody(visits, officer, language, width, theme):
    visit = visits(locale=language, viewport={"width": width, "height": 800}, color_scheme=theme)
    visit.speak(language[:2])
    visit.sign_in(officer)
    faults = []

    def look():
        faults.extend(visit.violations())
        if visit.overflow() > 0:
            faults.append(f"{visit.overflow()} pixels too wide")

    page = visit.open("/calls/new/")
    name = "termes-de-référence-définitifs-version-corrigée-2026.txt"
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": TEXT.encode()}
    )
    expect(page.locator(".slot .file-line:not(.sending)")).to_be_visible()
    look()
    file = checked(File.objects.get())
    visit.open(f"/files/{file.public_id}/about/")
    look()

    assert faults == []


def test_the_settings_leave_threads_for_pages():
    assert 0 < settings.UPLOADS_AT_ONCE <= 16
