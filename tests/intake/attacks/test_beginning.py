"""The way in under pressure: two windows at once, and whoever wants to flood."""

import pytest
from django.db import connection

from mandat.core.errors import RuleBroken
from mandat.intake.models import Application
from mandat.intake.services import starting
from mandat.intake.services.starting import start_application
from mandat.mail.models import Message
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db
ADDRESS = "amina@example.org"


def begin(call, address=ADDRESS):
    return start_application(call=call, address=address, language="fr")


def test_two_windows_that_begin_at_once_begin_one_application(organisation):
    call, others = published_call(organisation), []

    def other_window_first(execute, sql, *rest):
        counts = sql.startswith("SELECT COUNT(*)") and '"intake_application"' in sql
        if counts and not others:  # after the look for one that is there, before the row
            others.append(None)
            others[0] = begin(call)
        return execute(sql, *rest)

    with connection.execute_wrapper(other_window_first):
        mine = begin(call)

    assert Application.objects.get().pk == mine.pk == others[0].pk
    assert Message.objects.filter(template="intake/start").count() == 2


def test_one_address_is_not_flooded_by_way_of_many_calls(organisation, monkeypatch):
    monkeypatch.setattr(starting, "MOST_MAILS_A_DAY_OF_ALL", 3)

    for _number in range(5):
        begin(published_call(organisation))

    assert Message.objects.filter(template="intake/start").count() == 3


def test_a_flood_of_one_call_shuts_no_other(organisation, monkeypatch):
    monkeypatch.setattr(starting, "MOST_UNPROVED_OF_CALL", 2)
    flooded, other = published_call(organisation), published_call(organisation)
    begin(flooded, "a@example.org")
    begin(flooded, "b@example.org")

    with pytest.raises(RuleBroken) as refused:
        begin(flooded, "c@example.org")
    application = begin(other, "c@example.org")

    assert refused.value.code == "too_many_applications"
    assert application.call == other
