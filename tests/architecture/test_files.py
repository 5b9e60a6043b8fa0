"""Files stay small, and the project speaks of itself alone."""

import re
import subprocess

import pytest

from config import env

LONGEST = 400  # lines
# Addresses of package registries and forges, and folders of a developer's machine.
ELSEWHERE = re.compile(
    r"(?:pypi|pythonhosted|npmjs|yarnpkg|crates)\.(?:org|com|io)|//(?:[\w.-]*\.)?(?:github|gitlab|codeberg|bitbucket)\.\w+"
    r"|/home/\w+|/Users/\w+|/root/|/workspace\b",
    re.IGNORECASE,
)
BINARY = {".woff2", ".png", ".pdf", ".docx", ".odt", ".ico", ".jpg", ".ttf", ".mo"}
BUILT = ("node_modules", ".venv", "var", "built", "__pycache__", ".git")


def ours():
    """The files of the repository; without git, those of the folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=env.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    paths = [env.ROOT / n for n in names] or [p for p in env.ROOT.rglob("*") if p.is_file()]
    return [p for p in paths if p.is_file() and not set(p.parts) & set(BUILT)]


def text_files():
    own = env.ROOT / "tests" / "architecture" / "test_files.py"
    skipped = {own, env.ROOT / "LICENSE", env.ROOT / "package-lock.json"}
    return [p for p in ours() if p.suffix not in BINARY and p not in skipped]


def test_no_module_is_longer_than_four_hundred_lines():
    long = {
        str(path.relative_to(env.ROOT)): count
        for path in ours()
        if path.suffix in (".py", ".html", ".css", ".js", ".mjs")
        and (count := len(path.read_text().splitlines())) > LONGEST
    }

    assert long == {}


def test_no_file_names_a_registry_a_forge_or_a_developers_folder():
    found = {
        str(path.relative_to(env.ROOT)): match.group(0)
        for path in text_files()
        if (match := ELSEWHERE.search(path.read_text(errors="replace")))
    }

    assert found == {}


@pytest.mark.parametrize("name", ["dev", "runtime", "bootstrap", "build"])
def test_every_pinned_package_has_hashes(name):
    lines = (env.ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    pinned = [
        place for place, line in enumerate(lines) if "==" in line and not line.startswith(" ")
    ]

    assert pinned
    assert all(lines[place + 1].strip().startswith("--hash=sha256:") for place in pinned)


def test_the_lock_file_of_the_front_end_names_no_address():
    lock = (env.ROOT / "package-lock.json").read_text()

    assert '"integrity"' in lock
    assert '"resolved"' not in lock
