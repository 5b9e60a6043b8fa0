"""What the page of a step shows: its fields with their inputs, its remarks, and the other steps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mandat.calls import labels
from mandat.calls.authoring.outlines import outline_of
from mandat.calls.authoring.proposals import defaults_of
from mandat.calls.authoring.reading import (
    NOTICE_TEXTS,
    OUTLINE,
    Answer,
    stored_digest,
)
from mandat.calls.authoring.saving import Written
from mandat.calls.authoring.steps import PARTS, Step, is_open, lacking, neighbours, step_of
from mandat.calls.authoring.words import GUIDES, HELP, NOTICE_LABELS, Guide
from mandat.calls.display import Line
from mandat.calls.inputs import Input, inputs_of
from mandat.calls.meanwhile import meanwhile_of
from mandat.calls.models import Call, DraftField
from mandat.calls.queries import current_draft
from mandat.calls.remarks import remarks_of
from mandat.calls.review import RemarkView, remark_view
from mandat.calls.shapes import SHAPES, Codes, One, Rows, items_of
from mandat.calls.typed import as_typed
from mandat.people.refusals import MESSAGES


@dataclass(frozen=True, slots=True)
class Row:
    """The inputs that belong together: a record, or one line of a list."""

    number: int | None  # of a line
    inputs: list[Input]
    more: list[Input]
    is_blank: bool = False

    @property
    def unfolded(self) -> bool:
        """Whether something stands among the inputs that are folded away."""
        said = (i for i in self.more if i.kind != "flag")
        return any(i.value not in ("", None) or i.error for i in said)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else wrote meanwhile: who and when, in words, and what the field says now."""

    said: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class WriteField:
    """One field of the step."""

    name: str
    label: Any
    help: Any
    shape: str  # one, group, codes, rows, outline
    rows: list[Row]
    version: int
    was: str
    is_needed: bool
    outline: str = ""
    errors: list[str] = made(default_factory=list)
    conflict: Conflict | None = None  # the person's own words stand in the inputs
    news: Conflict | None = None  # the inputs are as they were before somebody else wrote


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step in the bar: what it is called, whether it is done, and what it lacks."""

    step: Step
    label: Any
    url: str
    is_current: bool
    is_done: bool
    lacks: int
    remarks: int
    blocking: int


@dataclass(frozen=True, slots=True)
class StepPage:
    """The whole page of a step."""

    call: Call
    step: Step
    guide: Guide
    number: int
    links: list[StepLink]
    fields: list[WriteField]
    more: list[WriteField]
    remarks: list[RemarkView]
    lacks: list[Any]
    back: str
    next: str
    values: Mapping[str, Any]
    written: Written | None

    @property
    def unfolded(self) -> bool:
        """Whether something stands, or is wrong, among the fields that are folded away."""
        return any(f.errors or f.conflict for f in self.more)

    @property
    def last(self) -> bool:
        return not self.next


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a person tried to save, and what became of it; `rows` is how many lines to show."""

    answers: Sequence[Answer]
    written: Written
    rows: Mapping[str, int] = made(default_factory=dict)
    is_auto: bool = False  # the inputs stay on the screen as they are


def address(call: Call, step: Step | None) -> str:
    """The page of a step; "" for none."""
    return reverse("calls:write_step", args=[call.public_id, step.value]) if step else ""


def build_page(call: Call, step: Step, attempt: Attempt | None = None) -> StepPage:
    """The step as it stands; after an attempt, with what was typed and could not be kept."""
    stored = {f.name: f for f in call.draft_fields.select_related("settled_by")}
    draft = current_draft(call)
    every = [remark_view(r, draft) for r in remarks_of(call) if r.dismissal is None]
    before, after = neighbours(step)
    part = PARTS[step]
    drawn = {n: _field(stored[n], call, step, attempt) for n in part.fields}
    present = [n for n, f in stored.items() if f.present]
    return StepPage(
        call=call,
        step=step,
        guide=GUIDES[step],
        number=list(Step).index(step) + 1,
        links=[_link(call, s, step, present, every) for s in Step],
        fields=[drawn[n] for n in part.asked],
        more=[drawn[n] for n in part.more],
        remarks=[r for r in every if step_of(r.field, r.code) == step],
        lacks=[labels.FIELDS[n] for n in lacking(step, present)],
        back=address(call, before),
        next=address(call, after),
        values={n: f.value for n, f in stored.items()},
        written=attempt.written if attempt else None,
    )


def _link(
    call: Call, step: Step, current: Step, present: Sequence[str], remarks: Sequence[RemarkView]
) -> StepLink:
    own = [r for r in remarks if step_of(r.field, r.code) == step]
    lacks = len(lacking(step, present))
    blocking = sum(r.severity == "blocking" for r in own)
    return StepLink(
        step=step,
        label=GUIDES[step].title,
        url=address(call, step),
        is_current=step == current,
        is_done=not lacks and not blocking,
        lacks=lacks,
        remarks=len(own),
        blocking=blocking,
    )


