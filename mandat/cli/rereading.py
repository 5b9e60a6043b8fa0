"""A corrected file beside a draft, on the command line: what it changes, and the change itself."""

from collections.abc import Callable
from uuid import UUID

from mandat.audit.services import OPERATOR
from mandat.calls.exchange.difference import Mark, Pair
from mandat.calls.models import Call
from mandat.calls.queries import find_call
from mandat.calls.rereading.page import Difference, Rereading, preview
from mandat.calls.rereading.services import Terms, may_reread, take_reading
from mandat.cli.exits import GivenUp
from mandat.cli.reading import Reading
from mandat.cli.terminal import Terminal, clean, isolate
from mandat.cli.words import _, ngettext
from mandat.core.errors import RuleBroken
from mandat.documents.models import File
from mandat.people.models import Organisation

Keep = Callable[[Reading, Organisation], File]


def reread(reading: Reading, call_id: str, *, is_wanted: bool, keep: Keep) -> None:
    """Shows every difference; takes the file over when that is wanted.

    What a person settled stays as it is: a choice is made on the site, where both are seen.
    """
    call = _call(call_id)
    terms = Terms(reading.source, reading.draft)
    try:
        may_reread(call)
        found = preview(call, terms, {})
        _show(Terminal(), found)
        if not is_wanted or found.is_same_text:
            return
        file = keep(reading, call.organisation)
        take_reading(
            public_id=call.public_id,
            terms=Terms(reading.source, reading.draft, file),
            choices={},
            seen=found.seen,
            by=OPERATOR,
        )
    except RuleBroken as broken:
        raise GivenUp(str(broken.message)) from None


def _call(call_id: str) -> Call:
    try:
        call = find_call(UUID(call_id))
    except ValueError:
        call = None
    if call is None:
        words = _("There is no call %(id)s. The address of its page has the id.")
        raise GivenUp(words % {"id": clean(call_id)})
    return call


def _show(terminal: Terminal, found: Rereading) -> None:
    if found.is_same_text:
        terminal.line(_("This is the text that the call has already."))
        return
    for title, differences in (
        (_("Settled by a person, and said otherwise by the file: stays as it is"), found.disputed),
        (_("Follows the file"), found.followed),
    ):
        if differences:
            terminal.heading(title)
            for one in differences:
                _show_difference(terminal, one)
    terminal.line()
    terminal.line(
        ngettext("%(n)d value stays as it is.", "%(n)d values stay as they are.", found.unchanged)
        % {"n": found.unchanged}
    )


def _show_difference(terminal: Terminal, one: Difference) -> None:
    terminal.line(terminal.style(str(one.label), "bold"))
    for pair in one.pairs:
        for mark, colour, line in _sides(pair):
            terminal.line(f"  {terminal.style(mark, colour)} {isolate(clean(line))}")


def _sides(pair: Pair) -> list[tuple[str, str, str]]:
    """The line before and after, each with a sign and its colour; one line where they agree."""
    before = "".join(piece.text for piece in pair.before)
    after = "".join(piece.text for piece in pair.after)
    if all(piece.mark == Mark.SAME for piece in (*pair.before, *pair.after)):
        return [(" ", "dim", after)]
    both = (("-", "red", before), ("+", "green", after))
    return [one for one in both if one[2]]
