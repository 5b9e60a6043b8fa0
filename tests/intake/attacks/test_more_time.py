"""Whoever was refused for being late is in nobody's way once more time is given."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.states import LateRule
from mandat.intake.models import Application
from mandat.intake.services.deciding import decide_late, seen_of
from mandat.intake.services.starting import start_application
from mandat.intake.states import ApplicationState, DecisionKind
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import draft_application, file_now
from tests.intake.gate.calling import calls_of, take
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import HOUSE_ADDRESS, LATE, OWN_HOSTS, address_of, subject_of
from tests.intake.letters.said import SAID
from tests.intake.mine.walking import begun, click, page

pytestmark = pytest.mark.django_db
SENDER = "late@candidates.example"


def more_time(call):
    """An amendment moves the deadline."""
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now() + timedelta(days=2))
    call.refresh_from_db()
    return call


@pytest.fixture
def mailed(organisation, settings):
    """A call that takes both, and an application that came by mail after its deadline."""
    settings.MAIL_HOSTS, settings.DEFAULT_FROM_EMAIL = OWN_HOSTS, HOUSE_ADDRESS
    call = calls_of(organisation)["audit-2"]
    scene = Scene("late", SAID["fr"])
    raw = scene.raw(at=LATE, to=address_of("audit-2"), subject=subject_of("audit-2"))
    refused = take(raw).application
    assert refused.state == ApplicationState.REFUSED
    return call, refused


def test_an_address_refused_by_mail_begins_and_files_anew_in_the_portal(mailed):
    call, refused = mailed

    client, application = begun(more_time(call), SENDER)
    filed = click(client, application)

    application.refresh_from_db()
    refused.refresh_from_db()
    assert filed.status_code == 303
    assert application.pk != refused.pk
    assert (application.state, refused.state) == ("filed", "refused")


def test_as_long_as_the_deadline_is_over_it_is_sent_to_what_was_refused(mailed):
    call, refused = mailed

    found = start_application(call=call, address=SENDER, language="fr")

    assert found.pk == refused.pk
    assert Application.objects.count() == 1


def test_the_page_of_what_was_refused_leads_to_a_new_beginning(mailed):
    call, _refused = mailed
    client, application = begun(call, SENDER)
    before = client.get(page("show_application", application)).text
    more_time(call)

    after = client.get(page("show_application", application)).text

    start = f"/apply/{call.token}/"
    assert start not in before
    assert start in after


def test_what_an_approver_refused_as_late_may_be_filed_anew_too(organisation):
    call = published_call(organisation, days=0.2, late_rule=LateRule.KEEP)
    draft = draft_application(call)
    late = file_now(draft, at=call.deadline_at + timedelta(minutes=1)).application
    approver = make_account(role=Role.APPROVER, organisation=organisation)
    decide_late(
        application=late,
        kind=DecisionKind.LATE_REFUSED,
        reason="Trop tard.",
        seen=seen_of(late),
        by=approver,
    )

    client, application = begun(more_time(call), "amina.diallo@example.org")

    assert application.pk != late.pk
    assert click(client, application).status_code == 303


def test_a_late_one_is_filed_in_time_as_it_stands(organisation):
    call = published_call(organisation, days=0.2, late_rule=LateRule.KEEP)
    client, application = begun(call)
    Call.objects.filter(pk=call.pk).update(deadline_at=timezone.now() - timedelta(minutes=1))
    click(client, application)
    late = Application.objects.get(pk=application.pk).state
    more_time(call)

    shown = client.get(page("show_application", application)).text
    again = click(client, application)

    application.refresh_from_db()
    assert late == ApplicationState.LATE
    assert page("check_application", application) in shown
    assert (again.status_code, application.state) == (303, ApplicationState.FILED)
