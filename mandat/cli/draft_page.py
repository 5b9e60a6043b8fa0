"""A draft and its remarks as a page of the terminal."""

from collections.abc import Mapping, Sequence

from mandat.calls import display, labels
from mandat.calls.checker import Remark, Severity
from mandat.calls.importer.draft import JSON, CallDraft, Certainty, Found, Span
from mandat.calls.wording import remark_message
from mandat.cli.reading import Reading, file_warnings
from mandat.cli.terminal import Terminal, clean, isolate, shorten
from mandat.cli.words import _, ngettext

_INDENT = 4
_QUOTE = 160  # characters of a quoted place
_QUOTES = 3  # places quoted for one remark
# A shape and a word for each certainty: colour alone says nothing.
_MARKS = {
    Certainty.SURE: ("✓", "green"),
    Certainty.LIKELY: ("?", "yellow"),
    Certainty.CONFLICT: ("≠", "red"),
}
_SEVERITY = {
    Severity.BLOCKING: ("✖", "red"),
    Severity.WARNING: ("▲", "yellow"),
    Severity.ADVICE: ("·", "cyan"),
}


def show_draft(terminal: Terminal, reading: Reading) -> None:
    """Every field that the text fills, by group, then the names of those it leaves empty."""
    absent: list[str] = []
    for title, names in labels.GROUPS:
        said = [n for n in names if reading.draft[n].certainty != Certainty.ABSENT]
        absent += [str(labels.FIELDS[n]) for n in names if n not in said]
        if said:
            terminal.heading(str(title))
            for name in said:
                _show_field(terminal, reading.draft, name)
    _show_sections(terminal, reading.draft)
    if absent:
        terminal.heading(_("Not in the text"))
        terminal.wrapped(" · ".join(absent), "dim")


def _show_field(terminal: Terminal, draft: CallDraft, name: str) -> None:
    found = draft[name]
    mark, colour = _MARKS[found.certainty]
    label = str(labels.FIELDS[name])
    certainty = (
        "" if found.certainty == Certainty.SURE else f" ({labels.CERTAINTIES[found.certainty]})"
    )
    terminal.line(f"{terminal.style(mark, colour)} {terminal.style(label + certainty, 'bold')}")
    if found.certainty == Certainty.CONFLICT:
        _show_alternatives(terminal, draft, name, found)
        return
    _show_value(terminal, name, found.value, found.extra)
    if found.certainty == Certainty.LIKELY:
        _show_quotes(terminal, draft, found.spans[:1])


def _show_alternatives(terminal: Terminal, draft: CallDraft, name: str, found: Found) -> None:
    for number, alternative in enumerate(found.alternatives, start=1):
        _show_value(terminal, name, alternative.value, alternative.extra, first=f"{number}. ")
        _show_quotes(terminal, draft, alternative.spans[:_QUOTES])


def _show_value(
    terminal: Terminal, name: str, value: JSON, extra: Mapping[str, JSON], first: str = ""
) -> None:
    lines = display.lines_of(name, value, extra)
    for number, line in enumerate(lines):
        text = isolate(clean(str(line.text)))
        note = f" ({isolate(clean(str(line.note)))})" if line.note else ""
        bullet = first if number == 0 and first else ("- " if len(lines) > 1 else "")
        terminal.wrapped(text + note, indent=_INDENT + len(bullet), first=bullet)


def _show_quotes(terminal: Terminal, draft: CallDraft, spans: Sequence[Span]) -> None:
    for span in spans:
        quote = shorten(draft.text[span.start : min(span.end, span.start + 4 * _QUOTE)], _QUOTE)
        terminal.wrapped(f"« {isolate(quote)} »", "dim", indent=_INDENT + 2)


def _show_sections(terminal: Terminal, draft: CallDraft) -> None:
    lines = display.lines_of("sections", draft["sections"].value)
    if lines:
        terminal.heading(str(labels.FIELDS["sections"]))
        terminal.wrapped(" · ".join(isolate(clean(str(line.text))) for line in lines), "dim")


def show_remarks(terminal: Terminal, reading: Reading) -> None:
    """The remarks by severity, each with the places it is about, and their number at the end."""
    for severity in Severity:
        remarks = [r for r in reading.remarks if r.severity == severity]
        messages = file_warnings(reading) if severity == Severity.WARNING else []
        if remarks or messages:
            terminal.heading(f"{_title(severity)} ({len(remarks) + len(messages)})")
        for code, message in messages:
            _show_remark_line(terminal, severity, message, code)
        for remark in remarks:
            _show_remark(terminal, reading.draft, remark)
    terminal.line()
    terminal.line(summary(reading))


def _title(severity: Severity) -> str:
    return {
        Severity.BLOCKING: _("Stands in the way of publishing"),
        Severity.WARNING: _("Warnings"),
        Severity.ADVICE: _("Advice"),
    }[severity]


def _show_remark(terminal: Terminal, draft: CallDraft, remark: Remark) -> None:
    _show_remark_line(terminal, remark.severity, remark_message(remark), remark.code)
    _show_quotes(terminal, draft, remark.spans[:_QUOTES])


def _show_remark_line(terminal: Terminal, severity: Severity, message: str, code: str) -> None:
    mark, colour = _SEVERITY[severity]
    terminal.line(f"{terminal.style(mark, colour)} {terminal.style(code, 'dim')}")
    terminal.wrapped(message, indent=_INDENT)


def summary(reading: Reading) -> str:
    """How many remarks of each severity, in one sentence."""
    counts = {s: sum(r.severity == s for r in reading.remarks) for s in Severity}
    counts[Severity.WARNING] += len(reading.source.warnings)
    if not any(counts.values()):
        return _("Nothing to remark.")
    parts = (
        ngettext("%(n)d blocking", "%(n)d blocking", counts[Severity.BLOCKING])
        % {"n": counts[Severity.BLOCKING]},
        ngettext("%(n)d warning", "%(n)d warnings", counts[Severity.WARNING])
        % {"n": counts[Severity.WARNING]},
        ngettext("%(n)d piece of advice", "%(n)d pieces of advice", counts[Severity.ADVICE])
        % {"n": counts[Severity.ADVICE]},
    )
    return " · ".join(parts)
