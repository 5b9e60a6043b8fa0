"""The mail of the demonstration, read from its folder: in demo mode only.

Whoever tries the site finds the sign-in code here without opening files. Elsewhere the page does
not exist.
"""

import email
import email.policy
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mandat.core.doors import open_door

_FOLDER = "django.core.mail.backends.filebased.EmailBackend"
_CUT = b"\n" + b"-" * 79 + b"\n"  # what Django writes after each message
_MOST = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as its reader sees it; lines with whether each is an address of this site."""

    subject: str
    to: str
    at: datetime | None
    language: str
    lines: tuple[tuple[str, bool], ...]


@open_door
@require_safe
@never_cache
def show_demo_mail(request: HttpRequest) -> HttpResponse:
    """The latest mail of the demonstration."""
    if not has_demo_mail():
        raise Http404
    return render(request, "web/demo_mail_page.html", {"letters": latest_letters()})


def has_demo_mail() -> bool:
    """Whether this is a demonstration whose mail goes to a folder."""
    return bool(settings.DEMO) and settings.MAILERS["default"]["BACKEND"] == _FOLDER


def latest_letters() -> list[Letter]:
    """The newest mail of the folder first."""
    options: Any = settings.MAILERS["default"]["OPTIONS"]
    folder = Path(options["file_path"])
    files = sorted(folder.glob("*.log"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    letters = [letter for path in files[:_MOST] for letter in _letters_in(path)]
    return letters[:_MOST]


def _letters_in(path: Path) -> Iterator[Letter]:
    for raw in reversed(path.read_bytes().split(_CUT)):
        if raw.strip():
            yield _letter(raw)


def _letter(raw: bytes) -> Letter:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    at = None
    with suppress(TypeError, ValueError):
        at = parsedate_to_datetime(str(mail["Date"]))
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    return Letter(
        subject=str(mail["Subject"]),
        to=str(mail["To"]),
        at=at,
        language=str(mail.get("Content-Language", "")),
        lines=tuple((line, line.startswith(f"{settings.SITE_URL}/")) for line in text.splitlines()),
    )
