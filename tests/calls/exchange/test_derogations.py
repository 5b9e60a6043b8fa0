"""Early closing and cancellation: two people, a public reason, everybody told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from mandat.calls.content import value_of
from mandat.calls.exchange.queries import derogations, published_amendments
from mandat.calls.exchange.services import derogations as services
from mandat.calls.exchange.services.amendments import start_amendment
from mandat.calls.models import Amendment, Call
from mandat.calls.queries import version_now
from mandat.calls.states import AmendmentKind, AmendmentState, CallState
from mandat.core.errors import RuleBroken
from mandat.people.roles import Role
from mandat.people.services import grant_role
from tests.calls.exchange.around import follower, mails, tell_everybody, text_of
from tests.calls.published import wall_in
from tests.proving import sign_in

pytestmark = pytest.mark.django_db


def refusal(code):
    return pytest.raises(RuleBroken, match=f"^{code}$")


def closing(call, by, days=5, reason="The money ends sooner."):
    return services.propose_early_closing(
        call_id=call.public_id, wall=wall_in(days, call.deadline_zone), reason=reason, by=by
    )


def cancelling(call, by, reason="There is no money."):
    return services.propose_cancellation(call_id=call.public_id, reason=reason, by=by)


def decided(amendment, by, act=services.approve_derogation):
    return act(
        call_id=amendment.call.public_id,
        amendment_id=amendment.public_id,
        version=amendment.version,
        by=by,
    )


def again(call):
    return Call.objects.get(pk=call.pk)


def test_a_proposal_changes_nothing_yet(call, officer):
    closing(call, officer)
    tell_everybody()

    after = again(call)
    assert (after.deadline_at, after.version_number) == (call.deadline_at, 1)
    assert after.closing_reason == ""
    assert published_amendments(call) == []


def test_an_approved_early_end_counts_says_why_and_is_told(call, officer, approver):
    follower(call)

    amendment = decided(closing(call, officer, days=5), approver)
    tell_everybody()

    after = again(call)
    assert after.deadline_at < timezone.now() + timedelta(days=5, hours=1)
    assert after.closing_reason == "The money ends sooner."
    assert after.state == CallState.PUBLISHED
    assert value_of(version_now(after).content, "deadline") == after.deadline_wall
    (mail,) = mails("call_closes_early")
    assert "The money ends sooner." in text_of(mail)
    assert (amendment.made_by, amendment.decided_by) == (officer, approver)
    assert [d.pk for d in derogations(call)] == [amendment.pk]


def test_whoever_proposes_does_not_approve(call, officer, organisation):
    grant_role(account=officer, organisation=organisation, role=Role.APPROVER, by="operator")
    amendment = closing(call, officer)

    with refusal("own_proposal"):
        decided(amendment, officer)
    with refusal("own_proposal"):
        decided(amendment, officer, services.refuse_derogation)


@pytest.mark.parametrize("kind", [AmendmentKind.EARLY_CLOSING, AmendmentKind.CANCELLATION])
def test_the_database_refuses_one_person_for_both(call, officer, kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.create(
            call=call,
            kind=kind,
            from_version=1,
            made_by=officer,
            decided_by=officer,
            made_at=timezone.now(),
        )


def test_only_approvers_decide_and_only_officers_propose(
    call, officer, approver, reader, colleague, stranger
):
    amendment = closing(call, officer)

    for person in (reader, colleague, stranger):
        with pytest.raises(PermissionDenied):
            decided(amendment, person)
    for person in (approver, reader, stranger):
        with pytest.raises(PermissionDenied):
            cancelling(call, person)


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "end_is_past"), (30, "end_not_earlier"), (40, "end_not_earlier")]
)
def test_the_new_end_is_ahead_and_earlier(call, officer, days, code):
    with refusal(code):
        closing(call, officer, days=days)


def test_an_end_that_passed_while_nobody_decided_is_proposed_anew(
    call, officer, approver, time_machine
):
    amendment = closing(call, officer, days=2)
    time_machine.move_to(timezone.now() + timedelta(days=3))

    with refusal("end_is_past"):
        decided(amendment, approver)

    assert again(call).version_number == 1


def test_a_refused_proposal_leaves_the_call_as_it_is(call, officer, approver):
    amendment = decided(closing(call, officer), approver, services.refuse_derogation)

    assert amendment.state == AmendmentState.REFUSED
    assert again(call).deadline_at == call.deadline_at
    assert not derogations(call).exists()
    assert start_amendment(call_id=call.public_id, by=officer).state == AmendmentState.DRAFT


def test_a_change_in_work_stands_in_the_way(call, officer):
    start_amendment(call_id=call.public_id, by=officer)

    with refusal("amendment_open"):
        cancelling(call, officer)


def test_a_cancelled_call_stays_readable_with_its_reason(call, officer, approver):
    follower(call)

    decided(cancelling(call, officer), approver)
    tell_everybody()

    after = again(call)
    assert (after.state, after.closing_reason) == (CallState.CANCELLED, "There is no money.")
    assert after.version_number == 1
    (mail,) = mails("call_cancelled")
    assert "There is no money." in text_of(mail)
    page = Client(headers={"accept-language": "en"}).get(f"/open/{call.token}/")
    assert "There is no money." in page.content.decode()
    assert not derogations(call).exists()


def test_a_closed_call_can_be_cancelled_and_not_closed_earlier(call, officer, approver):
    Call.objects.filter(pk=call.pk).update(state=CallState.CLOSED, closed_at=timezone.now())

    with refusal("not_now"):
        closing(call, officer)
    decided(cancelling(call, officer), approver)

    assert again(call).state == CallState.CANCELLED


def test_a_reason_is_asked_for(call, officer):
    for propose in (closing, cancelling):
        with refusal("reason_missing"):
            propose(call, officer, reason="  ")


def test_two_people_in_two_browsers_cancel_a_call(call, officer, approver):
    desk, second = (Client(headers={"accept-language": "en"}) for _ in range(2))
    sign_in(desk, officer)
    sign_in(second, approver)
    base = f"/calls/{call.public_id}/amendments/"

    proposed = desk.post(f"{base}cancel/", {"reason": "There is no money."})
    page = proposed.headers["Location"]
    by_herself = desk.post(f"{page}decide/", {"act": "approve", "version": "1"})
    shown = second.get(page).content.decode()
    home = second.get("/home/").content.decode()
    agreed = second.post(f"{page}decide/", {"act": "approve", "version": "1"}, follow=True)

    assert by_herself.status_code == 404
    assert "Your decision" in shown
    assert "A cancellation is proposed" in home
    assert agreed.status_code == 200
    assert again(call).state == CallState.CANCELLED


def test_the_form_of_early_closing_keeps_what_was_typed(call, officer):
    desk = Client(headers={"accept-language": "en"})
    sign_in(desk, officer)

    refused = desk.post(
        f"/calls/{call.public_id}/amendments/close-early/",
        {"day": "2020-01-01", "time": "12:00", "reason": "Because of the money."},
    )

    assert refused.status_code == 409
    assert "Because of the money." in refused.content.decode()
    assert "lies in the past" in refused.content.decode()
