"""Keys from the terminal: listed, judged, renewed."""

import pytest

from mandat.core.crypto import as_worker, new_pair
from mandat.core.crypto.local import LocalKeyProvider

ARRIVAL = f"arrival.{'0a' * 16}"
ENVELOPE = f"envelope.{'0a' * 16}"


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


def levels(site, **environment):
    """What the doctor says of the keys."""
    answer = site("doctor", "--json", **environment)
    return {f["code"]: f["level"] for f in answer.json() if f["code"].startswith("keys_")}


def test_the_workers_pair_is_renewed_where_its_folder_is_and_an_envelope_never(site, tmp_path):
    own = tmp_path / "worker"
    own.mkdir(mode=0o700)
    keys = LocalKeyProvider(site.folder / "keys", own)
    with as_worker():
        keys.ensure(ARRIVAL)
    keys.put_public(ENVELOPE, new_pair().public)

    renewed = site("keys", "rotate", ARRIVAL, MANDAT_WORKER_KEYS_DIR=str(own))
    away = site("keys", "rotate", ARRIVAL, MANDAT_WORKER_KEYS_DIR=str(tmp_path / "not mounted"))
    refused = site("--lang", "en", "keys", "rotate", ENVELOPE, MANDAT_WORKER_KEYS_DIR=str(own))

    assert (renewed.code, away.code, refused.code) == (0, 2, 2)
    assert "Only its holders" in refused.err
    assert keys.versions(ARRIVAL) == [1, 2]
    assert keys.versions(ENVELOPE) == [1]
    assert sorted(p.name for p in (own / ARRIVAL).iterdir()) == ["1.key", "2.key"]
    assert not (tmp_path / "not mounted").exists()
    assert site("keys", MANDAT_WORKER_KEYS_DIR=str(own)).code == 0


def test_the_doctor_judges_the_workers_folder_too(site, tmp_path):
    own = tmp_path / "worker"
    own.mkdir(mode=0o700)
    keys = LocalKeyProvider(site.folder / "keys", own)
    with as_worker():
        keys.ensure(ARRIVAL)
    there = {"MANDAT_WORKER_KEYS_DIR": str(own)}
    assert set(levels(site, **there)) <= {"keys_beside_files"}

    own.chmod(0o755)
    assert levels(site, **there)["keys_open"] == "unsafe"
    own.chmod(0o700)
    away = levels(site, MANDAT_WORKER_KEYS_DIR=str(tmp_path / "not mounted"))
    assert away["keys_worker_away"] == "note"
    (own / ARRIVAL / "1.key").rename(site.folder / "keys" / ARRIVAL / "1.key")
    assert levels(site, **there)["keys_misplaced"] == "unsafe"
    assert "private key lies here" in site("--lang", "en", "keys", **there).out
    (site.folder / "keys" / ARRIVAL / "1.key").unlink()
    assert levels(site, **there)["keys_unpaired"] == "wrong"


def test_folders_of_keys_that_lie_in_each_other_are_refused(site):
    answer = site("doctor", MANDAT_WORKER_KEYS_DIR=str(site.folder / "keys" / "worker"))

    assert answer.code == 3
    assert "may not lie in each other" in answer.err
