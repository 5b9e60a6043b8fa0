"""A receipt in a browser: read, taken along, checked by somebody else; and the page of rights."""

import json
import os
from pathlib import Path

import pytest

from mandat.core.keys import new_token
from mandat.intake.sealing import link_key
from tests.calls.published import published_call
from tests.documents import makers
from tests.intake.applying import draft_application, file_now
from tests.intake.sending import check, send_piece

pytestmark = pytest.mark.django_db(transaction=True)
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {**WIDE, "color_scheme": "dark"}
VIEWS = [
    ("fr", WIDE, "wide"),
    ("fr", PHONE, "phone"),
    ("ar", PHONE, "arabic"),
    ("en", DARK, "dark"),
]


@pytest.fixture
def filed(organisation):
    call = published_call(organisation)
    application = draft_application(call)
    check(send_piece(application, makers.pdf("Une page"), name="methode.pdf"))
    send_piece(application, makers.pdf("Prix"), slot="2", name="prix.pdf", secret=True)
    once = new_token()
    return file_now(application, once=once).application, once


def shot(page, name):
    """An image to look at, where somebody asks for it."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(("language", "device", "name"), VIEWS)
def test_the_pages_are_read_on_every_screen(visits, filed, language, device, name):
    _application, once = filed
    browser = visits(**device)
    browser.speak(language)

    for path, label in ((f"/receipts/{once}/", "receipt"), ("/receipts/", "check")):
        page = browser.open(path)
        shot(page, f"{label}-{name}")
        assert browser.violations() == []
        assert browser.overflow() <= 0


def test_whoever_is_given_the_file_learns_that_it_is_genuine(visits, filed, tmp_path):
    application, once = filed
    browser = visits(**PHONE)
    browser.speak("en")
    page = browser.open(f"/receipts/{once}/")
    assert application.reference in page.inner_text("h1")
    with page.expect_download() as download:
        page.click("text=As a file that can be checked")
    file = tmp_path / "receipt.json"
    download.value.save_as(file)

    page = browser.open("/receipts/")
    page.set_input_files("input[type=file]", file)
    page.click("form.card button")

    page.wait_for_selector(".callout.ok")
    assert "Genuine" in page.inner_text(".callout.ok")
    said = json.loads(file.read_text())
    said["receipt"]["filed_at"] = "2020-01-01T00:00:00+00:00"
    file.write_text(json.dumps(said))
    page.set_input_files("input[type=file]", file)
    page.click("form.card button")
    page.wait_for_selector(".callout.bad")
    shot(page, "check-false")


@pytest.mark.parametrize(("language", "device", "name"), VIEWS)
def test_the_page_of_rights_is_read_on_every_screen(visits, filed, language, device, name):
    application, _once = filed
    browser = visits(**device)
    browser.speak(language)
    browser.open(f"/apply/link/{link_key(application.public_id, application.key_at)}/")

    page = browser.open(f"/my/{application.public_id}/rights/")

    assert "Amina Diallo" in page.inner_text("main")
    shot(page, f"rights-{name}")
    assert browser.violations() == []
    assert browser.overflow() <= 0
    page = browser.open(f"/my/{application.public_id}/rights/erase/")
    shot(page, f"erase-{name}")
    assert browser.violations() == []
