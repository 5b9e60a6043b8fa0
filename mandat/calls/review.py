"""What the review screen shows: each field with its readings, its remarks and its editor."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django.utils.translation import pgettext

from mandat.calls import display, labels
from mandat.calls.checker.remarks import RemedyKind
from mandat.calls.display import Line
from mandat.calls.importer.draft import CallDraft, Certainty, Found, Span, revive
from mandat.calls.inputs import Input, inputs_of
from mandat.calls.lit import Place, Segment, segments, spans_in
from mandat.calls.meanwhile import Meanwhile
from mandat.calls.models import Call, DraftField
from mandat.calls.origins import Origin
from mandat.calls.public.grading import bars_of
from mandat.calls.public.page import Criterion
from mandat.calls.publishing import text_now
from mandat.calls.refusals import warning_message
from mandat.calls.remarks import RemarkNow, remarks_of
from mandat.calls.shapes import SHAPES, items_of
from mandat.calls.wording import remark_message, remedy_label

_CONTEXT = 60  # code points shown around a quote


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the things the text says, and where."""

    index: int
    lines: list[Line]
    quote: str
    section: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark with its sentence, its places and what can be done about it."""

    key: str
    code: str
    severity: str
    message: str
    remedy: str
    asks: bool
    field: str
    reason: str
    open: bool
    quotes: list[tuple[int, str]] = made(default_factory=list)  # (offset, words)

    @property
    def anchor(self) -> str:
        """The key in a form that an address can carry after `#`."""
        return self.key.replace(":", "-")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as the review screen draws it."""

    name: str
    label: Any
    status: str  # ok, confirm, settle, absent
    status_label: Any
    lines: list[Line]
    readings: list[Reading]
    remarks: list[RemarkView]
    version: int
    origin: str
    editable: bool
    changed: bool
    bars: list[Criterion]
    inputs: list[list[Input]]
    errors: Mapping[str, str]
    first_place: int | None
    editing: bool = False
    meanwhile: Meanwhile | None = None  # somebody else changed it; what was typed is in `inputs`


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; what the text does not say stands apart, folded away."""

    title: Any
    fields: list[FieldView]
    absent: list[FieldView]

    @property
    def unfolded(self) -> bool:
        """Whether somebody is at work on one of the absent fields."""
        return any(f.editing for f in self.absent)


@dataclass(frozen=True, slots=True)
class Review:
    """The whole screen."""

    call: Call
    groups: list[Group]
    segments: list[Segment]
    remarks: list[RemarkView]
    dismissed: list[RemarkView]
    settled: int
    present: int
    conflicts: int
    blocking: int
    warnings: list[str]

    @property
    def here(self) -> str:
        """The page's name at the end of the breadcrumb."""
        return pgettext("page", "Review")

    @property
    def by_severity(self) -> list[tuple[str, Any, list[RemarkView]]]:
        """Open remarks under their severity, the gravest first."""
        return [
            (str(severity), title, [r for r in self.remarks if r.severity == severity])
            for severity, title in labels.SEVERITIES.items()
        ]

    @property
    def next(self) -> str:
        """The first field that waits for a decision; "" when none does."""
        every = [f for group in self.groups for f in group.fields]
        for status in ("settle", "confirm"):
            for one in every:
                if one.status == status:
                    return one.name
        return ""


def _status(draft_field: DraftField) -> tuple[str, Any]:
    if not draft_field.present and draft_field.origin == Origin.IMPORTED:
        return "absent", labels.CERTAINTIES[Certainty.ABSENT]
    if draft_field.origin != Origin.IMPORTED:
        return "ok", labels.ORIGINS[draft_field.origin]
    status = {Certainty.SURE: "ok", Certainty.LIKELY: "confirm", Certainty.CONFLICT: "settle"}
    return status[Certainty(draft_field.certainty)], labels.CERTAINTIES[draft_field.certainty]


def _section_at(draft: CallDraft, offset: int) -> str:
    """The heading of the section that an offset stands in."""
    for section in reversed(draft["sections"].value or []):
        spans = section.get("spans") or []
        if spans and spans[0].start <= offset:
            return str(section["heading"])
    return ""


def _quote(text: str, span: Span) -> str:
    """The words of a span within its line, cut between words."""
    before = text[max(0, span.start - _CONTEXT) : span.start].rsplit("\n", 1)[-1]
    after = text[span.end : span.end + _CONTEXT].split("\n", 1)[0]
    if len(before) == _CONTEXT:
        before = "… " + before.partition(" ")[2]
    if len(after) == _CONTEXT:
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[span.start : span.end]}{after}".split())


