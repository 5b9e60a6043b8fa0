"""List pages ask the database as often for thirty rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.calls.test_services import TEXT, imported

LISTS = ["calls:list_calls", "web:show_home"]
MOST = 12  # design: at most twelve queries a page


def _queries(client, name):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(reverse(name)).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_rows(organisation, officer, name):
    client = Client()
    client.force_login(officer)
    counts = {}
    made = 0
    for rows in (1, 3, 30):
        while made < rows:
            imported(organisation, officer, TEXT)
            made += 1
        counts[rows] = _queries(client, name)

    assert counts[1] == counts[3] == counts[30]
    assert counts[30] <= MOST
