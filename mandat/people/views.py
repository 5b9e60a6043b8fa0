"""Pages about one's own account; sign-in itself is allauth's, in our templates."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from mandat.core.doors import door, open_door
from mandat.people.demo import account_of, sign_in_links
from mandat.people.labels import ROLE_LABELS
from mandat.people.policies import is_signed_in
from mandat.people.queries import grants_of
from mandat.people.roles import Role
from mandat.people.sign_in.policy import is_waived, meets_confidential_data, must_have_second_factor
from mandat.people.sign_in.recovery import unused_count
from mandat.people.sign_in.sessions import other_sessions
from mandat.people.sign_in.ways import ways_of


class SignIn(LoginView):  # type: ignore[misc]  # allauth is untyped
    """allauth's sign-in page; in demo mode it also offers the demo accounts."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_links": sign_in_links()}


sign_in = SignIn.as_view()
sign_in.policy = "everybody"  # type: ignore[attr-defined]


@open_door
@never_cache
@require_GET
def sign_in_demo(request: HttpRequest, token: str) -> HttpResponse:
    """The demo account of the link is signed in. The link stands in a terminal, so GET does it."""
    account = account_of(token)
    if account is None:
        raise Http404
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("web:show_home")


@door(is_signed_in)
@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    """The person's own address, roles and ways to sign in."""
    roles = [
        {
            "where": grant.organisation.name,
            "what": ROLE_LABELS[Role(grant.role)],
            "ends_at": grant.ends_at,
        }
        for grant in grants_of(request.user).select_related("organisation")
    ]
    ways = ways_of(request.user)
    context = {
        "roles": roles,
        "ways": ways,
        "has_app": any(not way.is_passkey for way in ways),
        "codes_left": unused_count(request.user),
        "must_have_factor": must_have_second_factor(request.user),
        "is_waived": is_waived(request.user) and meets_confidential_data(request.user),
        "elsewhere": other_sessions(request.user, but=request.session.session_key),
    }
    return render(request, "people/account_detail.html", context)
