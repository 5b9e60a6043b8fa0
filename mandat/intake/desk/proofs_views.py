"""Where proof of one criterion is asked of everybody in the same position."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mandat.calls.models import Call
from mandat.calls.public.words import wall_words
from mandat.calls.queries import find_call
from mandat.core.doors import door
from mandat.intake import policies
from mandat.intake.desk.proofs import ProofForm, criterion_of, position_of
from mandat.intake.desk.standing import content_now
from mandat.intake.services import proving
from mandat.people.organisation_forms.common import done


@require_http_methods(["GET", "HEAD", "POST"])
@door(policies.can_sort_applications, find_call)
def ask_proof(request: HttpRequest, call: Call, number: int) -> HttpResponse:
    """Who is in the position, then the words and the deadline, then once more before it is sent."""
    content = content_now(call)
    criterion = criterion_of(content, number)
    if criterion is None:
        raise Http404
    position = position_of(call, criterion, timezone.now())
    form = ProofForm(
        request.POST or None, content=content, initial={"seen": proving.seen_of(position.to_ask)}
    )
    context: dict[str, Any] = {
        "call": call,
        "zone": call.deadline_zone or "UTC",
        "criterion": criterion,
        "position": position,
        "form": form,
    }
    if request.method != "POST":
        return render(request, "intake/desk/proof_ask.html", context)
    if not form.is_valid() or "change" in request.POST:
        return _shown_again(request, form, context)
    if "send" not in request.POST:
        return _confirmation(request, form, context)
    return _send(request, call, form, context)


def _shown_again(request: HttpRequest, form: ProofForm, context: dict[str, Any]) -> HttpResponse:
    status = 200 if form.is_valid() else 422
    return render(request, "intake/desk/proof_ask.html", context, status=status)


def _confirmation(request: HttpRequest, form: ProofForm, context: dict[str, Any]) -> HttpResponse:
    """Read it once more: to whom, which words, until when."""
    zone = context["zone"]
    if not done(form, lambda: proving.deadline_of(form.wall(), zone)):
        return render(request, "intake/desk/proof_ask.html", context, status=422)
    slot = dict(form.fields["slot"].choices)[form.cleaned_data["slot"]]  # type: ignore[attr-defined]
    context |= {
        "deadline": wall_words(form.wall(), zone),
        "document": slot,
        "question": form.cleaned_data["question"],
    }
    return render(request, "intake/desk/proof_confirm.html", context)


def _send(
    request: HttpRequest, call: Call, form: ProofForm, context: dict[str, Any]
) -> HttpResponse:
    data = form.cleaned_data
    asked = done(
        form,
        lambda: proving.ask_proof(
            call=call,
            number=context["criterion"].number,
            question=data["question"],
            slot=data["slot"],
            wall=form.wall(),
            seen=data["seen"],
            by=request.user,
        ),
    )
    if asked is None:
        return render(request, "intake/desk/proof_ask.html", context, status=409)
    said = ngettext(
        "%(count)d applicant is asked for proof.",
        "%(count)d applicants are asked for proof, all alike.",
        len(asked),
    )
    messages.success(request, said % {"count": len(asked)})
    return redirect("intake:show_call", public_id=call.public_id)
