"""A mailbox of the organisation at the real mail server, and applications to put into it."""

import pytest

from mandat.intake.gate.imap import Encryption
from mandat.intake.gate.mailboxes import Wanted, add_mailbox
from tests.intake.gate.dovecot import LOGIN, PASSWORD
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import address_of
from tests.intake.letters.said import SAID


@pytest.fixture
def mailbox(dovecot, organisation, administrator):
    return add_mailbox(organisation=organisation, wanted=wanted(dovecot.port), by=administrator)


def wanted(port, encryption=Encryption.NONE, host="127.0.0.1", password=PASSWORD):
    return Wanted(
        address=address_of("minors"),
        host=host,
        port=port,
        encryption=encryption,
        login=LOGIN,
        password=password,
    )


def letters(count):
    return [Scene(f"mailbox-{n}", SAID["fr"]).letter().as_bytes() for n in range(count)]
