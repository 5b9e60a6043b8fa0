"""What machines read about a public call: search engines, link previews. Nothing of a sensitive
call, and nobody's name in any."""

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from mandat.calls.public.page import PublicPage
from mandat.core.addresses import absolute

# What could end a script element or begin another; JSON reads the escapes as the same text.
_ESCAPES: Final = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_LONGEST_TITLE = 120  # characters; previews cut titles there or before


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same call in another language of its texts."""

    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Meta:
    """The head of the page of a call that may be found."""

    title: str
    description: str
    url: str
    canonical: str
    locale: str
    alternates: tuple[Alternate, ...]
    posting: SafeString


def address_of(page: PublicPage, language: str = "") -> str:
    """The whole address of the page, its texts in that language."""
    query = f"?{urlencode({'lang': language})}" if language else ""
    return absolute("open:show_call", token=page.token) + query


def meta_of(page: PublicPage) -> Meta | None:
    """What machines are told; None for a sensitive call."""
    if page.is_sensitive:
        return None
    plain = address_of(page)
    translated = page.language if not page.is_original else ""
    return Meta(
        title=cut(page.title),
        description=description_of(page),
        url=plain,
        canonical=address_of(page, translated),
        locale=get_language() or settings.LANGUAGE_CODE,
        alternates=tuple(
            Alternate(one.code, address_of(page, "" if one.is_original else one.code))
            for one in page.languages
        ),
        posting=json_ld(job_posting(page)) if page.is_open else mark_safe(""),
    )


def cut(title: str) -> str:
    """The title where there is little room."""
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def description_of(page: PublicPage) -> str:
    """Who asks, for how much, until when: said by the facts, never by the texts of people."""
    much = page.fact("much")
    parts = [page.organisation, much.text if much else "", page.kind]
    until = gettext("until %(moment)s") % {"moment": page.deadline.words}
    parts.append(until if page.is_open else page.ending)
    return "\u00a0· ".join(part for part in parts if part)


def job_posting(page: PublicPage) -> dict[str, Any]:
    """The call as `JobPosting` of schema.org, the form that search engines read for missions."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": page.title,
        "description": _description(page),
        "datePosted": page.published_at.date().isoformat(),
        "validThrough": page.deadline.at.isoformat(),
        "employmentType": "CONTRACTOR",
        "hiringOrganization": {"@type": "Organization", "name": page.organisation},
        "identifier": {
            "@type": "PropertyValue",
            "name": page.organisation,
            "value": page.reference or page.token,
        },
        "url": address_of(page),
        "directApply": False,
    }
    places = [{"@type": "Country", "name": code} for code in page.countries]
    if page.is_remote:
        posting["jobLocationType"] = "TELECOMMUTE"
        if places:
            posting["applicantLocationRequirements"] = places
    elif places:
        posting["jobLocation"] = [
            {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": code}}
            for code in page.countries
        ]
    return posting


def _description(page: PublicPage) -> str:
    """The objectives and deliverables as HTML, which search engines expect; escaped."""
    parts = []
    for name in ("objectives", "methodology", "deliverables", "eligibility"):
        if section := page.section(name):
            lines = "".join(format_html("<li>{}</li>", line.text) for line in section.lines)
            parts.append(format_html("<p>{}</p><ul>{}</ul>", section.title, mark_safe(lines)))  # noqa: S308 -- each line was escaped
    return "".join(parts) or page.title


def json_ld(data: dict[str, Any]) -> SafeString:
    """The data in a script element that no text can leave."""
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- escaped
