"""Fixtures that every test may ask for, and two switches of the suite."""

import gc
import os
from pathlib import Path

import pytest
from django.db import connection

from mandat.audit import triggers, words
from mandat.audit.models import Entry
from mandat.people.roles import Role
from tests.databases import _server, empty_database, tables, with_tables  # noqa: F401 -- fixtures
from tests.factories import make_account, make_organisation
from tests.s3 import bucket, kept_in, s3, s3_server  # noqa: F401 -- fixtures

# Playwright's synchronous interface leaves an event loop running in the main thread, and every
# later test that touches the database would be refused. Set here and nowhere else.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "client"}


def pytest_addoption(parser):
    parser.addoption(
        "--only-database", action="store_true", help="leave out tests that touch no database"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    # Journeys wait more than they work: begun first, they leave the processor to the others, and
    # no worker of the suite is left alone with them at the end.
    items.sort(key=lambda item: "journeys" not in item.path.parts)
    if not config.getoption("--only-database"):
        return
    kept = [i for i in items if _touches_database(i)]
    config.hook.pytest_deselected(items=[i for i in items if i not in kept])
    items[:] = kept


def pytest_collection_finish():
    """What stays until the end, some seven thousand tests, is not searched for garbage."""
    gc.freeze()


def _touches_database(item):
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences"}
_journal = {"is_guarded": True}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem):
    """The triggers that went so that tables could be emptied come back once they are empty."""
    try:
        return (yield)
    finally:
        # After the last test the database is gone as well.
        if nextitem is not None and not _journal["is_guarded"]:
            with _journal["unblock"]():
                _guard_journal()


@pytest.fixture(autouse=True)
def journal_that_only_grows(request):
    """The journal's triggers stand in every test, and let the tables be emptied after it.

    A test with transactions of its own ends by emptying every table, which they would refuse: they
    go when such a test ends, and come back when that is done.
    """
    if not _touches_database(request.node):
        yield
        return
    marker = request.node.get_closest_marker("django_db")
    names = request.fixturenames
    if TRANSACTIONAL.intersection(names) or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")  # so that it ends after this
        _journal["unblock"] = request.getfixturevalue("django_db_blocker").unblock
        yield
        triggers.drop(connection)
        _journal["is_guarded"] = False
    else:
        request.getfixturevalue("db")
        yield
        _check_words()


def _check_words():
    """Whatever a test had recorded can be read by people, also when its name was put together."""
    if connection.connection is None or connection.needs_rollback:
        return
    recorded = set(Entry.objects.order_by().values_list("action", flat=True).distinct())
    assert recorded <= set(words.acts()), (
        "register_words (mandat.audit.words) in the room's apps.py"
    )


def _guard_journal():
    triggers.create(connection)
    _journal["is_guarded"] = True


@pytest.fixture(scope="session")
def shared():
    """The folder of real calls beside the checkout; without it the test says so and is skipped."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"the folder {SHARED.name} with real calls is not beside the checkout")
    return SHARED


@pytest.fixture
def organisation(db):
    return make_organisation("Maison des droits", country="FR", time_zone="Europe/Paris")


@pytest.fixture
def other_organisation(db):
    """A twin with the same shape: what one may see, the other may not."""
    return make_organisation("Maison voisine", country="FR", time_zone="Europe/Paris")


@pytest.fixture
def officer(organisation):
    return make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)


@pytest.fixture
def administrator(organisation):
    return make_account(role=Role.ADMINISTRATOR, organisation=organisation)


@pytest.fixture
def reader(organisation):
    return make_account(role=Role.READER, organisation=organisation)


@pytest.fixture
def stranger(other_organisation):
    """A programme officer of the other organisation."""
    return make_account(role=Role.PROGRAMME_OFFICER, organisation=other_organisation)