def _field(stored: DraftField, call: Call, step: Step, attempt: Attempt | None) -> WriteField:
    """The field with what is stored, or with what was typed and is not stored."""
    name = stored.name
    answer = _own_words(name, attempt)
    now = stored_digest(name, stored.value, stored.extra)
    drawn = WriteField(
        name=name,
        label=labels.FIELDS[name],
        help=HELP[name],
        shape=_shape(name),
        rows=[],
        version=stored.version,
        was=now,
        is_needed=name in PARTS[step].needed,
    )
    if answer is not None:
        drawn = replace(drawn, version=answer.version or 0, was=answer.was, errors=_errors(answer))
    if attempt and name in attempt.written.conflicts:
        drawn = replace(drawn, conflict=_conflict(stored))
    elif attempt and name in attempt.written.elsewhere:
        drawn = replace(drawn, news=_conflict(stored))
    outline = _outline(stored, answer)
    if outline is not None:
        return replace(drawn, shape="outline", outline=outline)
    shown = attempt.rows.get(name, 0) if attempt else 0
    return replace(drawn, rows=_rows(stored, call, answer, shown))


def _own_words(name: str, attempt: Attempt | None) -> Answer | None:
    """What the person typed, where it could not be kept."""
    if attempt is None:
        return None
    kept_apart = attempt.written.unread + attempt.written.conflicts
    if attempt.is_auto:
        kept_apart = kept_apart + attempt.written.elsewhere
    return next((a for a in attempt.answers if a.name == name and name in kept_apart), None)


def _shape(name: str) -> str:
    match SHAPES[name]:
        case One():
            return "one"
        case Codes():
            return "codes"
        case Rows():
            return "rows"
    return "group"


def _conflict(stored: DraftField) -> Conflict:
    found = meanwhile_of(stored.call, stored)
    return Conflict(found.said, found.lines)


def _outline(stored: DraftField, answer: Answer | None) -> str | None:
    """The grid as lines to write; None when it cannot be said so."""
    if stored.name != "evaluation_grid":
        return None
    if answer is not None and OUTLINE in answer.shown:
        return str(answer.shown[OUTLINE])
    return None if answer is not None else outline_of(items_of(stored.value))


def _errors(answer: Answer) -> list[str]:
    """What could not be read, each with its place."""
    if "faults" in answer.details:
        return [
            _("Line %(place)d: %(what)s") % {"place": f.place, "what": MESSAGES[f.code]}
            for f in answer.details["faults"]
        ]
    return [_error(name, code) for name, code in answer.typed.errors.items()]


def _error(name: str, code: str) -> str:
    row, dot, column = name.rpartition(".")
    what = {"what": labels.ERRORS[code], "label": labels.COLUMNS[column]}
    if dot:
        return _("Line %(row)d, %(label)s: %(what)s") % {**what, "row": int(row) + 1}
    if column == "value":
        return str(what["what"])
    return _("%(label)s: %(what)s") % what


def _rows(stored: DraftField, call: Call, answer: Answer | None, shown: int) -> list[Row]:
    name, shape = stored.name, SHAPES[stored.name]
    typed = dict(answer.shown) if answer else _with_defaults(stored, call)
    errors = (
        {k: str(labels.ERRORS[v]) for k, v in answer.typed.errors.items() if v in labels.ERRORS}
        if answer
        else {}
    )
    groups = inputs_of(shape, stored.value, stored.extra, typed=typed, errors=errors)
    if isinstance(shape, Rows):
        groups = _enough(shape, groups, max(shown, 2))
    rows = [_row(name, i, group, isinstance(shape, Rows)) for i, group in enumerate(groups)]
    rows[0] = replace(rows[0], inputs=[*rows[0].inputs, *_notice_inputs(stored, answer)])
    return rows


def _with_defaults(stored: DraftField, call: Call) -> dict[str, Any]:
    """The stored value as inputs; while it is empty, with the organisation's habits."""
    shown = dict(as_typed(SHAPES[stored.name], stored.value, stored.extra))
    if not stored.present:
        shown |= defaults_of(call.organisation).get(stored.name, {})
    return shown


def _enough(shape: Rows, groups: list[list[Input]], least: int) -> list[list[Input]]:
    """At least so many lines, the last ones empty."""
    blank = inputs_of(shape, None, {})[0]
    return groups + [
        [replace(i, name=f"{number}.{i.name.partition('.')[2]}") for i in blank]
        for number in range(len(groups), least)
    ]


def _row(name: str, number: int, group: list[Input], is_line: bool) -> Row:  # noqa: FBT001
    named = [replace(i, name=f"{name}.{i.name}", kind=_picker(i)) for i in group]
    is_blank = is_line and not any(i.value not in ("", None) for i in group)
    return Row(
        number=number if is_line else None,
        inputs=[i for i in named if is_open(name, i.name.rpartition(".")[2])],
        more=[i for i in named if not is_open(name, i.name.rpartition(".")[2])],
        is_blank=is_blank,
    )


_PICKED = {"day": ("date", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "time": ("clock", r"[0-9]{2}:[0-9]{2}")}


def _picker(one: Input) -> str:
    """The browser's own picker for a whole day or hour; anything else stays as it was typed."""
    kind, pattern = _PICKED.get(one.kind, ("", ""))
    return kind if kind and re.fullmatch(f"({pattern})?", str(one.value)) else one.kind


def _notice_inputs(stored: DraftField, answer: Answer | None) -> list[Input]:
    """What a notice says beyond its parts."""
    if stored.name != "privacy_notice":
        return []
    held = answer.shown if answer else stored.extra
    return [
        Input(
            name=f"privacy_notice.{text}",
            label=NOTICE_LABELS[text],
            kind="text",
            value=held.get(text) or "",
        )
        for text in NOTICE_TEXTS
    ]
