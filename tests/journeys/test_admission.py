"""Pages of admission: for clerks, for applicants who are asked, for referees, in every look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from mandat.audit.services import OPERATOR
from mandat.intake.desk.standing import content_now
from mandat.intake.models import ProofRequest
from mandat.intake.sealing import link_key
from mandat.intake.services import proving, referring
from mandat.intake.services.extending import ask_extensions, seen_of, shortfalls_of
from mandat.intake.services.sanctions import import_list
from mandat.intake.states import ProofState
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.admission.standing import CLAIMS_YES, filed_by, over
from tests.intake.admission.test_proofs import PDF, asked_now
from tests.intake.admission.test_references import NAMED
from tests.journeys.test_every_page import LOOKS, _faults, _visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(organisation):
    return make_account(role=Role.CLERK, organisation=organisation, name="Noémie Clerc")


@pytest.fixture
def admission(organisation, clerk):
    """A call that is over; everything that can be asked of an applicant is asked."""
    call = published_call(organisation)
    soon = (timezone.now() + timedelta(days=20)).date().isoformat()
    first = filed_by(call, "a@example.org", references=NAMED, valid_until=soon, **CLAIMS_YES)
    over(call, first, filed_by(call, "b@example.org"))
    import_list(organisation=organisation, list_name="Liste", names=["DIALLO Amina"], by=OPERATOR)
    rows = asked_now(call, clerk)
    check = referring.ask_referee(
        application=first,
        number=0,
        address="f@example.org",
        language="fr",
        questions=["Quel travail ?"],
        by=clerk,
    )
    ask_extensions(call=call, seen=seen_of(shortfalls_of(call, content_now(call))), by=clerk)
    row = next(r for r in rows if r.application.pk == first.pk)
    return {"call": call, "application": first, "check": check, "proof": row}


@pytest.mark.parametrize(("language", "width", "theme"), LOOKS)
def test_the_pages_of_admission_serve_everybody(visits, admission, clerk, language, width, theme):
    call, application, check = (admission[n] for n in ("call", "application", "check"))
    desk = _visit(visits, language, width, theme)
    desk.sign_in(clerk, proof="mfa")
    own = _visit(visits, language, width, theme)
    own.open(f"/apply/link/{link_key(application.public_id, application.key_at)}/")
    pages = [
        (desk, "intake:ask_proof", [call.public_id, 0]),
        (desk, "intake:list_duplicates", [call.public_id]),
        (desk, "intake:list_validity", [call.public_id]),
        (desk, "intake:show_dossier", [call.public_id]),
        (desk, "intake:show_application", [application.public_id]),
        (desk, "intake:show_eligibility", [application.public_id]),
        (desk, "intake:show_references", [application.public_id]),
        (own, "my:show_application", [application.public_id]),
        (own, "my:show_proof", [application.public_id, admission["proof"].public_id]),
        (own, "my:answer_extension", [application.public_id]),
        (own, "my:open_reference", [check.public_id, referring.key_of(check)]),
    ]

    faults = []
    for visit, name, arguments in pages:
        faults += _faults(visit, name, reverse(name, args=arguments), 200, language)

    assert faults == []


def test_an_applicant_hands_in_a_proof_in_a_browser(visits, admission):
    visit, row = visits(viewport={"width": 360, "height": 740}), admission["proof"]
    page = visit.open(reverse("my:open_proof", args=[row.public_id, proving.key_of(row)]))

    page.locator('input[type="file"]').set_input_files(
        {"name": "diplome.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    expect(page.get_by_text("diplome.pdf").first).to_be_visible()
    page.get_by_role("button", name="Hand in this document").click()
    expect(page.get_by_text("Your document is handed in.").first).to_be_visible()

    assert ProofRequest.objects.get(pk=row.pk).state == ProofState.ANSWERED