def _readings(draft: CallDraft, name: str, draft_field: DraftField) -> list[Reading]:
    found = []
    for index, reading in enumerate(draft_field.found["alternatives"]):
        spans = list(spans_in(revive(reading["spans"])))
        extra = {k: v for k, v in reading.items() if k not in ("value", "spans")}
        found.append(
            Reading(
                index=index,
                lines=display.lines_of(name, reading["value"], extra),
                quote=_quote(draft.text, spans[0]) if spans else "",
                section=_section_at(draft, spans[0].start) if spans else "",
                chosen=draft_field.chosen == index,
            )
        )
    return found


def remark_view(remark: RemarkNow, draft: CallDraft) -> RemarkView:
    remedy, text = remark.remedy, draft.text
    present = bool(remedy and "." not in remedy.field and draft[remark.field].value)
    return RemarkView(
        key=remark.key,
        code=remark.code,
        severity=str(remark.severity),
        message=str(remark_message(remark.remark)),
        remedy=remedy_label(remark.remark, present=present),
        asks=bool(remedy and remedy.kind == RemedyKind.ASK and remedy.value is None),
        field=remark.field,
        reason=remark.dismissal.reason if remark.dismissal else "",
        open=remark.dismissal is None,
        quotes=[(s.start, " ".join(text[s.start : s.end].split())[:160]) for s in remark.spans[:4]],
    )


def _places(name: str, draft_field: DraftField, found: Found) -> list[Place]:
    """Where a field was read: its spans, those of its items, and those of its readings."""
    open_conflict = (
        draft_field.origin == Origin.IMPORTED and draft_field.certainty == Certainty.CONFLICT
    )
    if open_conflict:
        return [Place(s, name, conflict=True) for a in found.alternatives for s in a.spans]
    spans = list(spans_in(found.value)) or list(found.spans)
    return [Place(s, name) for s in dict.fromkeys(spans)]


def build_review(call: Call, draft: CallDraft, **form: Any) -> Review:
    """The screen as it stands; `form` may hold `name`, `errors` and `typed` of a refused edit,
    and `meanwhile` when somebody else changed the same value."""
    fields = {f.name: f for f in call.draft_fields.all()}
    remarks = remarks_of(call)
    views = [remark_view(r, draft) for r in remarks]
    by_field: dict[str, list[RemarkView]] = defaultdict(list)
    for view in views:
        if view.open and view.field:
            by_field[view.field].append(view)
    places = [p for n, f in fields.items() if n in SHAPES for p in _places(n, f, draft[n])]
    drawn = {
        n: field_view(fields[n], draft, by_field[n], **form)
        for _title, names in labels.GROUPS
        for n in names
    }
    groups = [_group(title, [drawn[n] for n in names]) for title, names in labels.GROUPS]
    shown = [f for n, f in fields.items() if n in SHAPES and f.present]
    return Review(
        call=call,
        groups=groups,
        segments=segments(draft.text or text_now(call), places),
        remarks=[v for v in views if v.open],
        dismissed=[v for v in views if not v.open],
        settled=sum(f.settled for f in shown),
        present=len(shown),
        conflicts=sum(
            f.certainty == Certainty.CONFLICT and f.origin == Origin.IMPORTED for f in shown
        ),
        blocking=sum(v.open and v.severity == "blocking" for v in views),
        warnings=[warning_message(w) for w in (call.terms.warnings if call.terms else ())],
    )


def _group(title: Any, fields: list[FieldView]) -> Group:
    folded = [f for f in fields if f.status == "absent" and not f.remarks]
    return Group(title, [f for f in fields if f not in folded], folded)


def field_view(
    draft_field: DraftField, draft: CallDraft, remarks: list[RemarkView], **form: Any
) -> FieldView:
    """One field; with `form`, as it stands after an edit that could not be read."""
    name = draft_field.name
    status, status_label = _status(draft_field)
    if not draft.text and draft_field.present:  # written here: nothing was read
        status_label = labels.WRITTEN
    mine = form.get("name") == name
    errors = {k: str(labels.ERRORS[v]) for k, v in form.get("errors", {}).items()} if mine else {}
    places = _places(name, draft_field, draft[name])
    return FieldView(
        name=name,
        label=labels.FIELDS[name],
        status=status,
        status_label=status_label,
        lines=display.lines_of(name, draft_field.value, draft_field.extra),
        readings=_readings(draft, name, draft_field),
        remarks=remarks,
        version=draft_field.version,
        origin=draft_field.origin,
        editable=name in SHAPES,
        changed=draft_field.origin != Origin.IMPORTED and bool(draft.text),
        bars=bars_of(items_of(draft_field.value)) if name == "evaluation_grid" else [],
        inputs=inputs_of(
            SHAPES[name],
            draft_field.value,
            draft_field.extra,
            typed=form.get("typed") if mine else None,
            errors=errors,
        ),
        errors=errors,
        first_place=min((p.span.start for p in places), default=None),
        editing=mine and bool(errors or form.get("editing")),
        meanwhile=form.get("meanwhile") if mine else None,
    )
