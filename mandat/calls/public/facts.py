"""What a reader looks for first: for whom, how much, when, in which languages, what to send."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from babel.lists import format_list
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from mandat.calls.content import Content, value_of
from mandat.calls.display import lines_of, reader_language, span_of_time
from mandat.calls.public.page import Asked, Fact, Sending
from mandat.calls.shapes import items_of
from mandat.core.languages import country_name, language_name

_PARTS: Mapping[str, object] = {
    "administrative": _("administrative documents"),
    "technical": _("technical offer"),
    "financial": _("financial offer"),
}
_SHORT = 90  # characters of a requirement that a fact shows
_COUNTRIES = 3  # named in a fact; the section names them all


def facts_of(content: Content) -> tuple[Fact, ...]:
    """The facts that the call states, in the order in which readers ask."""
    found = (_whom(content), _much(content), _when(content), _languages(content))
    return tuple(f for f in found if f is not None)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …"


def _whom(content: Content) -> Fact | None:
    """Teams where documents are asked per member; else the number of requirements."""
    asked = items_of(value_of(content, "required_documents"))
    required = [
        i["text"]
        for i in items_of(value_of(content, "eligibility"))
        if i.get("required") is not False
    ]
    takes_teams = any(d.get("per") in ("member", "team") for d in asked)
    if not required and not takes_teams:
        return None
    count = len(required)
    text = (
        gettext("A person or a team")
        if takes_teams
        else ngettext("%(count)d requirement", "%(count)d requirements", count) % {"count": count}
    )
    note = _cut(required[0]) if required else ""
    return Fact("whom", gettext("For whom"), text, note, is_authored=True)


def _much(content: Content) -> Fact | None:
    """Days, and the budget or who names the price."""
    days, budget = value_of(content, "working_days"), value_of(content, "budget")
    rate = value_of(content, "daily_rate")
    asked = items_of(value_of(content, "required_documents"))
    price = ""
    if budget:
        line = lines_of("budget", budget)[0]
        price = gettext("%(sum)s at most, %(tax)s") % {"sum": line.text, "tax": line.note}
    elif rate:
        price = gettext("%(sum)s a day") % {"sum": lines_of("daily_rate", rate)[0].text}
    elif any(d.get("part") == "financial" for d in asked):
        price = gettext("you name the price")
    if not days:
        return Fact("much", gettext("How much"), price) if price else None
    return Fact("much", gettext("How much"), span_of_time(days, "day"), price)


def _month(iso: str) -> str:
    on = date.fromisoformat(iso[:10] if len(iso) > 7 else f"{iso[:7]}-01")
    return format_skeleton("yMMM", on, locale=reader_language())


def _when(content: Content) -> Fact | None:
    """From which month to which, and where."""
    start, end = value_of(content, "start_date"), value_of(content, "end_date")
    months = list(dict.fromkeys(_month(d) for d in (start, end) if d and len(d) >= 7))
    text = " – ".join(months)
    if not text and (lasting := value_of(content, "duration")):
        text = lines_of("duration", lasting)[0].text
    where = _where(content)
    if not text:
        return Fact("when", gettext("Where"), where) if where else None
    return Fact("when", gettext("When"), text, where)


def _where(content: Content) -> str:
    reader = reader_language()
    countries = value_of(content, "locations") or []
    named = [country_name(c, reader) for c in countries[:_COUNTRIES]]
    if more := len(countries) - len(named):
        text = ngettext("%(count)d more country", "%(count)d more countries", more)
        named.append(text % {"count": more})
    if value_of(content, "remote"):
        named.insert(0, gettext("remote work possible"))
    return "\u00a0· ".join(named)


def _languages(content: Content) -> Fact | None:
    reader = reader_language()
    asked = items_of(value_of(content, "working_languages"))
    required = [language_name(i["code"], reader) for i in asked if i.get("required") is not False]
    plus = [language_name(i["code"], reader) for i in asked if i.get("required") is False]
    if not asked:
        return None
    said = (
        gettext("a plus: %(languages)s") % {"languages": format_list(plus, locale=reader)}
        if plus
        else ""
    )
    text = format_list(required, locale=reader)
    text = text[:1].upper() + text[1:] if text else gettext("none required")
    return Fact("languages", gettext("Languages"), text, said)


def asked_of(content: Content) -> tuple[Asked, ...]:
    """What is sent, with its limits; prices are sealed where the call says so."""
    seals = bool(content["rules"].get("seals_prices"))
    return tuple(
        Asked(
            name=item["name"],
            notes=tuple(_limits(item)),
            is_sealed=seals and item.get("part") == "financial",
        )
        for item in items_of(value_of(content, "required_documents"))
    )


def _limits(item: Mapping[str, Any]) -> Iterator[str]:
    if item.get("per") == "member":
        yield gettext("one for each member of the team")
    elif item.get("per") == "team":
        yield gettext("one for the team")
    if pages := item.get("max_pages"):
        text = ngettext("at most %(count)d page", "at most %(count)d pages", pages)
        yield text % {"count": pages}
    if least := item.get("min_references"):
        text = ngettext("at least %(count)d reference", "at least %(count)d references", least)
        yield text % {"count": least}
    if item.get("attestations"):
        yield gettext("with attestations")
    if part := _PARTS.get(item.get("part") or ""):
        yield str(part)


def sending_of(content: Content) -> Sending:
    """Where applications go."""
    says = value_of(content, "submission") or {}
    channel = "paper" if says.get("paper") else says.get("channel") or ""
    address = says.get("address") or ""
    return Sending(
        channel=channel,
        address="" if address == "masked" else address,
        subject=says.get("subject") or "",
        is_exclusive=bool(says.get("exclusive")),
        lines=tuple(lines_of("submission", says)),
    )
