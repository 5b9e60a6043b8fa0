"""A call ends at its deadline, by the server's clock and the clocks of its zone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from mandat.audit.models import Entry
from mandat.calls.chain import waits
from mandat.calls.life import services
from mandat.calls.models import CallVersion
from mandat.calls.policies import accepts_applications
from mandat.core.errors import RuleBroken
from tests.calls.life.ready import make_team
from tests.calls.published import published_call

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def team():
    return make_team()


def state(call):
    call.refresh_from_db()
    return call.state


def test_a_call_is_open_exactly_until_its_deadline_and_closed_after_it(team):
    call = published_call(team.organisation, days=5)
    call.refresh_from_db()

    with time_machine.travel(call.deadline_at, tick=False):
        assert services.close_due_calls() == 0
        assert accepts_applications(call, datetime.now(UTC))
    with time_machine.travel(call.deadline_at + timedelta(microseconds=1), tick=False):
        assert not accepts_applications(call, datetime.now(UTC))
        assert services.close_due_calls() == 1

    assert state(call) == "closed"
    assert call.closed_at == call.deadline_at + timedelta(microseconds=1)
    last = Entry.objects.get(action="calls.call.closed")
    assert (last.actor, last.subject_id) == ("worker", str(call.public_id))


def test_a_clock_that_steps_back_opens_nothing_again(team):
    call = published_call(team.organisation, days=5)
    call.refresh_from_db()
    with time_machine.travel(call.deadline_at + SECOND, tick=False):
        services.close_due_calls()

    with time_machine.travel(call.deadline_at - SECOND, tick=False):
        assert services.close_due_calls() == 0
        assert services.recompute_deadlines() == 0
        call.refresh_from_db()
        assert not accepts_applications(call, datetime.now(UTC))

    assert state(call) == "closed"


def test_only_calls_that_are_due_are_closed(team):
    due, other = (published_call(team.organisation, days=d) for d in (5, 9))
    due.refresh_from_db()

    with time_machine.travel(due.deadline_at + SECOND, tick=False):
        services.close_due_calls()

    assert (state(due), state(other)) == ("closed", "published")


def test_a_call_that_cannot_be_closed_stops_none_of_the_others(team, caplog):
    broken, sound = (published_call(team.organisation, days=d) for d in (4, 5))
    CallVersion.objects.filter(call=broken).update(content={})
    sound.refresh_from_db()

    with time_machine.travel(sound.deadline_at + SECOND, tick=False):
        assert services.close_due_calls() == 1
        broken.refresh_from_db()
        assert not accepts_applications(broken, datetime.now(UTC))

    assert (state(broken), state(sound)) == ("published", "closed")
    assert caplog.messages == [f"call {broken.public_id} cannot be closed: KeyError"]


def test_a_closed_call_is_archived_by_an_officer_and_an_open_one_is_not(team):
    call = published_call(team.organisation, days=5)
    with pytest.raises(RuleBroken):
        services.archive_call(public_id=call.public_id, by=team.officer)
    call.refresh_from_db()
    with time_machine.travel(call.deadline_at + SECOND, tick=False):
        services.close_due_calls()
    with pytest.raises(PermissionDenied):
        services.archive_call(public_id=call.public_id, by=team.approver)

    services.archive_call(public_id=call.public_id, by=team.officer)

    assert state(call) == "archived"


def zone_file(offset_hours: int) -> bytes:
    """A country that keeps one offset all year, in the format of RFC 8536 (version 2)."""
    footer = f"\n<{offset_hours:+03d}>{-offset_hours}\n".encode()
    header = b"TZif2" + bytes(15) + (0).to_bytes(4) * 4 + (1).to_bytes(4) + (4).to_bytes(4)
    block = (offset_hours * 3600).to_bytes(4, signed=True) + bytes(2) + b"LMT\0"
    return (header + block) * 2 + footer


@pytest.fixture
def country(tmp_path: Path):
    """A country whose government decides about its clocks: call it with the new offset."""

    def decree(offset_hours: int) -> None:
        place = tmp_path / "Africa" / "Cairo"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(zone_file(offset_hours))
        reset_tzpath(to=[str(tmp_path)])
        ZoneInfo.clear_cache()

    yield decree
    reset_tzpath(to=())
    ZoneInfo.clear_cache()


@pytest.mark.parametrize("offset", [1, 3])
def test_a_deadline_follows_a_country_that_changes_its_clocks_and_an_officer_is_told(
    team, country, offset
):
    country(2)
    call = published_call(team.organisation, days=5, zone="Africa/Cairo")
    call.refresh_from_db()
    before = call.deadline_at
    assert services.recompute_deadlines() == 0

    country(offset)

    assert services.recompute_deadlines() == 1
    call.refresh_from_db()
    assert call.deadline_at == before - timedelta(hours=offset - 2)
    assert call.deadline_before_at == before
    entry = Entry.objects.get(action="calls.deadline.shifted")
    assert entry.details["before"] == before.isoformat()
    assert [w.weight for w in waits(team.officer) if call.title in w.title] == [12]

    services.note_shift_seen(public_id=call.public_id, by=team.officer)
    assert not [w for w in waits(team.officer) if call.title in w.title]


def test_a_deadline_that_would_be_over_by_the_new_clocks_is_kept(team, country):
    country(2)
    call = published_call(team.organisation, days=5, zone="Africa/Cairo")
    call.refresh_from_db()
    before = call.deadline_at

    country(3)
    with time_machine.travel(before - timedelta(minutes=10), tick=False):
        assert services.recompute_deadlines() == 0

    call.refresh_from_db()
    assert (call.deadline_at, call.state) == (before, "published")


def test_a_zone_that_is_no_longer_known_stops_no_other_call(team, country, caplog):
    country(2)
    lost = published_call(team.organisation, days=5, zone="Africa/Cairo")
    lost.deadline_zone = "Test/Nowhere"
    lost.save()
    moved = published_call(team.organisation, days=6, zone="Africa/Cairo")

    country(4)

    assert services.recompute_deadlines() == 1
    assert "cannot be read" in caplog.text
    assert moved.title not in caplog.text
