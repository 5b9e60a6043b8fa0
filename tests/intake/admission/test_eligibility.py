"""Criteria are decided by a named person on a named document; the last decision counts."""

import pytest
from django.urls import reverse

from mandat.audit.models import Entry
from mandat.core.errors import RuleBroken
from mandat.intake.desk.standing import outcomes_of
from mandat.intake.models import CriterionDecision, Piece
from mandat.intake.services.admitting import decide_criterion
from mandat.intake.states import CriterionOutcome, Part
from tests.intake.admission.standing import CLAIMS_YES, filed_by, over
from tests.intake.desk.making import with_piece

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(call):
    return over(call, filed_by(call, "amina@example.org", **CLAIMS_YES))[0]


def cv_of(application):
    return str(Piece.objects.get(application=application, slot="1.lead").public_id)


def decide(application, by, outcome=CriterionOutcome.MET, *, piece=None, note="", seen=0, number=0):
    return decide_criterion(
        application=application,
        number=number,
        outcome=outcome,
        piece=piece,
        note=note,
        seen=seen,
        by=by,
    )


def test_a_criterion_is_met_by_a_named_document(application, clerk):
    decision = decide(application, clerk, piece=cv_of(application), note="Page 2")

    assert decision.piece.slot == "1.lead"
    assert b"Page 2" not in bytes(decision.note)
    entry = Entry.objects.get(action="intake.criterion.decided")
    assert entry.details["outcome"] == "met"


def test_met_without_a_document_is_refused(application, clerk):
    with pytest.raises(RuleBroken) as refused:
        decide(application, clerk)

    assert refused.value.code == "document_missing"


def test_not_met_without_document_needs_words(application, clerk):
    with pytest.raises(RuleBroken) as refused:
        decide(application, clerk, CriterionOutcome.NOT_MET)
    decided = decide(application, clerk, CriterionOutcome.NOT_MET, note="Aucun diplôme")

    assert refused.value.code == "reason_missing"
    assert decided.outcome == "not_met"


def test_a_further_decision_follows_and_the_last_counts(application, clerk):
    decide(application, clerk, CriterionOutcome.NOT_MET, note="Aucun diplôme")

    decide(application, clerk, piece=cv_of(application), seen=1)

    assert CriterionDecision.objects.count() == 2
    assert outcomes_of([application.pk])[application.pk][0] == CriterionOutcome.MET


def test_whoever_did_not_see_the_last_decision_is_told(application, clerk):
    decide(application, clerk, CriterionOutcome.NOT_MET, note="Aucun diplôme")

    with pytest.raises(RuleBroken) as refused:
        decide(application, clerk, piece=cv_of(application), seen=0)

    assert refused.value.code == "changed_meanwhile"


def test_nothing_is_decided_before_the_deadline(call, clerk):
    application = filed_by(call, "amina@example.org")

    with pytest.raises(RuleBroken) as refused:
        decide(application, clerk, piece=cv_of(application))

    assert refused.value.code == "not_over"


def test_a_financial_document_shows_no_criterion(call, clerk):
    application = filed_by(call, "amina@example.org")
    price = with_piece(application, "2", Part.FINANCIAL, "Prix.pdf", 1)
    from tests.intake.applying import file_now  # noqa: PLC0415

    application = over(call, file_now(application).application)[0]

    with pytest.raises(RuleBroken) as refused:
        decide(application, clerk, piece=str(price.public_id))

    assert refused.value.code == "document_gone"


def test_a_document_of_somebody_else_is_refused(call, application, clerk):
    other = filed_by_after(call)

    with pytest.raises(RuleBroken) as refused:
        decide(application, clerk, piece=cv_of(other))

    assert refused.value.code == "document_gone"


def filed_by_after(call):
    """Another application to the same call, let in before it was over."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    call.deadline_at = timezone.now() + timedelta(hours=1)
    call.save()
    return over(call, filed_by(call, "jean@example.org"))[0]


def test_the_page_shows_claim_documents_and_decision(application, at_desk):
    path = reverse("intake:decide_criterion", args=[application.public_id, 0])

    answer = at_desk.post(
        path, {"outcome": "met", "piece": cv_of(application), "note": "Page 2", "seen": 0}
    )
    page = at_desk.get(reverse("intake:show_eligibility", args=[application.public_id])).text

    assert answer.status_code == 302
    for said in (
        "Master en santé publique",
        "Master de 2011",
        "Page 2",
        "Noémie Clerc",
        "CV Amina",
    ):
        assert said in page


def test_a_wrong_decision_is_said_on_the_page_and_keeps_what_was_typed(application, at_desk):
    path = reverse("intake:decide_criterion", args=[application.public_id, 0])

    answer = at_desk.post(path, {"outcome": "met", "piece": "", "note": "Vu page 2", "seen": 0})

    assert answer.status_code == 422
    assert "Vu page 2" in answer.text
    assert not CriterionDecision.objects.exists()


def test_unknown_criteria_are_not_there(application, at_desk):
    path = reverse("intake:decide_criterion", args=[application.public_id, 99])

    assert at_desk.post(path, {"outcome": "met", "seen": 0}).status_code == 404


def test_the_page_asks_the_database_little(application, at_desk, django_assert_max_num_queries):
    path = reverse("intake:show_eligibility", args=[application.public_id])

    with django_assert_max_num_queries(12):
        at_desk.get(path)


def test_the_page_of_the_application_names_each_criterion(application, at_desk):
    page = at_desk.get(reverse("intake:show_application", args=[application.public_id]))

    assert page.status_code == 200
    assert "Master en santé publique" in page.text
