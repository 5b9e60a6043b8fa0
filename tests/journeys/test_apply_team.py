"""A team of three from two firms applies on a phone with a poor line, in French and in Arabic.

From the page of the call to the receipt, then filed again, withdrawn, and filed once more; then
the clerk looks. Addresses and controls are found by what they do, so that both languages walk the
same way; axe looks at each page, and nothing may have to be scrolled sideways.
"""

import random
import re

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.core.crypto import as_worker
from mandat.documents.checking import check_file
from mandat.documents.models import File
from mandat.intake.models import Application, Filing
from mandat.intake.services.drafting import content_now, secret_now
from mandat.intake.states import ApplicationState
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.documents.makers import pdf
from tests.factories import make_account
from tests.intake.desk.making import end_call
from tests.intake.mine.walking import link_in_mail
from tests.journeys.person import Person
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
LOCALES = {"fr": "fr-FR", "ar": "ar-EG"}
THEMES = {"fr": "light", "ar": "dark"}
ADDRESS = "amina.diallo@example.org"
POOR = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PRICE, OFFER = {"fr": "1 387,5", "ar": "١٣٨٧٫٥"}, "Prix-Kestrel.pdf"
TEAM = (("m1", "Jean Petit", "Cabinet Diallo"), ("m2", "منى خليل", "Atelier Kane"))


@pytest.fixture(params=["fr", "ar"])
def language(request):
    return request.param


@pytest.fixture
def somebody(visits, language):
    """A browser in the language of the walk: `somebody("clerk", account)`."""

    def come(name, account=None, **device):
        visit = visits(locale=LOCALES[language], color_scheme=THEMES[language], **device)
        visit.speak(language)
        if account:
            visit.sign_in(account, proof="mfa")
        return Person(visit, name, language)

    return come


class Line:
    """The line of a phone: slow, and now and then gone."""

    def __init__(self, person):
        self.visit = person.visit
        self.wire = person.visit.context.new_cdp_session(person.page)
        self.wire.send("Network.enable")
        self.set()

    def set(self, **changes):
        self.wire.send("Network.emulateNetworkConditions", POOR | changes)

    def drop(self, pattern, *turns):
        """Of the requests to that address those of these turns, from 0, end in the middle."""
        met = []

        def answer(route):
            met.append(route.request.url)
            route.abort("connectionreset") if len(met) - 1 in turns else route.continue_()

        self.visit.page.route(pattern, answer)
        return met

    def forgive(self):
        """What the console said of the broken line, and of nothing else."""
        noise = re.compile(r"ERR_CONNECTION_RESET|404 \(Not Found\)")
        self.visit.said[:] = [line for line in self.visit.said if not noise.search(line)]


def test_a_team_of_three_applies_on_a_poor_line(somebody, organisation, language):
    call = published_call(organisation)
    lead = somebody("lead", viewport=PHONE)
    line = Line(lead)

    application = _begin(lead, call)
    _send_the_note(lead, line, application)
    _name_the_team(lead, application)
    _send_the_rest(lead, application)
    _type_the_offer(lead, application, language)
    receipt = _file(lead, application, number=1)
    _hold_the_receipt(lead, receipt)
    _file_again(lead, application)
    _withdraw_and_come_back(lead, application)
    _work()
    _look_at_the_desk(somebody, organisation, call, application)


def _own(name, application, *args):
    return reverse(f"my:{name}", args=[application.public_id, *args])


def _begin(lead, call):
    """From the page of the call to the application: an address, and the link of the mail."""
    lead.open(reverse("open:show_call", args=[call.token]))
    lead.send(reverse("apply:start_application", args=[call.token]), email=ADDRESS)
    lead.look("sent")
    lead.open(link_in_mail())
    lead.look("begun")
    application = Application.objects.get()
    assert application.confirmed_at is not None
    return application


def _choose(lead, slot, name, data):
    file = {"name": name, "mimeType": "application/pdf", "buffer": data}
    lead.page.locator(f"#file-{slot}").set_input_files(file)


def _there(lead, slot, name):
    expect(lead.page.locator(f"#slot-{slot} .piece")).to_contain_text(name, timeout=60_000)


def _large():
    """A note of some pages that takes a while on such a line."""
    import io  # noqa: PLC0415

    document = pikepdf.open(io.BytesIO(_pages(5)))
    noise = random.Random(5).randbytes(400_000)  # noqa: S311 -- filler
    document.pages[0].obj["/Noise"] = document.make_stream(noise)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pages(count):
    return pdf("#pagebreak()\n".join(f"Page {n}\n" for n in range(1, count + 1)))


