"""Backups of a site whose files stand in an S3 store, and restoring into a bucket or a folder."""

import json
import time

import pytest

from mandat.cli.keeping.layout import backups_in
from tests.cli.test_backup import Place
from tests.s3 import names, unfinished

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def site(tmp_path, with_tables, bucket, s3):
    """A site with three accounts, and three files in the bucket."""
    place = Place(tmp_path / "site", with_tables(tmp_path / "site"))
    place.environment |= s3.environment
    place.do("fill", 0, 3)
    assert len(names(bucket)) == 3
    return place


@pytest.fixture
def elsewhere(tmp_path, empty_database):
    """An empty place whose files stand in a folder."""
    return Place(tmp_path / "elsewhere", empty_database())


@pytest.fixture
def saved(site, tmp_path):
    """Arguments that name a fresh backup of the site and its keys."""
    arguments = (tmp_path / "data", "--keys", tmp_path / "keys")
    site("backup", *arguments)
    return arguments


def bodies(bucket):
    return {name: bucket.Object(name).get()["Body"].read() for name in names(bucket)}


def test_files_of_the_bucket_are_in_the_backup_as_they_lie_there(site, bucket, saved):
    [folder] = backups_in(saved[0])
    kept = {p.relative_to(folder).as_posix(): p for p in folder.glob("files/*/*")}

    assert {name: path.read_bytes() for name, path in kept.items()} == bodies(bucket)
    assert b"file 1 " not in b"".join(bodies(bucket).values())
    assert {p.name for p in site.folder.iterdir()}.isdisjoint({"files"})
    found = json.loads(site("backup", "--verify", *saved, "--json"))
    assert found["whole"] is True
    assert found["files"] == {
        "all": 3,
        "sealed": 0,
        "read": 3,
        "without_key": [],
        "unreadable": [],
    }


def test_a_lost_bucket_is_filled_again_and_a_changed_object_is_mended(site, bucket, saved):
    before, there = site.do("show"), bodies(bucket)
    first, second, _third = names(bucket)
    bucket.Object(first).delete()
    bucket.Object(second).put(Body=there[second][:-1] + bytes([there[second][-1] ^ 1]))
    assert set(site.do("show")["files"].values()) == {"Missing", "Tampered", "same"}

    done = json.loads(site("restore", *saved, "--replace", "--json"))

    assert done["files"] == 2
    assert bodies(bucket) == there
    assert site.do("show") == before
    assert unfinished(bucket) == []


def test_a_backup_from_a_bucket_becomes_a_site_in_a_folder_and_back(
    site, elsewhere, bucket, saved, tmp_path
):
    before = site.do("show")
    elsewhere("restore", *saved)
    assert elsewhere.do("show") == before
    assert len(list(elsewhere.folder.glob("files/files/*/*"))) == 3
    of_folder = (tmp_path / "data2", "--keys", tmp_path / "keys2")
    elsewhere("backup", *of_folder)
    bucket.objects.delete()

    site("restore", *of_folder, "--replace")

    assert site.do("show") == before
    assert len(names(bucket)) == 3


def test_what_was_erased_since_the_backup_is_not_in_the_bucket_after_a_restore(site, bucket, saved):
    names_of = site.do("keys_of_files")
    site.do("erase", "1.txt")
    assert names_of["1.txt"] not in names(bucket)

    site("restore", *saved, "--replace")

    assert names(bucket) == sorted({*names_of.values()} - {names_of["1.txt"]})
    assert set(site.do("keys_of_files")) == {"0.txt", "2.txt"}


def test_a_file_erased_while_the_backup_is_made_is_told_from_one_that_is_lost(
    site, bucket, s3, tmp_path
):
    names_of, began = site.do("keys_of_files"), []
    bucket.Object(names_of["0.txt"]).delete()  # by nobody of this site

    def erases_meanwhile(environ):
        if not began and environ["PATH_INFO"].endswith(names_of["2.txt"]):
            began.append(True)
            site.do("erase", "2.txt")

    arguments = (tmp_path / "data", "--keys", tmp_path / "keys")
    with s3.in_trouble(erases_meanwhile):
        said = site("backup", *arguments, "--keep", 1, "--json", code=1)

    made = json.loads(said)
    assert (made["files"], made["lost"], made["erased_meanwhile"]) == (1, 1, 1)
    found = json.loads(site("backup", "--verify", *arguments, "--json", code=1))
    assert (found["lost"], found["files"]["read"], found["files"]["unreadable"]) == (1, 1, [])


def test_no_backup_is_removed_for_one_that_lacks_files(site, bucket, saved):
    bucket.objects.delete()
    first = backups_in(saved[0])
    time.sleep(1.1)  # backups are named by the second
    for left in first[0].glob("files/*/*"):
        left.rename(left.with_suffix(".away"))  # nothing to link, either

    said = site("backup", *saved, "--keep", 1, code=1)

    assert "not in the storage" in said
    assert len(backups_in(saved[0])) == 2


def test_a_store_that_refuses_or_is_not_there_makes_no_backup(site, s3, tmp_path):
    with s3.in_trouble(lambda _environ: "403 AccessDenied"):
        assert "storage of files" in site("backup", tmp_path / "data", code=3)
    site.environment["MANDAT_S3_BUCKET"] = "no-such-bucket"
    assert "NoSuchBucket" in site("backup", tmp_path / "data", code=3)

    assert backups_in(tmp_path / "data") == []
    assert not list((tmp_path / "data").glob(".2*"))


def test_a_line_that_breaks_in_the_middle_of_a_file_does_not_cost_the_backup(
    site, bucket, s3, tmp_path
):
    broken = []

    def breaks_once(environ):
        if (
            environ["REQUEST_METHOD"] == "GET"
            and environ["PATH_INFO"].count("/") > 2
            and not broken
        ):
            broken.append(environ["PATH_INFO"])
            return "half"
        return None

    with s3.in_trouble(breaks_once):
        site("backup", tmp_path / "data", "--keys", tmp_path / "keys")

    assert len(broken) == 1
    [folder] = backups_in(tmp_path / "data")
    kept = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.glob("files/*/*")}
    assert kept == bodies(bucket)


def test_a_restore_into_a_store_in_trouble_changes_no_database_and_can_be_done_again(
    site, bucket, s3, saved
):
    site.do("fill", 3, 1)
    later, added = site.do("show"), names(bucket)
    for name in added[:2]:
        bucket.Object(name).delete()

    def takes_nothing(environ):
        return "403 QuotaExceeded" if environ["REQUEST_METHOD"] == "PUT" else None

    with s3.in_trouble(takes_nothing):
        assert "QuotaExceeded" in site("restore", *saved, "--replace", code=3)
    assert set(site.do("show")["accounts"]) == set(later["accounts"])

    site("restore", *saved, "--replace")
    assert set(site.do("show")["files"].values()) == {"same"}
