"""What a call says once it is put before somebody: plain data, with a digest. Pure, no Django.

The content of a call is `{"fields": {name: {"value": ..., "extra": ...}}, "rules": {...}}`: the
fields of `shapes.SHAPES` that hold something, without places in a text, and the rules that the
author decided. It is the same whether the call was imported or written here.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from mandat.calls.importer.draft import JSON, CallDraft, Span
from mandat.calls.shapes import SHAPES, STAGES, Kind, One, Record, Rows, items_of

Content = Mapping[str, Any]

# What a published call never changes: whoever applies relies on it.
FROZEN = frozenset(
    {
        "evaluation_grid",
        "pass_marks",
        "price_formula",
        "required_documents",
        "shortlist_cap",
        "language",
        "kind",
    }
)
_PLACES = frozenset({"spans", "span"})
# What is sent by the deadline, as the list of dates calls it.
_SENT = {"eoi": "expression_of_interest", "full_proposal": "full_proposal"}


def without_places(value: JSON) -> JSON:
    """The value as people mean it: offsets in a text belong to the draft."""
    match value:
        case Mapping():
            return {k: without_places(v) for k, v in value.items() if k not in _PLACES}
        case list() | tuple():
            return [without_places(v) for v in value if not isinstance(v, Span)]
        case Span():
            return None
    return value


def content_of(draft: CallDraft, rules: Mapping[str, JSON]) -> dict[str, Any]:
    """The content that the draft and the author's rules make."""
    fields = {}
    for name in SHAPES:
        found = draft[name]
        if found.value in (None, "", [], {}):
            continue
        fields[name] = {
            "value": without_places(found.value),
            "extra": without_places(dict(found.extra)),
        }
    return {"fields": fields, "rules": dict(rules)}


def amended(content: Content, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The content with these fields changed; a field without value goes."""
    fields = {**content["fields"], **changes}
    kept = {n: f for n, f in fields.items() if f["value"] not in (None, "", [], {})}
    return {**content, "fields": {n: kept[n] for n in SHAPES if n in kept}}


def value_of(content: Content, name: str) -> JSON:
    """What the field says; None when the call says nothing."""
    return content["fields"].get(name, {}).get("value")


def extra_of(content: Content, name: str) -> Mapping[str, JSON]:
    """What stands beside the value of the field (a deadline's `timezone`)."""
    extra: Mapping[str, JSON] = content["fields"].get(name, {}).get("extra", {})
    return extra


def headline(title: str) -> str:
    """The title above a page and in lists: it begins with a capital, whatever it was cut from."""
    return title[:1].upper() + title[1:]


def roles_of_deadline(content: Content) -> frozenset[str]:
    """The names under which dates and stages repeat the deadline: one day has one source."""
    own = _SENT.get(str(value_of(content, "kind") or ""))
    return frozenset({"application", own} if own else {"application"})


def other_deadlines(content: Content) -> list[str]:
    """Days that the dates or the stages still give for what the deadline names, in order."""
    last_day = str(value_of(content, "deadline") or "")[:10]
    roles = roles_of_deadline(content)
    named = [d.get("date") for d in items_of(value_of(content, "dates")) if d["role"] in roles]
    named += [
        stage.get("deadline")
        for stage in items_of(value_of(content, "stages"))
        if stage.get("kind") in roles
    ]
    days = {str(day)[:10] for day in named if day and len(str(day)) >= len("2026-01-31")}
    return sorted(days - {last_day})


def has_two_stages(content: Content) -> bool:
    """Whether only those who are shortlisted send a whole offer."""
    kinds = {stage.get("kind") for stage in items_of(value_of(content, "stages"))}
    return kinds >= set(STAGES) or value_of(content, "kind") == "eoi"


def gives_text(content: Content) -> bool:
    """Whether everybody may read the full text, or only those who are shortlisted."""
    return bool(content["rules"].get("text_stage", "public") == "public")


def canonical(content: Content) -> bytes:
    """The content in the one form that is hashed: keys in order, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256_of(content: Content, text: str = "") -> str:
    """The digest of content and full text, in hexadecimal."""
    return sha256(canonical(content) + b"\n" + text.encode()).hexdigest()


def texts_of(content: Content) -> Iterator[tuple[str, str]]:
    """Each text that a person wrote, with its place: `title`, `objectives.0.text`.

    These are what a translation translates; numbers, dates and codes need none.
    """
    for name in content["fields"]:
        value, shape = value_of(content, name), SHAPES.get(name)
        match shape:
            case One(column) if column.kind in (Kind.TEXT, Kind.LONG):
                yield name, str(value)
            case Record(columns):
                texts = {c.name for c in columns if c.kind in (Kind.TEXT, Kind.LONG)}
                yield from _texts(name, value, texts)
            case Rows(columns):
                texts = {c.name for c in columns if c.kind in (Kind.TEXT, Kind.LONG)}
                for place, item in enumerate(items_of(value)):
                    yield from _texts(f"{name}.{place}", item, texts)


def _texts(place: str, record: Mapping[str, JSON], texts: set[str]) -> Iterator[tuple[str, str]]:
    for key, text in record.items():
        if key in texts and isinstance(text, str) and text.strip():
            yield f"{place}.{key}", text


def translated(content: Content, texts: Mapping[str, str]) -> dict[str, Any]:
    """The content with these texts in their places; what has no translation stays."""
    fields = json.loads(canonical(content))["fields"]
    for place, text in texts.items():
        name, *rest = place.split(".")
        if name in fields and text.strip():
            _put(fields[name], rest, text)
    return {**content, "fields": fields}


def _put(field: dict[str, Any], rest: list[str], text: str) -> None:
    if not rest:
        field["value"] = text
        return
    items = items_of(field["value"])
    if rest[0].isdecimal() and int(rest[0]) < len(items) and rest[1] in items[int(rest[0])]:
        items[int(rest[0])][rest[1]] = text
    elif isinstance(field["value"], dict) and rest[0] in field["value"]:
        field["value"][rest[0]] = text
