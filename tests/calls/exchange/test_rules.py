"""What may be asked and moved, without a database: texts, ends, proposed deadlines."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.exchange import rules
from mandat.calls.times import instant_of


def no_holidays(_country, _year):
    return {}


def test_a_text_keeps_its_words_and_lines_and_loses_what_misleads():
    raw = (
        "Pouvons-nous\r\nvenir\x00 a\u0300 deux\u202e ?\u2066 "
        "\x1b[31m\u200b\tOui\u2069\r\n\r\n\r\n\r\nMerci"
    )

    assert rules.clean_text(raw) == "Pouvons-nous\nvenir à deux ? [31m Oui\n\nMerci"


def test_marks_that_scripts_need_stay():
    persian, mixed = "می\u200cخواهم", "السعر\u200f (EUR)"

    assert rules.clean_text(persian) == persian
    assert rules.clean_text(mixed) == mixed


def test_markup_is_words_like_any_other():
    assert rules.clean_text("<script>alert(1)</script>") == "<script>alert(1)</script>"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = rules.clean_text(text)

    assert rules.clean_text(once) == once
    assert not any(
        c in once for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\r"
    )


def test_questions_are_taken_until_their_end_and_at_it():
    end = datetime(2026, 5, 4, 22, 0, tzinfo=UTC)
    deadline = end + timedelta(days=7)
    just = timedelta(microseconds=1)

    assert rules.takes_questions(end, end, deadline)
    assert not rules.takes_questions(end + just, end, deadline)
    assert rules.takes_questions(deadline, None, deadline)
    assert not rules.takes_questions(deadline + just, None, deadline)


def test_an_amendment_never_takes_time_away_and_comes_before_the_end():
    at, end = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 9, tzinfo=UTC)
    hour = timedelta(hours=1)

    assert rules.deadline_fault(at, end, end) == ""
    assert rules.deadline_fault(at, end, end + hour) == ""
    assert rules.deadline_fault(at, end, end - hour) == "deadline_earlier"
    assert rules.deadline_fault(end + hour, end, end + 5 * hour) == "deadline_passed"


def test_an_early_end_is_ahead_and_earlier():
    at, end = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 9, tzinfo=UTC)

    assert rules.early_end_fault(at, end, at + timedelta(hours=1)) == ""
    assert rules.early_end_fault(at, end, at) == "end_is_past"
    assert rules.early_end_fault(at, end, end) == "end_not_earlier"


def proposed(at, wall, zone="Europe/Paris", days=7, country="FR", **how):
    return rules.proposed_deadline(at=at, wall=wall, zone=zone, days=days, country=country, **how)


def test_nothing_is_proposed_while_enough_time_is_left():
    at = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)

    assert proposed(at, "2026-05-11T12:00", holidays_for=no_holidays) is None
    assert proposed(at, "2026-05-11T11:59", holidays_for=no_holidays) == "2026-05-12T11:59"


def test_the_proposal_keeps_the_hour_and_leaves_the_whole_time():
    at = datetime(2026, 5, 5, 18, 0, tzinfo=UTC)  # a Tuesday, 20:00 in Paris

    wall = proposed(at, "2026-05-07T17:00", holidays_for=no_holidays)

    assert wall == "2026-05-13T17:00"
    assert instant_of(wall, "Europe/Paris").at - at >= timedelta(days=7)


def test_the_proposal_moves_off_weekends_and_holidays():
    saturday = proposed(datetime(2026, 5, 2, 8, 0, tzinfo=UTC), "2026-05-05T12:00")
    ascension = proposed(datetime(2026, 5, 7, 8, 0, tzinfo=UTC), "2026-05-08T12:00")

    assert saturday == "2026-05-11T12:00"  # 9 May 2026 is a Saturday
    assert ascension == "2026-05-15T12:00"  # 14 May 2026 is a holiday in France


def test_weekends_are_those_of_the_country():
    thursday = datetime(2026, 5, 7, 8, 0, tzinfo=UTC)

    wall = proposed(
        thursday,
        "2026-05-08T12:00",
        zone="Africa/Cairo",
        days=8,
        country="EG",
        holidays_for=no_holidays,
    )

    assert date.fromisoformat(wall[:10]).weekday() == 6  # after Friday and Saturday: Sunday


def test_a_day_alone_stays_a_day_alone():
    at = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)

    assert proposed(at, "2026-05-07", holidays_for=no_holidays) == "2026-05-12"


def test_the_proposal_leaves_the_time_across_a_change_of_clocks():
    autumn = datetime(2026, 10, 20, 11, 0, tzinfo=UTC)  # 13:00 in Paris, back on the 25th
    spring = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)  # 13:00 in Paris, forward on the 29th

    later = proposed(autumn, "2026-10-22T12:30", holidays_for=no_holidays)
    sooner = proposed(spring, "2026-03-25T13:00", holidays_for=no_holidays)

    assert later == "2026-10-27T12:30"
    assert sooner == "2026-04-01T13:00"
    for at, wall in ((autumn, later), (spring, sooner)):
        assert instant_of(wall, "Europe/Paris").at - at >= timedelta(days=7)
