"""What the clerk's page of one application shows: what was filed, and how it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mandat.calls.content import Content
from mandat.calls.display import day, reader_language
from mandat.core.languages import country_name, language_name
from mandat.documents.labels import STATE_LABELS, STATE_TAGS, file_words, page_words
from mandat.documents.models import File
from mandat.documents.states import FileState
from mandat.intake.content import LEAD, names_of
from mandat.intake.desk import labels
from mandat.intake.desk.naming import Sentence, name_of_check, sentence_of
from mandat.intake.desk.standing import Filed, case_of, content_now, filed_of, is_over, outcomes_of
from mandat.intake.models import Application, Decision, Piece
from mandat.intake.rule_words import COMPLETENESS, said_of
from mandat.intake.rules.admission import ADMISSION, Case, needs_reason, why_not
from mandat.intake.rules.checks import INCOMPLETE, PENDING, Check, Outcome
from mandat.intake.rules.completeness import is_price_asked
from mandat.intake.rules.slots import OTHER
from mandat.intake.sealing import words_of
from mandat.intake.states import ApplicationState, DecisionKind, Part


@dataclass(frozen=True, slots=True)
class Line:
    """One check in words, with the sentence of the call that asks it."""

    name: str
    found: str
    mark: str
    sentence: Sentence | None
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One document that was handed in and is not sealed."""

    file: File
    name: str
    slot: str
    pages: str
    state: Any
    mark: str
    reason: Any
    url: str  # "" while it cannot be read


@dataclass(frozen=True, slots=True)
class Section:
    """The documents of one part; of a sealed one only whether it was received."""

    part: str
    label: Any
    documents: list[Document]
    is_sealed: bool = False
    is_received: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    role: str
    firm: str
    languages: str
    fields: frozenset[str]
    is_lead: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision that can be made now, or why it cannot."""

    kind: DecisionKind
    label: Any
    why_not: Any
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in words."""

    kind: str
    label: Any
    reason: str
    by: str
    at: datetime


def line_of(check: Check, filed: Filed, content: Content) -> Line:
    """The check as a clerk reads it: found, and asked where."""
    mark = "ok" if check.outcome == Outcome.OK else "warn"
    if check.outcome in INCOMPLETE:
        mark = "bad"
    elif check.outcome in PENDING:
        mark = ""
    return Line(
        name_of_check(check, filed.standing.asked, filed.words),
        said_of(check).found,
        mark,
        sentence_of(content, filed.application, check.source),
        check.is_sealed,
    )


def decided_in_words(decision: Decision, application: Application) -> Decided:
    return Decided(
        decision.kind,
        labels.DECISIONS[decision.kind],
        words_of(application.organisation, decision, "reason") or "",
        decision.decided_by.name,
        decision.decided_at,
    )


