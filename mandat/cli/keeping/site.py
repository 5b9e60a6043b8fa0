"""The site that this process is configured for, as backups see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mandat.cli.keeping.making import Site
from mandat.cli.keeping.restoring import Refused
from mandat.core.processes import lock_file


def this_site() -> Site:
    """Database, places and version of the configured site."""
    from django.conf import settings  # noqa: PLC0415 -- after start_django
    from django.db import connection  # noqa: PLC0415

    from mandat.cli.main import version_in_words  # noqa: PLC0415 -- it imports the commands

    return Site(
        connection=connection,
        data_dir=Path(settings.DATA_DIR),
        keys_dir=Path(settings.KEYS_DIR),
        worker_keys_dir=settings.WORKER_KEYS_DIR,
        version=version_in_words(),
    )


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """No other backup is made into this folder meanwhile."""
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = lock_file(root / ".lock", seconds=0)
    if held is None:
        raise Refused("backup_runs")
    with held:
        yield


@contextmanager
def stopped_site() -> Iterator[Site]:
    """The site, while no worker of this machine is at work on it and none starts."""
    site = this_site()
    held = lock_file(site.data_dir / "worker.lock", seconds=0)
    if held is None:
        raise Refused("site_runs")
    with held:
        yield site
