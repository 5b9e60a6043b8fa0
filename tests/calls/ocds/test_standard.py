"""Our packages beside the standard's own schema and checker, without network."""

import copy
import json
import subprocess

import pytest
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from mandat.calls.ocds.sharing import package_of_call, shared_calls
from tests.calls.ocds.changes import amend, answer, cancel, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(call):
    translate(call, "en", "Study of access to care")
    translate(call, "ar", "دراسة الوصول إلى الرعاية")
    amend(call, {"working_days": {"value": 60, "extra": {}}})
    answer(call)
    cancel(call)
    return package_of_call(shared_calls().get(pk=call.pk))


def schema_errors(standard, schema, package):
    outer = json.loads((standard / "schema/release-package-schema.json").read_text())
    reference = outer["properties"]["releases"]["items"]["$ref"]
    inner = Resource.from_contents(schema, default_specification=DRAFT4)
    registry = Registry().with_resources([(reference, inner), (schema["id"], inner)])
    checker = Draft4Validator(outer, registry=registry, format_checker=FormatChecker())
    return [error.message for error in checker.iter_errors(package)]


def checker_says(standard, package, folder):
    path = folder / "package.json"
    path.write_text(json.dumps(package))
    command = ["unshare", "-rn"] if _has_namespaces() else []
    done = subprocess.run(
        [
            *command,
            str(standard / "checker/bin/libcoveocds"),
            "--standard-zip",
            str(standard / "standard.zip"),
            str(path),
        ],
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def _has_namespaces():
    return (
        subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode == 0
    )


def test_the_schema_finds_no_error(standard, schema, package):
    assert schema_errors(standard, schema, package) == []


def test_the_schema_is_the_one_of_1_1_5_and_finds_errors(standard, schema, package):
    assert "1__1__5" in schema["id"]
    broken = copy.deepcopy(package)
    broken["releases"][0]["date"] = "7 January"
    broken["releases"][1]["tag"] = ["publication"]
    del broken["releases"][2]["ocid"]

    assert len(schema_errors(standard, schema, broken)) >= 3


@pytest.mark.slow
def test_the_standards_own_checker_finds_no_error(standard, package, tmp_path):
    said = checker_says(standard, package, tmp_path)

    assert said["validation_errors"] == []
    assert said["additional_closed_codelist_values"] == {}
    # Translated titles follow a pattern of the schema, which this checker does not follow.
    assert {f["field"] for f in said["additional_fields"]} == {"title_ar", "title_en"}
    assert said["count"] == 3


@pytest.mark.slow
def test_the_standards_own_checker_finds_what_is_wrong(standard, package, tmp_path):
    package["releases"][0]["tender"]["status"] = "finished"
    package["releases"][1]["date"] = "7 January"

    said = checker_says(standard, package, tmp_path)

    assert said["validation_errors"]
    assert "finished" in json.dumps(said["additional_closed_codelist_values"])
