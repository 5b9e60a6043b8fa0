"""From a template and its values to subject and body, in plain text.

A template is `<room>/mail/<name>.txt` in the room's templates, with the blocks `subject` and
`body`. The engine is ours: no escaping (nothing is markup), few tags, none that loads by name,
and a placeholder without a value is an error when the mail is posted, not a gap in what people
receive.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.template import Context, Engine, Library, Template
from django.template.loader_tags import BlockNode
from django.utils import translation

from mandat.mail.values import Link, shown

LONGEST_SUBJECT = 150
_TAGS = frozenset(
    {"block", "if", "for", "comment", "with", "verbatim"}
    | {"translate", "trans", "blocktranslate", "blocktrans"}
)


class MissingValue(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """A placeholder of the template has no value."""


class BadTemplate(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """The template cannot make a mail: a block is missing, or a link shares its line."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it will be read. `leave` ends what the mail was sent for (RFC 8058)."""

    subject: str
    body: str
    leave: str = ""


class _StrictContext(Context):
    """A name that was not given is an error, also inside `{% if %}`."""

    def __getitem__(self, key: Any) -> Any:
        if key not in self:
            raise MissingValue(key)
        return super().__getitem__(key)


class _Invalid(str):
    """What Django writes for a lookup that fails: here, nothing is written."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise MissingValue(str(name))


@cache
def engine() -> Engine:
    """The engine of mail: the rooms' templates, and no more than writing a letter takes."""
    rooms = [Path(a.path) for a in apps.get_app_configs() if a.name.startswith("mandat.")]
    engine = Engine(
        dirs=[str(room / "templates") for room in rooms],
        autoescape=False,
        builtins=["django.templatetags.i18n"],
        string_if_invalid=_Invalid("%s"),
    )
    engine.template_builtins = [_allowed(library) for library in engine.template_builtins]
    return engine


def _allowed(library: Library) -> Library:
    few = Library()
    few.filters = library.filters
    few.tags = {name: tag for name, tag in library.tags.items() if name in _TAGS}
    return few


def write(template: str, values: Mapping[str, Any], language: str) -> Written:
    """Subject and body of `room/name`, in the language, with these values."""
    room, _slash, name = template.partition("/")
    return fill(engine().get_template(f"{room}/mail/{name}.txt"), values, language)


def fill(compiled: Template, values: Mapping[str, Any], language: str) -> Written:
    """Subject and body, or `MissingValue`, `BadTemplate`, or `TypeError` for a value's type."""
    with translation.override(language):
        context = _StrictContext(
            {key: shown(value, language) for key, value in values.items()}, autoescape=False
        )
        blocks = _blocks(compiled, context)
        links = [str(v) for v in values.values() if isinstance(v, Link)]
    if not {"subject", "body"} <= blocks.keys():
        raise BadTemplate("a mail needs the blocks subject and body")
    written = Written(one_line(blocks["subject"])[:LONGEST_SUBJECT], _tidy(blocks["body"]))
    _check_links(written, links)
    return written


def _blocks(compiled: Template, context: Context) -> dict[str, str]:
    with context.render_context.push_state(compiled), context.bind_template(compiled):
        nodes = compiled.nodelist.get_nodes_by_type(BlockNode)
        return {n.name: str(n.render(context)) for n in nodes if isinstance(n, BlockNode)}


def one_line(text: str) -> str:
    """The text without line breaks or runs of blanks; blanks that hold words together stay."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()


def _tidy(body: str) -> str:
    """No blanks at the ends of lines, one empty line between paragraphs, none around."""
    lines: list[str] = []
    for line in (raw.rstrip() for raw in body.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"


def _check_links(written: Written, links: list[str]) -> None:
    """An address that shares its line is broken by mail programs, or grows what follows it."""
    lines = [line for line in written.body.splitlines() if line.strip() not in links]
    for link in links:
        if link in written.subject or any(link in line for line in lines):
            raise BadTemplate("a link stands on a line of its own, in the body")
