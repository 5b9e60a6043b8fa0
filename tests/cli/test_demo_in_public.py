"""One-click sign-in never stands where strangers come by, whatever starts the site."""

import os
import subprocess
import sys

import pytest

from config import env
from mandat.cli.commands.serve import refuse_demo_in_public
from mandat.cli.exits import GivenUp

PUBLIC = [{"MANDAT_URL": "https://calls.example.org"}, {"MANDAT_HOSTS": "calls.example.org"}]


@pytest.mark.parametrize("names", PUBLIC)
def test_the_site_does_not_start_under_a_public_name(monkeypatch, names):
    monkeypatch.setenv("MANDAT_DEMO", "1")
    refuse_demo_in_public("127.0.0.1")
    for name, value in names.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(GivenUp) as refused:
        refuse_demo_in_public("127.0.0.1")

    assert "public address" in refused.value.sentence


@pytest.mark.parametrize("names", [{}, *PUBLIC])
def test_another_server_that_loads_it_finds_no_demo_there(tmp_path, names):
    given = {"MANDAT_DEMO": "1", "MANDAT_DATA_DIR": str(tmp_path), "PYTHONPATH": str(env.ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", "from config.settings.prod import DEMO; print(DEMO)"],
        env={"PATH": os.environ["PATH"], **given, **names},
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert said.strip() == str(not names)


def test_what_a_command_writes_is_for_its_owner_alone(tmp_path):
    tmp_path.chmod(0o755)  # a folder that somebody made beforehand

    subprocess.run(
        [sys.executable, "-m", "mandat.cli.main", "migrate"],
        env={
            "PATH": os.environ["PATH"],
            "MANDAT_DATA_DIR": str(tmp_path),
            "PYTHONPATH": str(env.ROOT),
        },
        capture_output=True,
        check=True,
    )

    written = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert any(p.suffix == ".sqlite3" for p in written) or env.read("MANDAT_DATABASE_URL")
    assert [p.name for p in written if p.stat().st_mode & 0o077] == []
