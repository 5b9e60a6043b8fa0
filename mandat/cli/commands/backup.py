"""`mandat backup`: database, files and keys are set aside, while the site runs."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, reason, start_django
from mandat.cli.terminal import size_in_words
from mandat.cli.words import _, ngettext

if TYPE_CHECKING:
    from mandat.cli.keeping.layout import Manifest

NAME = "backup"


def summary() -> str:
    return _("set database, files and keys aside, or check a backup")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat backup /backup/data --keys /other-disk/keys --keep 35\n"
        "  mandat backup --verify /backup/data --keys /other-disk/keys\n"
        "\n"
        "Run it every night; the site goes on. Keys lie elsewhere than the data, or are left out\n"
        "on purpose: who has both reads everything. Copies of keys older than 7 days are removed,\n"
        "so that what was erased cannot be opened from backups after that."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar=_("FOLDER"), type=Path, help=_("where backups lie"))
    parser.add_argument(
        "--keys", metavar=_("FOLDER"), type=Path, help=_("another folder, for the keys")
    )
    parser.add_argument(
        "--keep", type=int, metavar="N", help=_("remove all but the newest N backups afterwards")
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help=_("make none: restore the newest into a scratch place and look at it"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    if arguments.keep is not None and arguments.keep < 1:
        raise GivenUp(_("--keep takes a whole number of at least 1."))
    if arguments.verify:
        from mandat.cli.commands import restore  # noqa: PLC0415 -- only here

        return restore.check_only(arguments)
    with database():
        return _make(arguments)


def _make(arguments: argparse.Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415 -- after start_django

    from mandat.cli.keeping import making, sentences  # noqa: PLC0415
    from mandat.cli.keeping.databases import DatabaseRefused  # noqa: PLC0415
    from mandat.cli.keeping.layout import Damaged  # noqa: PLC0415
    from mandat.cli.keeping.restoring import Refused  # noqa: PLC0415
    from mandat.cli.keeping.site import lock, this_site  # noqa: PLC0415
    from mandat.documents.store.segments import StorageFailed  # noqa: PLC0415

    at = timezone.now()
    root, keys = arguments.folder.expanduser(), arguments.keys and arguments.keys.expanduser()
    try:
        with lock(root):
            folder, manifest = making.make_backup(this_site(), root, keys, at)
            is_whole = not manifest.lost
            gone = making.prune(root, arguments.keep) if arguments.keep and is_whole else []
            if keys:
                making.prune_keys(keys, at)
    except (
        making.PlaceRefused,
        making.WorkerKeysAway,
        DatabaseRefused,
        Damaged,
        Refused,
        StorageFailed,
    ) as error:
        raise GivenUp(sentences.refusal(error), Exit.NOT_READY) from None
    except OSError as error:
        raise GivenUp(
            _("The backup was not made: %(reason)s.") % {"reason": reason(error)}, Exit.NOT_READY
        ) from None
    _record(manifest)
    _tell(arguments, folder, manifest, len(gone))
    return Exit.FOUND if manifest.lost else Exit.DONE


def _record(manifest: "Manifest") -> None:
    from mandat.audit.services import OPERATOR, record  # noqa: PLC0415 -- after start_django

    record(
        actor=OPERATOR,
        action="core.backup.made",
        details={"files": manifest.file_count, "with_keys": manifest.with_keys},
    )


def _tell(arguments: argparse.Namespace, folder: Path, manifest: "Manifest", gone: int) -> None:
    if arguments.json:
        answer = {
            "folder": str(folder),
            "made_at": manifest.made_at,
            "database_bytes": manifest.database_bytes,
            "files": manifest.file_count,
            "file_bytes": manifest.file_bytes,
            "erased_meanwhile": len(manifest.erased_meanwhile),
            "lost": len(manifest.lost),
            "with_keys": manifest.with_keys,
            "removed": gone,
        }
        print(json.dumps(answer, indent=2))
        return
    print(_("Backup: %(folder)s") % {"folder": folder})
    print(
        ngettext(
            "Database %(database)s, %(n)d file %(files)s.",
            "Database %(database)s, %(n)d files %(files)s.",
            manifest.file_count,
        )
        % {
            "database": size_in_words(manifest.database_bytes),
            "n": manifest.file_count,
            "files": size_in_words(manifest.file_bytes),
        }
    )
    if manifest.lost:
        from mandat.cli.keeping import sentences  # noqa: PLC0415 -- after start_django

        print(f"✖ {sentences.lost_files(len(manifest.lost))}")
        print(_("Older backups may hold them; none was removed. Look at the storage."))
    if not manifest.with_keys:
        print(_("Keys were left out: without them no file can be opened. Save them with --keys."))
