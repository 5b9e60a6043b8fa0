"""`mandat restore`: a backup becomes the site, or is looked at in a scratch place."""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import reason, start_django
from mandat.cli.words import _, ngettext

if TYPE_CHECKING:
    from mandat.cli.keeping.restoring import Restored

NAME = "restore"
_SAMPLE = 40  # files that are opened in a check


def summary() -> str:
    return _("put a backup back, or check one")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat restore --check /backup/data --keys /other-disk/keys\n"
        "  mandat restore /backup/data --keys /other-disk/keys\n"
        "  mandat restore /backup/data/2029-03-03T020000Z --replace\n"
        "\n"
        "Stop the site first. FOLDER is one backup, or a folder of them (then the newest).\n"
        "A place that holds something is refused without --replace. What was erased or ended\n"
        "since the backup is so again; keys that were destroyed stay destroyed. Roles given and\n"
        "factors added since then are not in the backup."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar=_("FOLDER"), type=Path, help=_("where backups lie"))
    parser.add_argument(
        "--keys", metavar=_("FOLDER"), type=Path, help=_("the folder of the saved keys")
    )
    parser.add_argument(
        "--replace", action="store_true", help=_("what the site holds now is given up")
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=_("change nothing: restore into a scratch place and look at it"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    return check_only(arguments) if arguments.check else _restore(arguments)


def check_only(arguments: argparse.Namespace) -> int:
    """Exit code 1 when the backup could not become a whole site."""
    from mandat.cli.keeping import restoring, sentences  # noqa: PLC0415 -- after start_django
    from mandat.cli.keeping.site import this_site  # noqa: PLC0415

    backup, keys = _places(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="mandat-check-") as scratch:
            found = restoring.check(this_site(), backup, keys, Path(scratch), _SAMPLE)
    except restoring.Damaged as error:
        raise GivenUp(sentences.refusal(error), Exit.FOUND) from None
    except (restoring.Refused, restoring.DatabaseRefused) as error:
        raise GivenUp(sentences.refusal(error), Exit.NOT_READY) from None
    except OSError as error:
        raise GivenUp(
            _("The backup cannot be read: %(reason)s.") % {"reason": reason(error)}, Exit.NOT_READY
        ) from None
    faults = list(sentences.faults(found))
    if arguments.json:
        print(json.dumps({"folder": str(backup), "whole": not faults, **found}, indent=2))
    else:
        _tell_check(backup, found, faults)
    return Exit.FOUND if faults else Exit.DONE


def _places(arguments: argparse.Namespace) -> tuple[Path, Path | None]:
    """The backup and the copy of the keys that are meant; the newest of each."""
    from mandat.cli.keeping.layout import latest  # noqa: PLC0415 -- after start_django

    backup = latest(arguments.folder.expanduser())
    if backup is None:
        raise GivenUp(_("There is no backup in %(folder)s.") % {"folder": arguments.folder})
    if arguments.keys is None:
        return backup, None
    keys = latest(arguments.keys.expanduser())
    if keys is None:
        raise GivenUp(_("There are no saved keys in %(folder)s.") % {"folder": arguments.keys})
    return backup, keys


def _tell_check(backup: Path, found: dict[str, Any], faults: list[str]) -> None:
    print(_("Backup: %(folder)s") % {"folder": backup})
    for sentence in faults:
        print(f"✖ {sentence}")
    files = found["files"]
    if not faults:
        print(_("✓ Every part is what it was; the database, the journal and the tables are whole."))
    print(
        ngettext(
            "%(read)d of %(n)d file was opened and compared.",
            "%(read)d of %(n)d files were opened and compared.",
            files["all"],
        )
        % {"read": files["read"], "n": files["all"]}
    )
    if files["sealed"]:
        message = ngettext(
            "%(n)d file is sealed: only its holders open it. Its bytes are what they were.",
            "%(n)d files are sealed: only their holders open them. Their bytes are what they were.",
            files["sealed"],
        )
        print(message % {"n": files["sealed"]})
    if files["without_key"]:
        print(_("Some files could not be opened for want of their key. Give the keys by --keys."))


def _restore(arguments: argparse.Namespace) -> int:
    from django.db import DatabaseError  # noqa: PLC0415 -- after start_django

    from mandat.cli.keeping import restoring, sentences  # noqa: PLC0415
    from mandat.cli.keeping.site import stopped_site  # noqa: PLC0415
    from mandat.documents.store.segments import StorageFailed  # noqa: PLC0415

    backup, keys = _places(arguments)
    try:
        with stopped_site() as site:
            done = restoring.restore(site, backup, keys, replace=arguments.replace)
    except (
        restoring.Damaged,
        restoring.Refused,
        restoring.DatabaseRefused,
        StorageFailed,
    ) as error:
        raise GivenUp(sentences.refusal(error), Exit.NOT_READY) from None
    except (OSError, DatabaseError) as error:
        words = reason(error) if isinstance(error, OSError) else str(error).partition("\n")[0]
        raise GivenUp(
            _("The backup was not put back: %(reason)s.") % {"reason": words}, Exit.NOT_READY
        ) from None
    _tell_restore(arguments, backup, done, with_keys=keys is not None)
    return Exit.DONE


def _tell_restore(
    arguments: argparse.Namespace, backup: Path, done: "Restored", *, with_keys: bool
) -> None:
    if arguments.json:
        answer = {
            "folder": str(backup),
            "made_at": done.manifest.made_at,
            "files": done.files,
            "keys": done.keys,
            "erased_again": done.erasures,
            "ended_again": done.ended,
        }
        print(json.dumps(answer, indent=2))
        return
    print(_("The site is as it was on %(when)s.") % {"when": done.manifest.made_at[:16]})
    if done.erasures:
        message = ngettext(
            "%(n)d object that was erased since then was erased again.",
            "%(n)d objects that were erased since then were erased again.",
            done.erasures,
        )
        print(message % {"n": done.erasures})
    for sentence in ended_in_words(done.ended):
        print(sentence)
    print(
        _(
            "Roles given and factors added since then are not in the backup, and passwords are "
            "those of then. Everybody is signed out. Look at who has access before you start the "
            "site."
        )
    )
    if not with_keys:
        print(_("No keys were given: files open only if their keys are here already."))


def ended_in_words(ended: Mapping[str, int]) -> Iterator[str]:
    """How many of each kind ended again, by the labels that the ledger gives them."""
    for label, n in ended.items():
        words = _ENDED.get(label)
        if words is not None:
            yield words(n) % {"n": n}


_ENDED: dict[str, Callable[[int], str]] = {
    "people.grant": lambda n: ngettext(
        "%(n)d role that somebody had ended since then ended again.",
        "%(n)d roles that somebody had ended since then ended again.",
        n,
    ),
    "people.grant:until": lambda n: ngettext(
        "%(n)d role ends earlier again, as somebody had decided since then.",
        "%(n)d roles end earlier again, as somebody had decided since then.",
        n,
    ),
    "people.invitation": lambda n: ngettext(
        "%(n)d invitation that was answered or withdrawn since then was withdrawn again.",
        "%(n)d invitations that were answered or withdrawn since then were withdrawn again.",
        n,
    ),
    "people.account": lambda n: ngettext(
        "%(n)d account that was closed since then was closed again.",
        "%(n)d accounts that were closed since then were closed again.",
        n,
    ),
    "mfa.authenticator": lambda n: ngettext(
        "%(n)d way to sign in that was removed since then was removed again.",
        "%(n)d ways to sign in that were removed since then were removed again.",
        n,
    ),
    "vault.compartmentmembership": lambda n: ngettext(
        "%(n)d membership of a compartment that had ended since then ended again.",
        "%(n)d memberships of compartments that had ended since then ended again.",
        n,
    ),
    "vault.compartmentmembership:until": lambda n: ngettext(
        "%(n)d membership of a compartment ends earlier again.",
        "%(n)d memberships of compartments end earlier again.",
        n,
    ),
}
