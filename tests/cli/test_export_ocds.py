"""Open contracting data on the command line."""

import json

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A site with the demo's data, one call of which is shared."""
    from tests.cli.conftest import Shell  # noqa: PLC0415 -- the fixture of that file, per module

    shell = Shell(tmp_path_factory.mktemp("demo") / "data")
    assert shell("demo").code == 0
    return shell


def test_every_shared_call_is_printed_as_one_package(demo):
    answer = demo("export-ocds", "--all")

    package = answer.json()
    assert answer.code == 0
    assert package["version"] == "1.1"
    assert len(package["releases"]) >= 1
    assert package["publishedDate"] == max(r["date"] for r in package["releases"])


def test_one_call_is_printed_by_its_id(demo):
    from_all = demo("export-ocds", "--all").json()["releases"][0]
    call_id = from_all["ocid"].rpartition("-")[2]

    answer = demo("export-ocds", call_id)

    assert answer.code == 0
    assert answer.json()["releases"][0] == from_all


def test_a_call_that_is_not_shared_is_refused_in_the_readers_language(demo):
    answer = demo("export-ocds", "0190a1b2-0000-7000-8000-000000000000", "--lang", "fr")

    assert answer.code == 2
    assert answer.out == ""
    assert "0190a1b2-0000-7000-8000-000000000000" in answer.err


def test_nobody_is_named_in_what_is_printed(demo):
    printed = json.dumps(demo("export-ocds", "--all").json())

    assert "demo.example.org" not in printed
