"""People who ask, and people who answer."""

import re

import pytest

from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from mandat.people.roles import Role
from mandat.privacy.models import DataRequest
from mandat.privacy.services.cases import Asked, prove_address, submit_request
from mandat.privacy.states import RequestKind
from tests.factories import make_account

EMAIL = "fatou.ndiaye@example.org"
WORDS = "I took part in an interview in Bamako."


@pytest.fixture
def dpo(organisation):
    return make_account(
        role=Role.DATA_PROTECTION_OFFICER, organisation=organisation, name="Odile Mercier"
    )


@pytest.fixture
def other_dpo(other_organisation):
    return make_account(role=Role.DATA_PROTECTION_OFFICER, organisation=other_organisation)


@pytest.fixture
def approver(organisation):
    return make_account(role=Role.APPROVER, organisation=organisation, name="Ibrahim Cissé")


def asked(organisation, kind=RequestKind.ACCESS, **values):
    values = {
        "email": EMAIL,
        "name": "Fatou Ndiaye",
        "words": WORDS,
        "language": "en",
    } | values
    return Asked(organisation=organisation, kind=kind, **values)


def received(organisation, kind=RequestKind.ACCESS, **values) -> DataRequest:
    return submit_request(asked=asked(organisation, kind, **values))


def opened(organisation, kind=RequestKind.ACCESS, **values) -> DataRequest:
    """A case whose address is confirmed."""
    return prove_address(public_id=received(organisation, kind, **values).public_id)


def text_of(message: Message) -> str:
    """Subject and body of a mail."""
    written = words_of(message)
    return f"{written.subject}\n{written.body}"


def link_in(message: Message) -> str:
    """The path of the link in a mail."""
    found = re.search(r"^https?://[^/\s]+(/privacy/\S+)$", text_of(message), re.MULTILINE)
    assert found, text_of(message)
    return found.group(1)


def last_mail(to: str = EMAIL) -> Message:
    return Message.objects.filter(to=to).order_by("-pk").first()
