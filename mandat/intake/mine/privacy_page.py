"""What an applicant sees of what is kept about them: in words, and as a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandat.calls.display import reader_language
from mandat.core.languages import country_name
from mandat.intake.models import Application
from mandat.intake.privacy import can_still_file
from mandat.intake.privacy_finding import SEALED, data_of
from mandat.intake.services.erasing import can_go_at_once, corrections_of

LONGEST_WORDS = 2_000  # characters of a correction, or of a request


@dataclass(frozen=True, slots=True)
class Rights:
    """The page: what is kept, and which of the rights can be used how."""

    application: Application
    facts: list[tuple[str, list[str]]]
    corrections: list[dict[str, str]]
    corrects_by_filing: bool
    goes_at_once: bool


def rights_of(application: Application, at: datetime) -> Rights:
    """The page as it stands now."""
    data = data_of(application, for_applicant=True)
    return Rights(
        application=application,
        facts=[(label, lines) for label, lines in _facts(data) if lines],
        corrections=corrections_of(application),
        corrects_by_filing=can_still_file(application, at),
        goes_at_once=can_go_at_once(application),
    )


def _facts(data: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    content = data["content"] or {}
    lead = content.get("lead", {})
    return [
        (_("Your address"), [data["address"]] if data["address"] else []),
        (_("What you said of yourself"), [*_said(lead, "name", "phone", "firm"), *_country(lead)]),
        (
            _("Members of the team"),
            [" · ".join(_said(m, "name", "role", "firm", "email")) for m in content["members"]]
            if content.get("members")
            else [],
        ),
        (
            _("Referees"),
            [
                " · ".join(_said(r, "name", "organisation", "contact"))
                for r in content.get("references", ())
            ],
        ),
        (_("Prices"), _prices(data["prices"])),
        (_("Documents"), [_document(d) for d in data["documents"]]),
        (_("What was filed"), _filed(data["filings"])),
        (_("Letters sent to you"), [str(one["sent_at"])[:10] for one in data["letters"]]),
    ]


def _said(words: Mapping[str, Any], *names: str) -> list[str]:
    return [str(words[name]) for name in names if words.get(name)]


def _country(lead: Mapping[str, Any]) -> list[str]:
    code = str(lead.get("country") or "")
    return [country_name(code, reader_language())] if code else []


def _prices(prices: Any) -> list[str]:
    if prices == SEALED:
        return [_("sealed until the opening: nobody can read them, not even here")]
    if not prices:
        return []
    count = len(prices.get("lines", ()))
    text = ngettext(
        "%(count)d line, which only this page opens",
        "%(count)d lines, which only this page opens",
        count,
    )
    return [text % {"count": count}]


def _document(document: Mapping[str, Any]) -> str:
    name = document.get("name") or ""
    return _("a sealed document") if name in ("", SEALED) else str(name)


def _filed(filings: list[Mapping[str, Any]]) -> list[str]:
    return [
        _("Version %(number)s, %(at)s (UTC)")
        % {"number": f["number"], "at": str(f["filed_at"])[:19].replace("T", " ")}
        for f in filings
    ]


def copy_of(application: Application, at: datetime) -> str:
    """Everything as JSON, for programs and for keeping (Articles 15 and 20 GDPR)."""
    said = {
        "reference": application.reference,
        "organisation": application.organisation.name,
        "made_at": at.isoformat(timespec="seconds"),
        "application": data_of(application, for_applicant=True),
    }
    return json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
