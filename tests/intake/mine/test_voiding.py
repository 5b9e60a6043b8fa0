"""A yes counts for what was said of the member when they gave it; a no reaches the lead by mail."""

import pytest
from django.core import mail
from django.utils import timezone

from mandat.audit.models import Entry
from mandat.intake.models import Application, TeamMember
from mandat.intake.services.confirming import MOST_MAILS_A_DAY, answer_member
from mandat.intake.states import ConfirmationState
from mandat.mail.models import Message
from tests.calls.published import published_call
from tests.intake.mine.test_confirming import link_of_member, named, opened
from tests.intake.mine.typing import form_of, save
from tests.intake.mine.walking import page
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
VOID = "this yes does not count any more"
AGAIN = "so they were asked again by mail"


@pytest.fixture
def call(organisation):
    return published_call(organisation)


@pytest.fixture
def confirmed(call):
    """The lead's browser, the path of the team, and the member's browser and page."""
    client, application = named(call)
    member, path = opened(link_of_member())
    member.post(path, {"answer": "yes"})
    assert TeamMember.objects.get().state == ConfirmationState.CONFIRMED
    return client, page("edit_team", application), member, path


def asked_by_mail():
    return Message.objects.filter(template="intake/member").count()


@pytest.mark.parametrize(
    "change",
    [
        {"member.m1.role": "Cheffe de mission"},
        {"member.m1.alone": [], "member.m1.firm": "Cabinet Petit"},
        {"member.m1.name": "Jean Petitjean"},
    ],
    ids=["role", "firm", "name"],
)
def test_what_is_changed_afterwards_voids_a_yes_and_asks_again(confirmed, change):
    client, team, member, path = confirmed
    first, before = link_of_member(), asked_by_mail()

    save(client, team, **change)

    row = TeamMember.objects.get()
    shown, asked = client.get(team).text, member.get(path).text
    assert (row.state, asked_by_mail()) == (ConfirmationState.ASKED, before + 1)
    assert AGAIN in shown
    assert "Takes part" not in shown
    assert "changed after you had said that you take part" in asked
    assert link_of_member() != first
    assert "changed since" in mail.outbox[-1].body
    assert Entry.objects.filter(action="intake.member.voided").count() == 1


def test_the_answer_to_the_new_words_counts_and_the_reason_is_gone(confirmed):
    client, team, _member, _path = confirmed
    save(client, team, **{"member.m1.role": "Cheffe de mission"})

    member, path = opened(link_of_member())
    shown = member.get(path).text
    member.post(path, {"answer": "yes"})

    assert "Cheffe de mission" in shown
    assert TeamMember.objects.get().state == ConfirmationState.CONFIRMED
    assert AGAIN not in client.get(team).text


def test_another_address_is_written_to_by_nobody_but_by_a_click(confirmed):
    client, team, _member, _path = confirmed
    before = asked_by_mail()

    save(client, team, autosave=True, **{"member.m1.email": "jean@exampl"})

    shown = client.get(team).text
    assert (TeamMember.objects.get().state, asked_by_mail()) == ("not_asked", before)
    assert VOID in shown
    save(client, team, act="ask:m1", **{"member.m1.email": "marie@example.org"})
    delivered()
    assert "changed since" not in mail.outbox[-1].body  # whoever is asked now has said nothing yet
    assert VOID not in client.get(team).text


@pytest.mark.parametrize(
    "change",
    [
        {"member.m1.role": "  juriste "},
        {"member.m1.languages": ["fr"]},
        {"lead.phone": "+221 77 000 00 00"},
    ],
    ids=["spaces", "languages", "lead"],
)
def test_a_yes_stands_while_nothing_that_it_was_given_to_changes(confirmed, change):
    client, team, _member, _path = confirmed
    before = asked_by_mail()

    save(client, team, **change)

    assert (TeamMember.objects.get().state, asked_by_mail()) == ("confirmed", before)


def test_the_page_says_so_while_somebody_types(confirmed):
    client, team, _member, _path = confirmed

    kept = save(client, team, autosave=True, **{"member.m1.role": "Cheffe"})

    assert 'id="member-m1-said"' in kept.text
    assert AGAIN in kept.text
    assert 'id="member-m1-said"' in client.get(team).text
    assert form_of(client.get(team))["member.m1.role"] == ["Cheffe"]


def test_an_address_that_had_its_fill_is_not_asked_again(confirmed):
    client, team, _member, _path = confirmed
    for turn in range(MOST_MAILS_A_DAY + 2):
        save(client, team, **{"member.m1.role": f"Rôle {turn}"})
        row = TeamMember.objects.get()
        row.state = ConfirmationState.CONFIRMED  # answered each time
        row.save()

    save(client, team, **{"member.m1.role": "Juriste"})

    assert asked_by_mail() == MOST_MAILS_A_DAY
    assert TeamMember.objects.get().state == ConfirmationState.NOT_ASKED
    assert VOID in client.get(team).text


def test_a_member_who_declines_is_told_to_the_lead_by_mail_and_named_in_no_subject(call):
    client, application = named(call)
    member, path = opened(link_of_member())

    member.post(path, {"answer": "no"})
    delivered()

    [message] = [m for m in mail.outbox if m.to == ["amina@example.org"]][-1:]
    assert "do not take part" in message.body
    assert "Jean Petit" in message.body
    assert "Jean" not in message.subject
    assert call.title not in message.subject
    assert application.reference in message.subject
    assert "Does not take part" in client.get(page("edit_team", application)).text


def test_of_a_sensitive_call_the_mail_about_a_no_says_nothing(organisation):
    call = published_call(organisation, sensitive=True)
    _client, application = named(call)
    member, path = opened(link_of_member())

    member.post(path, {"answer": "no"})
    delivered()

    message = mail.outbox[-1]
    said = message.subject + message.body
    assert message.to == ["amina@example.org"]
    assert Message.objects.filter(template="intake/declined").count() == 1
    for secret in (call.title, "Jean", application.reference, "take part"):
        assert secret not in said


def test_who_changes_their_mind_over_and_over_floods_nobody(call):
    named(call)
    row = TeamMember.objects.select_related("application__call__organisation").get()

    for turn in range(10):
        answer_member(member=row, takes_part=bool(turn % 2), at=timezone.now())

    assert Message.objects.filter(template="intake/declined").count() == MOST_MAILS_A_DAY


def test_a_filed_application_keeps_what_was_said_of_the_member_at_its_filing(confirmed):
    client, team, _member, _path = confirmed
    application = Application.objects.get()
    from tests.intake.mine.walking import click  # noqa: PLC0415

    click(client, application)

    save(client, team, **{"member.m1.role": "Cheffe"})

    application.refresh_from_db()
    assert application.is_changed
    assert TeamMember.objects.get().state == ConfirmationState.ASKED
