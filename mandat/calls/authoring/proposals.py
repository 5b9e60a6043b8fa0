"""What the steps propose from what the organisation has: money, grids, days, a notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from mandat.calls.authoring.calendar import Calendar, propose
from mandat.calls.authoring.saving import write_value
from mandat.calls.checker.days import country_holidays
from mandat.calls.checker.settings import GDPR_PARTS
from mandat.calls.importer.draft import JSON
from mandat.calls.life.grids import grid_rows
from mandat.calls.life.services.preparing import change_rules, rules_now
from mandat.calls.models import Call
from mandat.calls.sayings import sentence_of
from mandat.calls.shapes import items_of
from mandat.calls.states import Formula
from mandat.core.days import day_in
from mandat.core.errors import RuleBroken
from mandat.people.models import Funding, GridTemplate, Organisation, Programme
from mandat.people.queries import fundings_of, programmes_of
from mandat.people.rules.retention import RetentionKind, months_kept
from mandat.people.states import ProgrammeState
from mandat.privacy.models import NoticeContact


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that the organisation could give: the parts of the law, and the facts they name."""

    parts: tuple[str, ...]
    controller: str
    contact: str
    retention: str


def defaults_of(organisation: Organisation) -> dict[str, dict[str, str]]:
    """What empty fields show before anybody typed: the organisation's habits."""
    return {
        "deadline": {"timezone": organisation.time_zone},
        "budget": {"currency": organisation.currency},
        "daily_rate": {"currency": organisation.currency},
    }


def programmes_for(organisation: Organisation) -> list[Programme]:
    """The programmes that a call may serve now, by name."""
    return list(programmes_of(organisation, state=ProgrammeState.ACTIVE).order_by("name")[:200])


def fundings_for(organisation: Organisation) -> list[Funding]:
    """The fundings that may pay for a call, the latest end first."""
    return list(fundings_of(organisation).order_by("-ends_on")[:200])


def grids_for(organisation: Organisation) -> list[GridTemplate]:
    """The organisation's grids, the default first."""
    return list(organisation.grids.all()[:50])


def calendar_for(call: Call, values: Mapping[str, JSON], at: datetime) -> Calendar:
    """Days for this call, written at that moment."""
    organisation = call.organisation
    days = values.get("working_days")
    return propose(
        day_in(organisation.time_zone, at),
        country=organisation.country or None,
        holidays_for=country_holidays,
        notice_days=organisation.notice_days,
        kind=str(values.get("kind") or ""),
        working_days=days if isinstance(days, int) else None,
    )


def notice_for(call: Call) -> Notice:
    """A notice in the language of the call, from the contact that the organisation published."""
    contact = NoticeContact.objects.filter(organisation=call.organisation).first()
    months = months_kept(RetentionKind.REFUSED_APPLICATIONS, call.organisation.retention)
    with translation.override(written_in(call.language)):
        retention = _("%(count)d months after the decision") % {"count": months}
    controller = " ".join(contact.controller.split()) if contact else call.organisation.name
    return Notice(
        parts=GDPR_PARTS,
        controller=controller,
        contact=(contact.officer_email if contact else "") or call.organisation.sender_address,
        retention=retention,
    )


def formulas_for(call: Call) -> list[tuple[str, str]]:
    """Ways to count the price, each with its sentence in the language of the call."""
    words = written_in(call.language)
    return [(formula.value, sentence_of(formula, words)) for formula in Formula]


def written_in(language: str) -> str:
    """The language in which the site can write for a call: its own, else English."""
    return language if language in ("fr", "en", "ar") else "en"


def use_grid(*, call: Call, grid_id: str, by: Any) -> None:
    """The call is judged by this grid of its organisation."""
    key = _uuid(grid_id)
    grid = call.organisation.grids.filter(public_id=key).first() if key else None
    if grid is None:
        raise RuleBroken("no_such_grid", _("This grid is no longer there. Choose another one."))
    rows = grid_rows(grid.document)
    write_value(public_id=call.public_id, name="evaluation_grid", value=rows, extra={}, by=by)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def use_formula(*, call: Call, formula: str, by: Any) -> None:
    """The price is counted so, and the call says it in its own words where it said nothing."""
    if formula not in set(Formula):
        raise RuleBroken("no_such_formula", _("Choose one of the ways that are offered."))
    now = rules_now(call)
    change_rules(
        public_id=call.public_id,
        formula=formula,
        late_rule=now["late_rule"],
        text_stage=now["text_stage"],
        seals_prices=now["seals_prices"],
        seen=None,
        by=by,
    )


def use_calendar(*, call: Call, values: Mapping[str, JSON], at: datetime, by: Any) -> None:
    """The call has the days that were proposed; dates of other kinds stay."""
    days = calendar_for(call, values, at)
    zone = call.organisation.time_zone
    told = {"questions": days.questions, "decision": days.decision}
    dates = [d for d in items_of(values.get("dates")) if d.get("role") not in told]
    dates += [
        {"role": role, "date": day.isoformat(), "time": None, "timezone": None, "firm": True}
        for role, day in told.items()
    ]
    proposed: Mapping[str, tuple[JSON, dict[str, JSON]]] = {
        "deadline": (f"{days.deadline.isoformat()}T{days.hour}", {"timezone": zone}),
        "start_date": (days.start_date.isoformat(), {}),
        "end_date": (days.end_date.isoformat(), {}),
        "dates": (dates, {}),
    }
    for name, (value, extra) in proposed.items():
        write_value(public_id=call.public_id, name=name, value=value, extra=extra, by=by)


def use_notice(*, call: Call, by: Any) -> None:
    """The call gives the notice that was proposed, and promises an answer to everybody."""
    notice = notice_for(call)
    extra = {
        "controller": notice.controller,
        "contact": notice.contact,
        "retention": notice.retention,
    }
    value = {"parts": list(notice.parts)}
    write_value(public_id=call.public_id, name="privacy_notice", value=value, extra=extra, by=by)
    write_value(public_id=call.public_id, name="outcome_notice", value="all", extra={}, by=by)
