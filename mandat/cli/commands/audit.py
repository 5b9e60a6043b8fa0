"""`mandat audit`: whether the journal is whole, and where its chains stand, for paper and mail."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mandat.cli.exits import Exit, GivenUp
from mandat.cli.site import database, reason, start_django
from mandat.cli.words import _, language_option, ngettext

if TYPE_CHECKING:
    from mandat.audit.queries import Verdict
    from mandat.audit.verification import Finding, Point

NAME = "audit"


def summary() -> str:
    return _("check the journal, or print and mail where it stands")


def epilog() -> str:
    return _(
        "examples:\n"
        "  mandat audit verify\n"
        "  mandat audit verify --against heads.txt   heads that you kept: mails, a copy on paper\n"
        "  mandat audit head > heads.txt             where every chain stands now\n"
        "  mandat audit head --mail                  to the auditors and administrators\n"
        "\n"
        "Exit code 0: every chain is whole; 1: something was changed, removed, reordered or put in."
    )


def configure(parser: argparse.ArgumentParser) -> None:
    common = language_option()
    what = parser.add_subparsers(dest="what", metavar=_("WHAT"), required=True)
    verify = what.add_parser(
        "verify", help=_("read every entry and compare the hashes"), parents=[common]
    )
    verify.add_argument(
        "--organisation", metavar=_("NAME"), help=_("only this one, by its name or public id")
    )
    verify.add_argument(
        "--against",
        metavar=_("FILE"),
        action="append",
        default=[],
        type=Path,
        help=_("a text with heads that were kept elsewhere"),
    )
    verify.add_argument("--json", action="store_true", help=_("print JSON"))
    head = what.add_parser("head", help=_("where the chains stand"), parents=[common])
    head.add_argument(
        "--organisation", metavar=_("NAME"), help=_("only this one, by its name or public id")
    )
    how = head.add_mutually_exclusive_group()
    how.add_argument("--print", action="store_true", help=_("as lines of text (the default)"))
    how.add_argument("--mail", action="store_true", help=_("to its auditors and administrators"))


def run(arguments: argparse.Namespace) -> int:
    start_django(arguments.lang)
    with database():
        return _verify(arguments) if arguments.what == "verify" else _head(arguments)


def _verify(arguments: argparse.Namespace) -> int:
    from mandat.audit.queries import verify_chain  # noqa: PLC0415 -- after start_django
    from mandat.audit.services import OPERATOR, check_journal  # noqa: PLC0415

    known = _kept(arguments.against)
    if arguments.organisation:
        chain = _chain(arguments.organisation)
        verdicts = [verify_chain(chain, known.get(chain, ()))]
    else:
        verdicts = check_journal(by=OPERATOR, earlier=known)
    if arguments.json:
        print(json.dumps([_as_json(v) for v in verdicts], indent=2))
    else:
        _show(verdicts)
    return Exit.FOUND if any(v.findings for v in verdicts) else Exit.DONE


def _kept(paths: Sequence[Path]) -> "dict[str, list[Point]]":
    """The heads in files that somebody kept; a file without any is refused."""
    from mandat.audit.heads import by_chain, read_heads  # noqa: PLC0415 -- after start_django

    lines = []
    for path in paths:
        try:
            found = read_heads(path.read_text(encoding="utf-8", errors="replace"))
        except OSError as error:
            raise GivenUp(
                _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": reason(error)}
            ) from None
        if not found:
            raise GivenUp(
                _("%(file)s holds no head: a line with day, chain, number and hash.")
                % {"file": path}
            )
        lines += found
    return by_chain(lines)


def _chain(name: str) -> str:
    """The chain of the organisation with this name or public id; `house` is the house's."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- after start_django

    from mandat.audit.rules import HOUSE  # noqa: PLC0415
    from mandat.people.models import Organisation  # noqa: PLC0415

    if name == HOUSE:
        return HOUSE
    found = Organisation.objects.filter(name__iexact=name).first()
    if found is None:
        try:
            found = Organisation.objects.filter(public_id=name).first()
        except ValidationError:
            found = None
    if found is None:
        raise GivenUp(_("There is no organisation of this name: %(name)s") % {"name": name})
    return str(found.public_id)


