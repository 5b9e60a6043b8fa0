"""Compiles the catalogues of translations, without gettext: `python -m mandat.core.catalogues`.

Only `.po` files are kept in the repository. Babel's compiler writes the same `.mo` as msgfmt,
plural forms included, and leaves out what is marked fuzzy.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    """The `.po` files of the package."""
    return package.glob("locale/*/LC_MESSAGES/*.po")


def stale(package: Path = PACKAGE) -> list[Path]:
    """The sources whose compiled form is missing or older."""
    return [po for po in sources(package) if not _is_fresh(po)]


def _is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def compile_catalogue(po: Path) -> Path:
    """The `.mo` beside the `.po` is up to date; a reader sees the old one or the new one."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name)
    handle, name = tempfile.mkstemp(dir=po.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as target:
        write_mo(target, catalogue)
    Path(name).chmod(0o644)
    mo = po.with_suffix(".mo")
    Path(name).replace(mo)
    return mo


def main() -> int:
    for po in stale():
        compile_catalogue(po)
        sys.stdout.write(f"· Compiled {po.relative_to(PACKAGE.parent)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
