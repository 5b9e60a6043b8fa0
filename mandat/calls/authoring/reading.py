"""What a step's form posted, field by field. Pure, no Django.

An input is called `field.input` (`title.value`, `deliverables.0.text`); beside the inputs of a
field stand `version.field`, the number of the value that the person saw, and `was.field`, the
digest of that value: what they did not touch is never written over what somebody else wrote.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from mandat.calls.authoring.outlines import outline_of, read_rows
from mandat.calls.authoring.steps import PARTS, Step
from mandat.calls.content import canonical
from mandat.calls.importer.draft import JSON
from mandat.calls.shapes import SHAPES, Codes, Rows, items_of
from mandat.calls.typed import Typed, as_typed, clean, read_typed

Posted = Mapping[str, Sequence[str]]

# What a notice says beyond its parts; it stands beside the value.
NOTICE_TEXTS = ("controller", "contact", "retention")
OUTLINE = "outline"
_LINE = re.compile(r"([0-9]{1,4})\.(.+)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One field as it was posted: what it says, the inputs as they were, and what they rest on."""

    name: str
    typed: Typed
    shown: Mapping[str, Any]
    version: int | None
    was: str
    details: Mapping[str, Any] = field(default_factory=dict)  # of errors: the lines of an outline

    @property
    def digest(self) -> str:
        return digest_of(self.typed, self.shown)

    @property
    def touched(self) -> bool:
        """Whether the person changed anything since the value was shown."""
        return self.digest != self.was


def answers_of(
    step: Step, posted: Posted, defaults: Mapping[str, Mapping[str, str]]
) -> list[Answer]:
    """The fields of the step that were on the form.

    `defaults` are values that an empty field shows before anybody typed (`{"budget": {"currency":
    "EUR"}}`): alone they are not an answer.
    """
    return [
        _answer(name, posted, defaults.get(name, {}))
        for name in PARTS[step].fields
        if f"version.{name}" in posted
    ]


def _answer(name: str, posted: Posted, defaults: Mapping[str, str]) -> Answer:
    prefix = f"{name}."
    inputs = {
        k.removeprefix(prefix): [clean(x) for x in v]
        for k, v in posted.items()
        if k.startswith(prefix)
    }
    data = _in_turn({k: v[-1] if v else "" for k, v in inputs.items()})
    details: dict[str, Any] = {}
    if name == "evaluation_grid" and OUTLINE in data:
        typed = _outlined(data[OUTLINE], details)
    else:
        ticked = tuple(inputs.get("value", ()))
        typed = read_typed(SHAPES[name], _answered(data, defaults), ticked)
    if name == "privacy_notice":
        typed = replace(typed, extra=_notice(data))
    shown: dict[str, Any] = dict(data)
    if isinstance(SHAPES[name], Codes):
        shown["value"] = inputs.get("value", [])
    version = (posted.get(f"version.{name}") or [""])[-1]
    return Answer(
        name=name,
        typed=typed,
        shown=shown,
        version=int(version) if version.isdecimal() else None,
        was=(posted.get(f"was.{name}") or [""])[-1],
        details=details,
    )


def _in_turn(data: Mapping[str, str]) -> dict[str, str]:
    """The inputs with lines numbered from 0 without a gap, whatever numbers were posted."""
    numbers = sorted({int(m[1]) for name in data if (m := _LINE.match(name))})
    places = {number: place for place, number in enumerate(numbers)}
    return {
        f"{places[int(m[1])]}.{m[2]}" if (m := _LINE.match(name)) else name: value
        for name, value in data.items()
    }


def _answered(data: Mapping[str, str], defaults: Mapping[str, str]) -> Mapping[str, str]:
    """The inputs; none of them when nothing but what was proposed stands in them."""
    own = {k: v for k, v in data.items() if v.strip() and defaults.get(k) != v.strip()}
    return data if own else dict.fromkeys(data, "")


def _outlined(text: str, details: dict[str, Any]) -> Typed:
    outlined = read_rows(text)
    if outlined.faults:
        details["faults"] = outlined.faults
    errors = {OUTLINE: outlined.faults[0].code} if outlined.faults else {}
    return Typed(outlined.rows or None, {}, errors)


def _notice(data: Mapping[str, str]) -> dict[str, JSON]:
    return {n: " ".join(data.get(n, "").split()) for n in NOTICE_TEXTS if n in data}


def stored_answer(name: str, value: JSON, extra: Mapping[str, JSON]) -> Typed:
    """The stored value as the form would post it again, untouched."""
    shape = SHAPES[name]
    inputs = as_typed(shape, value, extra)
    if isinstance(shape, Codes):
        typed = read_typed(shape, {}, tuple(inputs["value"]))
    else:
        data = {k: "" if v is None else str(v) for k, v in inputs.items()}
        typed = read_typed(shape, data)
    if name == "privacy_notice":
        texts: dict[str, JSON] = {n: str(extra.get(n) or "") for n in NOTICE_TEXTS}
        typed = replace(typed, extra=texts)
    if name == "evaluation_grid" and outline_of(items_of(value)) is not None:
        typed = replace(typed, value=read_rows(outline_of(items_of(value)) or "").rows or None)
    return typed


def digest_of(typed: Typed, shown: Mapping[str, Any]) -> str:
    """A value and what stands beside it, told apart from every other; also what cannot be read."""
    unread = {name: str(shown.get(name, "")).strip() for name in typed.errors}
    said = {"value": typed.value, "extra": dict(typed.extra), "unread": unread}
    return sha256(canonical(said)).hexdigest()[:16]


def stored_digest(name: str, value: JSON, extra: Mapping[str, JSON]) -> str:
    """The digest that `was` carries for a stored value."""
    return digest_of(stored_answer(name, value, extra), as_typed(SHAPES[name], value, extra))


def without_row(name: str, number: int, posted: Posted) -> dict[str, Sequence[str]]:
    """What was posted, with one line of a list emptied: it will not be kept."""
    assert isinstance(SHAPES[name], Rows)
    gone = f"{name}.{number}."
    return {k: v for k, v in posted.items() if not k.startswith(gone)}
