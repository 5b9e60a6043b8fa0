"""Pages of the desk: who sees what of the applications to a call."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mandat.calls.states import LateRule
from mandat.intake.desk.panels import register_panel
from mandat.intake.models import Application, Decision
from mandat.intake.services.drafting import save_words
from mandat.intake.states import ApplicationState, Part
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import PRICES, draft_application, file_now, filed_application
from tests.intake.desk.making import end_call, filed_whole, met, with_piece
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page(client, name, thing=None, query="", status=200):
    arguments = [thing.public_id] if thing is not None else []
    answer = client.get(reverse(f"intake:{name}", args=arguments) + query)
    assert answer.status_code == status
    return answer.content.decode()


def asked(client, name, thing=None):
    page(client, name, thing)
    with CaptureQueriesContext(connection) as captured:
        page(client, name, thing)
    return [q["sql"][:150] for q in captured.captured_queries]


@pytest.fixture
def desk(client, clerk):
    sign_in(client, clerk)
    return client


def test_a_draft_is_counted_nowhere_and_found_by_nobody(desk, call):
    draft = draft_application(call)

    listed = page(desk, "show_call", call)

    assert "Amina Diallo" not in listed
    assert draft.reference not in listed
    assert "Nothing has been filed yet" in listed
    page(desk, "show_application", draft, status=404)
    page(desk, "show_history", draft, status=404)


def test_a_clerk_reads_who_applied_and_what_is_missing_with_the_words_of_the_call(desk, call):
    application = filed_application(call)

    shown = page(desk, "show_application", application)

    assert "Amina Diallo" in shown
    assert "CV, Jean Petit" in shown
    assert "Nothing received." in shown
    assert "Note méthodologique" in shown


@pytest.mark.parametrize(
    "role", [Role.PROGRAMME_OFFICER, Role.SECRETARY, Role.APPROVER, Role.AUDITOR]
)
def test_others_see_numbers_and_nobodys_name(client, call, organisation, role):
    application = filed_whole(call)
    sign_in(client, make_account(role=role, organisation=organisation, name="Personne"))

    listed = page(client, "show_call", call)

    assert "Complete on arrival" in listed
    assert "Amina Diallo" not in listed
    assert application.reference not in listed
    page(client, "show_application", application, status=404)
    page(client, "list_letters", call, status=404)


def test_a_clerk_of_another_organisation_finds_nothing(client, call, other_organisation):
    application = filed_whole(call)
    sign_in(client, make_account(role=Role.CLERK, organisation=other_organisation, name="Voisin"))

    assert call.title not in page(client, "list_intake")
    page(client, "show_call", call, status=404)
    page(client, "show_application", application, status=404)


def test_of_a_financial_part_only_its_arrival_is_shown(desk, call):
    application = draft_application(call)
    with_piece(application, "2", Part.FINANCIAL, "Offre 18 701 euros.pdf", 7)
    file_now(application)

    shown = page(desk, "show_application", application) + page(desk, "show_call", call)

    assert "Received, sealed" in shown
    for secret in ("Offre 18", "18701", "18 701", PRICES["lines"][0]["label"], "7 pages"):
        assert secret not in shown


def test_what_was_typed_after_filing_is_not_read_here(desk, call):
    application = filed_whole(call)
    application.refresh_from_db()
    save_words(
        application=application,
        changes={"lead": {"name": "Zoé Brouillon", "email": "z@example.org"}},
        version=application.version,
    )
    with_piece(application, "other", Part.TECHNICAL, "Brouillon.pdf", 1)

    shown = page(desk, "show_application", application)

    assert "Zoé Brouillon" not in shown
    assert "Brouillon.pdf" not in shown
    assert "Amina Diallo" in shown


def test_a_withdrawn_application_shows_nothing_of_its_words(desk, call):
    application = filed_whole(call)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.WITHDRAWN)

    shown = page(desk, "show_application", application) + page(desk, "show_call", call)

    assert application.reference in shown
    assert "Amina Diallo" not in shown


def test_a_clerk_decides_on_the_page_and_reads_why_not_when_it_cannot_be(desk, call, clerk):
    application = filed_whole(call)
    end_call(call)
    address = reverse("intake:decide_application", args=[application.public_id])
    typed = {"kind": "incomplete", "reason": "", "seen": "filed.1"}

    refused = desk.post(address, typed)
    done = desk.post(address, typed | {"reason": "Il manque la lettre."}, follow=True)

    assert refused.status_code == 422
    assert "Give a reason" in refused.content.decode()
    assert "Il manque la lettre." in done.content.decode()
    assert Decision.objects.get().decided_by == clerk


def test_the_confirmation_says_how_many_are_admitted_at_once(desk, call, clerk):
    for number in range(2):
        met(filed_whole(call, address=f"a{number}@example.org"), clerk)
    filed_application(call, address="b@example.org")
    end_call(call)
    address = reverse("intake:admit_all", args=[call.public_id])

    asks = desk.get(address)
    answer = desk.post(address, {"seen": asks.context["seen"]}, follow=True)

    assert "Admit 2 applications?" in asks.content.decode()
    assert "2 applications are admitted" in answer.content.decode()
    assert Application.objects.filter(state=ApplicationState.ADMITTED).count() == 2


def test_an_approver_decides_about_a_late_one_without_learning_who_it_is(
    client, organisation, approver
):
    call = published_call(organisation, late_rule=LateRule.KEEP)
    application = draft_application(call)
    file_now(application, at=call.deadline_at + timedelta(seconds=150))
    sign_in(client, approver)

    home = page(client, "list_intake")
    shown = page(client, "show_late", application)
    answer = client.post(
        reverse("intake:decide_late", args=[application.public_id]),
        {"kind": "late_refused", "reason": "Aucune panne.", "seen": "late.1"},
        follow=True,
    )

    assert "2 minutes, 30 seconds after the deadline" in home
    assert "2 minutes, 30 seconds after the deadline" in shown
    assert "Amina Diallo" not in home + shown
    assert "The application is refused" in answer.content.decode()


def test_an_application_in_time_has_no_page_for_the_approver(client, call, approver):
    application = filed_whole(call)
    sign_in(client, approver)

    page(client, "show_late", application, status=404)


def test_the_list_is_narrowed_and_pages_by_key(desk, call, monkeypatch):
    monkeypatch.setattr("mandat.intake.desk.lists.PAGE_SIZE", 1)
    whole = filed_whole(call, address="a@example.org")
    half = filed_application(call, address="b@example.org")

    first = desk.get(reverse("intake:show_call", args=[call.public_id]))
    cursor = first.context["page"].next_before
    second = desk.get(
        reverse("intake:show_call", args=[call.public_id]), {"before": cursor}
    ).content.decode()
    complete = page(desk, "show_call", call, "?complete=yes")

    assert half.reference in first.content.decode()
    assert whole.reference not in first.content.decode()
    assert whole.reference in second
    assert whole.reference in complete
    assert half.reference not in complete


@pytest.mark.parametrize(
    "query", ["?before=x", "?before=2026-01-01|x", "?state=x&door=y&complete=z"]
)
def test_an_address_that_cannot_be_read_narrows_nothing(desk, call, query):
    application = filed_application(call)

    assert application.reference in page(desk, "show_call", call, query)
    page(desk, "list_intake", query=query)


def test_a_panel_of_another_part_stands_on_the_page_and_silent_ones_do_not(desk, call, monkeypatch):
    monkeypatch.setattr("mandat.intake.desk.panels._PANELS", {})
    application = filed_whole(call)
    template = "web/components/_empty.html"
    words = {"title": "Preuves demandées", "icon_name": "inbox"}
    register_panel("proofs", 10, lambda _application, _by: words, template)
    register_panel("silent", 20, lambda _application, _by: None, "no/such/template.html")

    assert "Preuves demandées" in page(desk, "show_application", application)


def test_pages_ask_the_database_little_and_no_more_for_more_rows(desk, call, clerk, monkeypatch):
    monkeypatch.setattr("mandat.intake.desk.panels._PANELS", {})  # each has a count of its own
    application = filed_whole(call, address="a@example.org")
    few = {n: asked(desk, n, call) for n in ("show_call", "admit_all")}
    few["list_intake"] = asked(desk, "list_intake")
    for number in range(3):
        met(filed_whole(call, address=f"b{number}@example.org"), clerk)

    many = {n: asked(desk, n, call) for n in ("show_call", "admit_all")}
    many["list_intake"] = asked(desk, "list_intake")
    one = {n: asked(desk, n, application) for n in ("show_application", "show_history")}

    assert {n: len(q) for n, q in many.items()} == {n: len(q) for n, q in few.items()}
    for name, queries in (many | one).items():
        assert len(queries) <= MOST_QUERIES, name + "\n" + "\n".join(queries)
