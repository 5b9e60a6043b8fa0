"""Handing a file out: which bytes were asked for, and the answer that carries them.

Only a safe file leaves, and only to those whom its use names. A file that waits for its check,
was refused or is locked leaves to nobody, its sender included: what it does to the computer that
opens it is not known, and a refused file that could be fetched here would make this site a place
to hand harmful files around. The sender has the original.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from mandat.core.crypto import CryptoError, KeyGone
from mandat.core.errors import RuleBroken
from mandat.documents import services
from mandat.documents.kinds import HTML
from mandat.documents.models import File
from mandat.documents.names import attachment, served_name
from mandat.documents.store import StorageFailed

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_INERT: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` to `start + length` of a file; `partial` says that it was asked for."""

    start: int
    length: int
    partial: bool


class NoSuchRange(ValueError):  # noqa: N818 -- reads as a sentence where it is raised
    """The range begins behind the end of the file."""


def asked_span(header: str, size: int) -> Span:
    """What `Range` asks for (RFC 9110, 14.2); the whole when it asks for several or for nonsense.

    A server may ignore the header; one span serves a download that goes on after a break.
    """
    whole = Span(0, size, partial=False)
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return whole
    first, last = match.groups()
    if first == "":
        start = max(0, size - int(last))
        if int(last) == 0:
            raise NoSuchRange
        return Span(start, size - start, partial=True)
    start = int(first)
    if last and int(last) < start:
        return whole
    if start >= size:
        raise NoSuchRange
    end = min(size, int(last) + 1) if last else size
    return Span(start, end - start, partial=True)


def answer(*, file: File, by: Any, headers: dict[str, str], head: bool) -> HttpResponseBase:
    """The file or a span of it as a download. Its first bytes are verified before this returns.

    `headers` are those of the request that matter. Of a segment that does not verify nothing
    is sent: the line is cut, so that nobody takes the beginning for the whole.
    """
    tag = f'"{file.sha256}"'
    wanted = headers.get("Range", "")
    if headers.get("If-Range", tag) != tag:
        wanted = ""
    try:
        span = asked_span(wanted, file.size)
    except NoSuchRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    response = _carrying(file, by, span, head=head)
    if span.partial:
        response.status_code = 206
        last = span.start + span.length - 1
        response["Content-Range"] = f"bytes {span.start}-{last}/{file.size}"
    response["Content-Length"] = str(span.length)
    response["ETag"] = tag
    return _guarded(response, file)


def _carrying(file: File, by: Any, span: Span, *, head: bool) -> HttpResponseBase:
    kind = _INERT if file.media_type in (HTML, "") else file.media_type
    if head:
        return HttpResponse(content_type=kind)
    return StreamingHttpResponse(_pieces(file, by, span), content_type=kind)


def _pieces(file: File, by: Any, span: Span) -> Iterator[bytes]:
    try:
        return services.read_file(file=file, by=by, start=span.start, length=span.length)
    except (CryptoError, StorageFailed) as error:
        raise cannot_open(error) from error


def cannot_open(error: Exception) -> RuleBroken:
    """What a person is told whose file does not open."""
    if isinstance(error, KeyGone):
        return RuleBroken("file_erased", _("This file was erased."))
    if isinstance(error, StorageFailed):
        return RuleBroken(
            "storage_unreachable",
            _("The place where files are kept does not answer. Try again in some minutes."),
        )
    return RuleBroken(
        "file_damaged",
        _(
            "This file is not as it was stored, so it is not given out. Tell the "
            "administrator: a backup may have it."
        ),
    )


def _guarded(response: HttpResponseBase, file: File) -> HttpResponseBase:
    """A download that no browser shows in place, runs, keeps or believes to be something else."""
    name = served_name(file.name, file.media_type, str(file.public_id))
    response["Content-Disposition"] = attachment(name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Accept-Ranges"] = "bytes"
    return response
