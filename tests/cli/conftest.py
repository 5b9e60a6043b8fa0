"""Commands as people call them: in a process of their own, on a data folder of their own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

from config import env


@dataclass
class Answer:
    code: int
    out: str
    err: str

    def json(self):
        return json.loads(self.out)


class Shell:
    """Runs `mandat` with an environment that holds nothing of the suite's."""

    def __init__(self, folder):
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("MANDAT_", "LC_", "LANG"))}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = {
            **kept,
            "MANDAT_DATA_DIR": str(folder),
            "PYTHONPATH": str(env.ROOT),
            "LANG": "en_GB.UTF-8",
        }

    def __call__(self, *arguments, text=None, **environment):
        done = subprocess.run(
            [sys.executable, "-m", "mandat.cli.main", *map(str, arguments)],
            env={**self.environment, **environment},
            cwd=self.folder.parent,
            input=text.encode() if isinstance(text, str) else text or b"",
            capture_output=True,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def mandat(tmp_path):
    """The command; its data folder does not exist yet."""
    return Shell(tmp_path / "data")


@pytest.fixture
def mandat_with_tables(mandat, tables):
    shutil.copytree(tables, mandat.folder)
    return mandat
