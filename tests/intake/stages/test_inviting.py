"""From an expression of interest to a full proposal, and who is told and given what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mandat.calls.attaching.files import can_read_document
from mandat.calls.exchange import news
from mandat.calls.exchange.services import tellings
from mandat.calls.models import Milestone
from mandat.calls.states import CallState, Stage
from mandat.core.errors import RuleBroken
from mandat.core.passes import Visitor, pass_of
from mandat.intake.models import Application
from mandat.intake.sealing import address_of, link_key
from mandat.intake.services.drafting import content_now, save_words
from mandat.intake.services.inviting import invite_to_full_proposal
from mandat.intake.services.starting import find_by_link, start_application
from mandat.intake.services.withdrawing import withdraw_application
from mandat.intake.states import ApplicationStage, ApplicationState
from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from tests.calls.exchange.around import follower, mails, tell_everybody
from tests.calls.public.documents import attached
from tests.calls.published import published_call, wall_in
from tests.intake.applying import ADDRESS, draft_application, file_now, filed_application

pytestmark = pytest.mark.django_db
ASKED = [{"name": "Proposition technique", "part": "technical", "max_pages": 20}]


@pytest.fixture
def call(organisation):
    """A call that asks for expressions of interest first."""
    return published_call(organisation, values={"kind": "eoi"})


def over(call):
    call.state = CallState.CLOSED
    call.deadline_at = call.closed_at = timezone.now() - timedelta(hours=1)
    call.save()


@pytest.fixture
def interest(call):
    """An expression of interest that was filed before the call ended."""
    application = filed_application(call)
    over(call)
    return Application.objects.get(pk=application.pk)


def invite(application, by, **changes):
    settings = {
        "deadline_wall": wall_in(15),
        "deadline_zone": "Europe/Brussels",
        "documents": ASKED,
        "at": timezone.now(),
    }
    return invite_to_full_proposal(application=application, by=by, **(settings | changes))


def refused(application, by, **changes):
    with pytest.raises(RuleBroken) as broken:
        invite(application, by, **changes)
    return broken.value.code


def test_the_proposal_begins_with_what_was_filed_and_has_its_own_deadline(interest, officer):
    proposal = invite(interest, officer, deadline_wall="2099-03-01T12:00")

    assert proposal.stage == ApplicationStage.FULL_PROPOSAL
    assert proposal.invited_from == interest
    assert proposal.deadline_at == datetime(2099, 3, 1, 11, tzinfo=UTC)
    assert proposal.confirmed_at == interest.confirmed_at
    assert proposal.reference != interest.reference
    assert address_of(proposal) == ADDRESS
    assert content_now(proposal)["lead"]["name"] == "Amina Diallo"
    assert proposal.asked == ASKED


def test_the_link_in_the_mail_opens_it(interest, officer):
    proposal = invite(interest, officer)

    mail = words_of(Message.objects.get(template="intake/invited"))

    key = link_key(proposal.public_id, proposal.key_at)
    assert key in mail.body
    assert find_by_link(key) == proposal
    assert "Proposition technique" in mail.body


def test_a_proposal_is_filed_until_its_own_deadline_though_the_call_is_closed(interest, officer):
    proposal = invite(interest, officer)

    filed = file_now(proposal, at=proposal.deadline_at)

    assert filed.application.state == ApplicationState.FILED
    with pytest.raises(RuleBroken):
        file_now(filed.application, at=proposal.deadline_at + timedelta(seconds=1))


def test_invited_twice_it_is_the_same_and_one_mail(interest, officer):
    first = invite(interest, officer)

    second = invite(interest, officer, deadline_wall=wall_in(30))

    assert second == first
    assert second.deadline_at == first.deadline_at
    assert Message.objects.filter(template="intake/invited").count() == 1


def test_what_was_typed_after_the_filing_is_not_carried_on(call, officer):
    application = filed_application(call)
    words = {**content_now(application), "days_reason": "Jamais déposé"}
    save_words(application=application, changes=words, version=application.version)
    over(call)

    proposal = invite(application, officer)

    assert content_now(proposal)["days_reason"] == ""


def test_only_programme_officers_of_the_organisation_invite(interest, reader, stranger):
    for person in (reader, stranger):
        with pytest.raises(PermissionDenied):
            invite(interest, person)

    assert not Application.objects.filter(invited_from=interest).exists()


def test_what_does_not_stand_is_not_invited(interest, officer):
    Application.objects.update(state=ApplicationState.INELIGIBLE)

    assert refused(interest, officer) == "not_standing"


def test_a_draft_is_not_invited(call, officer):
    draft = draft_application(call)
    over(call)

    assert refused(draft, officer) == "not_standing"


def test_nobody_is_invited_before_the_deadline(call, officer):
    assert refused(filed_application(call), officer) == "call_still_open"


def test_a_call_of_one_stage_has_no_second(organisation, officer):
    call = published_call(organisation)
    application = filed_application(call)
    over(call)

    assert refused(application, officer) == "one_stage"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"deadline_wall": "2001-01-01T00:00"}, "past_deadline"),
        ({"deadline_wall": "soon"}, "bad_deadline"),
        ({"deadline_zone": "Nowhere/Town"}, "bad_deadline"),
        ({"documents": []}, "documents_missing"),
        ({"documents": [{"name": " "}]}, "documents_missing"),
        ({"documents": [{"name": "CV", "part": "secret"}]}, "documents_missing"),
    ],
)
def test_a_senseless_invitation_is_refused(interest, officer, changes, code):
    assert refused(interest, officer, **changes) == code


def test_whoever_lost_the_link_is_sent_the_one_to_the_proposal(interest, officer, call):
    proposal = invite(interest, officer)

    known = start_application(call=call, address=ADDRESS, language="fr")

    assert known == proposal


def test_documents_for_the_shortlisted_open_with_the_pass_of_a_proposal(interest, officer, call):
    document = attached(call, officer, stage=Stage.SHORTLISTED)
    proposal = invite(interest, officer)

    holder = Visitor(frozenset({pass_of(proposal)}))

    assert can_read_document(holder, document.file)
    assert not can_read_document(Visitor(), document.file)
    assert not can_read_document(Visitor(frozenset({pass_of(interest)})), document.file)
    withdraw_application(application=proposal, at=timezone.now())
    assert not can_read_document(holder, document.file)


def test_a_proposal_to_another_call_opens_nothing_here(interest, officer, organisation, call):
    other = published_call(organisation, values={"kind": "eoi"})
    document = attached(other, officer, stage=Stage.SHORTLISTED)
    proposal = invite(interest, officer)

    assert not can_read_document(Visitor(frozenset({pass_of(proposal)})), document.file)


def news_about(call):
    milestone = Milestone.objects.get(call=call, role="decision")
    milestone.note, milestone.due_on = "Two assessors are ill.", milestone.planned_on
    milestone.save()
    return tellings.tell_all(call, milestone, news.DELAYED, timezone.now())


def test_applicants_are_told_the_news_of_their_call_each_once(organisation):
    call = published_call(organisation)
    draft_application(call, address="brouillon@example.org")
    filed_application(call, address="depot@example.org")
    start_application(call=call, address="jamais@example.org", language="fr")
    gone = filed_application(call, address="parti@example.org")
    withdraw_application(application=gone, at=timezone.now())
    follower(call, "depot@example.org")
    news_about(call)

    tell_everybody()

    assert sorted(m.to for m in mails("step_delayed")) == [
        "brouillon@example.org",
        "depot@example.org",
    ]


def test_whoever_has_two_applications_is_told_once(interest, officer, call):
    invite(interest, officer)
    news_about(call)

    tell_everybody()

    assert [m.to for m in mails("step_delayed")] == [ADDRESS]


def test_applicants_of_another_call_are_told_nothing(organisation, call):
    other = published_call(organisation)
    filed_application(other, address="autre@example.org")
    news_about(call)

    tell_everybody()

    assert mails("step_delayed") == []


def test_a_long_list_is_read_to_its_end(organisation, monkeypatch):
    call = published_call(organisation)
    monkeypatch.setattr(tellings, "BATCH", 2)
    addresses = [f"personne{n}@example.org" for n in range(5)]
    for address in addresses:
        filed_application(call, address=address)
    news_about(call)

    tell_everybody()

    assert sorted(m.to for m in mails("step_delayed")) == addresses
