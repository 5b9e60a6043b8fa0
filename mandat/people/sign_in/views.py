"""Pages about one's own ways to sign in, and about the session."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import flows
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mandat.core.doors import door, open_door
from mandat.people.forms import ProofCodeForm, RenamePasskeyForm
from mandat.people.policies import is_signed_in
from mandat.people.sign_in import by_code, recovery, services
from mandat.people.sign_in.answers import with_next
from mandat.people.sign_in.clock import CLOCK, unpacked
from mandat.people.sign_in.policy import factors_of, may_remove, proved_second_factor
from mandat.people.sign_in.proof import recently_proved
from mandat.people.sign_in.ways import key_of

_AFTER = "people.after_factor"


@door(is_signed_in)
@never_cache
@require_safe
def start_second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor is needed, and the two ways to have one; who has one shows it."""
    after = get_next_redirect_url(request) or resolve_url("web:show_home")
    if proved_second_factor(request):
        return redirect(after)
    if factors_of(request.user):
        way = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
        return redirect(with_next(way, after))
    request.session[_AFTER] = after
    return render(request, "people/account_second_factor.html")


@door(is_signed_in)
@require_safe
def show_ways(_request: HttpRequest) -> HttpResponse:
    """allauth's lists of factors and of addresses; ours stand on the account page."""
    return redirect("people:show_account")


def _factor(request: HttpRequest, key: str) -> Authenticator:
    """The person's own passkey or app of that address."""
    for factor in factors_of(request.user):
        if constant_time_compare(key_of(factor), key):
            return factor
    raise Http404


@door(is_signed_in)
@recently_proved()
@require_http_methods(["GET", "HEAD", "POST"])
def rename_passkey(request: HttpRequest, key: str) -> HttpResponse:
    factor = _factor(request, key)
    if factor.type != Authenticator.Type.WEBAUTHN:
        raise Http404
    form = RenamePasskeyForm(request.POST or None, initial={"name": factor.wrap().name})
    if form.is_valid():
        services.rename_passkey(factor=factor, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The passkey has its new name."))
        return redirect("people:show_account")
    context = {"form": form, "factor": factor, "key": key}
    return render(request, "people/account_passkey_rename.html", context)


@door(is_signed_in)
@recently_proved()
@require_http_methods(["GET", "HEAD", "POST"])
def remove_factor(request: HttpRequest, key: str) -> HttpResponse:
    """The passkey or app is removed after a page that says what that means."""
    factor = _factor(request, key)
    if request.method == "POST":
        mail = (
            "webauthn_removed" if factor.type == Authenticator.Type.WEBAUTHN else "totp_deactivated"
        )
        services.remove_factor(factor=factor, by=request.user)
        get_adapter(request).send_notification_mail(f"mfa/email/{mail}", request.user)
        messages.success(request, _("It is removed and no longer signs in."))
        return redirect("people:show_account")
    context: dict[str, Any] = {"factor": factor, "key": key}
    context["may_remove"] = may_remove(request.user, factor)
    context["is_last"] = len(factors_of(request.user)) == 1
    return render(request, "people/account_factor_remove.html", context)


@door(is_signed_in)
@recently_proved()
@never_cache
@require_safe
def show_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, once; afterwards only how many are left."""
    left = recovery.unused_count(request.user)
    if left is None:
        raise Http404
    context = {"codes": recovery.codes_to_show(request), "left": left}
    return render(request, "people/account_recovery_codes.html", context)


@door(is_signed_in)
@recently_proved()
@require_POST
def make_recovery_codes(request: HttpRequest) -> HttpResponse:
    """New codes replace the old ones, which no longer serve."""
    if not factors_of(request.user):
        raise Http404
    replaced = recovery.key_of_codes(request.user)
    flows.generate_recovery_codes(request)
    services.note_codes_made(account=request.user, replaced=replaced)
    return redirect("mfa_view_recovery_codes")


@door(is_signed_in)
@recently_proved()
@never_cache
@require_POST
def download_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes on the screen as a text file."""
    codes = recovery.codes_to_show(request)
    if not codes:
        return redirect("mfa_view_recovery_codes")
    head = _("Recovery codes of mandat. Each serves once. Keep them where only you look.")
    lines = [head, request.build_absolute_uri("/"), "", *codes, ""]
    response = HttpResponse("\r\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mandat-recovery-codes.txt"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@door(is_signed_in)
@require_POST
def keep_recovery_codes(request: HttpRequest) -> HttpResponse:
    """The person has kept them: they are not shown again, and the work goes on."""
    recovery.note_kept(request)
    return redirect(request.session.pop(_AFTER, None) or "people:show_account")


@door(is_signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def prove_by_code(request: HttpRequest) -> HttpResponse:
    """Proof by a code sent by e-mail, where there is no other way."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    if methods[0]["id"] != "people:prove_by_code":
        return redirect(methods[0]["url"])
    after = get_next_redirect_url(request) or resolve_url("people:show_account")
    form = ProofCodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        by_code.send_code(request)
        return redirect(with_next(request.path, after))
    if form.is_valid():
        if by_code.accept_code(request, form.cleaned_data["code"]):
            return redirect(after)
        form.add_error("code", get_adapter(request).error_messages["incorrect_code"])
    context = {"form": form, "is_sent": by_code.is_waiting(request), "next": after}
    return render(request, "people/account_prove_by_code.html", context)


@open_door
@never_cache
@require_safe
def show_clock(request: HttpRequest) -> HttpResponse:
    """For the page: how many seconds are left, and a token for forms that were open meanwhile."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0, "who": "", "token": ""})
    return _clock(request)


def _clock(request: HttpRequest) -> HttpResponse:
    clock = unpacked(request.session.get(CLOCK))
    left = clock.ends - timezone.now().timestamp() if clock else 0
    who = str(request.user.public_id)
    return JsonResponse({"left": int(left), "who": who, "token": get_token(request)})


@door(is_signed_in)
@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """The person is still there."""
    clock = unpacked(request.session.get(CLOCK))
    if clock is not None:
        seen = timezone.now().timestamp()
        request.session[CLOCK] = type(clock)(clock.since, seen, clock.idle).packed()
    if request.headers.get("Accept") == "application/json":
        return _clock(request)
    return redirect(get_next_redirect_url(request) or "people:show_account")


@door(is_signed_in)
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Every other browser of the person is signed out; this one stays."""
    ended = services.end_other_sessions(account=request.user, but=request.session.session_key)
    words = ngettext(
        "%(count)d other browser was signed out.",
        "%(count)d other browsers were signed out.",
        ended,
    )
    messages.success(
        request, words % {"count": ended} if ended else _("No other browser was signed in.")
    )
    return redirect("people:show_account")
