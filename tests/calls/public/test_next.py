"""What happens next and by when, for whoever applies."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from mandat.calls.models import Call
from mandat.calls.public.milestones import steps_of
from mandat.calls.states import CallState
from tests.calls.published import published_call


def steps(call, at=None):
    with translation.override("en"):
        return steps_of(call, call.milestones.all(), at or timezone.now())


def shown(client, call):
    return client.get(reverse("open:show_next", args=[call.token])).content.decode()


def test_the_way_goes_from_publication_to_the_mission_in_order(call):
    way = steps(call)

    assert [s.role for s in way] == [
        "publication",
        "questions",
        "deadline",
        "decision",
        "mission_start",
    ]
    assert [s.is_done for s in way] == [True, False, False, False, False]
    assert [s.role for s in way if s.is_current] == ["questions"]


def test_the_deadline_is_done_when_it_is_behind_and_the_next_thing_is_current(call):
    way = steps(call, at=call.deadline_at + timedelta(days=1))

    assert [s.role for s in way if s.is_done] == ["publication", "questions", "deadline"]
    assert [s.role for s in way if s.is_current] == ["decision"]


def test_a_delay_is_told_with_the_day_that_was_published_and_the_reason(visitor, call):
    decision = call.milestones.get(role="decision")
    decision.due_on += timedelta(days=9)
    decision.note = "The committee meets <later>."
    decision.save()

    step = next(s for s in steps(call) if s.role == "decision")
    page = shown(visitor, call)

    assert step.is_later
    assert step.planned
    assert step.iso == decision.due_on.isoformat()
    assert "The committee meets &lt;later&gt;." in page
    assert f"<del>{step.planned}</del>" in page


def test_a_day_that_passed_without_a_word_is_not_called_done(call):
    way = steps(call, at=call.deadline_at + timedelta(days=200))

    untold = [s.role for s in way if s.is_untold]
    assert untold == ["decision", "mission_start"]
    assert not any(s.is_current for s in way)


def test_what_was_told_as_done_is_done_on_its_day(call):
    decision = call.milestones.get(role="decision")
    decision.done_on = decision.planned_on - timedelta(days=2)
    decision.save()

    step = next(s for s in steps(call) if s.role == "decision")

    assert step.is_done
    assert not step.is_later
    assert step.iso == decision.done_on.isoformat()


def test_each_step_says_what_the_applicant_does(visitor, call):
    page = shown(visitor, call)

    assert "Send everything that is asked for by then." in page
    assert "If your offer is chosen, the work begins." in page


def test_the_last_day_to_send_is_not_told_twice(organisation):
    call = published_call(organisation)
    day = call.deadline_wall[:10]
    call.milestones.create(role="full_proposal", planned_on=day, due_on=day)

    assert "full_proposal" not in [s.role for s in steps(Call.objects.get(pk=call.pk))]


def test_nothing_follows_in_a_cancelled_call(visitor, call):
    Call.objects.filter(pk=call.pk).update(state=CallState.CANCELLED, closing_reason="No money.")

    page = shown(visitor, call)

    assert "Nothing more happens in this call." in page
    assert 'class="timeline"' not in page
