"""Collects the static files when their sources changed: `python -m mandat.cli.static_files`.

Hashing and compressing fonts takes seconds; comparing names, sizes and dates takes none.
"""

import hashlib
import sys

from mandat.cli.site import start_django


def collect_if_changed() -> bool:
    """Whether anything had to be collected; afterwards what is served is up to date."""
    from django.conf import settings  # noqa: PLC0415 -- after start_django
    from django.core.management import call_command  # noqa: PLC0415

    wanted = fingerprint()
    note = settings.STATIC_ROOT / ".collected"
    if note.exists() and note.read_text() == wanted:
        return False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(wanted)
    return True


def fingerprint() -> str:
    """The same as long as no static file was added, removed or changed."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 -- as above

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            changed = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {storage.size(path)} {changed}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    start_django("en")
    sys.stdout.write("· Collected the static files\n" if collect_if_changed() else "")
