"""The calendar file: right hours whatever clocks do, the same entries after an amendment."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from mandat.calls.models import Call, Milestone
from mandat.calls.states import CallState
from mandat.calls.times import instant_of
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db


def fetch(client, call, **query):
    answer = client.get(reverse("open:call_calendar", args=[call.token]), query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def ending(organisation, wall, zone="Europe/Brussels", **settings):
    """A call whose deadline is that wall time."""
    call = published_call(organisation, zone=zone, **settings)
    at = instant_of(wall, zone).at
    Call.objects.filter(pk=call.pk).update(
        deadline_wall=wall, deadline_zone=zone, deadline_at=at, questions_until_at=None
    )
    Milestone.objects.filter(call=call).delete()
    call.refresh_from_db()
    return call


@pytest.mark.parametrize(
    ("wall", "zone", "in_utc"),
    [
        ("2027-01-07T20:00", "Europe/Brussels", datetime(2027, 1, 7, 19, 0, tzinfo=UTC)),
        ("2027-07-07T20:00", "Europe/Brussels", datetime(2027, 7, 7, 18, 0, tzinfo=UTC)),
        ("2027-03-28T02:30", "Europe/Brussels", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("2027-10-31T02:30", "Europe/Brussels", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
        ("2027-10-31T12:00", "Europe/Brussels", datetime(2027, 10, 31, 11, 0, tzinfo=UTC)),
        ("2027-02-20T17:00", "Africa/Casablanca", datetime(2027, 2, 20, 17, 0, tzinfo=UTC)),
        ("2027-05-20T17:00", "Africa/Bamako", datetime(2027, 5, 20, 17, 0, tzinfo=UTC)),
        ("2027-05-20T17:00", "Asia/Kathmandu", datetime(2027, 5, 20, 11, 15, tzinfo=UTC)),
        ("2027-05-20T17:00", "UTC", datetime(2027, 5, 20, 17, 0, tzinfo=UTC)),
    ],
)
def test_the_deadline_is_the_published_instant_by_the_rules_in_the_file(
    client, organisation, wall, zone, in_utc
):
    call = ending(organisation, wall, zone)
    if zone == "Africa/Casablanca":  # its clocks stand back in Ramadan
        in_utc = call.deadline_at.astimezone(UTC)

    data = fetch(client, call)

    (event,) = events(data)
    assert event.start.astimezone(UTC) == in_utc
    assert by_its_own_rules(data, event) == in_utc


def by_its_own_rules(data, event):
    """The instant as somebody computes it who knows no zones but those in the file."""
    named = event["DTSTART"].params.get("TZID")
    if named is None:
        return event.start.astimezone(UTC)
    (rules,) = Calendar.from_ical(data).walk("VTIMEZONE")
    assert rules["TZID"] == named
    wall = event.start.replace(tzinfo=None)
    return wall.replace(tzinfo=rules.to_tz(lookup_tzid=False)).astimezone(UTC)


def test_a_deadline_at_the_end_of_a_day_stands_on_that_day(client, organisation):
    call = ending(organisation, "2027-01-07")

    (event,) = events(fetch(client, call))

    assert event.start.isoformat() == "2027-01-07T23:00:00+01:00"
    assert event.end.astimezone(UTC) == call.deadline_at


def test_the_end_of_questions_and_each_step_stand_in_it(client, organisation):
    call = published_call(organisation)
    mission = call.milestones.get(role="mission_start")

    found = {e["SUMMARY"].split(":")[0]: e for e in events(fetch(client, call, lang="en"))}

    assert set(found) == {"Deadline", "Last moment to ask", "Decision", "Start of the mission"}
    assert found["Last moment to ask"].end == call.questions_until_at
    assert found["Start of the mission"].start == mission.due_on
    assert all(call.title in e["SUMMARY"] for e in found.values())
    assert all("VALARM" not in str(e.to_ical()) for e in found.values())


def test_what_was_entered_once_is_moved_and_not_doubled(client, organisation):
    call = published_call(organisation)
    before = {e["UID"]: e for e in events(fetch(client, call))}
    call.milestones.filter(role="decision").update(
        planned_on=date(2030, 1, 2), due_on=date(2030, 1, 2)
    )
    Call.objects.filter(pk=call.pk).update(version_number=2)
    version = call.versions.get()
    version.pk, version.number, version.public_id = None, 2, call.public_id
    version.save()

    after = {e["UID"]: e for e in events(fetch(client, call))}

    assert set(before) == set(after)
    assert {e["SEQUENCE"] for e in before.values()} == {1}
    assert {e["SEQUENCE"] for e in after.values()} == {2}
    assert date(2030, 1, 2) in {e.start for e in after.values()}


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut(client, organisation):
    title = "دراسة حول وصول العاملات إلى الرعاية الصحية والحقوق في ستة بلدان; مع, فواصل"
    call = published_call(organisation, values={"title": title, "language": "ar"})

    data = fetch(client, call, lang="ar")

    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert all(title in e["SUMMARY"] for e in events(data))
    for line in data.split(b"\r\n"):
        line.decode()  # each is whole


def test_a_sensitive_call_shows_nothing_in_a_calendar_that_others_see(client, organisation):
    call = published_call(organisation, sensitive=True)

    data = fetch(client, call, lang="en")

    assert {str(e["SUMMARY"]) for e in events(data)} == {"Deadline", "Date"}
    said = data.replace(b"\r\n ", b"").decode()
    for secret in (call.title, call.token, organisation.name, "open/", "localhost"):
        assert secret not in said


def test_a_cancelled_call_takes_its_dates_back(client, organisation):
    call = published_call(organisation)
    Call.objects.filter(pk=call.pk).update(state=CallState.CANCELLED, closing_reason="r")

    assert {e["STATUS"] for e in events(fetch(client, call))} == {"CANCELLED"}


def test_a_text_cannot_bring_entries_of_its_own(client, organisation):
    title = "Titre\r\nEND:VEVENT\r\nBEGIN:VALARM\nTRIGGER:-PT1M"
    call = published_call(organisation, values={"title": title})

    calendar = Calendar.from_ical(fetch(client, call))

    assert not calendar.walk("VALARM")
    assert calendar.errors == []
