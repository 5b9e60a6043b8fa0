"""Somebody applies on a phone: from the page of a call to the receipt, over files and a mail."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.core.crypto import as_worker
from mandat.documents.checking import check_file
from mandat.documents.models import File
from mandat.intake.models import Application, Filing
from mandat.intake.sealing import link_key
from mandat.intake.services.withdrawing import withdraw_application
from mandat.intake.states import ApplicationState
from tests.calls.published import published_call
from tests.documents.makers import pdf
from tests.intake.applying import draft_application, file_now
from tests.intake.mine.walking import link_in_mail
from tests.intake.sending import check, send_piece
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)
OWN = ("show_application", "edit_documents", "check_application", "withdraw_application")
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def call(organisation):
    return published_call(organisation)


def pages(count):
    """A PDF of so many pages."""
    return pdf("#pagebreak()\n".join(f"Page {n}\n" for n in range(1, count + 1)))


def chosen(page, slot, name, data):
    """A file is chosen in a place; what it was named is on the page once it is there."""
    file = {"name": name, "mimeType": "application/pdf", "buffer": data}
    page.locator(f"#file-{slot}").set_input_files(file)
    expect(page.locator(f"#slot-{slot} .piece")).to_contain_text(name)


def work():
    """What the worker does with every file that waits."""
    with as_worker():
        for file in File.objects.filter(state="received"):
            check_file(file.public_id)


def test_from_the_call_to_the_receipt_on_a_phone(visits, call):
    phone = visits(**PHONE)

    page = phone.open(f"/open/{call.token}/")
    page.get_by_label("Your e-mail address").fill("amina@example.org")
    page.get_by_role("button", name="Apply to this call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your mail")
    page = phone.open(link_in_mail())
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application")
    page.get_by_role("link", name="Complete the documents").click()
    chosen(page, "1-lead", "cv.pdf", pages(4))
    work()
    expect(page.locator("#slot-1-lead")).to_contain_text("4 pages, 3 allowed", timeout=15_000)
    page.locator("#slot-1-lead").get_by_role("button", name="Take it out").click()
    expect(page.locator("#slot-1-lead .piece")).to_have_count(0)
    chosen(page, "1-lead", "short.pdf", pages(2))
    chosen(page, "2", "prices.pdf", pages(1))
    page.get_by_role("link", name="Check and file").click()
    expect(page.get_by_text("You can file all the same")).to_be_visible()
    page.get_by_label("What this application says is true").check()
    page.get_by_role("button", name="File the application").click()
    page.wait_for_url("**/receipts/**")

    application = Application.objects.get()
    assert application.state == ApplicationState.FILED
    assert Filing.objects.get().pieces.count() == 2
    assert application.reference in page.content()


def _states(call):
    """An application in each state that its own pages show, by name."""
    draft = draft_application(call, address="a@example.org")
    check(send_piece(draft, pages(4), slot="1.lead", name="cv.pdf"))
    send_piece(draft, pages(1), slot="2", name="prix.pdf", secret=True)
    filed = draft_application(call, address="b@example.org")
    send_piece(filed, pages(1), slot="2", name="prix.pdf", secret=True)
    filed = file_now(filed).application
    gone = file_now(draft_application(call, address="c@example.org")).application
    gone = withdraw_application(application=gone, at=gone.filed_at)
    return {"draft": draft, "filed": filed, "withdrawn": gone}


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_of_an_application_serve_everybody(visits, call, language, width, theme):
    visit = _visit(visits, language, width, theme)
    start = reverse("apply:start_application", args=[call.token])
    mail_only = published_call(
        call.organisation,
        values={
            "submission": {
                "channel": "email",
                "exclusive": True,
                "address": "offres@example.org",
                "subject": "Étude 2026",
            }
        },
    )

    faults = _faults(visit, "call", f"/open/{call.token}/", 200, language)
    faults += _faults(visit, "start", start, 200, language)
    faults += _faults(visit, "sent", f"{start}sent/", 200, language)
    faults += _faults(visit, "mail only", f"/apply/{mail_only.token}/", 200, language)
    faults += _faults(visit, "dead link", f"/apply/link/{'0' * 64}/", 404, language)
    for name, application in _states(call).items():
        visit.open(_path(application))
        for page in OWN:
            path = reverse(f"my:{page}", args=[application.public_id])
            faults += _faults(visit, f"{name} {page}", path, 200, language)

    assert faults == []


def _path(application):
    key = link_key(application.public_id, application.key_at)
    return reverse("apply:open_link", args=[key])
