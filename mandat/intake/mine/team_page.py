"""The page of the team: who applies, what the call asks of them, what is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mandat.calls.content import Content, value_of
from mandat.calls.display import reader_language
from mandat.calls.shapes import items_of
from mandat.core.languages import language_name
from mandat.intake.content import LEAD
from mandat.intake.mine.countries import country_options
from mandat.intake.mine.filing import state_context
from mandat.intake.mine.page import TEAM, Mine, said_when, step_of
from mandat.intake.mine.saving import Difference, said_places, seen_of
from mandat.intake.mine.team_reading import (
    MOST_FIELDS,
    MOST_MEMBERS,
    MOST_REFERENCES,
    MOST_SPANS,
    normal_team,
)
from mandat.intake.models import TeamMember
from mandat.intake.rule_words import said_of
from mandat.intake.rules.checks import Outcome
from mandat.intake.rules.eligibility import criteria_of
from mandat.intake.sealing import address_of
from mandat.intake.services.confirming import is_named
from mandat.intake.states import ConfirmationState

_LONGEST_PROPOSAL = 160  # characters; what is longer is a paragraph, and no field
_CONFIRMATIONS: Mapping[str, tuple[Promise, str]] = {
    ConfirmationState.NOT_ASKED: (_("Not asked"), ""),
    ConfirmationState.ASKED: (_("Asked, no answer yet"), "warn"),
    ConfirmationState.CONFIRMED: (_("Takes part"), "ok"),
    ConfirmationState.DECLINED: (_("Does not take part"), "bad"),
}
_PLACES: Mapping[str, Promise] = {
    "lead": _("Who applies"),
    "members": _("Members"),
    "fields": _("Areas of expertise"),
    "free": _("Dates free"),
    "working_languages": _("Working languages"),
    "references": _("References"),
    "answers": _("Requirements"),
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Telephone"),
    "firm": _("Firm or organisation"),
    "country": _("Country"),
    "role": _("Role in the team"),
    "languages": _("Languages"),
    "from": _("Free from"),
    "to": _("Free until"),
    "organisation": _("Organisation"),
    "contact": _("How to reach them"),
    "mission": _("Mission"),
    "year": _("Year"),
    "says": _("Answer"),
    "note": _("Note"),
    "days": _("Days of work"),
    "step": _("Step"),
    "days_reason": _("Reason for more days"),
    "valid_until": _("Valid until"),
    "currency": _("Currency"),
    "tax_rate": _("Tax rate"),
    "withholding_rate": _("Withholding rate"),
    "lines": _("Price lines"),
    "kind": _("Kind"),
    "label": _("What it is for"),
    "quantity": _("Quantity"),
    "unit": _("Unit"),
    "price": _("Unit price"),
}


def place_words(name: str) -> str:
    """A part of a place in words; the number of a row as it is."""
    return str(_PLACES.get(name, name))


@dataclass(frozen=True, slots=True)
class Tick:
    """One box: its value names the person and the field, its text the field."""

    value: str
    text: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str
    is_on: bool
    is_required: bool


def asked_languages(content: Content, spoken: Iterable[str]) -> list[Language]:
    """The languages of the call, each with whether somebody speaks it."""
    reader, codes = reader_language(), set(spoken)
    return [
        Language(
            code=str(row["code"]),
            name=language_name(str(row["code"]), reader),
            is_on=row["code"] in codes,
            is_required=row.get("required") is not False,
        )
        for row in items_of(value_of(content, "working_languages"))
        if row.get("code")
    ]


def other_languages(content: Content, spoken: Iterable[str]) -> str:
    """Those that the call does not name, by their names."""
    asked = {row.get("code") for row in items_of(value_of(content, "working_languages"))}
    reader = reader_language()
    return ", ".join(language_name(code, reader) for code in spoken if code not in asked)


def proposals(content: Content) -> list[str]:
    """What the call wants of a team, as fields that somebody can cover."""
    texts = [" ".join(criterion.text.split()) for criterion in criteria_of(content)]
    return [t for t in dict.fromkeys(texts) if 0 < len(t) <= _LONGEST_PROPOSAL]


def team_context(
    mine: Mine, words: Mapping[str, Any] | None = None, found: Iterable[Difference] = ()
) -> dict[str, Any]:
    """What the page shows: what is kept, or what was typed where that could not be kept."""
    kept = normal_team(mine.words)
    typed = dict(words or kept)
    content = mine.content
    fields, offered = _fields(typed["fields"], content)
    return (
        state_context(mine)
        | {
            "version": mine.application.version,
            "seen": seen_of(kept),
            "differences": said_places(list(found), place_words),
            "address": address_of(mine.application),
            "country_options": country_options(typed["lead"].get("country") or ""),
            "lead": typed["lead"],
            "lead_alone": typed["lead"].get("firm", "") is None,
            "members": _members(mine, typed["members"]),
            "can_add_member": len(typed["members"]) < MOST_MEMBERS,
            "fields": [
                {"n": n, "text": t, "is_offered": t in offered} for n, t in enumerate(fields)
            ],
            "table": list(_table(typed, fields)),
            "can_add_field": len(fields) < MOST_FIELDS,
            "spans": _rows(typed["free"], ("from", "to"), MOST_SPANS, 1),
            "languages": asked_languages(content, typed["working_languages"]),
            "other_languages": other_languages(content, typed["working_languages"]),
            "references": _rows(
                typed["references"],
                ("name", "organisation", "contact", "mission", "year"),
                MOST_REFERENCES,
                _needed(mine),
            ),
            "needed": _needed(mine),
            "criteria": _criteria(content, typed["answers"]),
        }
        | open_points(mine)
    )


def open_points(mine: Mine) -> dict[str, Any]:
    """What is missing or not said on this page."""
    checks = [c for c in mine.standing.checks if step_of(c) == TEAM and c.outcome != Outcome.OK]
    return {
        "points": [{"where": _where(mine, c.key), "said": said_of(c)} for c in checks],
        "saved_at": said_when(mine.application.changed_at, mine.call.deadline_zone),
    }


def _where(mine: Mine, key: str) -> str:
    """Of whom it is said; "" for the whole team."""
    parts = key.split(".")
    if parts[0] == LEAD:
        return mine.names[LEAD] or gettext("Who applies")
    return member_name(list(mine.names), mine.names, parts[1]) if parts[0] == "members" else ""


def member_name(keys: list[str], names: Mapping[str, str], key: str) -> str:
    """The name, or the place in the team of somebody without one."""
    number = keys.index(key) + 1 if key in keys else 0
    return names.get(key) or gettext("Member %(number)d") % {"number": number}


def _members(mine: Mine, members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = {m.key: m for m in TeamMember.objects.filter(application=mine.application)}
    content, zone = mine.content, mine.call.deadline_zone
    found = []
    for number, member in enumerate(members, start=2):
        row = rows.get(member["key"])
        asked = row if row is not None and is_named(row, member) else None
        state, tag = _CONFIRMATIONS[asked.state if asked else ConfirmationState.NOT_ASKED]
        at = (asked.answered_at or asked.asked_at) if asked else None
        found.append(
            member
            | {
                "number": number,
                "alone": member["firm"] is None,
                "asked_languages": asked_languages(content, member["languages"]),
                "others": other_languages(content, member["languages"]),
                "state": state,
                "tag": tag,
                "was_asked": asked is not None,
                "can_ask": asked is None or asked.state != ConfirmationState.CONFIRMED,
                "at": said_when(at, zone) if at else "",
                "voided": bool(row and row.voided_at),
                "was_asked_again": bool(asked and asked.state == ConfirmationState.ASKED),
            }
        )
    return found


def _fields(kept: list[str], content: Content) -> tuple[list[str], set[str]]:
    offered = proposals(content)
    fields = list(dict.fromkeys([*kept, *offered]))[: max(MOST_FIELDS, len(kept))]
    return fields, set(offered)


def _table(typed: Mapping[str, Any], fields: list[str]) -> Iterable[dict[str, Any]]:
    """Who covers which field: a list for each person, which wide pages show as a table."""
    people = [typed["lead"] | {"key": LEAD}, *typed["members"]]
    names = {p["key"]: p["name"] for p in people}
    for person in people:
        key = person["key"]
        yield {
            "key": key,
            "name": member_name(list(names), names, key),
            "ticks": [
                Tick(f"{key}.{n}", text, text in (person.get("fields") or []))
                for n, text in enumerate(fields)
            ],
        }


def _rows(
    kept: list[dict[str, str]], names: tuple[str, ...], most: int, least: int
) -> list[dict[str, Any]]:
    """What is kept and an empty row after it; at least as many as are asked."""
    count = max(len(kept), min(most, max(len(kept) + 1, least)))
    blank = dict.fromkeys(names, "")
    return [{**blank, **(kept[n] if n < len(kept) else {}), "n": n} for n in range(count)]


def _needed(mine: Mine) -> int:
    """How many references the call asks: the most that one of its documents does."""
    return max((one.min_references or 0 for one in mine.standing.asked), default=0)


def _criteria(content: Content, answers: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "number": c.number,
            "text": c.text,
            "required": c.required,
            "says": answers.get(str(c.number), {}).get("says", ""),
            "note": answers.get(str(c.number), {}).get("note", ""),
        }
        for c in criteria_of(content)
    ]
