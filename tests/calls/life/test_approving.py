"""Two people publish a call."""

import pytest
from django.core.exceptions import PermissionDenied

from mandat.audit.models import Entry
from mandat.audit.services import OPERATOR
from mandat.calls import services as drafts
from mandat.calls.content import sha256_of
from mandat.calls.life import services
from mandat.calls.life.words import OBSTACLES
from mandat.calls.models import KeyHolder
from mandat.core.errors import RuleBroken
from mandat.people.models import Grant
from mandat.people.roles import Role
from mandat.people.services import grant_role
from tests.calls.life.ready import asked, make_team, ready_draft
from tests.factories import make_account
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def call(team):
    return ready_draft(team)


def decide(call, approval, by, *, agree=True, note=""):
    return services.decide_approval(
        public_id=call.public_id,
        approval_id=approval.public_id,
        approved=agree,
        note=note,
        by=by,
    )


def correct(call, by, value, name="title"):
    return drafts.correct_field(
        public_id=call.public_id, name=name, value=value, extra={}, version=None, by=by
    )


def officer_who_approves(team):
    person = make_account(role=Role.PROGRAMME_OFFICER, organisation=team.organisation)
    grant_role(account=person, organisation=team.organisation, role=Role.APPROVER, by=OPERATOR)
    return person


def acts(call):
    return list(
        Entry.objects.filter(subject_id=str(call.public_id)).values_list("action", flat=True)
    )


def test_an_approved_call_is_public_in_the_words_that_were_put_before_the_approver(team, call):
    approval = asked(team, call)

    published = decide(call, approval, team.approver)

    version = published.versions.get()
    assert (published.state, version.number) == ("published", 1)
    assert version.published_by == team.approver
    assert version.sha256 == approval.sha256 == sha256_of(version.content, version.text)
    assert version.content["rules"] == {
        "formula": "",
        "seals_prices": True,
        "late_rule": "refuse",
        "text_stage": "public",
    }
    assert acts(call)[-2:] == ["calls.approval.asked", "calls.call.published"]


def test_nobody_approves_what_they_wrote_themselves_or_ask_for(team, call):
    person = officer_who_approves(team)
    call.created_by = person
    call.save()
    approval = services.ask_approval(public_id=call.public_id, by=team.officer)

    with pytest.raises(PermissionDenied):
        decide(call, approval, person)

    services.withdraw_request(public_id=call.public_id, by=team.officer)
    other = officer_who_approves(team)
    approval = services.ask_approval(public_id=call.public_id, by=other)
    with pytest.raises(PermissionDenied):
        decide(call, approval, other)
    call.refresh_from_db()
    assert call.state == "in_approval"


def test_nobody_approves_a_call_in_which_they_settled_a_value_that_another_settled_again(
    team, call
):
    person = officer_who_approves(team)
    correct(call, person, "A title of mine")
    correct(call, team.officer, "A title of theirs")
    approval = asked(team, call)

    with pytest.raises(PermissionDenied):
        decide(call, approval, person)


def test_an_officer_or_an_approver_of_another_organisation_approves_nothing(team, call):
    stranger = make_team().approver
    approval = asked(team, call)

    for person in (team.holders[0], stranger):
        with pytest.raises(PermissionDenied):
            decide(call, approval, person)


def test_a_call_that_waits_for_approval_cannot_be_changed(team, call):
    asked(team, call)

    with pytest.raises(RuleBroken) as broken:
        correct(call, team.officer, "Another title")
    assert broken.value.code == "not_a_draft"
    with pytest.raises(RuleBroken):
        services.name_holders(
            public_id=call.public_id, seats=team.seats(), seen=None, by=team.officer
        )
    with pytest.raises(RuleBroken):
        services.change_rules(
            public_id=call.public_id,
            formula="quality_only",
            late_rule="keep",
            seals_prices=False,
            text_stage="public",
            seen=None,
            by=team.officer,
        )


def test_the_way_back_to_a_draft_is_withdrawing_and_not_taking_back_a_discarded_draft(team, call):
    approval = asked(team, call)

    with pytest.raises(RuleBroken):
        drafts.move_call(public_id=call.public_id, state="draft", by=team.officer)

    services.withdraw_request(public_id=call.public_id, by=team.officer)
    call.refresh_from_db()
    approval.refresh_from_db()
    assert (call.state, approval.outcome) == ("draft", "withdrawn")


def test_a_call_that_was_sent_back_says_why_and_can_be_asked_for_again(team, call):
    approval = asked(team, call)
    with pytest.raises(RuleBroken) as broken:
        decide(call, approval, team.approver, agree=False, note="  ")
    assert broken.value.code == "reason_missing"

    returned = decide(call, approval, team.approver, agree=False, note="The budget has no tax.")

    approval.refresh_from_db()
    assert (returned.state, approval.outcome) == ("draft", "returned")
    assert decide(returned, asked(team, returned), team.approver).state == "published"


def test_an_approver_whose_page_is_old_approves_nothing_that_they_have_not_read(team, call):
    old = asked(team, call)
    services.withdraw_request(public_id=call.public_id, by=team.officer)
    correct(call, team.officer, "Words that nobody has approved")
    asked(team, call)

    with pytest.raises(RuleBroken) as broken:
        decide(call, old, team.approver)

    assert broken.value.code == "decided_already"


def test_words_that_changed_behind_the_house_are_not_published(team, call):
    approval = asked(team, call)
    call.draft_fields.filter(name="title").update(value="Slipped in")

    with pytest.raises(RuleBroken) as broken:
        decide(call, approval, team.approver)

    assert broken.value.code == "changed_since"


def test_a_holder_who_left_in_the_meantime_stops_publication(team, call):
    approval = asked(team, call)
    Grant.objects.filter(account=team.holders[0]).delete()

    with pytest.raises(RuleBroken) as broken:
        decide(call, approval, team.approver)

    assert broken.value.code == "obstacles"
    call.refresh_from_db()
    assert call.state == "in_approval"


def test_approval_cannot_be_asked_while_something_stands_in_the_way(team, call):
    KeyHolder.objects.filter(call=call, place=2).delete()

    with pytest.raises(RuleBroken) as broken:
        asked(team, call)

    assert broken.value.code == "obstacles"
    assert str(OBSTACLES["no_holders"]) in str(broken.value.message)


def test_approvers_and_author_are_written_to_with_the_title(team, call):
    approval = asked(team, call)
    decide(call, approval, team.approver, agree=False, note="Not like this.")

    to_approver, to_author = delivered()
    assert to_approver.to == [team.approver.email]
    assert call.title in to_approver.body
    assert f"/calls/{call.public_id}/approval/" in to_approver.body
    assert to_author.to == [team.officer.email]
    assert "> Not like this." in to_author.body


def test_mail_about_a_sensitive_call_says_nothing(team):
    call = ready_draft(team, sensitive=True)
    approval = asked(team, call)
    decide(call, approval, team.approver, agree=False, note="Do not name the shelter.")

    for mail in delivered():
        words = f"{mail.subject} {mail.from_email} {mail.body}"
        assert call.title not in words
        assert "shelter" not in words
        assert team.organisation.name not in words
        assert "approval" not in mail.subject.lower()


def test_an_approver_who_worked_on_the_call_is_not_asked(team, call):
    worker = officer_who_approves(team)
    correct(call, worker, "A title of mine")

    asked(team, call)

    assert [m.to for m in delivered()] == [[team.approver.email]]
