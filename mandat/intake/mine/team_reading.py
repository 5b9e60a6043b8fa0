"""What the page of the team posts, as the content of an application. Pure but for names.

Rows stand under their number or key (`free.0.from`, `member.m2.name`); rows left empty go.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from django.http import QueryDict
from django.utils.translation import gettext as _

from mandat.calls.typed import clean
from mandat.core.errors import RuleBroken
from mandat.intake.content import LEAD

MOST_MEMBERS, MOST_FIELDS, MOST_SPANS, MOST_REFERENCES = 30, 12, 12, 20
MOST_ANSWERS = 100
SHORT, NOTE = 200, 2_000  # characters of a line and of a passage
LONGEST = 50_000  # characters of a field: nobody typed more, and what is cut is not kept in silence
_MEMBER = re.compile(r"m[1-9][0-9]{0,4}", re.ASCII)
_SEPARATORS = re.compile(r"[,;/\n\u060c\u061b\u3001]+")
_LEAD = ("name", "phone", "country")
_PERSON = ("name", "role", "email")
_REFERENCE = ("name", "organisation", "contact", "mission", "year")
PARTS = ("lead", "members", "fields", "free", "working_languages", "references", "answers")


def line(data: QueryDict | Mapping[str, str], name: str, most: int = SHORT) -> str:
    """One line of text."""
    return " ".join(clean(_given(data, name)).split())[:most]


def passage(data: QueryDict | Mapping[str, str], name: str, most: int = NOTE) -> str:
    """A text with its lines."""
    return clean(_given(data, name)).replace("\r\n", "\n").strip()[:most]


def _given(data: QueryDict | Mapping[str, str], name: str) -> str:
    given = str(data.get(name) or "")
    if len(given) > LONGEST:
        raise RuleBroken(
            "text_too_long",
            _("A text of more than %(most)d characters is not taken here: send it as a document.")
            % {"most": LONGEST},
        )
    return given


def at_most[Row](rows: list[Row], most: int) -> list[Row]:
    """The rows, unless they are more than the page takes: none falls away in silence."""
    if len(rows) > most:
        raise RuleBroken(
            "too_many_rows",
            _("There are more lines than the %(most)d that are taken here. Nothing was saved.")
            % {"most": most},
        )
    return rows


def day_typed(typed: str) -> str:
    """An ISO day; what is none stays as it was typed, to be corrected."""
    text = "".join(
        str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in typed
    )
    if found := re.fullmatch(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})", text):
        text = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else typed[:40]
    except ValueError:
        return typed[:40]


def numbers_of(data: Iterable[str], part: str) -> list[int]:
    """The numbers of the rows of a part, in order."""
    shape = re.compile(rf"{part}\.([0-9]{{1,4}})\.")
    return sorted({int(found[1]) for name in data if (found := shape.match(name))})


@cache
def _codes(locale: str) -> dict[str, str]:
    return {name.casefold(): code for code, name in Locale.parse(locale).languages.items()}


def languages_of(codes: Iterable[str], typed: str, reader: str) -> list[str]:
    """Codes of the languages ticked and typed; a name that CLDR does not know stays as it is."""
    found = [c for c in codes if re.fullmatch(r"[a-z]{2,3}", c)]
    for word in _SEPARATORS.split(typed[:SHORT]):
        name = " ".join(word.split())
        if name:
            found.append(_language(name, reader))
    return list(dict.fromkeys(found))


def _language(name: str, reader: str) -> str:
    known = (_codes(locale).get(name.casefold()) for locale in (reader, "fr", "en", "ar"))
    return next((code for code in known if code), name[:60])


def normal_team(words: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept, in the form in which the page posts it: the two can be compared."""
    blank = {"name": "", "email": "", "phone": "", "firm": "", "country": "", "fields": []}
    member = {"name": "", "role": "", "email": "", "firm": "", "fields": [], "languages": []}
    return {
        **{name: words[name] for name in PARTS},
        "lead": {**blank, **words["lead"]},
        "members": [{**member, **one} for one in words["members"]],
    }


