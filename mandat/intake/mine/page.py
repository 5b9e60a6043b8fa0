"""Where an application stands, as its applicant reads it: read once, opened once.

Two queries whatever the number of documents: the pieces with their files, and the filing that
counts where there is one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from mandat.calls.public.page import Deadline
from mandat.calls.public.time_left import time_left
from mandat.calls.public.words import moment_words, time_left_words, wall_words
from mandat.documents.states import FileState
from mandat.intake.checking import Standing, standing_of
from mandat.intake.content import names_of
from mandat.intake.models import Application, Filing, Piece
from mandat.intake.portal.ways import takes_here
from mandat.intake.queries import pieces_of
from mandat.intake.rules.checks import INCOMPLETE, Check, Completeness, Outcome
from mandat.intake.rules.filing import Fate, fate_of
from mandat.intake.rules.prices import is_priced
from mandat.intake.services.drafting import content_now, is_open, secret_now
from mandat.intake.states import ApplicationStage, ApplicationState, can_move
from mandat.intake.versions import content_of

DOCUMENTS, TEAM, OFFER = "documents", "team", "offer"
_OF_OFFER = frozenset({"days", "valid_until", "price"})


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the work: how many of its checks leave the application incomplete."""

    name: str
    missing: int
    open_questions: int  # not said yet, and hindering nothing

    @property
    def is_done(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Clock:
    """The deadline, under the name that the call's own parts of pages know."""

    deadline: Deadline


class Mine:
    """One application at one moment, for its applicant."""

    def __init__(self, application: Application, at: datetime) -> None:
        self.application = application
        self.call = application.call
        self.at = at
        self.content = content_of(self.call)
        self.words = content_now(application)
        self.secret = secret_now(application)
        self.pieces: list[Piece] = list(pieces_of(application))

    @cached_property
    def last(self) -> Filing | None:
        """The filing that counts, if any."""
        number = self.application.filing_number
        if not number:
            return None
        return Filing.objects.filter(application=self.application, number=number).first()

    @cached_property
    def standing(self) -> Standing:
        has_price = is_priced(self.secret) or bool(self.last and self.last.envelope)
        return standing_of(
            self.application, self.content, self.words, self.pieces, has_price=has_price
        )

    @cached_property
    def names(self) -> dict[str, str]:
        """Who is who in the team, by key."""
        return names_of(self.words)

    @cached_property
    def fate(self) -> Fate:
        """What would become of it if it were filed now."""
        call, row = self.call, self.application
        return fate_of(
            self.at, call.deadline_at, call.late_rule, call.state, call.closed_at, row.deadline_at
        )

    @cached_property
    def clock(self) -> Clock:
        return Clock(deadline_of(self.application, self.at))

    @cached_property
    def takes_here(self) -> bool:
        """Whether the call takes it on this site at all."""
        return takes_here(self.application)

    @property
    def is_open(self) -> bool:
        """Whether what is typed and sent can still change."""
        return self.takes_here and is_open(self.application)

    @property
    def is_filed(self) -> bool:
        """Whether something was filed that still counts."""
        return self.application.state not in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)

    @property
    def can_file(self) -> bool:
        """Whether the last click would be taken now."""
        state = self.application.state
        if not self.takes_here:
            return False
        if self.fate is Fate.IN_TIME:
            return state in (
                ApplicationState.DRAFT,
                ApplicationState.FILED,
                ApplicationState.LATE,  # it was given more time since
                ApplicationState.WITHDRAWN,
            )
        return self.fate is Fate.LATE_KEPT and state in (
            ApplicationState.DRAFT,
            ApplicationState.LATE,
        )

    @property
    def is_same(self) -> bool:
        """Whether it stands as it was filed: to file again would say nothing new."""
        if self.application.state == ApplicationState.LATE and self.fate is Fate.IN_TIME:
            return False
        return self.is_filed and not self.application.is_changed

    @property
    def can_begin_anew(self) -> bool:
        """Whether the call takes applications again that was over for this one."""
        row = self.application
        if row.state != ApplicationState.REFUSED or row.deadline_at is not None:
            return False
        return self.takes_here and self.fate is Fate.IN_TIME

    @cached_property
    def steps(self) -> list[Step]:
        by_step: dict[str, list[Check]] = {DOCUMENTS: [], TEAM: [], OFFER: []}
        for check in self.standing.checks:
            by_step[step_of(check)].append(check)
        return [_step(name, checks) for name, checks in by_step.items()]

    @cached_property
    def next_step(self) -> str:
        """The first part in which something is missing; "" when nothing is."""
        return next((s.name for s in self.steps if s.missing), "")

    @property
    def is_waiting(self) -> bool:
        """Whether the worker is still at one of the documents."""
        waits = (FileState.RECEIVED, FileState.CHECKING)
        return any(piece.file.state in waits for piece in self.pieces)

    @property
    def can_withdraw(self) -> bool:
        return can_move(self.application.state, ApplicationState.WITHDRAWN)

    @property
    def asks_offer(self) -> bool:
        """Whether prices are asked at this stage at all."""
        return self.application.stage != ApplicationStage.EXPRESSION_OF_INTEREST

    @property
    def is_complete(self) -> bool:
        return self.standing.completeness is Completeness.COMPLETE

    @property
    def missing_count(self) -> int:
        return sum(step.missing for step in self.steps)


def step_of(check: Check) -> str:
    """The page on which whoever applies can do something about it."""
    if check.key[:1].isdecimal() or check.key == "other":
        return DOCUMENTS
    return OFFER if check.key in _OF_OFFER else TEAM


def _step(name: str, checks: Iterable[Check]) -> Step:
    outcomes = [check.outcome for check in checks]
    return Step(
        name,
        missing=sum(outcome in INCOMPLETE for outcome in outcomes),
        open_questions=sum(outcome is Outcome.NOT_SAID for outcome in outcomes),
    )


def deadline_of(application: Application, at: datetime) -> Deadline:
    """The application's own deadline, or its call's, in words."""
    call = application.call
    zone = call.deadline_zone or "UTC"
    own = application.deadline_at
    end = own or call.deadline_at or at
    left = time_left(at, end)
    return Deadline(
        at=end,
        wall=call.deadline_wall,
        zone=zone,
        words=moment_words(end, zone) if own else wall_words(call.deadline_wall, zone),
        left=left,
        left_words=time_left_words(left),
    )


def page_after(step: str, application: Application) -> str:
    """The address of the part of the work that comes after this one, in the order of the tabs."""
    follows = {DOCUMENTS: "edit_team", TEAM: "edit_offer", OFFER: "check_application"}
    view = follows[step]
    if view == "edit_offer" and application.stage == ApplicationStage.EXPRESSION_OF_INTEREST:
        view = follows[OFFER]  # asks no price
    return reverse(f"my:{view}", args=[application.public_id])


def said_when(at: datetime, zone: str) -> str:
    """An instant on the clock of the call."""
    return moment_words(at, zone or "UTC")
