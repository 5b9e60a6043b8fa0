"""What a shared call tells, and which calls tell nothing."""

import json

import pytest
from django.urls import reverse

from mandat.calls.ocds.profile import faults_of
from mandat.calls.ocds.sharing import package_of_call, package_page, shared_calls
from mandat.calls.states import CallState
from tests.calls.ocds.changes import amend, answer, cancel, translate
from tests.calls.published import draft_call, published_call
from tests.factories import make_organisation


def shared(call):
    return shared_calls().get(pk=call.pk)


def test_the_first_release_tells_the_tender(call, organisation):
    package = package_of_call(shared(call))

    (release,) = package["releases"]
    tender = release["tender"]
    assert release["ocid"] == f"ocds-a1b2c3-{call.public_id.hex}"
    assert release["tag"] == ["tender"]
    assert release["buyer"]["name"] == "Médecins du Monde Belgique"
    assert tender["title"] == call.title
    assert tender["value"] == {"amount": 24000, "currency": "EUR"}
    assert tender["procurementMethod"] == "open"
    assert tender["tenderPeriod"]["endDate"] == call.deadline_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert "Méthodologie: 40" in tender["awardCriteriaDetails"]
    assert {m["code"] for m in tender["milestones"]} == {"decision", "mission_start"}
    assert faults_of(package) == []


def test_an_amendment_is_a_further_release_and_the_first_stays(call):
    first = package_of_call(shared(call))["releases"][0]

    amend(call, {"working_days": {"value": 60, "extra": {}}})
    answer(call)
    cancel(call)

    package = package_of_call(shared(call))
    releases = package["releases"]
    assert [r["tag"] for r in releases] == [
        ["tender"],
        ["tenderAmendment"],
        ["tenderCancellation"],
    ]
    assert releases[0] | {"tender": releases[0]["tender"] | {"enquiryPeriod": {}}} == first | {
        "tender": first["tender"] | {"enquiryPeriod": {}}
    }
    assert releases[1]["tender"]["amendments"][0]["rationale"] == "Des réponses ont été demandées."
    assert releases[2]["tender"]["status"] == "cancelled"
    assert len(releases[2]["tender"]["amendments"]) == 2
    assert faults_of(package) == []


def test_a_translated_title_stands_beside_the_original(call):
    translate(call, "en", "Study of access to care")

    release = package_of_call(shared(call))["releases"][0]

    assert release["tender"]["title_en"] == "Study of access to care"


@pytest.mark.parametrize("call_says", [True, False])
@pytest.mark.parametrize("organisation_says", [True, False])
def test_a_call_is_shared_when_both_say_so(db, call_says, organisation_says):
    place = make_organisation(shares_data=organisation_says, ocid_prefix="ocds-a1b2c3")
    call = published_call(place, shares_data=call_says)

    assert shared_calls().filter(pk=call.pk).exists() == (call_says and organisation_says)


def test_a_sensitive_call_and_a_draft_tell_nothing(organisation, client):
    secret = published_call(organisation, sensitive=True)
    draft = draft_call(organisation, shares_data=True)
    kept = published_call(organisation, shares_data=True)
    kept.state = CallState.ARCHIVED
    kept.save()

    page = client.get(reverse("open:list_ocds"))

    assert page.json()["releases"] == []
    for call in (secret, kept):
        assert client.get(reverse("open:call_ocds", args=[call.token])).status_code == 404
    assert draft.token is None


def test_nobody_is_named_but_the_buyer(call, organisation):
    amend(call, {"working_days": {"value": 60, "extra": {}}})

    package = json.dumps(package_of_call(shared(call)), ensure_ascii=False)

    assert "Amina Diallo" not in package
    assert "@" not in package


def test_an_address_to_send_to_is_left_to_the_notice(organisation):
    sent = {"channel": "email", "address": "amina.diallo@example.org", "subject": "Étude"}
    call = published_call(organisation, shares_data=True, values={"submission": sent})

    package = json.dumps(package_of_call(shared(call)), ensure_ascii=False)

    assert "amina.diallo@example.org" in str(call.versions.get().content)
    assert "amina.diallo" not in package
    assert "submissionMethodDetails" in package


def test_pages_follow_each_other_until_the_last(organisation, monkeypatch, client):
    monkeypatch.setattr("mandat.calls.ocds.sharing.PAGE_SIZE", 2)
    calls = [published_call(organisation, shares_data=True) for _ in range(5)]

    seen, address = [], reverse("open:list_ocds")
    while address:
        package = client.get(address).json()
        seen += [r["ocid"] for r in package["releases"]]
        address = package.get("links", {}).get("next", "").removeprefix("http://localhost:8000")

    assert seen == [f"ocds-a1b2c3-{c.public_id.hex}" for c in calls]
    assert client.get(reverse("open:list_ocds"), {"after": "nothing"}).status_code == 404


def test_a_page_asks_the_database_as_often_for_fifty_calls_as_for_one(
    organisation, django_assert_max_num_queries
):
    for _ in range(12):
        published_call(organisation, shares_data=True)

    with django_assert_max_num_queries(6):
        package_page()
