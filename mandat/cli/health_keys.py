"""What `mandat doctor` looks at in the keys and the store of files: are they kept, and apart."""

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
    if "open" in faults:
        message = _("Others than the owner can read keys. See which: mandat keys")
        yield Finding("keys_open", Level.UNSAFE, message)
    if "damaged" in faults:
        message = _("A key is damaged. Take it from a backup; see which: mandat keys")
        yield Finding("keys_damaged", Level.WRONG, message)
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


def _on_one_disk() -> bool:
    files = env.files_dir()
    return files.is_dir() and files.stat().st_dev == env.keys_dir().stat().st_dev
