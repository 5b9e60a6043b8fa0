"""What the other forms of a call share: their language, and answers to readers who ask again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from mandat.calls.display import reader_language


@contextmanager
def speaking(language: str) -> Iterator[str]:
    """The words are in that language where the site speaks it; gives the language they are in."""
    if language in dict(settings.LANGUAGES):
        with translation.override(language):
            yield language
        return
    yield reader_language()


def wanted_language(request: HttpRequest) -> str:
    """What `?lang=` asks for; "" when it asks for nothing."""
    return request.GET.get("lang", "")[:8]


def unchanged(request: HttpRequest, tag: str, at: datetime) -> HttpResponse | None:
    """304 when the reader has this already (RFC 9110, 13)."""
    answer = get_conditional_response(request, etag=tag, last_modified=int(at.timestamp()))
    return marked(answer, tag, at) if isinstance(answer, HttpResponseNotModified) else None


def marked(response: HttpResponse, tag: str, at: datetime) -> HttpResponse:
    """The answer with what a reader sends back next time."""
    response["ETag"] = tag
    response["Last-Modified"] = http_date(at.timestamp())
    response.setdefault("Cache-Control", "public, max-age=300")
    return response
