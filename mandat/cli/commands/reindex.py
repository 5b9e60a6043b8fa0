"""`mandat reindex`: the index of the search is made again from what it is derived from."""

import argparse
import sys
from typing import TYPE_CHECKING

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, start_django
from mandat.cli.words import _, ngettext

if TYPE_CHECKING:
    from mandat.search.kinds import Kind

NAME = "reindex"


def summary() -> str:
    return _("make the index of the search again")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat reindex              everything\n"
        "  mandat reindex --kind call  one kind of object\n"
        "\n"
        "The site goes on answering meanwhile. mandat doctor says when this is needed."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", metavar=_("KIND"), help=_("only this kind of object"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    with database():
        from mandat.search.services import mend_index  # noqa: PLC0415 -- after start_django

        chosen = _chosen(arguments.kind)
        if mend_index():
            print(_("The index was damaged and has been made anew."))
        for kind in chosen:
            _rebuild(kind)
    return Exit.DONE


def _chosen(name: str | None) -> "list[Kind]":
    from mandat.search.kinds import kinds  # noqa: PLC0415 -- after start_django

    known = kinds()
    chosen = [kind for kind in known if name in (None, kind.name)]
    if not chosen:
        names = ", ".join(kind.name for kind in known)
        raise GivenUp(
            _("There is no kind %(name)s. Kinds: %(names)s.") % {"name": name, "names": names}
        )
    return chosen


def _rebuild(kind: "Kind") -> None:
    from mandat.search.services import rebuild  # noqa: PLC0415 -- after start_django

    count, shows = 0, sys.stderr.isatty()
    for count in rebuild(kind):
        if shows:
            sys.stderr.write(f"\r{kind.label}: {count}")
            sys.stderr.flush()
    if shows:
        sys.stderr.write("\r\033[K")
    message = ngettext("%(kind)s: %(n)d object read.", "%(kind)s: %(n)d objects read.", count)
    print(message % {"kind": kind.label, "n": count})
