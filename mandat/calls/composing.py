"""The full text of a call that was written here, made from its content.

The wording is that of terms of reference as people know them, in the language of the call, and
such that the importer reads the same values again. Headings and labels are translated; what people
wrote stands as they wrote it. For a language in which the site has no words, they are English.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import format_date, get_timezone_location
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mandat.calls import display
from mandat.calls.authoring.outlines import levels as levels_of
from mandat.calls.composed import Block, Composed, Items, Paragraph, Section, Table, as_text, fact
from mandat.calls.composed_notice import notice_lines
from mandat.calls.content import Content, extra_of, value_of
from mandat.calls.importer.draft import JSON
from mandat.calls.sayings import shortlist_sentence
from mandat.calls.shapes import items_of
from mandat.core.languages import country_name, language_name

__all__ = ["Block", "Composed", "Items", "Paragraph", "Section", "Table", "as_text", "compose"]

LANGUAGES = ("fr", "en", "ar")


def compose(content: Content, language: str = "") -> Composed:
    """The content as a text, in the language that it is written in, unless another one is given."""
    spoken = language or str(value_of(content, "language") or "en")
    words = spoken if spoken in LANGUAGES else "en"
    with translation.override(words):
        sections = [
            Section(name, heading, tuple(blocks))
            for name, heading, blocks in _sections(content)
            if blocks
        ]
        return Composed(
            title=str(value_of(content, "title") or _("Call")),
            language=spoken,
            words=words,
            facts=tuple(_facts(content)),
            sections=tuple(sections),
        )


def _facts(content: Content) -> Iterator[tuple[str, str]]:
    """What whoever reads wants to know first."""
    reader = display.reader_language()
    issuer, places = value_of(content, "issuer"), value_of(content, "locations") or []
    if issuer:
        yield _("Organisation"), str(issuer)
    if value_of(content, "programme"):
        yield _("Programme"), str(value_of(content, "programme"))
    if places:
        yield _("Place of work"), _(", ").join(country_name(c, reader) for c in places)
    if value_of(content, "deadline"):
        yield _("Deadline for applications"), _deadline(content)


def _deadline(content: Content) -> str:
    wall, zone = str(value_of(content, "deadline")), extra_of(content, "deadline").get("timezone")
    day, _t, hour = wall.partition("T")
    words = {"day": _long(day), "hour": hour, "zone": zone, "place": _place(zone)}
    if hour and zone:
        return _("%(day)s at %(hour)s (%(zone)s, local time in %(place)s)") % words
    return _("%(day)s at %(hour)s") % words if hour else _long(day)


def _place(zone: JSON) -> str:
    """The city of a time zone, in the language of the text."""
    if not zone:
        return ""
    return str(get_timezone_location(str(zone), locale=display.reader_language(), return_city=True))


def _long(iso: str) -> str:
    """A day in words, without its weekday; a month where only that is known."""
    if len(iso) != 10:
        return display.day(iso)
    locale = {"en": "en_GB"}.get(display.reader_language(), display.reader_language())
    words = format_date(date.fromisoformat(iso), "d MMMM y", locale=locale)
    return re.sub(r"^1(?= )", "1er", words) if locale == "fr" else words


def _sections(content: Content) -> Iterator[tuple[str, str, list[Block]]]:
    """The parts of terms of reference, in the order in which they are read."""
    yield "context", _("Background"), list(_context(content))
    yield "objectives", _("Objectives"), list(_objectives(content))
    yield "deliverables", _("Deliverables"), list(_deliverables(content))
    yield "methodology", _("Methodology"), list(_listed(content, "methodology"))
    yield "profile", _("Profile"), list(_profile(content))
    yield "calendar", _("Duration and calendar"), list(_calendar(content))
    yield "budget", _("Budget"), list(_budget(content))
    yield "documents", _("Documents to submit"), list(_documents(content))
    yield "criteria", _("Evaluation criteria"), list(_criteria(content))
    yield "how_to_apply", _("How to apply"), list(_submission(content))
    notice = notice_lines(content)
    yield "data_protection", _("Data protection"), [Items(notice)] if notice else []


def _context(content: Content) -> Iterator[Block]:
    programme, funding = value_of(content, "programme"), value_of(content, "funding") or {}
    if programme:
        yield Paragraph(_("This call serves the programme “%(name)s”.") % {"name": programme})
    if funding.get("donor"):
        yield Paragraph(_funded(funding))
    if funding.get("objective"):
        yield Paragraph(str(funding["objective"]))
    served = [str(s["name"]) for s in items_of(value_of(content, "serves")) if s.get("name")]
    if served:
        yield Paragraph(_("It feeds:"))
        yield Items(tuple(served))


def _funded(funding: Mapping[str, Any]) -> str:
    said = _("It is funded by %(donor)s.") % {"donor": funding["donor"]}
    if funding.get("agreement"):
        said += " " + _("Agreement: %(reference)s.") % {"reference": funding["agreement"]}
    if funding.get("end"):
        said += " " + _("The funding ends on %(day)s.") % {"day": _long(funding["end"])}
    return said


def _objectives(content: Content) -> Iterator[Block]:
    items = items_of(value_of(content, "objectives"))
    general = [str(o["text"]) for o in items if o.get("kind") == "general"]
    others = tuple(str(o["text"]) for o in items if o.get("kind") != "general")
    for text in general:
        yield Paragraph(_("General objective: %(text)s") % {"text": text})
    if others:
        if general:
            yield Paragraph(_("Specific objectives:"))
        yield Items(others)


def _deliverables(content: Content) -> Iterator[Block]:
    """A table, so that each thing stands beside its day."""
    items = items_of(value_of(content, "deliverables"))
    if not items:
        return
    columns = {
        _("Deliverable"): [str(d["text"]) for d in items],
        _("Due on"): [_long(d["due"]) if d.get("due") else "" for d in items],
        _("Length"): [_pages(d["pages"]) if d.get("pages") else "" for d in items],
        _("Period covered"): [_period(d) for d in items],
    }
    kept = {head: cells for head, cells in columns.items() if any(cells)}
    yield Table(tuple(kept), tuple(zip(*kept.values(), strict=True)))


def _period(item: Mapping[str, Any]) -> str:
    start, end = item.get("period_start"), item.get("period_end")
    if not start or not end:
        return ""
    return _("%(start)s to %(end)s") % {"start": _long(start), "end": _long(end)}


def _pages(count: int) -> str:
    words = ngettext("%(count)d page at most", "%(count)d pages at most", count)
    return words % {"count": count}


def _with(text: str, notes: Sequence[str]) -> str:
    """The text, with what qualifies it in brackets."""
    return f"{text.rstrip(' .;')} ({_(', ').join(notes)})" if notes else text


def _listed(content: Content, name: str) -> Iterator[Block]:
    lines = tuple(str(i["text"]) for i in items_of(value_of(content, name)))
    if lines:
        yield Items(lines)


def _profile(content: Content) -> Iterator[Block]:
    items = items_of(value_of(content, "eligibility"))
    if items:
        yield Items(
            tuple(
                _with(str(i["text"]), [_("a plus")] if i.get("required") is False else [])
                for i in items
            )
        )
    spoken = items_of(value_of(content, "working_languages"))
    if spoken:
        yield Paragraph(fact(_("Working languages"), _languages(spoken)))


def _languages(spoken: Sequence[Mapping[str, Any]]) -> str:
    reader = display.reader_language()
    return _(", ").join(
        _with(language_name(s["code"], reader), [_("a plus")] if s.get("required") is False else [])
        for s in spoken
    )


def _calendar(content: Content) -> Iterator[Block]:
    facts = []
    start, end = value_of(content, "start_date"), value_of(content, "end_date")
    if start:
        facts.append(fact(_("Start of the mission"), _long(start)))
    if end:
        facts.append(fact(_("End of the mission"), _long(end)))
    duration, days = value_of(content, "duration"), value_of(content, "working_days")
    if duration:
        length = display.span_of_time(duration["amount"], duration.get("unit"))
        facts.append(fact(_("Duration"), length))
    if days:
        facts.append(fact(_("Number of working days"), _count(days)))
    said = {("mission_start", start), ("mission_end", end)}
    told = items_of(value_of(content, "dates"))
    facts += [_date(d) for d in told if (d["role"], d["date"]) not in said]
    if facts:
        yield Items(tuple(facts))


def _count(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _date(told: Mapping[str, Any]) -> str:
    name = display.code(told["role"])
    when = _long(told["date"])
    if told.get("time"):
        when = _("%(day)s at %(hour)s") % {"day": when, "hour": told["time"]}
    note = [_("indicative")] if told.get("firm") is False else []
    return _with(fact(name[:1].upper() + name[1:], when), note)


def _budget(content: Content) -> Iterator[Block]:
    budget, rate = value_of(content, "budget"), value_of(content, "daily_rate")
    if budget:
        yield Paragraph(fact(_("Maximum budget"), _sum(budget)))
        if budget.get("covers"):
            yield Paragraph(_("It covers: %(what)s") % {"what": budget["covers"]})
        if budget.get("contingency_percent") is not None:
            share = display.number(budget["contingency_percent"])
            yield Paragraph(_("Contingency: at most %(share)s %%.") % {"share": share})
    if rate:
        yield Paragraph(fact(_("Daily rate"), _sum(rate)))
    if value_of(content, "contract_type"):
        yield Paragraph(fact(_("Type of contract"), str(value_of(content, "contract_type"))))


def _sum(money: Mapping[str, Any]) -> str:
    """An amount with the three letters of its currency, which every reader understands alike."""
    amount = display.number(money["amount"])
    if money.get("amount_min") is not None:
        low = display.number(money["amount_min"])
        amount = _("%(low)s to %(high)s") % {"low": low, "high": amount}
    said = " ".join(x for x in (amount, money.get("currency")) if x)
    return _(", ").join([said, display.code(money["tax"])]) if money.get("tax") else said


def _documents(content: Content) -> Iterator[Block]:
    kind = value_of(content, "kind")
    if kind and kind != "other":
        yield Paragraph(_("Asked for now: %(kind)s.") % {"kind": display.code(kind)})
    items = items_of(value_of(content, "required_documents"))
    if items:
        yield Items(tuple(_document(d) for d in items), numbered=True)
    validity = value_of(content, "offer_validity_days")
    if validity:
        words = ngettext(
            "Offers stay valid for at least %(count)d day.",
            "Offers stay valid for at least %(count)d days.",
            validity,
        )
        yield Paragraph(words % {"count": validity})


PARTS: Mapping[str, object] = {
    "administrative": gettext_lazy("administrative part"),
    "technical": gettext_lazy("technical part"),
    "financial": gettext_lazy("financial part"),
}


def _document(item: Mapping[str, Any]) -> str:
    notes = []
    if item.get("part") in PARTS:
        notes.append(str(PARTS[item["part"]]))
    if item.get("max_pages"):
        notes.append(_pages(item["max_pages"]))
    if item.get("per") == "member":
        notes.append(_("one for each team member"))
    if item.get("min_references"):
        count = item["min_references"]
        words = ngettext("at least %(count)d reference", "at least %(count)d references", count)
        notes.append(words % {"count": count})
    if item.get("attestations"):
        notes.append(_("with attestations"))
    return _with(str(item["name"]), notes)


def _criteria(content: Content) -> Iterator[Block]:
    rows = items_of(value_of(content, "evaluation_grid"))
    if rows:
        yield _grid(rows)
    for mark in items_of(value_of(content, "pass_marks")):
        yield Paragraph(_pass_mark(mark))
    if value_of(content, "price_formula"):
        yield Paragraph(str(value_of(content, "price_formula")))
    cap = value_of(content, "shortlist_cap")
    if cap:
        yield Paragraph(shortlist_sentence(cap))


def _grid(rows: Sequence[Mapping[str, Any]]) -> Table:
    """The grid with its total, which tells whoever reads that nothing is missing."""
    weighs = any(r.get("weight") is not None for r in rows)
    column = "weight" if weighs else "max_points"
    levels = tuple(level for level, _row in levels_of(rows))
    marks = [r.get(column) for r in rows]
    top = [m or 0 for m, level in zip(marks, levels, strict=True) if not level]
    body = [
        (str(r["label"]), "" if m is None else display.number(m))
        for r, m in zip(rows, marks, strict=True)
    ]
    total = (_("Total"), display.number(round(sum(top), 2)))
    head = (_("Criterion"), _("Weight, %") if weighs else _("Points"))
    return Table(head, (*body, total), (*levels, 0))


def _pass_mark(mark: Mapping[str, Any]) -> str:
    minimum = display.number(mark["minimum"])
    if mark.get("unit") == "percent":
        minimum = f"{minimum} %"
    if mark.get("criterion"):
        words = {"criterion": mark["criterion"], "minimum": minimum}
        return _("Minimum for “%(criterion)s”: %(minimum)s") % words
    return _("Minimum in all: %(minimum)s") % {"minimum": minimum}


def _submission(content: Content) -> Iterator[Block]:
    if value_of(content, "deadline"):
        yield Paragraph(fact(_("Deadline for applications"), _deadline(content)))
    sent = value_of(content, "submission") or {}
    if sent.get("address") and sent["address"] != "masked":
        words = {"address": sent["address"]}
        yield Paragraph(
            _("Applications are sent by e-mail to: %(address)s") % words
            if sent.get("channel") == "email"
            else _("Applications are made through the online form: %(address)s") % words
        )
    if sent.get("subject"):
        yield Paragraph(_("Subject line: “%(subject)s”") % {"subject": sent["subject"]})
    if sent.get("exclusive"):
        yield Paragraph(_("Applications sent through any other channel will be rejected."))
    if value_of(content, "early_closing"):
        yield Paragraph(_("The call may be closed before the deadline."))
    told = value_of(content, "outcome_notice")
    if told == "all":
        yield Paragraph(_("All applicants are told the outcome."))
    elif told:
        yield Paragraph(_("Only those who are selected are told the outcome."))
