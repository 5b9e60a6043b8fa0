"""Decisions about applications: by whom, when, and on what."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from mandat.audit.models import Entry
from mandat.calls.states import LateRule
from mandat.core.errors import RuleBroken
from mandat.intake.desk.standing import content_now
from mandat.intake.models import Application, Decision, Letter
from mandat.intake.sealing import words_of
from mandat.intake.services.deciding import (
    admit_all,
    decide_application,
    decide_late,
    digest_of_all,
    seen_of,
    to_admit,
)
from mandat.intake.states import ApplicationState, CriterionOutcome, DecisionKind
from tests.calls.published import published_call
from tests.intake.applying import draft_application, file_now, filed_application
from tests.intake.desk.making import end_call, filed_whole, met

pytestmark = pytest.mark.django_db


def decide(application, kind, by, reason=""):
    application.refresh_from_db()
    return decide_application(
        application=application, kind=kind, reason=reason, seen=seen_of(application), by=by
    )


def state_of(application):
    return Application.objects.get(pk=application.pk).state


@pytest.fixture
def late(organisation):
    call = published_call(organisation, late_rule=LateRule.KEEP)
    application = draft_application(call)
    return file_now(application, at=call.deadline_at + timedelta(minutes=3)).application


def test_a_complete_and_eligible_application_is_admitted_without_a_reason(call, clerk):
    application = filed_whole(call)
    met(application, clerk)
    end_call(call)

    decision = decide(application, DecisionKind.ADMITTED, clerk)

    assert state_of(application) == ApplicationState.ADMITTED
    assert (decision.reason, decision.decided_by) == (None, clerk)
    assert Letter.objects.get().kind == DecisionKind.ADMITTED
    entry = Entry.objects.get(action="intake.application.decided")
    assert entry.details == {"kind": "admitted", "filing": 1}


@pytest.mark.parametrize("kind", [DecisionKind.ADMITTED, DecisionKind.INCOMPLETE])
def test_nothing_is_decided_while_the_applicant_can_still_file(call, clerk, kind):
    application = filed_whole(call)
    met(application, clerk)

    with pytest.raises(RuleBroken) as broken:
        decide(application, kind, clerk, "Parce que.")

    assert broken.value.code == "not_over"


def test_nobody_is_admitted_while_a_criterion_is_open_or_not_met(call, clerk):
    application = filed_whole(call)
    end_call(call)

    with pytest.raises(RuleBroken) as is_open:
        decide(application, DecisionKind.ADMITTED, clerk)
    met(application, clerk, CriterionOutcome.PROOF_ASKED)
    with pytest.raises(RuleBroken) as asked:
        decide(application, DecisionKind.ADMITTED, clerk, "Très bon dossier.")
    met(application, clerk, CriterionOutcome.NOT_MET)
    with pytest.raises(RuleBroken) as not_met:
        decide(application, DecisionKind.ADMITTED, clerk, "Très bon dossier.")

    assert is_open.value.code == asked.value.code == "criterion_open"
    assert not_met.value.code == "criterion_not_met"
    assert state_of(application) == ApplicationState.FILED


def test_an_incomplete_one_is_admitted_only_with_a_reason_which_is_kept_sealed(call, clerk):
    application = filed_application(call)
    met(application, clerk)
    end_call(call)

    with pytest.raises(RuleBroken) as broken:
        decide(application, DecisionKind.ADMITTED, clerk)
    decision = decide(application, DecisionKind.ADMITTED, clerk, "Panne du site attestée.")

    assert broken.value.code == "not_complete"
    assert b"Panne" not in bytes(decision.reason)
    assert words_of(application.organisation, decision, "reason") == "Panne du site attestée."


def test_not_eligible_needs_a_criterion_that_is_not_met(call, clerk):
    application = filed_whole(call)
    met(application, clerk)
    end_call(call)

    with pytest.raises(RuleBroken) as broken:
        decide(application, DecisionKind.INELIGIBLE, clerk, "Pas de master.")
    met(application, clerk, CriterionOutcome.NOT_MET)
    decide(application, DecisionKind.INELIGIBLE, clerk, "Pas de master.")

    assert broken.value.code == "none_not_met"
    assert state_of(application) == ApplicationState.INELIGIBLE


def test_a_decision_is_undone_by_a_further_one_and_the_unsent_letter_goes_with_it(call, clerk):
    application = filed_whole(call)
    met(application, clerk)
    end_call(call)
    decide(application, DecisionKind.INCOMPLETE, clerk, "Attestations manquantes.")

    decide(application, DecisionKind.ADMITTED, clerk, "Elles étaient dans le fichier.")

    assert state_of(application) == ApplicationState.ADMITTED
    assert [d.kind for d in Decision.objects.order_by("pk")] == ["incomplete", "admitted"]
    assert [x.state for x in Letter.objects.order_by("pk")] == ["dropped", "prepared"]


def test_whoever_decides_on_a_page_that_is_out_of_date_is_told(call, clerk):
    application = filed_whole(call)
    met(application, clerk)
    end_call(call)
    seen = seen_of(application)
    decide(application, DecisionKind.INCOMPLETE, clerk, "Manque.")

    with pytest.raises(RuleBroken) as broken:
        decide_application(
            application=application, kind=DecisionKind.ADMITTED, reason="", seen=seen, by=clerk
        )

    assert broken.value.code == "state"


def test_only_a_clerk_of_the_organisation_admits(call, clerk, officer, approver, stranger):
    application = filed_whole(call)
    met(application, clerk)
    end_call(call)

    for person in (officer, approver, stranger):
        with pytest.raises(PermissionDenied):
            decide(application, DecisionKind.ADMITTED, person)

    assert not Decision.objects.exists()


def test_an_approver_takes_a_late_one_in_and_then_it_is_checked_like_the_others(late, approver):
    decide_late(
        application=late,
        kind=DecisionKind.LATE_ACCEPTED,
        reason="Panne du site de 3 minutes.",
        seen=seen_of(late),
        by=approver,
    )

    assert state_of(late) == ApplicationState.FILED


def test_a_late_one_is_refused_with_a_reason_for_good(late, approver, clerk):
    with pytest.raises(RuleBroken) as broken:
        decide_late(
            application=late,
            kind=DecisionKind.LATE_REFUSED,
            reason="  ",
            seen=seen_of(late),
            by=approver,
        )
    decide_late(
        application=late,
        kind=DecisionKind.LATE_REFUSED,
        reason="Aucune panne.",
        seen=seen_of(late),
        by=approver,
    )
    with pytest.raises(RuleBroken) as final:
        decide(late, DecisionKind.ADMITTED, clerk, "Quand même.")

    assert broken.value.code == "reason_missing"
    assert state_of(late) == ApplicationState.REFUSED
    assert final.value.code == "state"


def test_whoever_had_a_hand_in_a_late_application_does_not_take_it_in(late, approver):
    met(late, approver)

    with pytest.raises(RuleBroken) as broken:
        decide_late(
            application=late,
            kind=DecisionKind.LATE_ACCEPTED,
            reason="Bon dossier.",
            seen=seen_of(late),
            by=approver,
        )

    assert broken.value.code == "own_sorting"


def test_a_clerk_decides_nothing_about_what_is_late(late, clerk):
    with pytest.raises(PermissionDenied):
        decide_late(
            application=late,
            kind=DecisionKind.LATE_ACCEPTED,
            reason="Oui.",
            seen=seen_of(late),
            by=clerk,
        )
    with pytest.raises(RuleBroken):
        decide(late, DecisionKind.ADMITTED, clerk, "Oui.")

    assert state_of(late) == ApplicationState.LATE


def test_an_application_in_time_is_not_taken_in_as_late(call, approver):
    application = filed_whole(call)

    with pytest.raises(RuleBroken):
        decide_late(
            application=application,
            kind=DecisionKind.LATE_ACCEPTED,
            reason="Oui.",
            seen=seen_of(application),
            by=approver,
        )


def test_all_that_are_complete_and_eligible_are_admitted_and_no_others(call, clerk):
    whole = [filed_whole(call, address=f"a{n}@example.org") for n in range(2)]
    half = filed_application(call, address="b@example.org")
    undecided = filed_whole(call, address="c@example.org")
    for application in (*whole, half):
        met(application, clerk)
    end_call(call)
    shown = to_admit(call, content_now(call))

    seen = digest_of_all(f.application.public_id for f in shown)
    decisions = admit_all(call=call, seen=seen, by=clerk)

    assert {d.application_id for d in decisions} == {a.pk for a in whole}
    assert [state_of(a) for a in whole] == [ApplicationState.ADMITTED] * 2
    assert state_of(half) == state_of(undecided) == ApplicationState.FILED
    assert Letter.objects.filter(kind=DecisionKind.ADMITTED).count() == 2


def test_admitting_all_admits_only_those_that_were_shown(call, clerk):
    first, second = (filed_whole(call, address=f"a{n}@example.org") for n in range(2))
    end_call(call)
    met(first, clerk)
    seen = digest_of_all([first.public_id])
    met(second, clerk)

    with pytest.raises(RuleBroken):
        admit_all(call=call, seen=seen, by=clerk)

    assert not Decision.objects.exists()
