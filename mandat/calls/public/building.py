"""A version of a call becomes the page that a reader sees at a moment. No query is made here."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from mandat.calls import labels
from mandat.calls.content import (
    Content,
    extra_of,
    gives_text,
    headline,
    roles_of_deadline,
    translated,
    value_of,
)
from mandat.calls.display import Line, code, lines_of
from mandat.calls.models import Call, CallTranslation, CallVersion
from mandat.calls.public import facts, grading
from mandat.calls.public.fulltext import blocks_of
from mandat.calls.public.page import ContentLanguage, Deadline, PublicPage, Section, Standing
from mandat.calls.public.time_left import time_left
from mandat.calls.public.words import moment_words, time_left_words, wall_words
from mandat.calls.shapes import items_of
from mandat.calls.states import CallState
from mandat.calls.times import is_in_time
from mandat.core.languages import direction

# The fields that stand in sections of their own, in the order in which a call is read.
SECTIONS = (
    "objectives",
    "methodology",
    "deliverables",
    "eligibility",
    "locations",
    "themes",
    "contract_type",
    "programme",
    "serves",
    "funding",
    "stages",
    "dates",
)
CODED = frozenset({"locations", "themes", "stages", "dates", "funding"})


@dataclass(frozen=True, slots=True)
class Published:
    """What is read from the database for a page: the version, and the translations there are.

    `languages` maps each translation's language to the version that it was made of.
    """

    call: Call
    version: CallVersion
    translation: CallTranslation | None = None
    languages: dict[str, int] = field(default_factory=dict)


def end_of(call: Call) -> datetime:
    """When the call ends; the database keeps every public call to one."""
    if call.deadline_at is None:
        raise ValueError("a call without deadline is not public")
    return call.deadline_at


def standing_of(call: Call, at: datetime) -> Standing:
    """What a reader can do at that moment; a task that is late to close a call opens nothing."""
    if call.state == CallState.CANCELLED:
        return Standing.CANCELLED
    if call.state == CallState.PUBLISHED and is_in_time(at, end_of(call)):
        return Standing.OPEN
    return Standing.CLOSED


def _ending(call: Call, standing: Standing) -> str:
    zone, closed_at = call.deadline_zone, call.closed_at
    if standing == Standing.CANCELLED:
        return gettext("This call was cancelled. Nothing can be sent any more.")
    if standing == Standing.CLOSED and closed_at is not None and closed_at < end_of(call):
        words = {"moment": moment_words(closed_at, zone)}
        return gettext("Closed before its deadline, on %(moment)s.") % words
    if standing == Standing.CLOSED:
        words = {"moment": wall_words(call.deadline_wall, zone)}
        return gettext("Closed since %(moment)s.") % words
    return ""


def deadline_of(call: Call, at: datetime) -> Deadline:
    """The deadline in words, with what is left of the time."""
    left = time_left(at, end_of(call))
    return Deadline(
        at=end_of(call),
        wall=call.deadline_wall,
        zone=call.deadline_zone,
        words=wall_words(call.deadline_wall, call.deadline_zone),
        left=left,
        left_words=time_left_words(left),
    )


def _languages(found: Published, current: str) -> tuple[ContentLanguage, ...]:
    """The original first, then the translations by code."""
    number, original = found.version.number, found.version.language
    known = [code for code, _name in settings.LANGUAGES]
    others = sorted(found.languages, key=lambda c: (c not in known, (*known, c).index(c), c))
    codes = [original, *(c for c in others if c != original)]
    return tuple(
        ContentLanguage(
            code=c,
            is_current=c == current,
            is_original=c == original,
            is_older=c != original and found.languages[c] < number,
        )
        for c in codes
        if c
    )


def _sections(content: Content) -> tuple[Section, ...]:
    return tuple(
        Section(
            name=name,
            title=labels.FIELDS[name],
            lines=tuple(lines),
            is_authored=name not in CODED,
        )
        for name in SECTIONS
        if (lines := _lines(name, content))
    )


def _lines(name: str, content: Content) -> list[Line]:
    value = value_of(content, name)
    if name == "stages":
        value = [_without_deadline(stage, content) for stage in items_of(value)]
    if name == "objectives":
        return [Line(i["text"], _kind_of(i.get("kind"))) for i in items_of(value)]
    return lines_of(name, value, extra_of(content, name))


def _without_deadline(stage: dict[str, Any], content: Content) -> dict[str, Any]:
    """The stage that is asked for now: its day is the deadline, which stands above."""
    if stage.get("kind") not in roles_of_deadline(content):
        return stage
    return {**stage, "deadline": None, "timezone": None}


def _kind_of(kind: str | None) -> str:
    match kind:
        case "general":
            return gettext("general objective")
        case "specific":
            return gettext("specific objective")
    return ""


def _has_title(translation: CallTranslation) -> bool:
    return bool(translation.texts.get("title", "").strip())


def build_page(found: Published, *, at: datetime) -> PublicPage:
    """The page in the reader's language (the one that is active), its texts in the language of
    the translation that was found, or of the original."""
    call, version, translation = found.call, found.version, found.translation
    content = translated(version.content, translation.texts) if translation else version.content
    language = translation.language if translation else version.language
    standing = standing_of(call, at)
    notice = value_of(content, "privacy_notice") or {}
    kind = value_of(content, "kind")
    return PublicPage(
        token=call.token or "",
        reference=call.reference,
        version_number=version.number,
        published_at=call.published_at or version.published_at,
        changed_at=version.published_at,
        standing=standing,
        ending=_ending(call, standing),
        closing_reason=call.closing_reason if standing != Standing.OPEN else "",
        is_sensitive=call.sensitive,
        organisation=call.organisation.name,
        language=language,
        direction=direction(language),
        original_language=version.language,
        languages=_languages(found, language),
        is_older=translation is not None and translation.of_version < version.number,
        title=headline(value_of(content, "title") or version.title),
        title_language=language
        if translation is None or _has_title(translation)
        else version.language,
        kind=code(kind) if kind and kind != "other" else "",
        deadline=deadline_of(call, at),
        countries=tuple(value_of(content, "locations") or ()),
        is_remote=bool(value_of(content, "remote")),
        facts=facts.facts_of(content),
        asked=facts.asked_of(content),
        sending=facts.sending_of(content),
        grid=grading.grid_of(content, version.content),
        grid_unit=grading.grid_unit(content),
        rules=grading.rules_of(content, version.content),
        sections=_sections(content),
        privacy_parts=tuple(code(part) for part in notice.get("parts", ())),
        text=blocks_of(version.text) if gives_text(version.content) else (),
        keeps_text=bool(version.text) and not gives_text(version.content),
        text_direction=direction(version.language),
    )
