"""What happens next and by when, as whoever applies sees it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mandat.calls.display import code, day
from mandat.calls.models import Call, Milestone
from mandat.calls.public.building import end_of, standing_of
from mandat.calls.public.page import Standing
from mandat.calls.public.words import wall_words
from mandat.core.days import day_in

# What whoever applies does at each; nothing is promised that the call does not say.
TO_DO: Mapping[str, object] = {
    "questions": _("Until then you can ask. Each answer is shown to everybody on the call’s page."),
    "expression_of_interest": _("Send your expression of interest by then."),
    "full_proposal": _("Send your full offer by then."),
    "application": _("Send your application by then."),
    "opening": _("What came in time is opened. You have nothing to do."),
    "interview": _("If you are invited, you answer questions about your offer."),
    "decision": _("The organisation decides. You have nothing to do."),
    "mission_start": _("If your offer is chosen, the work begins."),
}
SENDING = frozenset({"expression_of_interest", "full_proposal", "application"})


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the way, with the day that was published and the one that holds now."""

    role: str
    label: str
    when: str  # the day or the moment that holds now, in words
    iso: str
    to_do: str
    planned: str = ""  # the day that was published, in words, when another holds now
    is_later: bool = False
    note: str = ""  # why, in the words of the organisation
    is_done: bool = False
    is_current: bool = False
    is_untold: bool = False  # its day is behind, and nobody said what came of it


def steps_of(call: Call, milestones: Iterable[Milestone], at: datetime) -> list[Step]:
    """The way from publication to mission, in order; the next thing to come is the current one."""
    if standing_of(call, at) == Standing.CANCELLED:
        return []
    today = day_in(call.deadline_zone, at)
    dated = sorted(_dated(call, milestones, at, today), key=lambda pair: pair[0])
    steps = [step for _key, step in dated]
    for place, step in enumerate(steps):
        if not step.is_done and not step.is_untold:
            steps[place] = replace(step, is_current=True)
            break
    return steps


def _dated(
    call: Call, milestones: Iterable[Milestone], at: datetime, today: date
) -> Iterator[tuple[tuple[date, int], Step]]:
    if call.published_at:
        on = day_in(call.deadline_zone, call.published_at)
        words = gettext("The call was published. Read it, follow it, ask.")
        yield (on, 0), Step("publication", code("publication"), day(on.isoformat(), weekday=True),
                            on.isoformat(), words, is_done=True)  # fmt: skip
    last_day = date.fromisoformat(call.deadline_wall[:10])
    yield (
        (last_day, 1),
        Step(
            role="deadline",
            label=gettext("Deadline"),
            when=wall_words(call.deadline_wall, call.deadline_zone),
            iso=end_of(call).isoformat(),
            to_do=gettext("Send everything that is asked for by then."),
            is_done=standing_of(call, at) != Standing.OPEN,
        ),
    )
    for milestone in milestones:
        if milestone.role in SENDING and milestone.planned_on == last_day:
            continue  # the deadline says it already
        yield (milestone.due_on, 2), _step(milestone, today)


def _step(milestone: Milestone, today: date) -> Step:
    """A milestone in words. A day that is behind counts as done for what readers do themselves."""
    on = milestone.done_on or milestone.due_on
    is_behind = milestone.due_on < today
    does_itself = milestone.role in SENDING | {"questions"}
    is_done = milestone.done_on is not None or (is_behind and does_itself)
    moved = on != milestone.planned_on
    return Step(
        role=milestone.role,
        label=code(milestone.role),
        when=day(on.isoformat(), weekday=True),
        iso=on.isoformat(),
        to_do=str(TO_DO.get(milestone.role, "")),
        planned=day(milestone.planned_on.isoformat()) if moved else "",
        is_later=on > milestone.planned_on,
        note=milestone.note,
        is_done=is_done,
        is_untold=is_behind and not is_done,
    )
