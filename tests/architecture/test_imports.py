"""Rooms import what stands below them; the pure modules stay pure."""

import subprocess
import sys

from config import env


def test_the_import_contracts_hold():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
        ],
        cwd=env.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_importer_and_the_checker_run_without_django():
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.partition('.')[0] == 'django': raise ImportError('Django was asked for')\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "from mandat.calls.importer import read_call\n"
        "from mandat.calls.checker import check_draft\n"
        "print(len(check_draft(read_call('Appel. Date limite : 3 mars 2031 à 12h00'))) > 0)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=env.ROOT, capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "True", done.stderr
