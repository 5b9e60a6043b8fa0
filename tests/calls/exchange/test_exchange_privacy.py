"""People without account: what is held about them is found, erased and forgotten in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.calls.exchange import privacy
from mandat.calls.exchange.queries import answered_questions
from mandat.calls.exchange.services import questions
from mandat.calls.exchange.services.followers import leave_call
from mandat.calls.models import Call, Follower, Question
from mandat.calls.states import CallState, FollowerState, QuestionState
from mandat.core.holdings import Subject
from mandat.privacy.services.retention import keep_retention
from tests.calls.exchange.around import EMAIL, asked, asked_to_follow, follower
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db


def free(_label, _public_id):
    return False


def held(_label, _public_id):
    return True


def of(address=EMAIL, organisation=None):
    return Subject(address, organisation=organisation.public_id if organisation else None)


@pytest.fixture
def answered(call, officer):
    """Two questions of one person, of which one is answered."""
    follower(call)
    asked(call, "Of Fatou: who pays?", EMAIL)
    question = asked(call, "Of Fatou: may two apply?", EMAIL)
    return questions.answer_question(
        call_id=call.public_id,
        question_id=question.public_id,
        shown="May two apply?",
        answer="Yes.",
        version=1,
        by=officer,
    )


def test_a_person_reads_what_they_follow_and_what_they_asked(answered):
    found = list(privacy.gather(of()))

    assert [f.subject_label for f in found] == [
        "calls.follower",
        "calls.question",
        "calls.question",
    ]
    assert found[0].data["address"] == EMAIL
    assert {f.data["asked"] for f in found[1:]} == {
        "Of Fatou: who pays?",
        "Of Fatou: may two apply?",
    }


def test_another_persons_things_and_another_organisations_are_not_theirs(
    answered, other_organisation
):
    other = published_call(other_organisation, days=30)
    follower(other)

    assert list(privacy.gather(of("somebody@example.org"))) == []
    theirs = list(privacy.gather(of(organisation=other_organisation)))
    assert [f.organisation for f in theirs] == [other_organisation.public_id]


def test_erasure_takes_the_person_away_and_leaves_what_is_public(call, answered):
    outcomes = list(privacy.erase(of(), free))

    assert all(o.done for o in outcomes)
    assert not Follower.objects.exists()
    assert not Question.objects.exclude(asked_text=None).exists()
    assert [q.answer for q in answered_questions(call)] == ["Yes."]
    states = set(Question.objects.values_list("state", flat=True))
    assert states == {QuestionState.ANSWERED, QuestionState.SET_ASIDE}
    assert list(privacy.gather(of())) == []


def test_a_hold_keeps_everything(answered):
    outcomes = list(privacy.erase(of(), held))

    assert {o.reason for o in outcomes} == {"legal_hold"}
    assert Follower.objects.filter(address__isnull=False).count() == 1
    assert Question.objects.filter(asked_text__isnull=False).count() == 2


def test_a_month_after_the_archive_addresses_and_asked_words_are_gone(call, answered, organisation):
    living = published_call(organisation, days=30)
    follower(living)
    call.refresh_from_db()
    call.state = CallState.ARCHIVED
    call.save()
    archived = Call.objects.get(pk=call.pk).changed_at

    list(privacy.expire(archived + timedelta(days=29), free))
    assert Follower.objects.filter(call=call).exists()
    list(privacy.expire(archived + timedelta(days=31), free))

    assert not Follower.objects.filter(call=call).exists()
    assert not Question.objects.filter(call=call).exclude(asked_text=None).exists()
    assert Follower.objects.filter(call=living).exists()


def test_the_job_of_the_house_does_it(call, answered, time_machine):
    Call.objects.filter(pk=call.pk).update(state=CallState.ARCHIVED)
    time_machine.move_to(timezone.now() + timedelta(days=40))

    (turn,) = [t for t in keep_retention() if t.room == "calls"]

    assert not turn.failed
    assert not Follower.objects.exists()


def test_a_backup_brings_back_nobody_who_left(call):
    person = leave_call(follower=follower(call))
    key = privacy.left_key(person)
    Follower.objects.filter(pk=person.pk).update(  # as an older backup has it
        state=FollowerState.CONFIRMED, left_at=None
    )

    assert privacy.end_again("calls.follower", key)
    assert not Follower.objects.exists()


def test_who_came_back_after_leaving_stays_after_a_restore(call, time_machine):
    key = privacy.left_key(leave_call(follower=follower(call)))
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    follower(call)

    assert not privacy.end_again("calls.follower", key)
    assert Follower.objects.get().state == FollowerState.CONFIRMED


def test_a_follower_that_a_backup_brought_back_is_forgotten_again(call):
    person = asked_to_follow(call)

    assert privacy.forget("calls.follower", str(person.public_id))
    assert not privacy.forget("calls.follower", str(person.public_id))
    assert not privacy.forget("calls.call", str(call.public_id))
