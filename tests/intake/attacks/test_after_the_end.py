"""What was filed stays as it was once the deadline is over; what a new deadline allows is taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.states import LateRule
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_token
from mandat.intake.models import Application, Piece
from mandat.intake.queries import find_application
from mandat.intake.sealing import words_of
from mandat.intake.services.drafting import save_words
from mandat.intake.services.withdrawing import withdraw_application
from mandat.intake.states import ApplicationState
from tests.calls.published import published_call
from tests.intake.applying import draft_application, file_now
from tests.intake.mine.walking import begun, click, once_of, page, pdf, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(organisation):
    return published_call(organisation, days=0.2)


def ends(call, *, ago=timedelta(seconds=1)):
    """The deadline is over."""
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now() - ago)
    call.refresh_from_db()


def label_of(piece):
    row = Piece.objects.select_related("application__organisation").get(pk=piece.pk)
    return words_of(row.application.organisation, row, "label")


def test_what_a_filed_document_is_called_cannot_change_after_the_deadline(call):
    client, application = begun(call)
    send(client, application, "other", pdf("annexe.pdf"))
    piece = Piece.objects.get()
    path = page("label_piece", application, piece.public_id)
    client.post(path, {"label": "Annexe"})
    click(client, application)
    ends(call)

    late = client.post(path, {"label": "Prix : 4200 EUR"})

    assert late.status_code == 409
    assert label_of(piece) == "Annexe"


def test_before_the_deadline_it_can_be_named_anew_and_filed_again(call):
    client, application = begun(call)
    send(client, application, "other", pdf("annexe.pdf"))
    piece = Piece.objects.get()
    click(client, application)

    client.post(page("label_piece", application, piece.public_id), {"label": "Annexe"})
    again = click(client, application)

    assert label_of(piece) == "Annexe"
    assert again.status_code == 303
    assert Application.objects.get(pk=application.pk).filing_number == 2


def test_a_click_tried_again_after_the_deadline_shows_the_receipt_of_the_first(call):
    client, application = begun(call)
    once = once_of(client, application)
    first = click(client, application, once)
    ends(call)

    again = click(client, application, once)

    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])


def test_after_the_deadline_nothing_is_replaced_and_what_was_withdrawn_stays_so(call):
    application = file_now(draft_application(call)).application
    changed = save_words(
        application=application, changes={"days_reason": "x"}, version=application.version
    )
    ends(call)

    with pytest.raises(RuleBroken) as replaced:
        file_now(changed)
    withdraw_application(application=application, at=timezone.now())
    with pytest.raises(RuleBroken) as again:
        file_now(application)

    assert {replaced.value.code, again.value.code} == {"filed_before_deadline"}
    assert find_application(application.public_id).state == ApplicationState.WITHDRAWN


def test_whoever_was_late_files_in_time_once_the_deadline_is_a_later_one(organisation):
    call = published_call(organisation, days=0.2, late_rule=LateRule.KEEP)
    application = draft_application(call)
    late = file_now(application, at=call.deadline_at + timedelta(minutes=1)).application
    Call.objects.filter(pk=call.pk).update(deadline_at=call.deadline_at + timedelta(days=2))
    changed = save_words(
        application=late, changes={"days_reason": "Une visite"}, version=late.version
    )

    filed = file_now(changed, at=call.deadline_at + timedelta(minutes=2), once=new_token())

    assert late.state == ApplicationState.LATE
    assert filed.application.state == ApplicationState.FILED
    assert not filed.filing.is_late
