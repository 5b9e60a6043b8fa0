"""Pages for the person who asks: the form, the proof, their own page of the case, the copy."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.doors import door, open_door
from mandat.people.policies import is_signed_in
from mandat.privacy import policies
from mandat.privacy.case_page import person_page
from mandat.privacy.copies import as_pdf
from mandat.privacy.forms import RequestForm, WordsForm
from mandat.privacy.models import DataRequest, RequestLink
from mandat.privacy.models.requests import LinkUse
from mandat.privacy.queries import find_request, own_requests
from mandat.privacy.services.answers import fetch_export, send_download_link
from mandat.privacy.services.cases import (
    prove_address,
    submit_request,
    withdraw_request,
    write_as_person,
)
from mandat.privacy.services.links import find_link, make_link
from mandat.privacy.words import KINDS_SHORT, STATE_TAGS, STATES


@open_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form; no account is needed."""
    posted = request.method == "POST"
    form = RequestForm(request.POST if posted else None, by=request.user)
    if not posted or not form.is_valid():
        context = {"form": form}
        return render(request, "privacy/request_form.html", context, status=422 if posted else 200)
    by = request.user if request.user.is_authenticated else None
    case = submit_request(asked=form.asked(), by=by)
    if by is not None:
        return redirect("privacy:show_own_request", public_id=case.public_id)
    return redirect("privacy:request_sent")


@open_door
@require_safe
def request_sent(request: HttpRequest) -> HttpResponse:
    """The same page whatever the address: it tells nothing about who has an account."""
    return render(request, "privacy/request_sent.html")


def _link(token: str, use: LinkUse) -> RequestLink:
    link = find_link(token, use, timezone.now())
    if link is None:
        raise Http404
    return link


@open_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button; the button proves. Mail programs open links too."""
    link = _link(token, LinkUse.PROVE)
    if request.method != "POST":
        return render(request, "privacy/request_prove.html", {"case": link.request})
    case = prove_address(public_id=link.request.public_id)
    messages.success(request, _("Thank you: your address is confirmed."))
    return redirect("privacy:follow_request", token=make_link(case, LinkUse.FOLLOW))


@open_door
@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    case = _link(token, LinkUse.FOLLOW).request
    context = {"page": person_page(case), "token": token}
    return render(request, "privacy/request_follow.html", context)


@open_door
@require_POST
def act(request: HttpRequest, token: str) -> HttpResponse:
    """What the person does on their page: write, fetch the copy, withdraw."""
    case = _link(token, LinkUse.FOLLOW).request
    _act(request, case)
    return redirect("privacy:follow_request", token=token)


def _act(request: HttpRequest, case: DataRequest) -> None:
    wanted = request.POST.get("act", "")
    if wanted == "write":
        form = WordsForm(request.POST)
        if form.is_valid() and form.cleaned_data["text"].strip():
            write_as_person(public_id=case.public_id, text=form.cleaned_data["text"])
            messages.success(request, _("Your words were added to the request."))
    elif wanted == "fetch":
        send_download_link(public_id=case.public_id)
        messages.success(
            request, _("A link to the copy is on its way to your address. It lasts an hour.")
        )
    elif wanted == "withdraw":
        withdraw_request(public_id=case.public_id)
        messages.success(request, _("Your request is withdrawn."))


@open_door
@never_cache
@require_safe
def fetch_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the fresh link: the copy in two forms."""
    link = _link(token, LinkUse.DOWNLOAD)
    context = {"page": person_page(link.request), "token": token, "ends_at": link.expires_at}
    return render(request, "privacy/request_fetch.html", context)


@open_door
@never_cache
@require_safe
def download(_request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The copy as JSON or PDF, as attachment, never kept by a cache."""
    link = _link(token, LinkUse.DOWNLOAD)
    text = fetch_export(link=link)
    if form == "pdf":
        body: bytes = as_pdf(json.loads(text), link.request.language)
        return _attachment(body, "application/pdf", "my-data.pdf")
    return _attachment(text.encode(), "application/json; charset=utf-8", "my-data.json")


def _attachment(body: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


@door(is_signed_in)
@never_cache
@require_safe
def list_own(request: HttpRequest) -> HttpResponse:
    """The signed-in person's own requests."""
    cases = [
        {
            "case": case,
            "kind": KINDS_SHORT[case.kind],
            "state": STATES[case.state],
            "tag": STATE_TAGS.get(case.state, ""),
        }
        for case in own_requests(request.user)
    ]
    return render(request, "privacy/own_list.html", {"cases": cases})


@door(policies.can_follow_own_request, find_request)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_own(request: HttpRequest, case: DataRequest) -> HttpResponse:
    """The same page as by the link, for whoever is signed in."""
    if request.method == "POST":
        _act(request, case)
        return redirect("privacy:show_own_request", public_id=case.public_id)
    context: dict[str, Any] = {"page": person_page(case), "token": ""}
    return render(request, "privacy/request_follow.html", context)
