"""One place for documents as a part of a page: asked for alone, or sent back with an upload."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from mandat.documents.models import File
from mandat.documents.sizes import shown_size
from mandat.documents.uses import use_of
from mandat.documents.words import kind_list
from mandat.intake.files import OFFER, PIECE
from mandat.intake.mine.filing import state_context
from mandat.intake.mine.page import Mine
from mandat.intake.mine.slots import slot_views
from mandat.intake.models import Application
from mandat.intake.queries import find_application


def slot_context(mine: Mine, only: str | None = None) -> dict[str, Any]:
    """What the places of a page show; `only` one of them."""
    use = use_of(PIECE)
    return {
        "slots": slot_views(mine, only),
        "kinds": kind_list(use.kinds),
        "offer_kinds": kind_list(use_of(OFFER).kinds),
        "most": shown_size(use.max_bytes),
    }


def slot_part(request: HttpRequest, application: Application, slot: str) -> str:
    """One place as HTML; "" when the call has none of that key."""
    mine = Mine(application, timezone.now())
    context = state_context(mine) | slot_context(mine, slot)
    if not context["slots"]:
        return ""
    context |= {"slot": context["slots"][0], "is_part": True}
    return render_to_string("intake/mine/_slot.html", context, request)


def part_after_upload(request: HttpRequest, _file: File, target: str) -> str:
    """The place that a file has just come to. Whoever could send it there may see it."""
    identity, _slash, slot = target.partition("/")
    application = find_application(UUID(identity))
    return slot_part(request, application, slot[:16]) if application else ""
