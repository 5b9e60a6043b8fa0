"""Our own check finds what the schema lets pass."""

import copy

import pytest

from mandat.calls.ocds.profile import Fault, faults_of
from mandat.calls.ocds.sharing import package_of_call, shared_calls
from tests.calls.ocds.changes import amend

FAULTS = {
    "a release without id": ("id", "", "missing"),
    "a trial prefix": ("ocid", "ocds-213czf-1", "prefix_unregistered"),
    "a tag that is no tag": ("tag", ["publication"], "code_unknown"),
    "a language that is none": ("language", "français", "language_unknown"),
    "a date without offset": ("date", "2026-01-07T20:00:00", "date_without_offset"),
    "a date that is none": ("date", "7 January", "date_unreadable"),
    "a buyer who is no party": ("buyer.id", "somebody", "party_unknown"),
    "a buyer under another name": ("buyer.name", "Somebody", "party_differs"),
    "a supplier among the parties": (
        "parties.0.roles",
        ["buyer", "procuringEntity", "supplier"],
        "names_more_than_the_buyer",
    ),
    "a status that is none": ("tender.status", "finished", "code_unknown"),
    "a tender without title": ("tender.title", "", "missing"),
    "an amount below zero": ("tender.value.amount", -1, "amount_unusable"),
    "an amount in words": ("tender.value.amount", "24 000", "amount_unusable"),
    "a currency that is none": ("tender.value.currency", "EURO", "currency_unknown"),
    "a range turned round": (
        "tender.minValue",
        {"amount": 30000, "currency": "EUR"},
        "amounts_reversed",
    ),
    "a period that ends first": (
        "tender.tenderPeriod",
        {"startDate": "2026-02-01T00:00:00Z", "endDate": "2026-01-01T00:00:00Z"},
        "period_reversed",
    ),
    "a milestone told twice": ("tender.milestones.1.id", "SAME", "id_twice"),
    "a document at no address": ("tender.documents.0.url", "javascript:x", "address_unusable"),
    "an amendment of no release": (
        "tender.amendments.0.amendsReleaseID",
        "another",
        "release_unknown",
    ),
}


@pytest.fixture
def package(call):
    amend(call, {"working_days": {"value": 60, "extra": {}}})
    return package_of_call(shared_calls().get(pk=call.pk))


def put(record, path, value):
    *way, last = path.split(".")
    for step in way:
        record = record[int(step) if step.isdecimal() else step]
    record[int(last) if last.isdecimal() else last] = value


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_found_and_named(package, name):
    path, value, code = FAULTS[name]
    broken = copy.deepcopy(package)
    release = broken["releases"][1]
    if value == "SAME":
        value = release["tender"]["milestones"][0]["id"]
    put(release, path, value)

    found = faults_of(broken)

    assert code in {fault.code for fault in found}
    assert all(fault.path.startswith("releases") for fault in found)
    assert faults_of(package) == []


def test_a_release_id_used_twice_is_found(package):
    package["releases"].append(package["releases"][0])

    assert Fault("id_twice", "releases") in faults_of(package)


def test_a_package_without_publisher_or_of_another_version_is_found(package):
    del package["publisher"]
    package["version"] = "1.0"

    assert {f.path for f in faults_of(package)} == {"publisher", "version"}