def _send_the_note(lead, line, application):
    """The line breaks twice while the file is on its way; it goes on by itself, sending nothing
    twice that has arrived."""
    lead.link_to(_own("edit_documents", application))
    lead.look("documents")
    whole = line.drop("**/files/uploads/whole/", 0)
    pieces = line.drop(re.compile(r"/files/uploads/[0-9a-f-]{36}/[0-9]+/$"), 1)
    _choose(lead, "0", "note.pdf", _large())
    _there(lead, "0", "note.pdf")
    line.forgive()
    assert len(whole) == 1
    assert pieces[1] == pieces[2]
    assert len(set(pieces)) == len(pieces) - 1
    _work()
    expect(lead.page.locator("#slot-0")).to_contain_text("5 ", timeout=20_000)
    lead.look("note-counted")


def _name_the_team(lead, application):
    lead.open(_own("edit_team", application))
    lead.look("team-empty")
    page = lead.page
    page.locator("#lead-name").fill("Amina Diallo")
    page.locator("#lead-firm").fill("Cabinet Diallo")
    page.locator("#lead-country").select_option("SN")
    for key, name, firm in TEAM:
        lead.press('button[value="add:member"]')
        page.locator(f"#member-{key}-name").fill(name)
        page.locator(f"#member-{key}-firm").fill(firm)
        page.locator(f"#member-{key}-email").fill(f"{key}@example.org")
    page.locator('input[name="languages"][value="fr"]').check()
    page.locator('input[name="answer.0.says"][value="yes"]').check()
    lead.press('button[name="act"][value="save"]:not([tabindex="-1"])')
    lead.look("team")
    application.refresh_from_db()
    members = content_now(application)["members"]
    assert [(m["key"], m["name"], m["firm"]) for m in members] == list(TEAM)


def _send_the_rest(lead, application):
    lead.open(_own("edit_documents", application))
    for slot in ("1-lead", "1-m1", "1-m2"):
        _choose(lead, slot, f"cv-{slot}.pdf", _pages(2))
        _there(lead, slot, f"cv-{slot}.pdf")
    _choose(lead, "2", OFFER, _pages(3))
    _there(lead, "2", OFFER)
    lead.look("documents-complete")


def _type_the_offer(lead, application, language):
    lead.open(_own("edit_offer", application))
    page = lead.page
    page.locator("#line-0-label").fill("Honoraires")
    page.locator("#line-0-quantity").fill("45")
    page.locator("#line-0-price").fill(PRICE[language])
    page.locator("#valid-until").fill("2099-01-01")
    lead.press('button[name="act"][value="save"]:not([tabindex="-1"])')
    lead.look("offer")
    application.refresh_from_db()
    assert secret_now(application)["lines"][0]["price"] == "1387.5"


def _file(lead, application, *, number):
    """The last click; the address of the receipt that it shows."""
    lead.open(_own("check_application", application))
    lead.look(f"check-{number}")
    lead.page.locator('input[name="declared"]').check()
    with lead.page.expect_navigation(url=re.compile("/receipts/")):
        lead.page.locator("form.card button").last.click()
    lead.look(f"receipt-{number}")
    application.refresh_from_db()
    assert application.state == ApplicationState.FILED
    assert application.filing_number == number
    assert application.reference in lead.page.content()
    return lead.page.url


def _hold_the_receipt(lead, receipt):
    """It names each file and the price; so does the mail, and nothing else that was sent."""
    text = lead.page.content()
    assert OFFER in text
    assert lead.page.locator(".receipt-files > li").count() == 5
    told = [m.to for m in delivered() if OFFER in m.body]
    assert told == [[ADDRESS]]
    assert lead.visit.context.request.get(receipt + "receipt.json").json()


def _file_again(lead, application):
    """Nothing of the price is shown any more; a change is filed, and both are kept."""
    lead.open(_own("edit_offer", application))
    assert "1387" not in lead.page.content()
    lead.look("offer-sealed")
    lead.open(_own("edit_team", application))
    lead.page.locator("#lead-phone").fill("+221 77 000 00 00")
    lead.press('button[name="act"][value="save"]:not([tabindex="-1"])')
    _file(lead, application, number=2)
    assert Filing.objects.filter(application=application).count() == 2


def _withdraw_and_come_back(lead, application):
    lead.open(_own("withdraw_application", application))
    lead.look("withdraw")
    lead.press("form.card button")
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    lead.look("withdrawn")
    _file(lead, application, number=3)


def _work():
    """What the worker does with every file that waits."""
    with as_worker():
        for file in File.objects.filter(state="received"):
            check_file(file.public_id)


def _look_at_the_desk(somebody, organisation, call, application):
    """The clerk sees who applied and what came; of the price only that it was received."""
    end_call(call)
    account = make_account(role=Role.CLERK, organisation=organisation, name="Noémie Clerc")
    clerk = somebody("clerk", account)
    clerk.open(reverse("intake:list_intake"))
    clerk.look("calls")
    clerk.link_to(reverse("intake:show_call", args=[call.public_id]))
    clerk.look("call")
    clerk.link_to(reverse("intake:show_application", args=[application.public_id]))
    clerk.look("application")
    text = clerk.page.content()
    assert "note.pdf" in text
    assert "منى خليل" in text
    for sealed in (OFFER, "Kestrel", "1387", "1 387", "62437", "62 437"):
        assert sealed not in text
