"""The copy of a person's data on paper: the same content as the JSON, for people to read."""

import re
from datetime import datetime
from typing import Any

from babel.dates import format_datetime
from django.utils import translation
from django.utils.translation import gettext as _

from mandat.core.printing import render_pdf
from mandat.privacy.impact import PRINTING

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)")


def as_pdf(content: dict[str, Any], language: str) -> bytes:
    """The export as tagged PDF in the language of the request."""
    with translation.override(language):
        return render_pdf(PRINTING / "export.typ", _document(content, language))


def _document(content: dict[str, Any], language: str) -> dict[str, Any]:
    made_at = datetime.fromisoformat(content["made_at"])
    count = sum(len(room["objects"]) for room in content["rooms"])
    return {
        "language": language,
        "title": _("What is kept about you"),
        "lead": _(
            "This is the copy of your personal data that you asked for, and what is done with "
            "them (Article 15 GDPR). The file in JSON form says the same, for programs."
        ),
        "facts": [
            [_("Organisation"), content["organisation"]],
            [_("Your address"), content["address"]],
            [_("Made on"), f"{format_datetime(made_at, 'long', locale=language)}"],
            [_("Objects found"), str(count)],
            [_("Request"), content["request"]],
        ],
        "rooms": _readable(content["rooms"], language),
        "processing": content["processing"],
        "words": {
            "none": _("nothing"),
            "yes": _("yes"),
            "no": _("no"),
            "nothing": _("Nothing was found about you."),
            "processing": _("What is done with such data"),
            "basis": _("Legal basis"),
            "kept": _("Kept for"),
            "readers": _("Read by"),
            "recipients": _("Recipients"),
            "nobody": _("nobody outside the organisation"),
            "rights_title": _("Your rights"),
            "rights": _(
                "You may ask to correct or erase these data or to restrict their use, object to "
                "it, and complain to the data protection authority of your country."
            ),
        },
    }


def _readable(value: Any, language: str) -> Any:
    """The same data with instants as people write them; everything else stays as it is."""
    if isinstance(value, dict):
        return {key: _readable(inner, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [_readable(inner, language) for inner in value]
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return format_datetime(datetime.fromisoformat(value), "long", locale=language)
    return value
