"""Two people at one value: the second is told what the first made of it, and loses nothing."""

import pytest
from django.urls import reverse

from mandat.calls import services
from mandat.calls.origins import Origin
from tests.calls.test_views import signed_in


def address(call, name="working_days"):
    return reverse("calls:settle_field", args=[call.public_id, name])


def field(call, name="working_days"):
    return call.draft_fields.get(name=name)


@pytest.fixture
def theirs(call, colleague):
    """The colleague has just said that it is twenty days."""
    return services.correct_field(
        public_id=call.public_id, name="working_days", value=20, extra={}, version=1, by=colleague
    )


def post(client, call, **typed):
    return client.post(address(call), {"act": "correct", "version": 1, **typed})


def test_the_second_sees_both_values_who_changed_it_and_when(call, theirs, officer):
    answer = post(signed_in(officer), call, value="26")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="26"' in page
    assert "20 days" in page
    assert "ago by \u2068Odile Mercier\u2069" in page
    assert "Keep mine" in page
    assert "Take theirs" in page
    assert field(call).value == 20


def test_they_may_keep_their_own(call, theirs, officer):
    client = signed_in(officer)
    post(client, call, value="26")

    answer = client.post(
        address(call), {"act": ["correct", "keep"], "version": 1, "now": 2, "value": "26"}
    )

    assert answer.status_code == 302
    assert field(call).value == 26
    assert field(call).settled_by == officer


def test_typing_on_without_choosing_writes_over_nothing(call, theirs, officer):
    client = signed_in(officer)
    first = post(client, call, value="26").content.decode()
    assert '<input type="hidden" name="version" value="1">' in first

    answer = client.post(address(call), {"act": "correct", "version": 1, "now": 2, "value": "27"})

    assert answer.status_code == 409
    assert field(call).value == 20


def test_a_third_change_between_both_is_told_too(call, theirs, officer, colleague):
    services.correct_field(
        public_id=call.public_id, name="working_days", value=21, extra={}, version=2, by=colleague
    )

    answer = signed_in(officer).post(
        address(call), {"act": "keep", "version": 1, "now": 2, "value": "26"}
    )

    assert answer.status_code == 409
    assert "21 days" in answer.content.decode()
    assert field(call).value == 21


def test_who_writes_the_same_is_asked_nothing(call, theirs, officer):
    answer = post(signed_in(officer), call, value="20")

    assert answer.status_code == 302
    assert (field(call).value, field(call).version) == (20, 2)


def test_who_undid_it_is_named_although_the_field_forgets(call, theirs, officer, colleague):
    services.reset_field(public_id=call.public_id, name="working_days", version=2, by=colleague)

    page = post(signed_in(officer), call, value="26").content.decode()

    assert "Odile Mercier" in page
    assert field(call).origin == Origin.IMPORTED


def test_a_choice_between_readings_is_kept_on_the_screen(call, officer, colleague):
    services.choose_reading(
        public_id=call.public_id, name="deadline", index=0, version=1, by=colleague
    )
    client = signed_in(officer)
    chosen = {"act": "choose", "reading": 1, "version": 1}

    answer = client.post(address(call, "deadline"), chosen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You chose:" in page

    client.post(address(call, "deadline"), {"act": "choose1", "version": 2})

    assert field(call, "deadline").chosen == 1


def test_confirming_what_somebody_changed_shows_what_it_says_now(call, theirs, officer):
    answer = signed_in(officer).post(address(call), {"act": "confirm", "version": 1})

    assert answer.status_code == 409
    assert "20 days" in answer.content.decode()
    assert field(call).origin == Origin.CORRECTED


def test_a_part_of_the_page_is_all_that_changes_where_there_is_script(call, theirs, officer):
    client = signed_in(officer)

    answer = client.post(
        address(call),
        {"act": "correct", "version": 1, "value": "26"},
        headers={"hx-request": "true"},
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.lstrip().startswith('<div id="screen"')
    assert 'value="26"' in page


def test_the_steps_of_writing_say_who_and_when_too(call, theirs, officer):
    address = reverse("calls:write_step", args=[call.public_id, "method"])
    client = signed_in(officer)

    answer = client.post(
        address,
        {
            "act": "save",
            "version.working_days": 1,
            "was.working_days": "other",
            "working_days.value": "26",
        },
    )

    page = answer.content.decode()
    assert "ago by \u2068Odile Mercier\u2069" in page
    assert 'value="26"' in page
    assert field(call).value == 20