def read_team(data: QueryDict, kept: Mapping[str, Any], reader: str) -> dict[str, Any]:
    """The parts of the content that this page holds. `RuleBroken` where it is more than a team."""
    keys = [k for k in dict.fromkeys(data.getlist("member")) if _MEMBER.fullmatch(k)]
    _refuse_more(len(keys), MOST_MEMBERS)
    fields, ticks = _fields(data), set(data.getlist("tick"))
    return {
        "lead": {
            **kept["lead"],
            **{name: line(data, f"lead.{name}") for name in _LEAD},
            "firm": _firm(data, "lead"),
            "fields": _ticked(LEAD, fields, ticks),
        },
        "members": [
            {
                "key": key,
                **{name: line(data, f"member.{key}.{name}") for name in _PERSON},
                "firm": _firm(data, f"member.{key}"),
                "fields": _ticked(key, fields, ticks),
                "languages": languages_of(
                    data.getlist(f"member.{key}.languages"),
                    data.get(f"member.{key}.others", ""),
                    reader,
                ),
            }
            for key in keys
        ],
        "fields": _kept_fields(data, fields, ticks),
        "free": _spans(data),
        "working_languages": languages_of(
            data.getlist("languages"), data.get("other_languages", ""), reader
        ),
        "references": _references(data),
        "answers": _answers(data),
    }


def _refuse_more(count: int, most: int) -> None:
    if count > most:
        raise RuleBroken(
            "too_many_members",
            _("A team has at most %(most)d members here. Name the others in a document.")
            % {"most": most},
        )


def _firm(data: QueryDict, prefix: str) -> str | None:
    """The firm; None where it is said that there is none."""
    return None if data.get(f"{prefix}.alone") else line(data, f"{prefix}.firm")


def _fields(data: QueryDict) -> list[str]:
    """The fields of the table in their order; a tick names one by its number."""
    return [" ".join(clean(f).split())[:SHORT] for f in data.getlist("field")[:MOST_FIELDS]]


def _ticked(key: str, fields: list[str], ticks: set[str]) -> list[str]:
    return [f for n, f in enumerate(fields) if f and f"{key}.{n}" in ticks]


def _kept_fields(data: QueryDict, fields: list[str], ticks: set[str]) -> list[str]:
    """What the call proposes counts once somebody takes it; what was added counts at once."""
    offered, taken = set(data.getlist("offered")), {t.rpartition(".")[2] for t in ticks}
    found = [f for n, f in enumerate(fields) if str(n) not in offered or str(n) in taken]
    found.append(line(data, "new_field"))
    return list(dict.fromkeys(f for f in found if f))[:MOST_FIELDS]


def _spans(data: QueryDict) -> list[dict[str, str]]:
    rows = [
        {end: day_typed(line(data, f"free.{n}.{end}", 40)) for end in ("from", "to")}
        for n in numbers_of(data, "free")
    ]
    return at_most([row for row in rows if any(row.values())], MOST_SPANS)


def _references(data: QueryDict) -> list[dict[str, str]]:
    rows = [
        {name: line(data, f"reference.{n}.{name}") for name in _REFERENCE}
        for n in numbers_of(data, "reference")
    ]
    return at_most([row for row in rows if any(row.values())], MOST_REFERENCES)


def _answers(data: QueryDict) -> dict[str, dict[str, str]]:
    """What is said of each criterion; one without word is not there."""
    rows = {}
    for n in numbers_of(data, "answer")[:MOST_ANSWERS]:
        says = data.get(f"answer.{n}.says", "")
        row = {
            "says": says if says in ("yes", "no") else "",
            "note": passage(data, f"answer.{n}.note"),
        }
        if any(row.values()):
            rows[str(n)] = row
    return rows
