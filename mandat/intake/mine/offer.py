"""The view of the offer. Prices go where nobody of the organisation opens them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mandat.core.errors import RuleBroken
from mandat.intake.mine.doors import application_door
from mandat.intake.mine.offer_page import offer_context
from mandat.intake.mine.offer_reading import (
    normal_secret,
    normal_words,
    read_secret,
    read_words,
    says_something,
)
from mandat.intake.mine.page import OFFER, Mine, page_after
from mandat.intake.mine.saving import (
    AUTOSAVE,
    ChangedElsewhere,
    changes_of,
    see,
    version_for,
    without_row,
)
from mandat.intake.models import Application
from mandat.intake.queries import find_application
from mandat.intake.rules.prices import is_priced
from mandat.intake.services.drafting import content_now, save_draft, secret_now
from mandat.intake.states import ApplicationStage

Answer = HttpResponse
Typed = tuple[dict[str, Any], dict[str, Any]]


@application_door
@require_http_methods(["GET", "HEAD", "POST"])
def edit_offer(request: HttpRequest, application: Application) -> Answer:
    """Days for each step, prices as lines, and until when all this stands."""
    if application.stage == ApplicationStage.EXPRESSION_OF_INTEREST:
        raise Http404  # asks no price
    if request.method != "POST":
        return _page(request, application)
    return _save(request, application)


def _save(request: HttpRequest, application: Application, *, is_again: bool = False) -> Answer:
    """What was typed is kept, or the page says why it could not be."""
    data = without_row(request.POST, frozenset({"step", "line"}))
    typed = read_words(data), read_secret(data)
    try:
        return _answer(request, _keep(application, data, typed))
    except ChangedElsewhere as changed:
        return _page(request, application, typed, changed.differences, status=409)
    except RuleBroken as broken:
        row = find_application(application.public_id) or application
        if broken.code == "changed_meanwhile" and not is_again:  # within this very request
            return _save(request, row, is_again=True)
        return _page(request, row, typed, problem=str(broken.message), status=409)


def _keep(application: Application, data: Any, typed: Typed) -> Application:
    """What changed of the two is kept. Prices that a filing sealed stay until new ones come."""
    words, secret = typed
    now = normal_words(content_now(application))
    kept = secret_now(application)
    prices = normal_secret(kept, str(data.get("call_currency") or ""))
    changes = changes_of(words, now)
    worth = _worth(application, secret)
    is_priced_anew = worth != (prices if kept else {})
    if not changes and not is_priced_anew:
        return application
    version = version_for(application, data, {**now, **prices}, {**words, **secret})
    return save_draft(
        application=application,
        changes=changes,
        secret=worth if is_priced_anew else None,
        version=version,
    )


def _worth(application: Application, secret: dict[str, Any]) -> dict[str, Any]:
    """What is kept of typed prices: once some were sealed, only what can take their place."""
    counts = is_priced(secret) if application.filing_number else says_something(secret)
    return secret if counts else {}


def _answer(request: HttpRequest, row: Application) -> Answer:
    if request.headers.get(AUTOSAVE):
        return render(
            request, "intake/mine/offer_fresh.html", offer_context(Mine(row, timezone.now()))
        )
    act, _colon, part = request.POST.get("act", "").partition(":")
    if act == "go":
        return see(page_after(OFFER, row))
    anchor = {"add": part, "remove": f"{part.partition(':')[0]}s"}.get(act, "")
    address = reverse("my:edit_offer", args=[row.public_id])
    return see(f"{address}#{anchor}" if anchor else address)


def _page(
    request: HttpRequest,
    application: Application,
    typed: Typed | None = None,
    found: Any = (),
    *,
    problem: str = "",
    status: int = 200,
) -> Answer:
    mine = Mine(application, timezone.now())
    words, secret = typed or (None, None)
    context = offer_context(mine, words, secret, found) | {"problem": problem}
    name = "offer_fresh" if request.headers.get(AUTOSAVE) else "offer"
    return render(request, f"intake/mine/{name}.html", context, status=status)
