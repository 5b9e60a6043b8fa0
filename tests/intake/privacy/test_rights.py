"""An applicant's own page of rights: see, copy, correct, erase."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from mandat.calls.states import CallState
from mandat.core.passes import Visitor, give_pass, pass_of
from mandat.intake.models import Application, Decision, Letter
from mandat.intake.sealing import seal_words
from mandat.intake.services.erasing import corrections_of
from mandat.intake.states import ApplicationState, DecisionKind, LetterState
from mandat.mail.models import Message
from mandat.privacy.models import DataRequest
from mandat.privacy.states import RequestKind, RequestState
from tests.calls.published import published_call
from tests.documents import makers
from tests.intake.applying import draft_application, file_now, filed_application
from tests.intake.sending import send_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def holder(client):
    """A browser that opened the link of an application."""

    def opened(application):
        request = RequestFactory().get("/")
        request.session, request.user = client.session, Visitor()
        give_pass(request, pass_of(application))
        request.session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return client

    return opened


def at(name, application):
    return reverse(f"my:{name}", args=[application.public_id])


def over(call):
    call.state = CallState.CLOSED
    call.deadline_at = call.closed_at = timezone.now() - timedelta(days=1)
    call.save()


def test_without_the_link_nothing_is_shown(client, call):
    application = draft_application(call)

    for name in ("show_rights", "download_own_data", "erase_own_data"):
        answer = client.get(at(name, application))
        assert answer.status_code == 404
        assert b"Amina" not in answer.content


def test_the_page_shows_what_is_kept(holder, call):
    application = draft_application(call)
    send_piece(application, makers.pdf("Une page"), name="methode.pdf")

    said = holder(application).get(at("show_rights", application)).content.decode()

    assert "Amina Diallo" in said
    assert "Jean Petit" in said
    assert "methode.pdf" in said


def test_the_copy_holds_the_prices_of_a_draft_and_no_sealed_ones(holder, call):
    application = draft_application(call)
    browser = holder(application)
    draft = json.loads(browser.get(at("download_own_data", application)).content)
    file_now(application)

    filed = json.loads(browser.get(at("download_own_data", application)).content)

    assert draft["application"]["prices"]["lines"][1]["price"] == "350.50"
    assert filed["application"]["prices"] == "sealed"
    assert "350.50" not in json.dumps(filed)


def test_what_was_decided_is_not_learnt_by_asking_before_the_letter(holder, call, officer):
    application = filed_application(call)
    decision = Decision(
        application=application,
        kind=DecisionKind.INELIGIBLE,
        decided_by=officer,
        decided_at=timezone.now(),
    )
    decision.reason = seal_words(application.organisation, decision, "reason", "Pas de diplôme")
    decision.save()
    Application.objects.update(state=ApplicationState.INELIGIBLE)
    browser = holder(application)
    before = json.loads(browser.get(at("download_own_data", application)).content)
    now = timezone.now()
    Letter.objects.create(
        application=application,
        kind=DecisionKind.INELIGIBLE,
        language="fr",
        state=LetterState.SENT,
        prepared_at=now,
        sent_at=now,
    )

    after = json.loads(browser.get(at("download_own_data", application)).content)

    assert before["application"]["state"] == "filed"
    assert before["application"]["decisions"] == []
    assert after["application"]["state"] == "ineligible"
    assert after["application"]["decisions"][0]["reason"] == "Pas de diplôme"


def test_a_draft_is_erased_at_once_after_a_page_that_says_so(holder, call):
    application = draft_application(call)
    browser = holder(application)
    browser.get(at("erase_own_data", application))
    application.refresh_from_db()
    before = application.content

    answer = browser.post(at("erase_own_data", application))

    application.refresh_from_db()
    assert before is not None
    assert answer.url == reverse("my:show_erased")
    assert browser.get(answer.url).status_code == 200
    assert application.content is None
    assert browser.get(at("show_rights", application)).status_code == 404


def test_of_what_was_filed_the_erasure_becomes_a_case_of_a_proved_person(holder, call):
    application = filed_application(call)

    holder(application).post(at("erase_own_data", application), {"words": "Je le souhaite"})

    case = DataRequest.objects.get()
    application.refresh_from_db()
    assert (case.kind, case.state) == (RequestKind.ERASURE, RequestState.OPEN)
    assert application.content is not None
    assert not Message.objects.filter(template="privacy/prove_address").exists()
    assert Message.objects.filter(template="privacy/request_open").exists()


def test_before_the_deadline_a_correction_is_made_by_filing_again(holder, call):
    application = filed_application(call)

    answer = holder(application).post(at("correct_own_data", application), {"text": "Non"})

    assert answer.status_code == 409
    assert corrections_of(application) == []


def test_after_the_deadline_a_correction_stands_beside(holder, call):
    application = filed_application(call)
    over(call)
    browser = holder(application)

    browser.post(at("correct_own_data", application), {"text": "Née Diallo-Sow"})

    application.refresh_from_db()
    assert [c["text"] for c in corrections_of(application)] == ["Née Diallo-Sow"]
    assert "Née Diallo-Sow" in browser.get(at("show_rights", application)).content.decode()
