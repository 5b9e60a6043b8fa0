"""Objects for a legal hold are looked for in one organisation, and said in words."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.translation import override

from mandat.people.roles import Role
from mandat.privacy.case_page import plan_page
from mandat.privacy.finding import find, kinds_for, made_at
from mandat.privacy.models import HoldItem, LegalHold
from mandat.privacy.states import RequestKind
from mandat.vault import services as vault
from mandat.vault.scopes import CompartmentKind
from mandat.vault.services.identities import Person
from tests.factories import make_account
from tests.privacy.conftest import opened
from tests.proving import sign_in

pytestmark = pytest.mark.django_db
NEW = reverse("privacy:propose_hold")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def fatou(organisation):
    return make_account(role=Role.READER, organisation=organisation, name="Fatou Ndiaye")


def test_a_part_of_the_name_finds_an_account_of_the_organisation_alone(
    organisation, other_organisation, fatou, dpo
):
    twin = make_account(role=Role.READER, organisation=other_organisation, name="Fatou Ndiaye")

    found = find(organisation, "people.account", "ndia", dpo)

    assert [(t.name, t.id) for t in found] == [("Fatou Ndiaye", str(fatou.public_id))]
    assert find(organisation, "people.account", str(twin.public_id), dpo) == []


def test_an_identity_is_found_by_its_whole_reference_and_named_to_nobody(organisation, dpo):
    keeper = make_account(role=Role.PROGRAMME_OFFICER, organisation=organisation)
    compartment = vault.open_compartment(
        organisation=organisation, kind=CompartmentKind.CONSULTATION, name="Circle", by=keeper
    )
    identity = vault.keep_identity(
        compartment=compartment, person=Person("Nour", "nour@example.org", ""), by=keeper
    )

    found = find(organisation, "vault.identity", str(identity.public_id), dpo)

    assert [(t.name, t.id) for t in found] == [("", str(identity.public_id))]
    for text in ("", "Nour", "nour@example.org", identity.pseudonym):
        assert find(organisation, "vault.identity", text, dpo) == []


def test_kinds_have_words_and_no_codes(organisation, fatou, dpo):
    kinds = kinds_for([organisation])

    assert ("people.account", "Account") in [(k, str(w)) for k, w in kinds]
    assert all("." not in str(word) for _label, word in kinds)


def test_the_date_of_an_object_is_in_its_id(dpo):
    at = made_at(UUID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"))  # RFC 9562, appendix A.6

    assert at == datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    assert made_at(UUID("c1a2b3d4-0000-4000-8000-000000000000")) is None


def test_what_is_found_is_ticked_and_held_and_the_search_is_not_in_an_address(
    client, dpo, fatou, organisation
):
    sign_in(client, dpo)
    half = {"basis": "legal_claim", "reason": "", "ends_on": "", "organisation": organisation.pk}
    value = f"people.account {fatou.public_id}"

    page = client.post(NEW, half | {"find": "1", "find-kind": "people.account", "find-text": "Fat"})

    assert page.status_code == 200
    content = page.content.decode()
    assert f'value="{value}"' in content
    assert "checked" not in content
    assert "This field is required" not in content
    again = client.post(NEW, half | {"objects": [value], "find": "1", "find-text": "nobody"})
    assert f'value="{value}" checked' in again.content.decode()

    client.post(NEW, half | {"objects": [value], "reason": "Case 12", "ends_on": _soon()})

    assert HoldItem.objects.get().subject_id == str(fatou.public_id)


def _soon():
    from datetime import timedelta  # noqa: PLC0415 -- only here

    from django.utils import timezone  # noqa: PLC0415

    return (timezone.now() + timedelta(days=30)).date().isoformat()


@pytest.mark.parametrize("objects", [[], ["people.account"], ["x y z"], ["noroom 12"]])
def test_a_hold_names_objects_that_can_be_read(client, dpo, organisation, objects):
    sign_in(client, dpo)
    whole = {"basis": "legal_claim", "reason": "Case 12", "ends_on": _soon()}

    page = client.post(NEW, whole | {"organisation": organisation.pk, "objects": objects})

    assert page.status_code == 422
    assert not LegalHold.objects.exists()


def test_another_organisations_objects_are_not_named_by_their_reference(
    client, dpo, organisation, other_organisation
):
    twin = make_account(role=Role.READER, organisation=other_organisation, name="Secret Twin")
    sign_in(client, dpo)

    page = client.get(NEW, {"object": f"people.account {twin.public_id}"})

    assert "Secret Twin" not in page.content.decode()
    assert "Secret Twin" in str(find(other_organisation, "people.account", "twin", dpo))


def test_the_plan_of_an_erasure_says_what_each_thing_is(organisation, fatou, dpo):
    case = opened(organisation, RequestKind.ERASURE, email=fatou.email)

    plan = plan_page(case, dpo)

    things = [row["thing"] for row in plan["erased"] + plan["kept"]]
    assert "Account" in {str(t.kind) for t in things}
    assert all("." not in str(t.kind) for t in things)
    account = next(t for t in things if t.label == "people.account")
    assert (account.name, account.since.date()) == ("Fatou Ndiaye", fatou.joined_at.date())
