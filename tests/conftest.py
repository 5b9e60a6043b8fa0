"""Fixtures that every test may ask for, and two switches of the suite."""

import os
from pathlib import Path

import pytest

from mandat.people.roles import Role
from tests.factories import make_account, make_organisation

# Playwright's synchronous interface leaves an event loop running in the main thread, and every
# later test that touches the database would be refused. Set here and nowhere else.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "client"}


def pytest_addoption(parser):
    parser.addoption(
        "--only-database", action="store_true", help="leave out tests that touch no database"
    )


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--only-database"):
        return
    kept = [i for i in items if _touches_database(i)]
    config.hook.pytest_deselected(items=[i for i in items if i not in kept])
    items[:] = kept


def _touches_database(item):
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    )


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
