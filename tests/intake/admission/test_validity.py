"""Offers that end before the award: all are asked for the same day, and nobody must agree."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mandat.core.errors import RuleBroken
from mandat.intake.desk.standing import content_now
from mandat.intake.mine.page import said_when
from mandat.intake.models import Extension
from mandat.intake.rules.validity import expected_award
from mandat.intake.sealing import link_key
from mandat.intake.services.extending import (
    answer_extension,
    ask_extensions,
    seen_of,
    shortfalls_of,
)
from tests.intake.admission.standing import filed_by, over
from tests.mail.delivering import delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(call):
    """One offer that ends too early, and one that does not."""
    soon = (timezone.now() + timedelta(days=20)).date().isoformat()
    return over(
        call,
        filed_by(call, "amina@example.org", valid_until=soon),
        filed_by(call, "jean@example.org", valid_until="2099-01-01"),
    )


def ask(call, by, seen=None):
    found = shortfalls_of(call, content_now(call))
    return ask_extensions(call=call, seen=seen_of(found) if seen is None else seen, by=by)


def test_only_those_that_end_before_the_award_are_asked_for_that_day(call, two, clerk):
    mail.outbox.clear()

    rows = ask(call, clerk)

    assert [r.application.pk for r in rows] == [two[0].pk]
    assert rows[0].until == expected_award(content_now(call))
    assert any(two[0].reference in m.subject for m in delivered())


def test_nobody_is_asked_twice(call, two, clerk):
    ask(call, clerk)

    with pytest.raises(RuleBroken):
        ask(call, clerk)

    assert Extension.objects.count() == 1


def test_an_agreed_extension_counts_and_a_refused_one_does_not(call, two, clerk):
    row = ask(call, clerk)[0]
    before = len(shortfalls_of(call, content_now(call)).rows)

    answer_extension(application=two[0], agrees=True, seen=str(row.public_id), at=timezone.now())

    assert before == 1
    assert shortfalls_of(call, content_now(call)).rows == []


def test_a_refused_extension_stays_in_the_list(call, two, clerk):
    row = ask(call, clerk)[0]

    answer_extension(application=two[0], agrees=False, seen=str(row.public_id), at=timezone.now())

    found = shortfalls_of(call, content_now(call))
    assert [r.asked.is_agreed for r in found.rows] == [False]
    assert found.to_ask == []


def test_the_applicant_answers_once_on_their_own_page(call, two, clerk):
    row = ask(call, clerk)[0]
    client = Client()
    client.get(reverse("apply:open_link", args=[link_key(two[0].public_id, two[0].key_at)]))
    here = reverse("my:answer_extension", args=[two[0].public_id])
    overview = client.get(reverse("my:show_application", args=[two[0].public_id]))
    page = client.get(here)

    answer = client.post(here, {"answer": "agree", "seen": str(row.public_id)})
    client.post(here, {"answer": "refuse", "seen": str(row.public_id)})

    assert here in overview.text
    assert 'value="refuse"' in page.text
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.is_agreed is True


def test_the_page_lists_them_and_asks_by_one_act(call, two, at_desk):
    here = reverse("intake:list_validity", args=[call.public_id])
    page = at_desk.get(here)
    seen = seen_of(shortfalls_of(call, content_now(call)))

    answer = at_desk.post(here, {"seen": seen})
    after = at_desk.get(here)

    assert "Amina Diallo" in page.text
    assert answer.status_code == 302
    assert Extension.objects.count() == 1
    assert 'name="seen"' not in after.text


def test_a_call_without_a_day_of_decision_says_so(organisation, at_desk):
    from tests.calls.published import published_call  # noqa: PLC0415

    call = published_call(organisation, values={"dates": []})

    page = at_desk.get(reverse("intake:list_validity", args=[call.public_id]))

    assert page.status_code == 200
    assert 'name="seen"' not in page.text


def test_the_page_asks_the_database_little(call, two, at_desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        at_desk.get(reverse("intake:list_validity", args=[call.public_id]))


def test_the_award_of_the_fixture_lies_ahead(call):
    award = expected_award(content_now(call))

    assert isinstance(award, date)
    assert award > timezone.now().date() + timedelta(days=20)


@pytest.mark.parametrize(("agrees", "said"), [(True, "Agreed"), (False, "Not agreed")])
def test_the_answer_stands_on_the_page_of_the_application_and_on_the_applicants_own(
    call, two, clerk, at_desk, agrees, said
):
    row = ask(call, clerk)[0]
    desk = reverse("intake:show_application", args=[two[0].public_id])
    before = at_desk.get(desk).text
    answered = timezone.now()
    answer_extension(application=two[0], agrees=agrees, seen=str(row.public_id), at=answered)

    after = at_desk.get(desk).text
    client = Client(headers={"accept-language": "en"})
    client.get(reverse("apply:open_link", args=[link_key(two[0].public_id, two[0].key_at)]))
    mine = client.get(reverse("my:show_application", args=[two[0].public_id])).text
    other = at_desk.get(reverse("intake:show_application", args=[two[1].public_id])).text

    when = said_when(answered, call.deadline_zone)
    assert "no answer yet" in before
    assert f">{said}<" in after
    assert clerk.name in after
    assert f"Answered: {when}." in mine
    assert ("You agreed" in mine, "You did not agree" in mine) == (agrees, not agrees)
    assert "validity-words" not in other
