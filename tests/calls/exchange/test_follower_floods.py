"""Floods of addresses: they tell nothing about anybody, and make this site nobody's weapon."""

import pytest

from mandat.calls.exchange import rules
from mandat.calls.models import Follower
from mandat.calls.states import FollowerState
from mandat.core.errors import RuleBroken
from tests.calls.exchange.around import EMAIL, asked, asked_to_follow, follower, mails
from tests.calls.published import published_call


def answer_to(client, call, address):
    """Status and page, without the token of the form and without the address itself."""
    answer = client.post(
        f"/open/{call.token}/follow/", {"email": address, "language": "en"}, follow=True
    )
    return answer.status_code, answer.redirect_chain


def test_who_follows_already_cannot_be_told_from_others_by_a_flood(call, client, monkeypatch):
    monkeypatch.setattr(rules, "MOST_UNPROVED_FOLLOWERS", 2)
    follower(call)
    for n in range(2):
        asked_to_follow(call, f"flood{n}@example.org")

    known = answer_to(client, call, EMAIL)
    unknown = answer_to(client, call, "somebody.else@example.org")

    assert known == unknown == (409, [])


def test_one_address_is_not_flooded_from_many_calls(organisation, monkeypatch):
    monkeypatch.setattr(rules, "MOST_MAILS_A_DAY_OF_ALL", 4)
    calls = [published_call(organisation) for _ in range(6)]

    for call in calls:
        asked_to_follow(call)
    question = asked(calls[5], address=EMAIL)

    assert len(mails("confirm_following", EMAIL)) == 4
    assert Follower.objects.filter(state=FollowerState.ASKED).count() == 6
    assert question.asker is not None  # the question itself is not lost


def test_many_unproved_addresses_on_many_calls_are_too_many(organisation, monkeypatch):
    monkeypatch.setattr(rules, "MOST_UNPROVED", 3)
    calls = [published_call(organisation) for _ in range(4)]
    for n, call in enumerate(calls[:3]):
        asked_to_follow(call, f"flood{n}@example.org")

    with pytest.raises(RuleBroken) as broken:
        asked_to_follow(calls[3], "one.more@example.org")

    assert broken.value.code == "too_many_followers"
