"""Two people at the same instant: one act counts, the other is told, nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from mandat.calls.exchange.services import amendments, derogations, questions, tellings
from mandat.calls.exchange.services.followers import ask_to_follow
from mandat.calls.life import services as life
from mandat.calls.models import Amendment, Call, CallVersion, Follower, Question, Telling
from mandat.calls.states import AmendmentState, CallState, QuestionState
from mandat.core.errors import RuleBroken
from mandat.people.roles import Role
from tests.calls.exchange.around import asked, follower, mails
from tests.calls.life.ready import asked as to_approve
from tests.calls.life.ready import make_team, ready_draft
from tests.calls.published import published_call, wall_in
from tests.factories import make_account, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    return make_organisation("Maison des droits", country="FR", time_zone="Europe/Paris")


@pytest.fixture
def public_call(house):
    return published_call(house, days=30)


def people(house, role, count=2):
    return [make_account(role=role, organisation=house) for _ in range(count)]


def at_once(*acts):
    """What each act came to, all begun at the same instant: its result, or the refusal's code."""
    ready = Barrier(len(acts))

    def run(act):
        ready.wait()
        try:
            return act()
        except RuleBroken as broken:
            return broken.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def in_work(call, by):
    amendment = amendments.start_amendment(call_id=call.public_id, by=by)
    return amendments.change_field(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        name="working_days",
        value=60,
        extra={},
        version=amendment.version,
        by=by,
    )


def publishing(call, amendment, by):
    return lambda: amendments.publish_amendment(
        call_id=call.public_id,
        amendment_id=amendment.public_id,
        reason="More days.",
        kept_deadline_reason="",
        version=amendment.version,
        by=by,
    )


