"""The pages of a file on its page: images drawn on request, for those who may read the file.

An image is made of what the file shows and holds nothing else of it: no text, no script, no
properties. It is drawn anew each time, in the bounded child, and kept nowhere. Looking at a page
is reading: of class 3 and 4 it stands in the journal, as a download does.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.core.passes import held_by
from mandat.documents import policies
from mandat.documents.copies import opened
from mandat.documents.kinds import PICTURES
from mandat.documents.limits import DEFAULT, Refused
from mandat.documents.models import File
from mandat.documents.pictures import page_image
from mandat.documents.services import is_journalled, note_read
from mandat.documents.turns import NoTurn, Turns
from mandat.documents.words import refusal_words

WIDTH: Final = 1200  # pixels: small print is legible, and an A4 page of text takes 200 kB
PIXELS: Final = 3_000_000  # of a page of any shape: 9 MB as PNG at the very most
_LIMITS: Final = replace(DEFAULT, seconds=15, max_answer=16 * 1024 * 1024)
_TURNS: Final = Turns(at_once=2, per_minute=60, patience=8)


@dataclass(frozen=True, slots=True)
class Preview:
    """Which page is shown, from 1, of how many; `number` is 0 until somebody asks for one.

    `is_journalled` says that looking leaves a trace, which people are told before they look.
    """

    number: int
    total: int
    is_journalled: bool

    @property
    def previous(self) -> int:
        """The page before, 0 on the first."""
        return self.number - 1

    @property
    def following(self) -> int:
        """The page after, 0 on the last."""
        return self.number + 1 if self.number < self.total else 0


def page_total(file: File) -> int:
    """How many pages of this file can be drawn; 0 when its kind has none to show."""
    if not policies.has_pages_to_show(file):
        return 0
    return 1 if file.media_type in PICTURES else file.page_count or 0


def preview_of(file: File, by: Any, asked: str) -> Preview | None:
    """What the page of the file shows this person; nothing when there is nothing to show.

    The first page is shown unasked where looking leaves no trace.
    """
    total = page_total(file) if policies.can_see_pages(by, file) else 0
    if not total:
        return None
    traced = is_journalled(file)
    number = 0 if traced else 1
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        number = min(max(int(asked), 1), total)
    return Preview(number, total, traced)


def draw_page(*, file: File, number: int, by: Any) -> bytes | None:
    """The page as a PNG, for a person who may read the file; None when it has no such page.

    `NoTurn` when too many pages are asked for, `RuleBroken` when this one cannot be drawn.
    """
    if not policies.can_see_pages(by, file):
        raise PermissionDenied
    if not 1 <= number <= page_total(file):
        return None
    with _TURNS.taken(by.pk or held_by(by)), opened([file]) as paths:
        try:
            png = page_image(
                paths[0], number, WIDTH, kind=file.media_type, pixels=PIXELS, limits=_LIMITS
            )
        except IndexError:  # two programs see different numbers of pages in it
            return None
        except Refused as refused:
            reason, _remedy = refusal_words(refused.code, refused.params)
            raise RuleBroken(
                "page_not_drawn",
                _("This page cannot be shown. %(reason)s Download the file instead.")
                % {"reason": reason},
            ) from None
    note_read(file=file, by=by, details={"page": number})
    return png


def answer(*, file: File, number: int, by: Any) -> HttpResponse:
    """The image of a page, which no cache keeps and no other site can show."""
    try:
        png = draw_page(file=file, number=number, by=by)
    except NoTurn as busy:
        later = _("Many pages are being drawn. Load this one again in a moment.")
        headers = {"Retry-After": str(busy.seconds)}
        return HttpResponse(later, status=503, content_type="text/plain", headers=headers)
    if png is None:
        raise Http404
    return HttpResponse(
        png,
        content_type="image/png",
        headers={
            "Content-Disposition": "inline",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )
