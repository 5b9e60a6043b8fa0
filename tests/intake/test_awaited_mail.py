"""Which mail leaves before the rest: what a person waits for, and nothing that goes to many."""

import pytest
from django.utils import timezone

from mandat.calls.exchange import news
from mandat.calls.exchange.services import tellings
from mandat.calls.models import Milestone
from mandat.mail.models import Message
from tests.calls.exchange.around import follower, tell_everybody
from tests.calls.published import published_call
from tests.documents import makers
from tests.intake.applying import draft_application, file_now, filed_application
from tests.intake.gate.calling import calls_of, take
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import DEADLINE, HOUSE_ADDRESS, HOUSE_HOST, LATE, OWN_HOSTS
from tests.intake.letters.said import SAID
from tests.intake.sending import check, send_piece
from tests.privacy.conftest import received

pytestmark = pytest.mark.django_db


def awaited():
    """Whether somebody waits for it, by the template of each mail so far."""
    return dict(Message.objects.values_list("template", "awaited"))


def test_the_link_to_a_draft_and_the_receipt_are_waited_for(organisation):
    filed_application(published_call(organisation))

    assert awaited() == {"intake/start": True, "intake/receipt": True}


def test_what_was_counted_after_filing_is_told_behind_them(organisation):
    application = draft_application(published_call(organisation))
    piece = send_piece(application, makers.pdf("One page."))
    file_now(application)

    check(piece)

    assert awaited() == {"intake/start": True, "intake/receipt": True, "intake/checked": False}


def test_the_receipt_of_an_application_by_mail_is_waited_for_and_other_replies_are_not(
    organisation, settings
):
    settings.MAIL_HOSTS, settings.DEFAULT_FROM_EMAIL = OWN_HOSTS, HOUSE_ADDRESS
    settings.SITE_URL = f"https://{HOUSE_HOST}"
    calls_of(organisation)

    take(Scene("awaited", SAID["fr"]).raw())
    take(Scene("too-late", SAID["fr"]).raw(at=LATE))

    assert DEADLINE < LATE
    assert awaited() == {"intake/arrived": True, "intake/arrived_late": False}


def test_links_for_followers_and_their_rights_are_waited_for_and_news_is_not(organisation):
    call = published_call(organisation)
    follower(call)
    received(organisation)
    step = Milestone.objects.get(call=call, role="decision")
    step.note, step.due_on = "Two assessors are ill.", step.planned_on
    step.save()
    tellings.tell_all(call, step, news.DELAYED, timezone.now())

    tell_everybody()

    found = awaited()
    assert found.pop("calls/step_delayed") is False
    assert len(found) == 2
    assert set(found.values()) == {True}