def test_one_amendment_published_twice_at_once_counts_once(house, public_call):
    first, second = people(house, Role.PROGRAMME_OFFICER)
    amendment = in_work(public_call, first)

    results = at_once(
        publishing(public_call, amendment, first), publishing(public_call, amendment, second)
    )

    assert [r for r in results if isinstance(r, str)] == ["changed_elsewhere"]
    assert list(CallVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert Telling.objects.count() == 1


def test_two_officers_who_begin_at_once_write_one_amendment(house, public_call):
    pair = people(house, Role.PROGRAMME_OFFICER)

    at_once(
        *(lambda by=by: amendments.start_amendment(call_id=public_call.public_id, by=by)
          for by in pair)
    )  # fmt: skip

    assert Amendment.objects.count() == 1


def test_an_amendment_and_a_cancellation_at_once_leave_one_of_them(house, public_call):
    first, second = people(house, Role.PROGRAMME_OFFICER)

    results = at_once(
        lambda: amendments.start_amendment(call_id=public_call.public_id, by=first),
        lambda: derogations.propose_cancellation(
            call_id=public_call.public_id, reason="No money.", by=second
        ),
    )

    assert Amendment.objects.count() == 1
    assert results[1] == "amendment_open" or results[0].pk == results[1].pk


def test_two_approvers_at_once_close_a_call_early_once(house, public_call):
    (officer,) = people(house, Role.PROGRAMME_OFFICER, 1)
    pair = people(house, Role.APPROVER)
    amendment = derogations.propose_early_closing(
        call_id=public_call.public_id, wall=wall_in(5), reason="Sooner.", by=officer
    )

    def deciding(act, by):
        return lambda: act(
            call_id=public_call.public_id,
            amendment_id=amendment.public_id,
            version=1,
            by=by,
        )

    results = at_once(
        deciding(derogations.approve_derogation, pair[0]),
        deciding(derogations.refuse_derogation, pair[1]),
    )

    assert [r for r in results if isinstance(r, str)] == ["changed_elsewhere"]
    amendment.refresh_from_db()
    versions = CallVersion.objects.count()
    assert (amendment.state, versions) in {
        (AmendmentState.PUBLISHED, 2),
        (AmendmentState.REFUSED, 1),
    }


def test_an_approval_and_a_withdrawal_at_once_leave_one_of_them(house, public_call):
    (officer,) = people(house, Role.PROGRAMME_OFFICER, 1)
    (approver,) = people(house, Role.APPROVER, 1)
    amendment = derogations.propose_cancellation(
        call_id=public_call.public_id, reason="No money.", by=officer
    )
    place = {
        "call_id": public_call.public_id,
        "amendment_id": amendment.public_id,
        "version": 1,
    }

    at_once(
        lambda: derogations.approve_derogation(**place, by=approver),
        lambda: amendments.drop_amendment(**place, by=officer),
    )

    amendment.refresh_from_db()
    state = Call.objects.get(pk=public_call.pk).state
    assert (amendment.state, state) in {
        (AmendmentState.PUBLISHED, CallState.CANCELLED),
        (AmendmentState.DROPPED, CallState.PUBLISHED),
    }


def test_one_question_answered_by_two_at_once_has_one_answer(house, public_call):
    pair = people(house, Role.PROGRAMME_OFFICER)
    question = asked(public_call)

    def answering(by, words):
        return lambda: questions.answer_question(
            call_id=public_call.public_id,
            question_id=question.public_id,
            shown="May two?",
            answer=words,
            version=1,
            by=by,
        )

    results = at_once(answering(pair[0], "Yes."), answering(pair[1], "No."))

    assert [r for r in results if isinstance(r, str)] == ["changed_elsewhere"]
    answered = Question.objects.get(state=QuestionState.ANSWERED)
    assert (answered.number, answered.answer in ("Yes.", "No.")) == (1, True)
    assert Telling.objects.count() == 1


def test_two_questions_answered_at_once_have_two_numbers(house, public_call):
    pair = people(house, Role.PROGRAMME_OFFICER)
    waiting = [asked(public_call, f"Question {n}?") for n in range(2)]

    at_once(
        *(
            lambda by=by, question=question: questions.answer_question(
                call_id=public_call.public_id,
                question_id=question.public_id,
                shown="A?",
                answer="B.",
                version=1,
                by=by,
            )
            for by, question in zip(pair, waiting, strict=True)
        )
    )

    assert sorted(Question.objects.values_list("number", flat=True)) == [1, 2]


def test_one_address_given_twice_at_once_follows_once(public_call):
    results = at_once(
        *(
            lambda: ask_to_follow(call=public_call, address="a@example.org", language="en")
            for _ in range(2)
        )
    )

    assert all(isinstance(r, Follower) for r in results)
    assert Follower.objects.count() == 1


def test_two_workers_on_one_piece_of_news_tell_nobody_twice(house, public_call, monkeypatch):
    monkeypatch.setattr(tellings, "BATCH", 2)
    (officer,) = people(house, Role.PROGRAMME_OFFICER, 1)
    everybody = sorted(f"person{n}@example.org" for n in range(8))
    for address in everybody:
        follower(public_call, address)
    publishing(public_call, in_work(public_call, officer), officer)()
    telling = Telling.objects.get()

    def work():
        for _ in range(8):
            tellings.tell_batch(public_id=telling.public_id)

    at_once(work, work)

    assert sorted(m.to for m in mails("call_amended")) == everybody


def test_an_amendment_begun_while_the_call_is_approved_follows_what_was_published():
    team = make_team()
    call = ready_draft(team)
    approval = to_approve(team, call)

    results = at_once(
        lambda: life.decide_approval(
            public_id=call.public_id,
            approval_id=approval.public_id,
            approved=True,
            note="",
            by=team.approver,
        ),
        lambda: amendments.start_amendment(call_id=call.public_id, by=team.officer),
    )

    assert CallVersion.objects.count() == 1
    begun = Amendment.objects.filter(call=call).first()
    assert results[1] == "not_now" if begun is None else begun.from_version == 1
