"""A reader asks and follows on a phone, an officer answers and amends, another person cancels."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mandat.calls.exchange.services import amendments, milestones, questions
from mandat.calls.models import Amendment, Milestone, Question
from mandat.people.roles import Role
from tests.calls.exchange.around import (
    EMAIL,
    asked,
    asked_to_follow,
    follower,
    links_in,
    mails,
    path_of,
    tell_everybody,
)
from tests.calls.published import published_call
from tests.factories import make_account
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def call(organisation):
    """It ends in three days; questions are taken for one more."""
    today = timezone.now().date()
    dates = [
        {"role": role, "date": (today + timedelta(days=days)).isoformat()}
        for role, days in (("questions", 1), ("decision", 30), ("mission_start", 45))
    ]
    return published_call(organisation, days=3, values={"dates": dates})


@pytest.fixture
def approver(organisation):
    return make_account(role=Role.APPROVER, organisation=organisation, name="Ibrahim Cissé")


def test_a_reader_asks_and_an_officer_answers_everybody(visits, call, officer):
    phone, desk = visits(**PHONE), visits()
    desk.sign_in(officer)

    page = phone.open(f"/open/{call.token}/questions/ask/")
    page.get_by_label("Your question").fill("May we, of Maison Rose, apply together?")
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your question was sent")
    page = phone.open(links_in(mails("confirm_following")[0])[0])
    page.get_by_role("button", name="Yes, follow the call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You follow this call")

    page = desk.open("/home/")
    page.locator(f"a[href='/calls/{call.public_id}/questions/']").first.click()
    page.get_by_role("link", name="Answer it").click()
    page.get_by_label("The question, as everybody reads it").fill("May two apply together?")
    page.get_by_label("The answer").fill("Yes, as one team.")
    page.get_by_role("button", name="Publish the answer").click()
    expect(page.get_by_text("The answer is public")).to_be_visible()
    tell_everybody()

    (mail,) = mails("question_answered", EMAIL)
    page = phone.open(links_in(mail)[0])
    expect(page.get_by_text("Yes, as one team.")).to_be_visible()
    assert "Maison Rose" not in page.content()
    page = phone.open(links_in(mail)[1])
    page.get_by_role("button", name="Do not follow any more").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You do not follow this call")


def test_an_officer_amends_and_takes_the_proposed_deadline(visits, call, officer):
    follower(call)
    desk, phone = visits(), visits(**PHONE)
    desk.sign_in(officer)

    page = desk.open(f"/calls/{call.public_id}/amendments/")
    page.get_by_role("button", name="Amend the call").click()
    field = page.locator("#field-working_days")
    field.get_by_text("Change").click()
    field.get_by_label("Working days").fill("60")
    field.get_by_role("button", name="Put into the amendment").click()
    page.get_by_role("button", name="Take this deadline").click()
    page.get_by_label("Reason").fill("More days are needed.")
    page.get_by_role("button", name="Publish the amendment").click()
    expect(page.get_by_role("heading", name="Amendment 1")).to_be_visible()
    tell_everybody()

    assert set(Amendment.objects.get().changes) == {"working_days", "deadline"}
    page = phone.open(links_in(mails("call_amended", EMAIL)[0])[0])
    expect(page.get_by_text("More days are needed.").first).to_be_visible()


def test_two_people_cancel_a_call(visits, call, officer, approver):
    desk, second, phone = visits(), visits(), visits(**PHONE)
    desk.sign_in(officer)
    second.sign_in(approver, proof="mfa")

    page = desk.open(f"/calls/{call.public_id}/amendments/")
    page.get_by_role("link", name="Cancel the call").click()
    page.get_by_label("Reason").fill("The donor withdrew.")
    page.get_by_role("button", name="Ask for approval").click()
    expect(page.get_by_text("Waits for a second person")).to_be_visible()
    page = second.open("/home/")
    page.get_by_role("link", name="Decide").first.click()
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("It counts from now on")).to_be_visible()

    page = phone.open(f"/open/{call.token}/")
    expect(page.get_by_text("The donor withdrew.").first).to_be_visible()


@pytest.fixture
def lively(call, officer, colleague):
    """A call in which everything has happened once."""
    follower(call)
    asked(call, "هل يمكن لشخصين التقديم معاً؟", language="ar")
    asked(call, "Peut-on candidater à deux, l’une à Dakar et l’autre à Lyon ?", language="fr")
    done = asked(call, "Le budget comprend-il les voyages ?", language="fr")
    place = {"call_id": call.public_id, "by": officer}
    done = questions.answer_question(
        **place,
        question_id=done.public_id,
        shown="Le budget comprend-il les voyages ?",
        answer="Oui, jusqu’à 3 000 euros.",
        version=1,
    )
    questions.correct_answer(
        **place, question_id=done.public_id, text="Jusqu’à 3 500 euros.", version=done.version
    )
    aside = asked(call, "Qui d’autre a candidaté ?", language="fr")
    questions.set_aside(
        **place, question_id=aside.public_id, reason="Nous ne le disons jamais.", version=1
    )
    for name, value in (("working_days", 60), ("title", "Étude sur l’accès aux soins")):
        amendment = amendments.start_amendment(call_id=call.public_id, by=officer)
        amendment = amendments.change_field(
            **place,
            amendment_id=amendment.public_id,
            name=name,
            value=value,
            extra={},
            version=amendment.version,
        )
        if name == "working_days":
            amendments.publish_amendment(
                **place,
                amendment_id=amendment.public_id,
                reason="Deux pays se sont ajoutés.",
                kept_deadline_reason="Les dossiers sont prêts.",
                version=amendment.version,
            )
    decision = Milestone.objects.get(call=call, role="decision")
    milestones.delay_milestone(
        **place,
        milestone_id=decision.public_id,
        due_on=decision.planned_on + timedelta(days=12),
        note="Deux personnes du comité sont malades.",
    )
    return call


@pytest.fixture
def colleague(organisation):
    return make_account(
        role=Role.PROGRAMME_OFFICER, organisation=organisation, name="Odile Mercier"
    )


def _officer_pages(call):
    base = f"/calls/{call.public_id}"
    waiting = Question.objects.filter(call=call).order_by("pk").first()
    answered = Question.objects.get(call=call, number=1)
    first, second = Amendment.objects.filter(call=call).order_by("pk")
    return {
        "questions": f"{base}/questions/",
        "question": f"{base}/questions/{waiting.public_id}/",
        "answered": f"{base}/questions/{answered.public_id}/",
        "amendments": f"{base}/amendments/",
        "amendment": f"{base}/amendments/{second.public_id}/",
        "published amendment": f"{base}/amendments/{first.public_id}/",
        "close early": f"{base}/amendments/close-early/",
        "steps": f"{base}/milestones/",
    }


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_of_officers_serve_everybody(visits, lively, officer, language, width, theme):
    visit = _visit(visits, language, width, theme)
    visit.sign_in(officer)

    faults = []
    for name, path in _officer_pages(lively).items():
        faults += _faults(visit, name, path, 200, language)

    assert faults == []


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_pages_for_everybody_serve_everybody(visits, organisation, call, language, width, theme):
    sensitive = published_call(organisation, days=20, sensitive=True)
    confirmed, unproved = follower(sensitive), asked_to_follow(call, "b@example.org")
    visit = _visit(visits, language, width, theme)
    public = f"/open/{call.token}"
    paths = {
        "follow": f"{public}/follow/",
        "sent": f"{public}/follow/sent/",
        "confirm": path_of(unproved),
        "follower": path_of(confirmed),
        "ask": f"{public}/questions/ask/",
        "ask, sensitive": f"/open/{sensitive.token}/questions/ask/",
        "asked": f"{public}/questions/sent/",
    }

    faults = []
    for name, path in paths.items():
        faults += _faults(visit, name, path, 200, language)

    assert faults == []
