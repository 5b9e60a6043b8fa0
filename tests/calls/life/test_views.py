"""The pages on which a call is prepared, approved and ended."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mandat.audit.services import OPERATOR
from mandat.calls.life import services
from mandat.calls.life.queries import pending_approval
from mandat.calls.remarks import open_remarks
from mandat.calls.services import dismiss_remark
from mandat.calls.states import CallState
from mandat.core.rooms import rooms_of
from mandat.people.models import Programme
from mandat.people.queries import roles_anywhere
from mandat.people.services import add_funding, add_grid, add_programme
from tests.calls.life.ready import approved, asked, make_team, ready_draft
from tests.calls.published import draft_call, published_call
from tests.proving import sign_in

pytestmark = pytest.mark.django_db

GRID = {"criteria": [{"label": "Méthode neuve", "maximum": "100"}]}


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def call(team):
    return ready_draft(team)


@pytest.fixture
def visit(client):
    def go(person, name, call, **data):
        sign_in(client, person)
        address = reverse(f"calls:{name}", kwargs={"public_id": call.public_id} | data)
        return client.get(address)

    return go


@pytest.fixture
def send(client):
    def go(person, view, call, data=None, **arguments):
        sign_in(client, person)
        address = reverse(f"calls:{view}", kwargs={"public_id": call.public_id} | arguments)
        return client.post(address, data or {}, follow=True)

    return go


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


def with_places(organisation):
    """A programme that runs, and a funding that covers it."""
    programme = add_programme(organisation=organisation, values={"name": "Soins"}, by=OPERATOR)
    says = {"donor": "DGD", "agreement": "A-7", "amount": 90_000, "currency": "EUR"}
    says |= {"starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31)}
    funding = add_funding(
        organisation=organisation, values=says, programmes=[programme], by=OPERATOR
    )
    return programme, funding


def seen_of(response, section):
    part = words(response).partition(f'id="{section}"')[2]
    return re.search(r'name="seen" value="([0-9a-f]+)"', part)[1]


def test_a_draft_with_gaps_lists_each_with_the_place_where_it_is_mended(team, visit):
    call = draft_call(
        team.organisation, by=team.officer, values={"title": "", "evaluation_grid": None}
    )

    page = words(visit(team.officer, "show_publication", call))

    review = reverse("calls:review_call", args=[call.public_id])
    assert f'href="{review}?edit=title#field-title"' in page
    assert 'href="#grid"' in page
    assert 'href="#holders"' in page
    assert "Begin with the first" in page
    assert "Ask for approval" not in page


def test_a_ready_draft_offers_one_thing_to_do(team, call, visit, send):
    page = words(visit(team.officer, "show_publication", call))
    assert "Nothing stands in the way of publication" in page
    assert "Ask for approval" in page

    response = send(team.officer, "ask_approval", call)

    assert "The call waits for approval" in words(response)
    assert "Withdraw the request" in words(response)


def test_whoever_may_see_calls_reads_the_page_and_changes_nothing(team, call, visit):
    page = words(visit(team.holders[0], "show_publication", call))

    assert "Rules of the selection" in page
    assert "None: none will apply." in page
    assert "<form" not in page.partition('class="stack reading life"')[2].partition("</main>")[0]


def test_rules_are_saved_by_their_form_and_a_second_window_is_told(team, call, visit, send):
    seen = seen_of(visit(team.officer, "show_publication", call), "rules")
    form = {"formula": "least_cost", "late_rule": "keep", "seals_prices": "no"}
    form |= {"text_stage": "shortlisted", "seen": seen}

    saved = send(team.officer, "change_rules", call, form)
    again = send(team.officer, "change_rules", call, form | {"formula": ""})

    call.refresh_from_db()
    assert "The rules are saved." in words(saved)
    assert (call.formula, call.late_rule, call.seals_prices) == ("least_cost", "keep", False)
    assert call.text_stage == "shortlisted"
    assert again.status_code == 422
    assert "changed in the meantime" in words(again)


def test_a_usual_value_is_taken_and_left_by_one_button(team, call, visit, send):
    page = words(visit(team.officer, "show_publication", call))
    assert "State at least 70 %" in page

    taken = words(send(team.officer, "settle_rule", call, name="pass_marks"))
    left = words(send(team.officer, "settle_rule", call, {"act": "drop"}, name="pass_marks"))

    assert "State at least 70 %" not in taken
    assert "State at least 70 %" in left


def test_the_default_grid_is_offered_by_its_name(team, call, visit, send):
    add_grid(organisation=team.organisation, name="Usuelle", document=GRID, by=OPERATOR)
    assert "Take “Usuelle”" in words(visit(team.officer, "show_publication", call))

    page = words(send(team.officer, "take_grid", call))

    assert "Méthode neuve" in page


def test_naming_somebody_twice_is_refused_with_what_was_chosen(team, call, visit, send):
    seen = seen_of(visit(team.officer, "show_publication", call), "holders")
    first, second, third, _fourth = (str(a.public_id) for a in team.holders)
    form = {"holder_1": first, "substitute_1": second, "holder_2": third, "substitute_2": first}

    response = send(team.officer, "name_holders", call, form | {"seen": seen})

    assert response.status_code == 422
    assert "four different people" in words(response)
    assert f'value="{third}" selected' in words(response)


def test_four_people_are_named_by_their_form(team, call, visit, send):
    seen = seen_of(visit(team.officer, "show_publication", call), "holders")
    places = ("holder_2", "substitute_1", "holder_1", "substitute_2")
    form = {p: str(a.public_id) for p, a in zip(places, team.holders, strict=True)}

    send(team.officer, "name_holders", call, form | {"seen": seen})

    named = [(k.holder, k.substitute) for k in call.key_holders.order_by("place")]
    first, second, third, fourth = team.holders
    assert named == [(third, second), (first, fourth)]


def test_programme_and_reference_are_saved_by_their_form(team, call, visit, send):
    seen = seen_of(visit(team.officer, "show_publication", call), "place")

    send(team.officer, "place_call", call, {"reference": "MDM-9", "seen": seen})

    call.refresh_from_db()
    assert call.reference == "MDM-9"


def test_the_approver_reads_what_the_public_will_read_and_what_was_set_aside(team, visit):
    call = ready_draft(team)
    remark = open_remarks(call)[0]
    dismiss_remark(
        public_id=call.public_id, key=remark.key, reason="Seen with the team", by=team.officer
    )
    asked(team, call)

    page = words(visit(team.approver, "show_approval", call))

    assert "Approve and publish" in page
    assert "Comparer les lois de six pays." in page
    assert "Méthodologie" in page
    assert "Seen with the team" in page
    assert "Reader 0" in page


def test_the_officer_who_asked_sees_the_approvers_page_without_its_buttons(team, call, visit):
    asked(team, call)

    page = words(visit(team.officer, "show_approval", call))

    assert "who neither wrote the call nor asked" in page
    assert "Approve and publish</button>" not in page


def test_an_approver_publishes_from_the_page(team, call, send):
    approval = asked(team, call)
    form = {"decision": "approve", "approval": approval.public_id}

    response = send(team.approver, "decide_approval", call, form)

    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED
    assert "The call is public." in words(response)
    assert reverse("open:show_call", args=[call.token]) in words(response)


def test_sending_back_without_a_reason_shows_what_is_missing(team, call, send):
    approval = asked(team, call)
    form = {"decision": "return", "approval": approval.public_id}

    refused = send(team.approver, "decide_approval", call, form)
    sent = send(team.approver, "decide_approval", call, form | {"note": "<b>No tax basis</b>"})

    assert refused.status_code == 422
    assert "Say what is to be changed" in words(refused)
    assert "&lt;b&gt;No tax basis" in words(sent)


def test_a_link_to_an_approval_that_was_decided_leads_to_the_call(team, call, visit):
    approved(team, call)

    response = visit(team.approver, "show_approval", call)

    assert response.status_code == 302
    assert response["Location"] == reverse("calls:show_publication", args=[call.public_id])


def test_a_public_call_becomes_sensitive_at_once(team, send):
    call = published_call(team.organisation, days=9)

    page = words(send(team.officer, "switch_sensitive", call, {"sensitive": "yes"}))

    call.refresh_from_db()
    assert call.sensitive
    assert "Make it sensitive" not in page


def test_the_list_says_state_and_deadline_and_is_narrowed_by_state(team, client, call):
    public = published_call(
        team.organisation, days=9, values={"title": "Un appel ouvert à tout le monde"}
    )
    sign_in(client, team.officer)

    every = words(client.get(reverse("calls:list_calls")))
    only = words(client.get(reverse("calls:list_calls"), {"state": "open"}))
    unknown = words(client.get(reverse("calls:list_calls"), {"state": "nonsense"}))

    assert public.title in every
    assert call.title in every
    assert public.title in only
    assert call.title not in only.partition("</nav>")[2].partition('class="tasks')[2]
    assert "Europe/Brussels" in only
    assert call.title in unknown


def test_a_closed_call_is_archived_from_its_page(team, send):
    call = published_call(team.organisation, days=9)
    call.state, call.closed_at = CallState.CLOSED, timezone.now()
    call.save()

    page = words(send(team.officer, "archive_call", call))

    assert "The call is archived" in page
    assert "See the public page" not in page


def test_what_was_saved_is_said_in_its_section_and_only_there(team, call, visit, send):
    seen = seen_of(visit(team.officer, "show_publication", call), "place")

    response = send(team.officer, "place_call", call, {"reference": "MDM-9", "seen": seen})

    before, _id, section = words(response).partition('<section class="card stack" id="place"')
    assert response.redirect_chain[-1][0].endswith("#place")
    assert "Programme, funding and reference are saved." not in before
    assert "Programme, funding and reference are saved." in section.partition("</section>")[0]


def test_a_running_programme_and_a_funding_are_chosen_by_their_names(team, call, visit, send):
    programme, funding = with_places(team.organisation)
    Programme.objects.create(organisation=team.organisation, name="Autrefois", state="closed")
    page = visit(team.officer, "show_publication", call)
    form = {"programme": programme.public_id, "funding": funding.public_id}

    saved = send(team.officer, "place_call", call, form | {"seen": seen_of(page, "place")})

    call.refresh_from_db()
    assert (call.programme, call.funding) == (programme, funding)
    assert f'<option value="{programme.public_id}" selected>Soins</option>' in words(saved)
    assert f'<option value="{funding.public_id}" selected>DGD · A-7</option>' in words(saved)
    assert "Autrefois" not in words(page)


STATED = {
    "pass_marks": [
        {"criterion": "Méthodologie", "minimum": 25, "unit": "points"},
        {"criterion": None, "minimum": 70, "unit": "percent"},
    ],
    "shortlist_cap": 6,
    "outcome_notice": "all",
    "early_closing": True,
}


@pytest.mark.parametrize("price_formula", [None, "Les prix les plus bas d’abord."])
@pytest.mark.parametrize("formula", ["", "least_cost"])
def test_the_approver_reads_grid_and_rules_in_the_words_that_the_public_then_reads(
    team, visit, client, formula, price_formula
):
    values = STATED | {"price_formula": price_formula}
    call = ready_draft(team, values=values, formula=formula, late_rule="keep")
    asked(team, call)

    put_before = visit(team.approver, "show_approval", call)

    approval = pending_approval(call)
    life = {"public_id": call.public_id, "approval_id": approval.public_id}
    services.decide_approval(**life, approved=True, note="", by=team.approver)
    call.refresh_from_db()
    public = client.get(reverse("open:show_call", args=[call.token]))
    assert rows_of(put_before, "rules", "effects") == rows_of(public, "judged", "rules")
    assert rows_of(put_before, "grid", "bars") == rows_of(public, "judged", "bars")
    assert any("at least 25 points" in row for row in rows_of(put_before, "grid", "bars"))
    assert len(rows_of(put_before, "rules", "effects")) == (6 + bool(formula or price_formula))


def rows_of(response, section, kind):
    """The rows of a list in a section, as they are read."""
    part = response.content.decode().partition(f'id="{section}"')[2].partition("</section>")[0]
    rows = part.partition(f'<ul class="{kind}"')[2].partition("</ul>")[0].split("<li")[1:]
    texts = (re.sub(r"<[^>]*>", " ", f"<li{row}") for row in rows)
    return [" ".join(text.split()) for text in texts]


def test_the_page_asks_the_database_a_fixed_number_of_times(
    team, call, client, django_assert_max_num_queries
):
    services.change_rules(
        public_id=call.public_id,
        formula="ratio_low",
        late_rule="refuse",
        seals_prices=True,
        text_stage="public",
        seen=None,
        by=team.officer,
    )
    with_places(team.organisation)
    remark = open_remarks(call)[0]
    dismiss_remark(public_id=call.public_id, key=remark.key, reason="Seen", by=team.officer)
    add_grid(organisation=team.organisation, name="Usuelle", document=GRID, by=OPERATOR)
    approval = asked(team, call)
    life = {"public_id": call.public_id, "approval_id": approval.public_id}
    services.decide_approval(**life, approved=False, note="No tax basis", by=team.approver)
    sign_in(client, team.officer)
    address = reverse("calls:show_publication", args=[call.public_id])
    client.get(address)

    counts = len(rooms_of(roles_anywhere(team.officer)))  # each room counts in the navigation
    with django_assert_max_num_queries(11 + counts):
        page = client.get(address)

    for said in ("Soins", "DGD", "No tax basis", "Usuelle"):
        assert said in words(page)
