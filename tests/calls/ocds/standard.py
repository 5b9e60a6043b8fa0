"""The standard's schema and its own checker, brought from the package registry for the tests.

Run as `python -m tests.calls.ocds.standard FOLDER` (see `script/ocds`). The schema of OCDS 1.1.5
stands in source distributions of two tools of the standard; the checker, under a licence that
mandat's own is not, runs in an environment of its own and is no part of mandat.
"""

import csv
import io
import json
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

SOURCES = {
    "ocdskit==1.7.0": ("release-package-schema.json",),
    "ocdsextensionregistry==0.7.0": (
        "release-schema.json",
        "versioned-release-validation-schema.json",
    ),
}
CHECKER = "libcoveocds==0.17.0"


def prepare(folder: Path) -> None:
    """The folder holds `schema/`, `standard.zip` and `checker/` (an environment)."""
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    venv.create(folder / "checker", with_pip=True, clear=True)
    for requirement, wanted in SOURCES.items():
        _fetch(requirement, wanted, folder)
    _write_zip(folder)
    _pip(folder, "install", CHECKER)


def _fetch(requirement: str, wanted: tuple[str, ...], folder: Path) -> None:
    downloads = folder / "downloads"
    _pip(folder, "download", "--no-deps", "--no-binary=:all:", "-d", str(downloads), requirement)
    name, _, version = requirement.partition("==")
    archive = next(downloads.glob(f"{name}-{version}*.tar.gz"))
    with tarfile.open(archive) as tar:
        top = archive.name.removesuffix(".tar.gz")
        for file in wanted:
            member = tar.extractfile(f"{top}/tests/fixtures/{file}")
            (folder / "schema" / file).write_bytes(member.read())


def _write_zip(folder: Path) -> None:
    """The zip that the checker reads in place of the network; closed lists come from the schema."""
    with zipfile.ZipFile(folder / "standard.zip", "w") as packed:
        packed.writestr("standard/", "")  # the checker takes the first entry for the top folder
        for path in sorted((folder / "schema").glob("*.json")):
            packed.writestr(f"standard/schema/{path.name}", path.read_bytes())
        schema = json.loads((folder / "schema/release-schema.json").read_text())
        for name, codes in sorted(closed_lists(schema).items()):
            lines = io.StringIO()
            writer = csv.writer(lines)
            writer.writerows([["Code", "Title"], *([code, code] for code in codes)])
            packed.writestr(f"standard/schema/codelists/{name}", lines.getvalue())


def closed_lists(schema) -> dict[str, list[str]]:
    """The codes of each closed list, by the name of its file."""
    found: dict[str, list[str]] = {}
    if isinstance(schema, list):
        for inner in schema:
            found |= closed_lists(inner)
    if isinstance(schema, dict):
        codes = schema.get("enum") or schema.get("items", {}).get("enum") or []
        if schema.get("codelist") and schema.get("openCodelist") is False:
            found[schema["codelist"]] = [c for c in codes if c is not None]
        for inner in schema.values():
            found |= closed_lists(inner)
    return found


def _pip(folder: Path, act: str, *arguments: str) -> None:
    """The pip of the checker's environment: mandat's own may have none."""
    command = [str(folder / "checker/bin/python"), "-m", "pip", act, "-q", *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]).resolve())
