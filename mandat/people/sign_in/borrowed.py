"""allauth's pages where they lack something: the way back, the journal, our own addresses."""

from typing import Any

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mandat.people.sign_in.policy import note_factor_added
from mandat.people.sign_in.services import note_added


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """A passkey is added; the first factor brings recovery codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            note_added(account=self.request.user, kind="webauthn")
        note_factor_added(self.request)
        return response


class AddApp(ActivateTOTPView):  # type: ignore[misc]  # allauth is untyped
    """An app that shows codes is added; the first factor brings recovery codes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect("people:show_account")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            note_added(account=self.request.user, kind="totp")
        note_factor_added(self.request)
        return response


class SignInByPasskey(LoginWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """A passkey signs in alone, and the person comes back to the page they wanted."""

    def form_valid(self, form: Any) -> HttpResponse:
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, authenticator, login)

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002 -- allauth names it
        messages.error(
            self.request,
            _("This passkey does not open an account here. Sign in by code, or try another one."),
        )
        return redirect("account_login")


class ProveByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """A passkey proves again who is there; one that does not may be tried again."""

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002 -- allauth names it
        messages.error(self.request, _("That passkey is not one of yours. Try another one."))
        return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))
