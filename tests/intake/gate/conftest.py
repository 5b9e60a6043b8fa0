"""A site with the calls of the letters, and a real mailbox."""

import pytest

from tests.intake.gate.calling import calls_of
from tests.intake.gate.dovecot import dovecot, mail_server  # noqa: F401 -- fixtures
from tests.intake.gate.filled import mailbox  # noqa: F401 -- a fixture
from tests.intake.letters.making import HOUSE_ADDRESS, HOUSE_HOST, OWN_HOSTS


@pytest.fixture
def site(settings):
    settings.MAIL_HOSTS = OWN_HOSTS
    settings.DEFAULT_FROM_EMAIL = HOUSE_ADDRESS
    settings.SITE_URL = f"https://{HOUSE_HOST}"


@pytest.fixture
def calls(organisation, site):
    return calls_of(organisation)
