"""What the public page reads: a few rows, each asked for once."""

from datetime import datetime

from django.db.models import F

from mandat.calls.display import reader_language
from mandat.calls.models import Call, CallVersion
from mandat.calls.public.building import Published, build_page
from mandat.calls.public.page import PublicPage
from mandat.calls.queries import version_now


def read_published(call: Call, *, wanted: str = "") -> Published:
    """The version with its translation into the wanted language; two queries.

    Without a wanted language, or one that is not there: the reader's, else the original.
    """
    version = version_now(call)
    made = {t.language: t for t in call.translations.all() if t.language != version.language}
    there = {version.language, *made}
    chosen = next((c for c in (wanted, reader_language()) if c in there), version.language)
    languages = {code: translation.of_version for code, translation in made.items()}
    return Published(call, version, made.get(chosen), languages)


def public_page(call: Call, *, at: datetime, wanted: str = "") -> PublicPage:
    """The call for a reader whose language is active; its texts in the wanted language."""
    return build_page(read_published(call, wanted=wanted), at=at)


def current_versions(calls: list[Call]) -> dict[int, CallVersion]:
    """The public version of each call by the call's key, without its full text; one query."""
    rows = CallVersion.objects.filter(call__in=calls, number=F("call__version_number")).defer(
        "text", "sha256"
    )
    return {row.call_id: row for row in rows}
