"""A clerk places a message that nobody else could; an administrator sees to the mailbox."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.intake.gate.imap import Encryption, Trouble
from mandat.intake.gate.mailboxes import Wanted, add_mailbox
from mandat.intake.models import Application, Mailbox
from mandat.people.roles import Role
from tests.factories import make_account
from tests.intake.gate.calling import calls_of, take
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import OWN_HOSTS, SHARED
from tests.intake.letters.said import SAID
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation, name="Noémie Clerc")


@pytest.fixture
def mail(organisation, administrator, settings):
    """A message that is filed, one that waits, and a mailbox in trouble."""
    settings.MAIL_HOSTS = OWN_HOSTS
    calls_of(organisation)
    wanted = Wanted("calls@example.org", "imap.example.org", 993, Encryption.TLS, "calls", "secret")
    mailbox = add_mailbox(organisation=organisation, wanted=wanted, by=administrator)
    Mailbox.objects.update(trouble=Trouble.LOGIN.value)
    scene = Scene("gate", SAID["fr"])
    return {
        "mailbox": mailbox,
        "filed": take(scene.raw()).arrival,
        "lost": take(scene.raw(to=SHARED, subject=scene.said.vague, number=2)).arrival,
    }


def test_a_clerk_files_a_message_for_a_call_with_the_keyboard(visits, mail, clerk):
    visit = visits()
    visit.sign_in(clerk, proof="mfa")

    page = visit.open(reverse("intake:list_arrivals"))
    page.get_by_role("link", name="Message for a call that is not known").press("Enter")
    page.get_by_label("The message is for this call").select_option(index=1)
    page.get_by_role("button", name="File it for this call").press("Enter")
    expect(page.get_by_text("Filed as of the instant")).to_be_visible()

    mail["lost"].refresh_from_db()
    assert mail["lost"].application is not None
    assert Application.objects.count() == 2


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_of_the_gate_serve_everybody(
    visits, mail, clerk, administrator, language, width, theme
):
    clerks = {
        "arrivals": reverse("intake:list_arrivals"),
        "lost": reverse("intake:show_arrival", args=[mail["lost"].public_id]),
        "filed": reverse("intake:show_arrival", args=[mail["filed"].public_id]),
    }
    theirs = {
        "mailboxes": reverse("intake:list_mailboxes"),
        "add": reverse("intake:add_mailbox"),
        "change": reverse("intake:change_mailbox", args=[mail["mailbox"].public_id]),
    }

    faults = []
    for who, pages in ((clerk, clerks), (administrator, theirs)):
        visit = _visit(visits, language, width, theme)
        visit.sign_in(who, proof="mfa")
        for name, path in pages.items():
            faults += _faults(visit, name, path, 200, language)

    assert faults == []
