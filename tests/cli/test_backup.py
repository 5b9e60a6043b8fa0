"""Backups: made while the site runs, tried by restoring them, put back whole or not at all."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config import env
from mandat.cli.keeping.layout import (
    backups_in,
    sha256_of,
    stamp_of,
    whole_folder,
    write_sums,
)
from mandat.cli.keeping.making import prune, prune_keys

slow = [pytest.mark.django_db, pytest.mark.slow]


class Place:
    """A site in a folder of its own, on SQLite or on a PostgreSQL database of its own."""

    def __init__(self, folder, database_url):
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MANDAT_", "DJANGO_"))}
        self.environment = {
            **kept,
            "MANDAT_DATA_DIR": str(folder),
            "MANDAT_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "config.settings.prod",
            "PYTHONPATH": str(env.ROOT),
            "LANG": "en_GB.UTF-8",
        }

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)],
            env=self.environment,
            cwd=env.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments, code=0):
        process = self.start("mandat.cli.main", *arguments)
        out, err = process.communicate()
        assert process.returncode == code, out + err
        assert "Traceback" not in err
        return out + err

    def do(self, *arguments):
        process = self.start("tests.cli.backup_site", *arguments)
        out, err = process.communicate()
        assert process.returncode == 0, err
        return json.loads(out) if out else None


@pytest.fixture
def site(tmp_path, with_tables):
    """A site with three accounts and three files."""
    place = Place(tmp_path / "site", with_tables(tmp_path / "site"))
    place.do("fill", 0, 3)
    return place


@pytest.fixture
def elsewhere(tmp_path, empty_database):
    """A place where nothing is yet."""
    return Place(tmp_path / "elsewhere", empty_database())


def flip(path, place=-20):
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


class TestWholeSite:
    pytestmark = slow

    def test_a_backup_put_back_elsewhere_is_the_same_site(self, site, elsewhere, tmp_path):
        data, keys = tmp_path / "data", tmp_path / "keys"
        before = site.do("show")
        assert set(before["files"].values()) == {"same"}
        made = json.loads(site("backup", data, "--keys", keys, "--json"))
        assert (made["files"], made["with_keys"]) == (3, True)
        assert not list(data.rglob("*.key"))

        elsewhere("restore", data, "--keys", keys)

        assert elsewhere.do("show") == before
        assert "✖" not in elsewhere("audit", "verify")
        assert (elsewhere.folder / "secret.key").read_text() == (
            site.folder / "secret.key"
        ).read_text()
        modes = {p.stat().st_mode & 0o077 for root in (data, keys) for p in root.rglob("*")
                 if p.name != ".lock"}  # fmt: skip
        assert modes == {0}

    def test_a_check_restores_it_and_finds_what_was_changed(self, site, tmp_path):
        data, keys = tmp_path / "data", tmp_path / "keys"
        site("backup", data, "--keys", keys)

        whole = json.loads(site("backup", "--verify", data, "--keys", keys, "--json"))
        assert whole["whole"] is True
        assert whole["files"] == {
            "all": 3, "sealed": 0, "read": 3, "without_key": [], "unreadable": [],
        }  # fmt: skip
        without = json.loads(site("restore", "--check", data, "--json"))
        assert (len(without["files"]["without_key"]), without["whole"]) == (3, True)

        [one, two, _three] = sorted(p for p in (data).rglob("files/*/*") if p.is_file())
        flip(one)
        assert "damaged" in site("restore", "--check", data, "--keys", keys, code=1)
        flip(one)
        two.rename(two.with_suffix(".away"))
        assert two.name in site("restore", "--check", data, "--keys", keys, code=1)

    def test_the_workers_own_keys_are_saved_and_put_back_with_the_others(
        self, site, elsewhere, tmp_path
    ):
        for place in (site, elsewhere):
            own = place.folder.with_name(f"{place.folder.name}-worker")
            own.mkdir(mode=0o700)
            place.environment["MANDAT_WORKER_KEYS_DIR"] = str(own)
        site.do("arrive")
        data, keys = tmp_path / "data", tmp_path / "keys"
        before = site.do("show_worker")
        assert before["files"]["arrived.txt"] == "same"
        assert before["files"]["sealed.txt"] == "HoldersOnly"
        assert site.do("show")["files"]["arrived.txt"] == "NotForThisProcess"

        site("backup", data, "--keys", keys)
        checked = json.loads(site("restore", "--check", data, "--keys", keys, "--json"))
        elsewhere("restore", data, "--keys", keys)

        assert checked["whole"] is True
        assert checked["files"] == {
            "all": 5, "sealed": 1, "read": 4, "without_key": [], "unreadable": [],
        }  # fmt: skip
        assert elsewhere.do("show_worker") == before
        halves = {p.relative_to(tmp_path).parts[0] for p in tmp_path.rglob("arrival.*/1.key")}
        assert halves == {"site-worker", "elsewhere-worker", "keys"}
        assert "1 file is sealed" in site("restore", "--check", data, "--keys", keys)

        (tmp_path / "site-worker").rename(tmp_path / "away")
        assert "out of reach" in site("backup", data, "--keys", keys, code=3)
        assert len(backups_in(data)) == len(backups_in(keys)) == 1

    def test_a_check_reads_the_journal_of_the_restored_site(self, site, tmp_path):
        if site.environment["MANDAT_DATABASE_URL"]:
            pytest.skip("the dump is changed by hand here, which only SQLite's file allows")
        site("backup", tmp_path / "data")
        [folder] = backups_in(tmp_path / "data")
        with closing(sqlite3.connect(folder / "database.sqlite3")) as copy:
            names = copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
            ).fetchall()
            for (name,) in names:
                copy.execute(f"DROP TRIGGER {name}")
            copy.execute("UPDATE audit_entry SET actor = 'somebody' WHERE seq = 2")
            copy.commit()
        sums = (folder / "SHA256SUMS").read_text().splitlines()
        kept = {line[66:]: line[:64] for line in sums}
        kept["database.sqlite3"] = sha256_of(folder / "database.sqlite3")
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["sums_sha256"] = write_sums(folder, kept)
        (folder / "manifest.json").write_text(json.dumps(manifest))

        found = json.loads(site("restore", "--check", tmp_path / "data", "--json", code=1))

        assert found["whole"] is False
        assert {fault for chain in found["journal"] for fault in chain["faults"]} == {"changed"}

    def test_a_database_that_is_open_elsewhere_is_not_replaced(self, site, tmp_path):
        if site.environment["MANDAT_DATABASE_URL"]:
            pytest.skip("PostgreSQL waits for others by itself")
        site("backup", tmp_path / "data")
        before = site.do("show")

        with closing(sqlite3.connect(site.folder / "mandat.sqlite3")) as other:
            other.execute("SELECT count(*) FROM people_account").fetchone()
            said = site("restore", tmp_path / "data", "--replace", code=3)

        assert "Stop the site" in said
        assert site.do("show") == before

    def test_what_the_site_holds_is_given_up_only_when_asked_and_only_for_a_whole_backup(
        self, site, tmp_path
    ):
        data, keys = tmp_path / "data", tmp_path / "keys"
        site("backup", data, "--keys", keys)
        site.do("fill", 3, 1)
        later = site.do("show")

        assert "--replace" in site("restore", data, "--keys", keys, code=3)
        assert site.do("show") == later
        [part] = list(backups_in(data)[0].glob("database.*"))
        flip(part, 5000)
        site("restore", data, "--keys", keys, "--replace", code=3)
        assert site.do("show") == later
        flip(part, 5000)
        site("restore", data, "--keys", keys, "--replace")

        now = site.do("show")
        assert len(now["files"]) == len(now["accounts"]) == 3
        assert set(now["files"].values()) == {"same"}

    def test_a_browser_signed_in_at_the_time_of_the_backup_is_not_signed_in_again(
        self, site, tmp_path
    ):
        site.do("sign_in")
        site("backup", tmp_path / "data", "--keys", tmp_path / "keys")
        assert site.do("browsers") == 1

        site("restore", tmp_path / "data", "--keys", tmp_path / "keys", "--replace")

        assert site.do("browsers") == 0

    def test_a_key_destroyed_since_stays_destroyed(self, site, tmp_path):
        data, keys = tmp_path / "data", tmp_path / "keys"
        site("backup", data, "--keys", keys)
        site.do("destroy")

        site("restore", data, "--keys", keys, "--replace")

        assert set(site.do("show")["files"].values()) == {"KeyGone"}

    def test_a_backup_made_amid_writing_is_whole(self, site, tmp_path):
        data, keys = tmp_path / "data", tmp_path / "keys"
        writer = site.start("tests.cli.backup_site", "fill", 10, 100_000)
        try:
            while len(list((site.folder / "files").rglob("*/*/*"))) < 8:
                assert writer.poll() is None, writer.communicate()
                time.sleep(0.02)
            made = json.loads(site("backup", data, "--keys", keys, "--json"))
            assert writer.poll() is None, writer.communicate()
        finally:
            writer.kill()
            writer.communicate()

        stored = len(list((site.folder / "files").rglob("*/*/*")))
        assert 8 <= made["files"] < stored
        found = json.loads(site("restore", "--check", data, "--keys", keys, "--json"))
        assert (found["whole"], found["files"]["all"]) == (True, made["files"])

    def test_files_that_the_backup_before_holds_are_not_stored_twice(self, site, tmp_path):
        data = tmp_path / "data"
        site("backup", data)
        time.sleep(1.1)  # backups are named by the second
        site("backup", data, "--keep", 2)

        first, second = (
            {p.name: p.stat().st_ino for p in b.rglob("files/*/*")} for b in backups_in(data)
        )
        assert len(first) == 3
        assert first == second

    def test_refusals_end_in_a_sentence_and_leave_nothing(self, site, tmp_path):
        data = tmp_path / "data"

        assert "--keys" in site("backup", data, "--keys", data / "keys", code=3)
        assert backups_in(data) == []
        assert "no backup" in site("restore", data, code=2)
        (tmp_path / "file").write_text("not a folder")
        site("backup", tmp_path / "file", code=3)

        worker = site.start("mandat.cli.main", "worker")
        end = time.monotonic() + 40
        while not (site.folder / "worker.lock").exists() and time.monotonic() < end:
            time.sleep(0.1)
        site("backup", data)
        try:
            if not site.environment["MANDAT_DATABASE_URL"]:
                assert "Stop it" in site("restore", data, "--replace", code=3)
        finally:
            worker.terminate()
            worker.communicate()

    def test_the_doctor_asks_for_a_backup_when_the_last_is_more_than_a_day_old(
        self, site, tmp_path
    ):
        def level():
            found = json.loads(site("doctor", "--json", code=0))
            return {f["code"] for f in found if f["code"].startswith("backup")}

        assert level() == {"backup_missing"}
        site("backup", tmp_path / "data")
        assert level() == {"backup"}
        marker = site.folder / "last-backup.json"
        marks = json.loads(marker.read_text())
        old = datetime.now(UTC) - timedelta(hours=27)
        marker.write_text(json.dumps(marks | {"at": old.isoformat()}))
        assert level() == {"backup_old"}


def test_a_backup_that_fails_or_is_killed_leaves_no_folder_of_its_name(tmp_path):
    name = stamp_of(datetime(2029, 3, 3, 2, 0, tzinfo=UTC))
    (tmp_path / ".2029-03-02T020000Z.part").mkdir()  # of one that was killed

    def fail_half_way():
        with whole_folder(tmp_path, name) as folder:
            (folder / "database.sqlite3").write_bytes(b"half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail_half_way()

    assert list(tmp_path.iterdir()) == []


def folders(root: Path, at: datetime, *days: int) -> None:
    for number in days:
        (root / stamp_of(at - timedelta(days=number))).mkdir(parents=True)


def test_the_newest_backups_are_kept_and_nothing_else_is_touched(tmp_path):
    at = datetime(2029, 3, 3, 2, 0, tzinfo=UTC)
    folders(tmp_path, at, 0, 1, 2, 3)
    (tmp_path / "photos").mkdir()

    gone = prune(tmp_path, 2)

    assert len(gone) == 2
    assert {p.name for p in tmp_path.iterdir()} == {
        "photos", stamp_of(at), stamp_of(at - timedelta(days=1)),
    }  # fmt: skip


def test_keys_are_kept_for_a_week_and_the_newest_for_ever(tmp_path):
    at = datetime(2029, 3, 3, 2, 0, tzinfo=UTC)
    folders(tmp_path / "often", at, 0, 6, 7, 8, 30)
    folders(tmp_path / "seldom", at, 40, 90)

    prune_keys(tmp_path / "often", at)
    prune_keys(tmp_path / "seldom", at)

    assert len(backups_in(tmp_path / "often")) == 3
    assert [p.name for p in backups_in(tmp_path / "seldom")] == [stamp_of(at - timedelta(days=40))]
