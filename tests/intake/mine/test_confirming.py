"""Members answer for themselves, by a link that opens nothing else."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mandat.core.errors import RuleBroken
from mandat.intake.models import Application, TeamMember
from mandat.intake.services.confirming import MOST_MAILS_A_DAY, ask_member
from mandat.intake.states import ConfirmationState
from tests.calls.published import published_call
from tests.intake.mine.typing import save
from tests.intake.mine.walking import begun, page
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^/\s]+(/my/member/link/[0-9a-f]{64}/)")


@pytest.fixture
def call(organisation):
    return published_call(organisation)


def named(call):
    """An applicant's browser, and an application that names Jean."""
    client, application = begun(call)
    path = page("edit_team", application)
    save(client, path, act="add:member", **{"lead.name": "Amina Diallo"})
    save(
        client,
        path,
        act="ask:m1",
        **{
            "member.m1.name": "Jean Petit",
            "member.m1.email": "jean@example.org",
            "member.m1.alone": "1",
            "member.m1.role": "Juriste",
        },
    )
    return client, Application.objects.get(pk=application.pk)


def link_of_member():
    delivered()
    return [m for one in mail.outbox for m in LINK.findall(one.body)][-1]


def opened(link):
    """A browser of the member's own, at the page of the link."""
    client = Client(headers={"accept-language": "en"})
    answer = client.get(link)
    return client, answer.headers["Location"]


def test_a_member_reads_what_they_are_named_for_and_says_that_they_take_part(call):
    client, application = named(call)
    member, path = opened(link_of_member())

    shown = member.get(path).text
    answer = member.post(path, {"answer": "yes"}, follow=True)

    assert all(word in shown for word in ("Jean Petit", "Juriste", "Amina Diallo", call.title))
    assert "You said that you take part" in answer.text
    assert TeamMember.objects.get().state == ConfirmationState.CONFIRMED
    assert "Takes part" in client.get(page("edit_team", application)).text


def test_a_member_may_decline_and_change_their_mind(call):
    named(call)
    member, path = opened(link_of_member())

    member.post(path, {"answer": "no"})
    declined = TeamMember.objects.get().state
    member.post(path, {"answer": "yes"})

    assert declined == ConfirmationState.DECLINED
    assert TeamMember.objects.get().state == ConfirmationState.CONFIRMED


def test_the_link_of_a_member_opens_nothing_else(call):
    _client, application = named(call)
    member, path = opened(link_of_member())

    pages = ("show_application", "edit_team", "edit_offer", "edit_documents", "check_application")

    assert member.get(path).status_code == 200
    assert [member.get(page(name, application)).status_code for name in pages] == [404] * 5
    assert Client().get(path).status_code == 404


def test_a_link_asked_for_again_voids_the_one_before(call):
    client, application = named(call)
    first = link_of_member()
    save(client, page("edit_team", application), act="ask:m1")

    second = link_of_member()

    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 302


def test_somebody_else_at_the_same_place_was_not_asked(call):
    client, application = named(call)
    member, path = opened(link_of_member())
    save(client, page("edit_team", application), **{"member.m1.email": "marie@example.org"})

    shown = member.get(path).text

    assert "not named in this application any more" in shown
    assert "Jean Petit" not in shown
    assert member.post(path, {"answer": "yes"}).status_code == 409
    assert TeamMember.objects.get().state == ConfirmationState.ASKED
    assert "Not asked" in client.get(page("edit_team", application)).text


def test_the_mail_about_a_sensitive_call_says_nothing(organisation):
    call = published_call(organisation, sensitive=True)
    named(call)
    link_of_member()

    message = mail.outbox[-1]

    assert call.title not in message.subject + message.body
    assert "Amina" not in message.subject + message.body


def test_an_address_is_not_written_to_over_and_over(call):
    _client, application = named(call)
    for _turn in range(MOST_MAILS_A_DAY - 1):
        ask_member(application=application, key="m1", at=timezone.now())

    with pytest.raises(RuleBroken, match="asked_often"):
        ask_member(application=application, key="m1", at=timezone.now())


def test_an_address_that_mail_cannot_reach_is_said_and_nobody_is_asked(call):
    client, application = named(call)
    path = page("edit_team", application)

    answer = save(client, path, act="ask:m1", **{"member.m1.email": "no address"})

    assert answer.status_code == 303
    assert "Mail cannot be sent" in client.get(path).text
