"""The instant of the last click is that of its last byte, however large the click is made."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.states import LateRule
from mandat.core.instants import arrival_of
from mandat.core.keys import new_token
from mandat.intake.models import Application, Filing
from mandat.intake.states import ApplicationState
from mandat.web.instants import SMALL, ArrivalInstantMiddleware
from tests.calls.published import published_call
from tests.intake.mine.walking import begun, page

pytestmark = pytest.mark.django_db
PADDING = "x" * (SMALL + 1)


class SlowBody(BytesIO):
    """A body of which the first byte is read only after something else has happened."""

    def __init__(self, data, before):
        super().__init__(data)
        self._before = before

    def read(self, *size):
        if self._before:
            happens, self._before = self._before, None
            happens()
        return super().read(*size)


def post(client, path, fields, before):
    """A click whose body comes slowly; `before` happens while it is on its way."""
    data = urlencode(fields).encode()
    return client.generic(
        "POST",
        path,
        data,
        content_type="application/x-www-form-urlencoded",
        **{"wsgi.input": SlowBody(data, before)},
    )


@pytest.mark.parametrize("padding", ["", PADDING])
def test_a_click_begun_in_time_and_ended_late_is_late(organisation, padding):
    call = published_call(organisation, days=0.2)
    client, application = begun(call)

    def deadline_passes():
        over = timezone.now() - timedelta(microseconds=1)
        Call.objects.filter(pk=call.pk).update(deadline_at=over)

    fields = {"once": new_token(), "declared": "on", "padding": padding}
    answer = post(client, page("check_application", application), fields, deadline_passes)

    assert answer.status_code == 409
    assert not Filing.objects.exists()


def test_a_large_click_that_came_whole_in_time_is_in_time(organisation):
    call = published_call(organisation, days=0.2)
    client, application = begun(call)

    fields = {"once": new_token(), "declared": "on", "padding": PADDING}
    answer = post(client, page("check_application", application), fields, None)

    assert answer.status_code == 303
    assert Application.objects.get(pk=application.pk).state == ApplicationState.FILED


def test_the_instant_of_a_small_click_is_before_whatever_waits_for_the_database():
    request = RequestFactory().post("/", {"a": "b"})
    seen = []
    ArrivalInstantMiddleware(lambda r: seen.append(timezone.now()) or arrival_of(r))(request)

    assert arrival_of(request) <= seen[0]


def test_late_rule_is_asked_of_the_last_byte_too(organisation):
    call = published_call(organisation, days=0.2, late_rule=LateRule.KEEP)
    client, application = begun(call)

    def deadline_passes():
        over = timezone.now() - timedelta(microseconds=1)
        Call.objects.filter(pk=call.pk).update(deadline_at=over)

    fields = {"once": new_token(), "declared": "on", "padding": PADDING}
    post(client, page("check_application", application), fields, deadline_passes)

    assert Filing.objects.get().is_late
