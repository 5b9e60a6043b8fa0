"""A clerk checks what came, decides and sends letters; an approver decides about what is late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from mandat.calls.states import LateRule
from mandat.intake.models import Letter
from mandat.intake.states import ApplicationState, DecisionKind, LetterState
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import draft_application, file_now, filed_application
from tests.intake.desk.making import end_call, filed_whole, met
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation, name="Noémie Clerc")


@pytest.fixture
def approver(organisation):
    return make_account(role=Role.APPROVER, organisation=organisation, name="Ibrahim Cissé")


@pytest.fixture
def desk(organisation, clerk):
    """A call that is over: one application whole, one with gaps, one that came late."""
    call = published_call(organisation, late_rule=LateRule.KEEP)
    things = {
        "call": call,
        "whole": filed_whole(call, address="a@example.org"),
        "half": filed_application(call, address="b@example.org"),
    }
    late = draft_application(call, address="c@example.org")
    things["late"] = file_now(late, at=call.deadline_at + timedelta(minutes=7)).application
    met(things["whole"], clerk)
    end_call(call)
    return things


def test_a_clerk_decides_with_the_keyboard_and_sends_the_letters(visits, desk, clerk):
    visit = visits()
    visit.sign_in(clerk, proof="mfa")

    page = visit.open("/home/")
    page.get_by_role("link", name="Check").first.click()
    page.get_by_role("link", name="Admit all that are complete").click()
    page.get_by_role("button", name="Admit 1 application").press("Enter")
    expect(page.get_by_text("1 application is admitted")).to_be_visible()
    page = visit.open(reverse("intake:show_application", args=[desk["half"].public_id]))
    page.get_by_label("Set aside as incomplete").press("Space")
    page.get_by_label("Reason").fill("Il manque la note et les CV.")
    page.get_by_role("button", name="Decide").press("Enter")
    expect(page.get_by_text("A letter waits to be read and sent")).to_be_visible()
    page.get_by_role("link", name="Read and send the letter").click()
    page.get_by_text("Change its words").click()
    page.get_by_label("The letter").fill("Bonjour, il manque la note et les CV.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is not sent yet")).to_be_visible()
    page = visit.open(reverse("intake:list_letters", args=[desk["call"].public_id]))
    page.get_by_role("link", name="Read all and send").click()
    page.get_by_role("button", name="Send 2 letters").click()
    expect(page.get_by_text("2 letters are on their way.")).to_be_visible()

    assert Letter.objects.filter(state=LetterState.SENT).count() == 2


def test_an_approver_takes_a_late_one_in_on_a_phone(visits, desk, approver):
    visit = visits(**PHONE)
    visit.sign_in(approver, proof="mfa")

    page = visit.open("/home/")
    page.get_by_role("link", name="Decide").first.click()
    assert "Amina" not in page.content()
    page.get_by_label("Take it in").check()
    page.get_by_label("Reason").fill("Le site était en panne.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("The application is taken in")).to_be_visible()

    desk["late"].refresh_from_db()
    assert desk["late"].state == ApplicationState.FILED


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_of_the_desk_serve_everybody(
    visits, desk, clerk, approver, language, width, theme
):
    from mandat.intake.services.deciding import decide_application, seen_of  # noqa: PLC0415

    half = desk["half"]
    half.refresh_from_db()
    decide_application(
        application=half,
        kind=DecisionKind.INCOMPLETE,
        reason="Manque.",
        seen=seen_of(half),
        by=clerk,
    )
    letter = Letter.objects.get()
    visit = _visit(visits, language, width, theme)
    visit.sign_in(clerk, proof="mfa")
    pages = {
        "calls": ("list_intake", []),
        "call": ("show_call", [desk["call"].public_id]),
        "complete": ("show_application", [desk["whole"].public_id]),
        "incomplete": ("show_application", [half.public_id]),
        "history": ("show_history", [half.public_id]),
        "admit": ("admit_all", [desk["call"].public_id]),
        "letters": ("list_letters", [desk["call"].public_id]),
        "letter": ("show_letter", [letter.public_id]),
        "send": ("send_letters", [desk["call"].public_id]),
    }

    faults = []
    for name, (view, arguments) in pages.items():
        faults += _faults(visit, name, reverse(f"intake:{view}", args=arguments), 200, language)
    other = _visit(visits, language, width, theme)
    other.sign_in(approver, proof="mfa")
    for view, thing in (("show_late", "late"), ("show_call", "call")):
        path = reverse(f"intake:{view}", args=[desk[thing].public_id])
        faults += _faults(other, view, path, 200, language)

    assert faults == []
