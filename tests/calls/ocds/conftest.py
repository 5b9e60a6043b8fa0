import json
import os
from pathlib import Path

import pytest

from config import env
from tests.calls.published import published_call
from tests.factories import make_organisation


@pytest.fixture
def organisation(db):
    return make_organisation(
        "Médecins du Monde Belgique",
        country="BE",
        time_zone="Europe/Brussels",
        shares_data=True,
        ocid_prefix="ocds-a1b2c3",
    )


@pytest.fixture
def call(organisation):
    return published_call(organisation, shares_data=True)


@pytest.fixture(scope="session")
def standard():
    """The folder that `script/ocds` fills with the standard's schema and checker."""
    folder = Path(os.environ.get("MANDAT_OCDS_DIR") or env.ROOT / "var" / "ocds")
    if not (folder / "checker/bin/libcoveocds").exists():
        pytest.skip("the standard's schema and checker are not there: run script/ocds")
    return folder


@pytest.fixture(scope="session")
def schema(standard):
    """The schema of a release, of version 1.1.5."""
    return json.loads((standard / "schema/release-schema.json").read_text())
