"""Keys from the terminal: listed, judged, renewed."""

import pytest


@pytest.fixture
def site(mandat_with_tables):
    """A site with one organisation."""
    mandat_with_tables("add-account", "a@example.org", "--organisation", "Maison")
    return mandat_with_tables


def test_a_renewed_key_has_one_version_more_and_a_task_for_its_files(site):
    first = site("keys", "rotate", "--organisation", "maison")
    second = site("keys", "rotate", "--organisation", "Maison")
    listed = site("keys", "--json").json()

    assert (first.code, second.code) == (0, 0)
    (key,) = [k for k in listed["keys"] if k["name"].startswith("organisation.")]
    assert key["versions"] == [1, 2, 3]
    assert not key["destroyed"]
    assert "version 3" in site("--lang", "en", "keys").out


def test_what_cannot_be_renewed_is_said_and_changes_nothing(site):
    before = site("keys", "--json").json()

    for arguments in ([], ["../x"], ["--organisation", "Nobody"]):
        answer = site("keys", "rotate", *arguments)
        assert answer.code == 2
        assert answer.err.strip()

    assert site("keys", "--json").json() == before


def test_a_key_that_others_can_read_is_a_fault(site):
    site("keys", "rotate", "house")
    path = site.folder / "keys" / "house" / "1.key"
    path.chmod(0o644)

    answer = site("keys", "--json")

    assert answer.code == 1
    assert {"code": "open", "path": str(path)} in answer.json()["faults"]
    found = {f["code"]: f["level"] for f in site("doctor", "--json").json()}
    assert found["keys_open"] == "unsafe"
