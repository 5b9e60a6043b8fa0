"""Looking inside a file: page after page on the file's own page, wide, narrow, without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.audit.models import Entry
from mandat.calls.files import TERMS, destination_of
from mandat.core.holdings import DataClass
from mandat.documents import tasks
from mandat.documents.models import File
from mandat.documents.services import receive_file
from mandat.documents.uses import use_of
from tests.calls.test_services import TEXT, imported
from tests.documents import makers

LOOKS = [
    pytest.param("fr", 1280, "light", id="fr-wide-light"),
    pytest.param("ar", 320, "dark", id="ar-narrow-dark"),
]


@pytest.fixture
def file(organisation, officer):
    pages = "\n#pagebreak()\n".join(f"= Part {n}\n#lorem(300)" for n in range(1, 9))
    received = receive_file(
        use=use_of(TERMS),
        name="Termes de référence.pdf",
        chunks=[makers.pdf(pages)],
        organisation=organisation,
        key_name=destination_of(organisation).key_name,
        owner=imported(organisation, officer, TEXT),
        by=officer,
    )
    tasks.check_file(str(received.public_id))
    received.refresh_from_db()
    return received


def about(file):
    return reverse("documents:show_file", args=[file.public_id])


def shown(page):
    """The width of the image of the page, once it is there."""
    image = page.locator("img.file-page")
    return image.evaluate("image => image.decode().then(() => image.naturalWidth)")


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_serve_everybody(visits, file, officer, language, width, theme):
    visit = visits(
        locale={"fr": "fr-FR", "ar": "ar-EG"}[language],
        viewport={"width": width, "height": 800},
        color_scheme=theme,
    )
    visit.speak(language)
    visit.sign_in(officer)

    page = visit.open(f"{about(file)}?page=2")

    assert shown(page) == 1200
    assert visit.violations() == []
    assert visit.overflow() <= 0


def test_pages_are_turned_by_links_and_by_number_without_script(visits, file, officer):
    visit = visits(locale="en-GB", java_script_enabled=False)
    visit.speak("en")
    visit.sign_in(officer)
    page = visit.open(about(file))

    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_text("Page 2 of 8")).to_be_visible()
    page.get_by_label("Go to page").fill("8")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Page 8 of 8")).to_be_visible()

    expect(page.get_by_role("link", name="Next page")).to_have_count(0)
    expect(page.get_by_role("img", name="Image of page 8 of 8.")).to_be_visible()


def test_a_confidential_file_is_looked_into_knowingly(visits, file, officer):
    File.objects.filter(pk=file.pk).update(data_class=DataClass.CONFIDENTIAL)
    visit = visits(locale="en-GB")
    visit.speak("en")
    visit.sign_in(officer)

    page = visit.open(about(file))
    expect(page.get_by_text("the journal notes each page")).to_be_visible()
    assert not Entry.objects.filter(action="documents.file.read").exists()
    page.get_by_role("link", name="Show the first page").click()

    assert shown(page) == 1200
    expect(page.get_by_text("The journal says that you saw this page.")).to_be_visible()
    assert Entry.objects.get(action="documents.file.read").details == {"page": 1}
