"""What `mandat doctor` looks at in the keys and the store of files: are they kept, and apart."""

from pathlib import Path

from config import env
from mandat.cli.findings import Answers, Finding, Level
from mandat.cli.words import _


def keys() -> Answers:
    """Whether the keys are readable by their owner alone and whole, and kept from the files."""
    from mandat.core.crypto import key_provider  # noqa: PLC0415 -- after start_django
    from mandat.core.crypto.local import LocalKeyProvider  # noqa: PLC0415

    provider = key_provider()
    if not isinstance(provider, LocalKeyProvider) or not provider.folder.is_dir():
        return
    faults = {code for code, _path in provider.faults()}
    yield from _told(faults)
    if provider.worker_folder and not _is_reachable(provider.worker_folder):
        message = _(
            "The worker's own keys are out of reach here (MANDAT_WORKER_KEYS_DIR). That is right "
            "where no worker runs; the worker itself cannot work without them."
        )
        yield Finding("keys_worker_away", Level.NOTE, message)
    if not faults:
        yield Finding("keys", Level.FINE, _("The keys are whole, and only their owner reads them."))
    if not env.read("MANDAT_S3_BUCKET") and _on_one_disk():
        yield Finding(
            "keys_beside_files",
            Level.NOTE,
            _(
                "Keys and files lie on the same disk: who has it has both. Another disk: "
                "MANDAT_KEYS_DIR"
            ),
        )


def _told(faults: set[str]) -> Answers:
    """What is wrong with the files of the keys, each kind once."""
    if "open" in faults:
        message = _("Others than the owner can read keys. See which: mandat keys")
        yield Finding("keys_open", Level.UNSAFE, message)
    if "damaged" in faults:
        message = _("A key is damaged. Take it from a backup; see which: mandat keys")
        yield Finding("keys_damaged", Level.WRONG, message)
    if "misplaced" in faults:
        message = _(
            "A private key lies where the pages' process can read it. See which: mandat keys"
        )
        yield Finding("keys_misplaced", Level.UNSAFE, message)
    if "unpaired" in faults:
        message = _(
            "A private key of the worker's is missing: sealed offers cannot be taken in. Take it "
            "from a backup; see which: mandat keys"
        )
        yield Finding("keys_unpaired", Level.WRONG, message)


def _is_reachable(folder: Path) -> bool:
    from mandat.core.crypto.folders import KeyFolder  # noqa: PLC0415 -- after start_django

    return KeyFolder(folder).is_reachable()


def _on_one_disk() -> bool:
    files = env.files_dir()
    return files.is_dir() and files.stat().st_dev == env.keys_dir().stat().st_dev
