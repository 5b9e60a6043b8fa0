"""What somebody was shown is not found on the computer after they have left."""

import pytest
from django.test import Client
from django.urls import reverse

from mandat.people.roles import Role
from tests.access.entries import ENTRIES
from tests.factories import make_account
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
PUBLIC = {"web:show_favicon", "open:feed"}  # the same for everybody, and say so themselves


@pytest.fixture
def administrator(organisation):
    return make_account(role=Role.ADMINISTRATOR, organisation=organisation)


def test_no_cache_keeps_a_page_of_somebody_who_is_signed_in(organisation, administrator):
    client = Client()
    sign_in(client, administrator)
    names = [name for name, entry in ENTRIES.items() if entry.names is None]
    paths = {name: reverse(name) for name in names if name not in PUBLIC}
    paths["people"] = reverse("people:list_people", args=[organisation.public_id])
    paths["refused"] = reverse("people:show_grant", args=[organisation.public_id])

    kept = [
        name
        for name, path in paths.items()
        if "no-store" not in client.get(path).headers.get("Cache-Control", "")
    ]

    assert kept == []


def test_the_answer_to_signing_out_is_kept_by_no_cache_either(administrator):
    client = Client()
    sign_in(client, administrator)

    answer = client.post(reverse("account_logout"))

    assert "no-store" in answer.headers["Cache-Control"]


def test_pages_for_everybody_may_be_kept():
    answer = Client().get(reverse("web:show_help"))

    assert "no-store" not in answer.headers.get("Cache-Control", "")
