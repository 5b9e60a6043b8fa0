"""Pages of receipts: for whoever has the address of one, and for whoever was shown one."""

import base64
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mandat.core.doors import open_door
from mandat.documents.turns import NoTurn
from mandat.intake.models import Receipt
from mandat.intake.policies import can_write_application
from mandat.intake.queries import find_receipt
from mandat.intake.receipts.forms import CheckForm
from mandat.intake.receipts.page import open_receipt, page_of
from mandat.intake.receipts.paper import receipt_pdf
from mandat.intake.receipts.signing import Signed, is_genuine, public_key


def _found(token: str) -> tuple[Receipt, Signed]:
    receipt = find_receipt(token)
    signed = open_receipt(receipt, token)
    if receipt is None or signed is None:
        raise Http404
    return receipt, signed


def _apart(response: HttpResponse) -> HttpResponse:
    """The secret stands in the address: no other site is told it, and no engine keeps it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@open_door
@never_cache
@require_safe
def show_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The whole receipt, for whoever has its address."""
    receipt, signed = _found(token)
    page, own = page_of(receipt, signed, timezone.now()), _own_page(request, receipt)
    context = {"page": page, "token": token, "own_page": own}
    return _apart(render(request, "intake/receipts/receipt.html", context))


def _own_page(request: HttpRequest, receipt: Receipt) -> str:
    """The applicant's page, where this browser holds its pass; "" where it does not."""
    application = receipt.filing.application
    if not can_write_application(request.user, application):
        return ""
    return reverse("my:show_application", args=[application.public_id])


@open_door
@never_cache
@require_safe
def show_receipt_file(_request: HttpRequest, token: str) -> HttpResponse:
    """The receipt as the file that anybody can check."""
    receipt, signed = _found(token)
    name = f"receipt-{signed.whole['reference']}-{receipt.filing.number}.json"
    return _download(signed.as_file(), "application/json; charset=utf-8", name)


@open_door
@never_cache
@require_safe
def show_receipt_paper(_request: HttpRequest, token: str) -> HttpResponse:
    """The receipt as PDF, to print or to keep."""
    receipt, signed = _found(token)
    page = page_of(receipt, signed, timezone.now())
    try:
        body = receipt_pdf(page)
    except NoTurn as busy:
        words = _("Many documents are being made. Load this one again in a moment.")
        headers = {"Retry-After": str(busy.seconds)}
        return _apart(HttpResponse(words, status=503, content_type="text/plain", headers=headers))
    return _download(body, "application/pdf", f"receipt-{page.reference}-{page.number}.pdf")


def _download(body: Any, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _apart(response)


@open_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine: yes or no, and nothing of what it says.

    Only the signature is asked, never the database: nobody learns whether a reference exists.
    """
    posted = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if posted else CheckForm()
    verdict = ""
    if posted and form.is_valid():
        signed = form.signed()
        genuine = signed is not None and is_genuine(signed)
        verdict = "genuine" if genuine else "false" if signed is not None else "unreadable"
        form = CheckForm()
    status = 422 if posted and not verdict else 200
    context = {"form": form, "verdict": verdict}
    return render(request, "intake/receipts/check.html", context, status=status)


@open_door
@require_safe
def show_key(_request: HttpRequest) -> HttpResponse:
    """The key with which anybody checks receipts of this site, as a line of text (base64)."""
    text = base64.b64encode(public_key()).decode() + "\n"
    return HttpResponse(text, content_type="text/plain; charset=us-ascii")
