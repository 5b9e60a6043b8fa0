"""What was erased or ended after a backup was made does not come back with it."""

import json
import os
import subprocess
import sys

import pytest

from config import env

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def site(tmp_path, with_tables):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MANDAT_", "DJANGO_"))}
    environment = kept | {
        "MANDAT_DATA_DIR": str(tmp_path / "site"),
        "MANDAT_DATABASE_URL": with_tables(tmp_path / "site"),
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "PYTHONPATH": str(env.ROOT),
        "LANG": "en_GB.UTF-8",
    }

    def run(module, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            env=environment,
            cwd=env.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def shown(site):
    return json.loads(site("tests.privacy.restored_site", "show"))


def test_what_was_erased_does_not_come_back_with_a_backup(site, tmp_path):
    data, keys = tmp_path / "data", tmp_path / "keys"
    site("tests.privacy.restored_site", "make")
    site("mandat.cli.main", "backup", data, "--keys", keys)
    before = shown(site)
    assert before["files"] == ["opened Awa Diop.txt", "opened Fatou Ndiaye.txt"]
    assert "fatou@example.org" in before["accounts"]

    site("tests.privacy.restored_site", "erase")
    erased = shown(site)
    assert "fatou@example.org" not in erased["accounts"]
    assert [f for f in erased["files"] if f.startswith("opened")] == ["opened Awa Diop.txt"]

    # The older backup of the keys comes back too: it does not take the ledger back in time.
    site("mandat.cli.main", "restore", data, "--keys", keys, "--replace")

    after = shown(site)
    assert after["requests"] == []  # the database is the one of before the request
    assert "awa@example.org" in after["accounts"]
    assert "fatou@example.org" not in after["accounts"]
    assert after["names"] == ["Awa Diop", "Odile"]
    assert len(after["files"]) == 2
    assert [f for f in after["files"] if f.startswith("opened")] == ["opened Awa Diop.txt"]
    ledger = (tmp_path / "site" / "keys" / "erasures.jsonl").read_text()
    assert "fatou" not in ledger.lower()


def counting(site):
    return json.loads(site("tests.privacy.ended_site", "show"))


def test_what_was_ended_after_a_backup_stays_ended_and_what_was_not_still_counts(site, tmp_path):
    data, keys = tmp_path / "data", tmp_path / "keys"
    site("tests.privacy.ended_site", "make")
    site("mandat.cli.main", "backup", data, "--keys", keys)
    before = counting(site)
    assert len(before["factors"]) == 7
    assert before["inside"] == ["Ada", "Ben", "Cleo"]

    site("tests.privacy.ended_site", "end")
    ended = counting(site)
    assert "Eve reader" in ended["roles"]  # given anew

    told = site("mandat.cli.main", "--lang", "en", "restore", data, "--keys", keys, "--replace")

    after = counting(site)
    stay = ["Ada administrator", "Ada programme_officer", "Ada reader", "Cleo reader", "Dan reader"]
    assert after["roles"] == stay  # Eve's new role was given after the backup
    assert after["soon"] == ["Cleo", "Cleo"]
    assert after["inside"] == ["Ada", "Cleo"]
    assert after["factors"] == [
        "Ada recovery_codes",
        "Ada totp",
        "Cleo recovery_codes",
        "Cleo webauthn",
    ]
    assert after["invitations"] == [
        "gus@example.org withdrawn",
        "hal@example.org withdrawn",
        "ivy@example.org waiting",
    ]
    assert after["open"] == ["Ada", "Ben", "Cleo", "Dan", "Eve"]
    assert after["replayed"] == 11
    for sentence in (
        "3 roles that somebody had ended since then ended again.",
        "1 role ends earlier again",
        "2 invitations that were answered or withdrawn since then were withdrawn again.",
        "1 account that was closed since then was closed again.",
        "2 ways to sign in that were removed since then were removed again.",
        "1 membership of a compartment that had ended since then ended again.",
        "1 membership of a compartment ends earlier again.",
    ):
        assert sentence in told
    ledger = (tmp_path / "site" / "keys" / "erasures.jsonl").read_text().lower()
    assert not any(word in ledger for word in ("example.org", "fay", "eve", "reader"))

    # Putting it back once more ends the same again, and the journal is whole.
    site("mandat.cli.main", "audit", "verify")
    again = site("mandat.cli.main", "--lang", "en", "restore", data, "--keys", keys, "--replace")
    assert "3 roles that somebody had ended" in again
    assert counting(site)["roles"] == stay