def _names() -> dict[str, str]:
    """What the chains are called for people."""
    from mandat.people.models import Organisation  # noqa: PLC0415 -- after start_django

    names = {str(o.public_id): o.name for o in Organisation.objects.all()}
    return names | {"house": _("the house (acts without organisation)")}


def _as_json(verdict: "Verdict") -> dict[str, Any]:
    return {
        "chain": verdict.chain,
        "entries": verdict.entries,
        "findings": [
            {"fault": f.fault.value, "first": f.first, "last": f.last, "was": f.was}
            for f in verdict.findings
        ],
    }


def _show(verdicts: "Sequence[Verdict]") -> None:
    from mandat.cli.terminal import Terminal, clean, isolate  # noqa: PLC0415

    terminal, names = Terminal(), _names()
    for verdict in verdicts:
        name = isolate(clean(names.get(verdict.chain, verdict.chain)))
        entries = ngettext("%(n)d entry", "%(n)d entries", verdict.entries) % {"n": verdict.entries}
        mark, colour = ("✖", "red") if verdict.findings else ("✓", "green")
        line = f"{name}: {entries}"
        terminal.wrapped(line, indent=2, first=f"{mark} ", first_style=colour)
        for finding in verdict.findings:
            terminal.wrapped(_sentence(finding), indent=4)


def _sentence(finding: "Finding") -> str:
    """What is wrong with which entries, in a sentence."""
    one = finding.first == finding.last
    sentence = _sentences(one=one)[finding.fault.value]
    return sentence % {"first": finding.first, "last": finding.last, "was": finding.was}


def _sentences(*, one: bool) -> dict[str, str]:
    if one:
        return {
            "changed": _("Entry %(first)d was changed after it was written."),
            "removed": _("Entry %(first)d was removed."),
            "cut": _("Entry %(first)d, the last, was cut off."),
            "reordered": _("Entry %(first)d was reordered: it was written as number %(was)d."),
            "inserted": _("Entry %(first)d was put in: it was not written there."),
            "rewritten": _(
                "Entry %(first)d differs from a head kept earlier: it or entries before it were "
                "written anew."
            ),
            "headless": _("The chain has %(last)d entries and no head: its head was removed."),
        }
    return {
        "changed": _("Entries %(first)d to %(last)d were changed after they were written."),
        "removed": _("Entries %(first)d to %(last)d were removed."),
        "cut": _("Entries %(first)d to %(last)d, the last ones, were cut off."),
        "reordered": _(
            "Entries %(first)d to %(last)d were reordered: the first was written as number "
            "%(was)d, and those after it in order."
        ),
        "inserted": _("Entries %(first)d to %(last)d were put in: they were not written there."),
        "rewritten": _(
            "Entries %(first)d to %(last)d differ from heads kept earlier: they or entries before "
            "them were written anew."
        ),
    }


def _head(arguments: argparse.Namespace) -> int:
    from django.utils import timezone  # noqa: PLC0415 -- after start_django

    from mandat.audit.heads import HeadLine  # noqa: PLC0415
    from mandat.audit.models import Head  # noqa: PLC0415
    from mandat.audit.verification import Point  # noqa: PLC0415

    heads = Head.objects.filter(seq__gte=1).order_by("chain")
    if arguments.organisation:
        heads = heads.filter(chain=_chain(arguments.organisation))
    today = timezone.now().date()
    lines = [HeadLine(today, h.chain, Point(h.seq, h.hash)) for h in heads]
    if arguments.mail:
        return _mail(lines)
    for line in lines:
        print(line)
    return Exit.DONE


def _mail(lines: Sequence[Any]) -> int:
    from mandat.web.journal.mailing import mail_head  # noqa: PLC0415 -- after start_django

    sent = sum(mail_head(line) for line in lines)
    message = ngettext("%(n)d mail is in the outbox.", "%(n)d mails are in the outbox.", sent)
    print(message % {"n": sent})
    return Exit.DONE