class ApplicationNow:
    """An application as it was filed, at an instant. Withdrawn or erased, it says nothing more."""

    def __init__(self, application: Application, at: datetime) -> None:
        self.application, self.call, self.at = application, application.call, at

    @cached_property
    def content(self) -> Content:
        return content_now(self.call)

    @cached_property
    def filed(self) -> Filed | None:
        gone = self.application.state == ApplicationState.WITHDRAWN or self.application.erased_at
        filed = {} if gone else filed_of([self.application], self.content)
        vars(self.application)["filed_now"] = found = filed.get(self.application.pk)  # for panels
        return found

    @property
    def state(self) -> Any:
        return labels.STATES[self.application.state]

    @property
    def mark(self) -> str:
        return labels.STATE_MARKS.get(self.application.state, "")

    @property
    def channel(self) -> Any:
        return labels.CHANNELS[self.application.channel]

    @property
    def stage(self) -> Any:
        return labels.STAGES[self.application.stage]

    @cached_property
    def is_over(self) -> bool:
        return is_over(self.application, self.at)

    @cached_property
    def lines(self) -> list[Line]:
        """What hinders first, then what a person looks at, then what is there."""
        if self.filed is None:
            return []
        order = {"bad": 0, "": 1, "warn": 2, "ok": 3}
        lines = [line_of(c, self.filed, self.content) for c in self.filed.checks]
        return sorted(lines, key=lambda line: order[line.mark])

    @property
    def open_lines(self) -> list[Line]:
        """What is missing, not known yet or for a person to look at."""
        return [line for line in self.lines if line.mark != "ok"]

    @property
    def settled_lines(self) -> list[Line]:
        return [line for line in self.lines if line.mark == "ok"]

    @property
    def hindering(self) -> int:
        return sum(line.mark == "bad" for line in self.lines)

    @property
    def completeness(self) -> Any:
        return COMPLETENESS[self.filed.completeness] if self.filed else ""

    @property
    def completeness_mark(self) -> str:
        return labels.COMPLETENESS_MARKS[self.filed.completeness] if self.filed else ""

    # --- the documents ---

    @cached_property
    def sections(self) -> list[Section]:
        """The parts; the sealed one says received or not received."""
        found = [self._section(part) for part in Part] if self.filed else []
        return [section for section in found if section is not None]

    def _section(self, part: Part) -> Section | None:
        assert self.filed is not None
        pieces = [p for p in self.filed.pieces if p.part == part]
        label = labels.PARTS[part]
        if part == Part.FINANCIAL and self.call.seals_prices:
            received = bool(pieces) or self.filed.filing.envelope is not None
            if not received and not self._is_price_asked:
                return None
            return Section(part, label, [], is_sealed=True, is_received=received)
        return Section(part, label, [self._document(p) for p in pieces])

    @property
    def _is_price_asked(self) -> bool:
        assert self.filed is not None
        return is_price_asked(self.content, self.filed.standing.asked, self.application.stage)

    def _document(self, piece: Piece) -> Document:
        file = piece.file
        words = file_words(file)
        return Document(
            file=file,
            name=file.name,
            slot=self._slot(piece),
            pages=page_words(file),
            state=STATE_LABELS[FileState(file.state)],
            mark=STATE_TAGS[FileState(file.state)],
            reason=words.reason if words else "",
            url=reverse("documents:serve_file", args=[file.public_id]) if file.is_readable else "",
        )

    def _slot(self, piece: Piece) -> str:
        assert self.filed is not None
        if piece.slot == OTHER:
            organisation = self.application.organisation
            return words_of(organisation, piece, "label") or _("Further document")
        check = Check(piece.slot, Outcome.OK)
        return name_of_check(check, self.filed.standing.asked, self.filed.words)

    # --- who applies, and what they said ---

    @cached_property
    def words(self) -> Mapping[str, Any]:
        return self.filed.words if self.filed else {}

    @property
    def lead(self) -> Mapping[str, Any]:
        lead: Mapping[str, Any] = self.words.get("lead", {})
        return lead

    @property
    def name(self) -> str:
        return names_of(self.words).get(LEAD, "") if self.words else ""

    @property
    def country(self) -> str:
        code = str(self.lead.get("country", ""))
        return country_name(code, reader_language()) if code else ""

    @property
    def language(self) -> str:
        return language_name(self.application.language, reader_language())

    @property
    def languages(self) -> str:
        return _languages(self.words.get("working_languages"))

    @property
    def fields(self) -> list[str]:
        return [str(f) for f in self.words.get("fields") or []]

    @cached_property
    def members(self) -> list[Member]:
        """The team, the lead first."""
        rows = [m for m in self.words.get("members") or [] if isinstance(m, Mapping)]
        lead = Member(
            self.name,
            "",
            str(self.lead.get("firm", "")),
            "",
            frozenset(self.lead.get("fields") or []),
            is_lead=True,
        )
        return [lead, *(_member(m) for m in rows)]

    @property
    def free(self) -> list[str]:
        return [_span(row) for row in self.words.get("free") or [] if isinstance(row, Mapping)]

    @property
    def days(self) -> list[tuple[str, str]]:
        rows = [r for r in self.words.get("days") or [] if isinstance(r, Mapping)]
        return [(str(r.get("step", "")), str(r.get("days", ""))) for r in rows]

    @property
    def valid_until(self) -> str:
        return _day(self.words.get("valid_until"))

    # --- what was decided, and what can be ---

    @cached_property
    def decisions(self) -> list[Decided]:
        """The latest first."""
        rows = Decision.objects.filter(application=self.application).select_related("decided_by")
        return [decided_in_words(d, self.application) for d in rows.order_by("-pk")]

    @cached_property
    def case(self) -> Case | None:
        if self.filed is None:
            return None
        outcomes = vars(self.application).get("outcomes_now")  # where a panel has read them
        if outcomes is None:
            outcomes = outcomes_of([self.application.pk]).get(self.application.pk, {})
        return case_of(self.filed, self.content, outcomes, self.at)

    @cached_property
    def choices(self) -> list[Choice]:
        """The decisions of a clerk, in the order of the work, with why one is not possible."""
        return list(self._choices())

    def _choices(self) -> Iterator[Choice]:
        if self.case is None:
            return
        for kind in ADMISSION:
            code = why_not(kind, self.case)
            if code != "state":
                yield Choice(
                    kind,
                    labels.VERBS[kind],
                    labels.WHY_NOT.get(code, ""),
                    bool(needs_reason(kind, self.case)),
                )

    @property
    def possible(self) -> list[Choice]:
        return [c for c in self.choices if not c.why_not]

    @property
    def waits_for_criteria(self) -> bool:
        """Whether nothing but criteria of eligibility stands between it and its admission."""
        if self.case is None or self.hindering:
            return False
        return why_not(DecisionKind.ADMITTED, self.case) == "criterion_open"

    @property
    def impossible(self) -> list[Choice]:
        return [c for c in self.choices if c.why_not]

    @property
    def deadline(self) -> datetime | None:
        return self.application.deadline_at or self.call.deadline_at


def _languages(codes: Any) -> str:
    reader = reader_language()
    return " · ".join(language_name(str(c), reader) for c in codes or [])


def _member(row: Mapping[str, Any]) -> Member:
    return Member(
        str(row.get("name", "")),
        str(row.get("role", "")),
        str(row.get("firm", "")),
        _languages(row.get("languages")),
        frozenset(str(f) for f in row.get("fields") or []),
        is_lead=False,
    )


def _span(row: Mapping[str, Any]) -> str:
    return _("%(start)s to %(end)s") % {"start": _day(row.get("from")), "end": _day(row.get("to"))}


def _day(iso: Any) -> str:
    """The day in words, or as it was typed."""
    text = str(iso or "")
    try:
        return day(date.fromisoformat(text).isoformat())
    except ValueError:
        return text
