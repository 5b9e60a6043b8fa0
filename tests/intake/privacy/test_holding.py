"""What the room tells a person about themselves, and what it erases when, and when not."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from mandat.calls.states import CallState
from mandat.core.errors import RuleBroken
from mandat.core.holdings import Subject
from mandat.core.keys import new_public_id
from mandat.documents.models import File
from mandat.intake import privacy
from mandat.intake.letters.outcomes import Outcome as Became
from mandat.intake.models import Application, Arrival, Filing, Receipt, ReferenceCheck, TeamMember
from mandat.intake.sealing import digest_of, seal_words, words_of
from mandat.intake.services.erasing import corrections_of, erase_own
from mandat.intake.services.starting import find_by_link
from mandat.intake.services.withdrawing import withdraw_application
from mandat.intake.states import ApplicationState, StampSource
from mandat.people.rules.retention import months_before
from tests.calls.published import published_call
from tests.documents import makers
from tests.intake.applying import ADDRESS, draft_application, file_now, filed_application
from tests.intake.sending import check, send_piece

pytestmark = pytest.mark.django_db
MEMBER = "jean.petit@example.org"


@pytest.fixture
def call(organisation):
    return published_call(organisation)


def never(_label, _key):
    return False


def always(_label, _key):
    return True


def subject(email=ADDRESS, organisation=None):
    return Subject(email=email, organisation=organisation and organisation.public_id)


def told(email=ADDRESS, organisation=None):
    found = privacy.HOLDING.gather(subject(email, organisation))
    return {(f.subject_label, f.subject_id): f.data for f in found}


def erased(email=ADDRESS, is_held=never):
    return {o.subject_id: (o.done, o.reason) for o in privacy.erase(subject(email), is_held)}


def with_member(application):
    member = TeamMember(application=application, key="m1", address_digest=digest_of(MEMBER))
    member.address = seal_words(application.organisation, member, "address", MEMBER)
    member.save()
    return member


def with_referee(application, email="ref@example.org"):
    check_ = ReferenceCheck(application=application, number=0, address_digest=digest_of(email))
    said = {"name": "Rosa Ref", "answers": ["Très bien"]}
    check_.words = seal_words(application.organisation, check_, "words", said)
    check_.save()
    return check_


def mail_from(organisation, email, *, outcome=Became.DESK, at=None, application=None):
    at = at or timezone.now()
    arrival = Arrival(
        organisation=organisation,
        message_digest=new_public_id().hex,
        content_digest="c" * 64,
        sender_digest=digest_of(email),
        arrived_at=at,
        imported_at=at,
        stamped_by=StampSource.IMPORT,
        outcome=outcome,
        application=application,
    )
    arrival.words = seal_words(organisation, arrival, "words", {"subject": "Ma candidature"})
    arrival.save()
    return arrival


def over(call, days=40):
    """The call ended so many days ago."""
    call.state = CallState.CLOSED
    call.deadline_at = call.closed_at = timezone.now() - timedelta(days=days)
    call.save()


def test_an_applicant_is_told_everything_but_what_is_sealed(call):
    application = draft_application(call)
    check(send_piece(application, makers.pdf("Une page"), name="methode.pdf"))
    send_piece(application, makers.pdf("Prix"), slot="2", name="prix.pdf", secret=True)
    file_now(application)

    data = told()["intake.application", str(application.public_id)]

    assert data["content"]["lead"]["name"] == "Amina Diallo"
    assert data["prices"] == "sealed"
    assert [d["name"] for d in data["documents"]] == ["methode.pdf", "sealed"]
    assert data["filings"][0]["content"]["lead"]["firm"] == "Cabinet Diallo"
    assert "18701" not in json.dumps(data)
    assert "prix.pdf" not in json.dumps(data)


def test_the_prices_of_a_draft_are_not_told_to_those_who_answer_for_the_organisation(call):
    draft_application(call)

    [data] = told().values()

    assert data["prices"] == "sealed"
    assert "350.50" not in json.dumps(data)


def test_an_address_in_capitals_is_the_same_and_another_one_finds_nothing(call):
    application = filed_application(call)

    assert ("intake.application", str(application.public_id)) in told(ADDRESS.upper())
    assert told("somebody@example.org") == {}


def test_another_organisation_tells_nothing(call, organisation, other_organisation):
    filed_application(call)

    assert told(organisation=organisation)
    assert told(organisation=other_organisation) == {}


def test_a_member_is_told_what_the_team_says_of_them_alone(call):
    application = filed_application(call)
    member = with_member(application)

    found = told(MEMBER)

    assert list(found) == [("intake.teammember", str(member.public_id))]
    [data] = found.values()
    assert data["said"]["role"] == "Juriste"
    assert "Amina" not in json.dumps(data)


def test_somebody_who_was_only_named_is_found_in_what_is_sealed(call):
    application = filed_application(call)

    found = told(MEMBER)

    [data] = found.values()
    assert list(found) == [("intake.application", str(application.public_id))]
    assert data["named_as"][0]["name"] == "Jean Petit"
    assert "Amina" not in json.dumps(data)


def test_a_referee_and_a_sender_are_told_their_own(call, organisation):
    check_ = with_referee(filed_application(call))
    arrival = mail_from(organisation, "ecrit@example.org")

    assert told("ref@example.org")["intake.referencecheck", str(check_.public_id)]["words"]
    assert told("ecrit@example.org")["intake.arrival", str(arrival.public_id)]["words"] == {
        "subject": "Ma candidature"
    }


def test_a_draft_goes_wholly_and_leaves_its_reference(call):
    application = draft_application(call)
    piece = send_piece(application, makers.pdf("Une page"))
    with_member(application)

    outcomes = erased()

    row = Application.objects.get(pk=application.pk)
    assert outcomes == {str(application.public_id): (True, "")}
    assert (row.address, row.content, row.secret, row.address_digest) == (None, None, None, "")
    assert row.reference == application.reference
    assert File.objects.get(pk=piece.file.pk).wrapped_key is None
    assert not TeamMember.objects.exclude(address_digest="").exists()
    assert told() == {}


def test_the_link_of_an_erased_application_opens_nothing(call):
    from mandat.intake.sealing import link_key  # noqa: PLC0415 -- what the mail carried

    application = draft_application(call)
    key = link_key(application.public_id, application.key_at)
    assert find_by_link(key) is not None

    erased()

    assert find_by_link(key) is None


def test_what_was_filed_stays_with_the_reason_until_it_is_withdrawn(call):
    application = filed_application(call)

    assert erased() == {str(application.public_id): (False, "legal_obligation")}
    withdraw_application(application=application, at=timezone.now())

    assert erased() == {str(application.public_id): (True, "")}
    assert Filing.objects.get().content is None
    assert Filing.objects.get().envelope is None
    receipt = Receipt.objects.get()
    assert (receipt.for_holder, receipt.for_call) == (None, None)
    assert "files" not in receipt.body


def test_a_legal_hold_goes_before_everything(call):
    application = draft_application(call)

    assert erased(is_held=always) == {str(application.public_id): (False, "legal_hold")}
    application.refresh_from_db()
    assert application.content is not None


def test_a_member_of_a_draft_goes_from_it_and_one_of_a_filed_team_stays(organisation):
    draft = draft_application(published_call(organisation))
    filed = filed_application(published_call(organisation))
    gone, kept = with_member(draft), with_member(filed)

    outcomes = erased(MEMBER)

    assert outcomes[str(gone.public_id)] == (True, "")
    assert outcomes[str(kept.public_id)] == (False, "legal_obligation")
    draft.refresh_from_db()
    assert words_of(organisation, draft, "content")["members"][0]["name"] == ""


def test_a_referee_goes_at_once(call):
    check_ = with_referee(filed_application(call))

    assert erased("ref@example.org")[str(check_.public_id)] == (True, "")

    check_.refresh_from_db()
    assert check_.words is None


def test_a_plan_that_is_rolled_back_leaves_no_trace(call, django_capture_on_commit_callbacks):
    application = draft_application(call)

    with django_capture_on_commit_callbacks() as planned, transaction.atomic():
        erased()
        transaction.set_rollback(True)
    application.refresh_from_db()
    content = application.content
    with django_capture_on_commit_callbacks() as done:
        erased()

    assert content is not None
    assert (len(planned), len(done)) == (0, 1)


def test_a_draft_goes_thirty_days_after_the_call_and_not_before(call):
    application = draft_application(call)
    over(call, days=29)
    early = list(privacy.expire(timezone.now(), never))
    over(call, days=31)

    late = list(privacy.expire(timezone.now(), never))

    assert early == []
    assert [(o.subject_id, o.done) for o in late] == [(str(application.public_id), True)]


def test_an_application_that_was_not_taken_goes_by_the_months_of_the_organisation(
    call, organisation
):
    application = filed_application(call)
    Application.objects.update(
        state=ApplicationState.INELIGIBLE, filed_at=months_before(timezone.now(), 8)
    )
    Application.objects.update(created_at=months_before(timezone.now(), 8))
    call.deadline_at = call.closed_at = months_before(timezone.now(), 7)
    call.state = CallState.CLOSED
    call.save()
    usual = list(privacy.expire(timezone.now(), never))
    organisation.retention = {"refused_applications": 6}
    organisation.save()

    own = list(privacy.expire(timezone.now(), never))

    assert usual == []
    assert [o.done for o in own] == [True]
    assert Application.objects.get(pk=application.pk).content is None


def test_an_admitted_application_stays_and_a_hold_keeps_what_is_over(call):
    filed_application(call)
    Application.objects.update(
        state=ApplicationState.ADMITTED,
        filed_at=months_before(timezone.now(), 40),
        created_at=months_before(timezone.now(), 40),
    )
    call.deadline_at = call.closed_at = months_before(timezone.now(), 40)
    call.state = CallState.CLOSED
    call.save()
    admitted = list(privacy.expire(timezone.now(), never))
    Application.objects.update(state=ApplicationState.REFUSED)

    held = list(privacy.expire(timezone.now(), always))

    assert admitted == []
    assert [(o.done, o.reason) for o in held] == [(False, "legal_hold")]


def test_mail_of_machines_goes_after_a_month_and_other_mail_stays(organisation):
    month = timezone.now() - timedelta(days=31)
    machine = mail_from(organisation, "robot@example.org", outcome=Became.AUTO_REPLY, at=month)
    mail_from(organisation, "ecrit@example.org", at=month)

    outcomes = list(privacy.expire(timezone.now(), never))

    assert [(o.subject_id, o.done) for o in outcomes] == [(str(machine.public_id), True)]


def test_what_a_backup_brings_back_is_erased_and_withdrawn_again(call):
    draft = draft_application(call)
    other = filed_application(call, address="autre@example.org")
    at = timezone.now()

    assert privacy.forget("intake.application", str(draft.public_id))
    assert not privacy.forget("intake.application", str(draft.public_id))
    assert privacy.end_again("intake.application", f"{other.public_id} {at.isoformat()}")

    other.refresh_from_db()
    assert other.state == ApplicationState.WITHDRAWN


def test_what_was_filed_again_after_it_was_withdrawn_stays_filed(call):
    other = filed_application(call)
    at = other.filed_at - timedelta(seconds=1)

    assert not privacy.end_again("intake.application", f"{other.public_id} {at.isoformat()}")

    other.refresh_from_db()
    assert other.state == ApplicationState.FILED


def test_a_correction_stands_beside_what_was_filed_once_the_deadline_is_over(call):
    application = filed_application(call)
    column, key = "intake.Application.content", str(application.public_id)
    with pytest.raises(RuleBroken) as early:
        privacy.correct(column, key, "Mon nom s’écrit Amina Dialló", "worker")
    over(call, days=1)

    done = privacy.correct(column, key, "Mon nom s’écrit Amina Dialló", "worker")

    application.refresh_from_db()
    assert early.value.code == "corrected_by_filing"
    assert done.after == corrections_of(application)[0]["text"]
    assert words_of(application.organisation, application, "content")["lead"]["name"]
    filing = Filing.objects.get()
    assert "corrections" not in words_of(application.organisation, filing, "content")


def test_an_applicant_cannot_erase_what_stands(call):
    with pytest.raises(RuleBroken) as refused:
        erase_own(application=filed_application(call))

    assert refused.value.code == "application_stands"
