"""The one page of a member: what they are named for, and whether they take part."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mandat.calls.display import reader_language
from mandat.calls.public.said import notice_contact
from mandat.core.doors import door, open_door
from mandat.core.languages import language_name
from mandat.core.passes import give_pass, pass_of, takes_passes
from mandat.intake.mine.page import said_when
from mandat.intake.models import TeamMember
from mandat.intake.policies import can_answer_for_member
from mandat.intake.services.confirming import (
    answer_member,
    can_still_answer,
    find_by_member_link,
    is_named,
    named_as,
)
from mandat.intake.services.drafting import content_now
from mandat.intake.states import ConfirmationState

Answer = HttpResponse


def find_member(public_id: UUID) -> TeamMember | None:
    """The member with the application and its call, or nothing."""
    rows = TeamMember.objects.select_related(
        "application__call__organisation", "application__organisation"
    )
    return rows.filter(public_id=public_id).first()


@open_door
@never_cache
@require_safe
def open_member_link(request: HttpRequest, key: str) -> Answer:
    """Whoever opens the link answers for that member in this browser."""
    member = find_by_member_link(key)
    if member is None:
        response = render(request, "intake/mine/member_gone.html", status=404)
    else:
        if request.method == "GET":
            give_pass(request, pass_of(member))
        response = redirect("my:confirm_member", public_id=member.public_id)
    response["Referrer-Policy"] = "no-referrer"  # the key stands in the address
    return _unlisted(response)


def _unlisted(response: Answer) -> Answer:
    response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
    return response


@door(can_answer_for_member, find_member)
@require_http_methods(["GET", "HEAD", "POST"])
def _confirm(request: HttpRequest, member: TeamMember) -> Answer:
    if request.method == "POST":
        takes_part = request.POST.get("answer") == "yes"
        if not takes_part and request.POST.get("answer") != "no":
            raise Http404
        answer_member(member=member, takes_part=takes_part, at=timezone.now())
        messages.success(request, _("Your answer is kept. Thank you."))
        return redirect("my:confirm_member", public_id=member.public_id)
    return render(request, "intake/mine/member.html", _context(member))


def confirm_member(request: HttpRequest, **arguments: Any) -> Answer:
    """What the member is named for; "I take part" or "I do not"."""
    try:
        return _unlisted(_confirm(request, **arguments))
    except Http404:
        return _unlisted(render(request, "intake/mine/member_gone.html", status=404))


confirm_member.policy = _confirm.policy  # type: ignore[attr-defined]
confirm_member = login_not_required(takes_passes(confirm_member))


def _context(member: TeamMember) -> dict[str, Any]:
    application = member.application
    says = named_as(application, member.key)
    named = says if is_named(member, says) else None
    reader = reader_language()
    zone = application.call.deadline_zone
    return {
        "member": member,
        "call": application.call,
        "named": named,
        "no_firm": named is not None and named.get("firm", "") is None,
        "languages": [language_name(c, reader) for c in (named or {}).get("languages") or []],
        "lead": content_now(application)["lead"] if named else {},
        "can_answer": can_still_answer(member, says),
        "has_confirmed": member.state == ConfirmationState.CONFIRMED,
        "voided": named is not None and member.voided_at is not None,
        "has_declined": member.state == ConfirmationState.DECLINED,
        "answered_at": said_when(member.answered_at, zone) if member.answered_at else "",
        "contact": notice_contact(application.call),
    }
