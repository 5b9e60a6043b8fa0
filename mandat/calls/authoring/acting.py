"""What a button of a step does, after everything that was typed is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from mandat.calls import services
from mandat.calls.authoring import proposals
from mandat.calls.authoring.calendar import days_of_rest
from mandat.calls.authoring.pages import Attempt, address
from mandat.calls.authoring.reading import Answer, Posted, answers_of, without_row
from mandat.calls.authoring.saving import Written, link_money, write_fields
from mandat.calls.authoring.steps import PARTS, Step, neighbours
from mandat.calls.authoring.words import DATE_LABELS
from mandat.calls.checker.days import country_holidays, holiday_name
from mandat.calls.display import day, reader_language
from mandat.calls.labels import CODES
from mandat.calls.models import Call
from mandat.calls.shapes import SHAPES, Rows, items_of

AUTO = "auto"  # an input was left; the form always says so, beside the button that was pressed


@dataclass(frozen=True, slots=True)
class Done:
    """What became of what was posted, and where the person goes."""

    attempt: Attempt
    act: str
    goes_to: str = ""  # an address; "" when this page is to be shown with what was typed


def act(*, call: Call, step: Step, posted: Posted, by: Any) -> Done:
    """What was typed is kept, then the button's own act is done, each in its own transaction.

    The acts: `next`, `back`, `go:step` and `save`; `auto` of an input that was left; `add:field`,
    `remove:field.2`; `mine:field` and `take:field` after somebody else changed it; `remedy:key`,
    `dismiss:key`; `grid:id`, `formula:code`, `calendar`, `notice` to take what is proposed.
    """
    wanted = next((a for a in posted.get("act", ()) if a != AUTO), AUTO)
    verb, _colon, about = wanted.partition(":")
    posted = _without(verb, about, posted, step)
    answers = _answers(call, step, posted)
    answers = [a for a in answers if not (verb == "take" and a.name == about)]
    written = write_fields(
        public_id=call.public_id,
        answers=answers,
        by=by,
        insisting=[about] if verb == "mine" else [],
    )
    if step == Step.PURPOSE:
        _link(call, posted, by)
    if written.complete:
        _ACTS.get(verb, _nothing)(call, about, posted, by)
    lines = _lines(step, posted, verb, about)
    attempt = Attempt(answers, written, lines, is_auto=verb == AUTO)
    return Done(attempt, verb, _destination(call, step, verb, about) if written.complete else "")


def _destination(call: Call, step: Step, verb: str, about: str) -> str:
    """The next page; the whole call with its remarks after the last step."""
    before, after = neighbours(step)
    match verb:
        case "next":
            return address(call, after) or reverse("calls:review_call", args=[call.public_id])
        case "back":
            return address(call, before or step)
        case "go":
            return address(call, Step(about) if about in Step else step)
        case "add":
            return ""
    return address(call, step)


def untouched(call: Call, step: Step, posted: Posted) -> Attempt:
    """Everything as it was typed, none of it kept: a rule stood in the way."""
    answers = _answers(call, step, posted)
    return Attempt(answers, Written(unread=[a.name for a in answers]))


def _answers(call: Call, step: Step, posted: Posted) -> list[Answer]:
    return answers_of(step, posted, proposals.defaults_of(call.organisation))


def _without(verb: str, about: str, posted: Posted, step: Step) -> Posted:
    """What was posted, without the line that is to go."""
    name, _dot, number = about.rpartition(".")
    if verb == "remove" and name in PARTS[step].fields and number.isdecimal():
        return without_row(name, int(number), posted)
    return posted


def _lines(step: Step, posted: Posted, verb: str, about: str) -> dict[str, int]:
    """How many lines each list shows: those it showed, one more where one was asked for."""
    shown = {}
    for name in PARTS[step].fields:
        if isinstance(SHAPES[name], Rows) and verb == "add" and name == about:
            prefix = f"{name}."
            numbers = {k.removeprefix(prefix).partition(".")[0] for k in posted if prefix in k}
            shown[name] = 1 + sum(n.isdecimal() for n in numbers)
    return shown


def _link(call: Call, posted: Posted, by: Any) -> None:
    """The programme and the funding that were chosen from the organisation's own."""
    if "link.programme" not in posted and "link.funding" not in posted:
        return
    organisation = call.organisation
    programme = _chosen(posted, "link.programme")
    funding = _chosen(posted, "link.funding")
    link_money(
        public_id=call.public_id,
        programme=organisation.programmes.filter(public_id=programme).first()
        if programme
        else None,
        funding=organisation.fundings.filter(public_id=funding).first() if funding else None,
        by=by,
    )


def _chosen(posted: Posted, name: str) -> UUID | None:
    try:
        return UUID((posted.get(name) or [""])[-1])
    except ValueError:
        return None


def _nothing(call: Call, about: str, posted: Posted, by: Any) -> None:
    """Saving was all."""


def _remedy(call: Call, about: str, _posted: Posted, by: Any) -> None:
    services.apply_remedy(public_id=call.public_id, key=about, by=by)


def _dismiss(call: Call, about: str, posted: Posted, by: Any) -> None:
    reason = (posted.get(f"reason.{about}") or [""])[-1]
    services.dismiss_remark(public_id=call.public_id, key=about, reason=reason, by=by)


def _grid(call: Call, about: str, posted: Posted, by: Any) -> None:
    proposals.use_grid(call=call, grid_id=about or (posted.get("grid") or [""])[-1], by=by)


def _formula(call: Call, about: str, _posted: Posted, by: Any) -> None:
    proposals.use_formula(call=call, formula=about, by=by)


def _calendar(call: Call, _about: str, _posted: Posted, by: Any) -> None:
    at = timezone.now()
    proposals.use_calendar(call=call, values=_values(call), at=at, by=by)


def _notice(call: Call, _about: str, _posted: Posted, by: Any) -> None:
    proposals.use_notice(call=call, by=by)


_ACTS = {
    "remedy": _remedy,
    "dismiss": _dismiss,
    "grid": _grid,
    "formula": _formula,
    "calendar": _calendar,
    "notice": _notice,
}


def _values(call: Call) -> dict[str, Any]:
    return {f.name: f.value for f in call.draft_fields.all()}


def calendar_context(call: Call, values: Mapping[str, Any]) -> dict[str, Any]:
    """The days that are proposed, and those of the call on which nobody works."""
    days = proposals.calendar_for(call, values, timezone.now())
    proposed = [
        {"label": label, "day": day(getattr(days, name).isoformat(), weekday=True)}
        for name, label in DATE_LABELS.items()
    ]
    return {"proposed": proposed, "hour": days.hour, "resting": _resting(call, values)}


def _resting(call: Call, values: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """Days of the call on which nobody works; the checker speaks of the deadline."""
    country = call.organisation.country or None
    named = {str(DATE_LABELS[n]): str(values[n]) for n in ("start_date", "end_date") if values[n]}
    for told in items_of(values.get("dates")):
        named[str(CODES.get(told["role"], told["role"]))] = told["date"]
    whole = {label: iso for label, iso in named.items() if len(iso) >= 10}
    found = days_of_rest(whole, country, country_holidays)
    return [
        {"label": label, "day": day(iso, weekday=True), "holiday": _holiday(country, iso, why)}
        for label, (iso, why) in found.items()
    ]


def _holiday(country: str | None, iso: str, why: str) -> str:
    named = holiday_name(country, date.fromisoformat(iso), reader_language()) if country else None
    return (named or why) if why else ""
