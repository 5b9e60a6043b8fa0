"""No room is left for the last click: nothing is half done, and it counts once there is room."""

import pytest
from django.db import connection

from mandat.intake.models import Application, Filing, Receipt
from mandat.intake.services.drafting import save_words
from mandat.mail.models import Message
from tests.calls.published import published_call
from tests.intake.applying import WORDS
from tests.intake.mine.walking import begun, click, once_of, pdf, send

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="limits the file of SQLite itself"),
]


def limit(pages):
    """The database may have so many pages and no more."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {pages}")


def pages_of_the_file():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        return cursor.fetchone()[0]


@pytest.fixture
def full():
    """Every page is taken: what is free is filled first."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    limit(pages_of_the_file())
    yield
    limit(2**30)


def test_a_click_without_room_files_nothing_and_counts_once_there_is(organisation, request):
    client, application = begun(published_call(organisation))
    words = WORDS | {"answers": {"0": {"says": "yes", "note": "Une phrase. " * 5_000}}}
    application = save_words(application=application, changes=words, version=1)
    send(client, application, "0", pdf())
    once = once_of(client, application)
    client.raise_request_exception = False
    request.getfixturevalue("full")

    refused = click(client, application, once)
    kept = (Filing.objects.count(), Receipt.objects.count(), Application.objects.get().state)
    mailed = Message.objects.filter(template="intake/receipt").count()
    limit(2**30)
    filed = click(client, application, once)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
    assert (kept, mailed) == ((0, 0, "draft"), 0)
    assert filed.status_code == 303
    assert (Filing.objects.count(), Receipt.objects.count()) == (1, 1)
