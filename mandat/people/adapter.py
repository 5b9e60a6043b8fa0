"""How allauth behaves here: accounts are made by an organisation, not by whoever passes."""

import base64
from contextlib import suppress
from typing import Any
from xml.etree import ElementTree as ET

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mandat.core.crypto import bind, key_provider, open_sealed, seal
from mandat.core.errors import RuleBroken
from mandat.mail.services import Recipient, post_written
from mandat.people.sign_in.policy import factors_of, may_remove, proved_second_factor
from mandat.people.sign_in.proof import is_proved

# The library does not say whose secret it hands over, so the row is not part of the binding:
# a secret does not open elsewhere in the house, but does open in the row of somebody else.
_SECRETS = bind("mfa.authenticator", "any", "data")
_HOUSE = "house"

# What allauth calls the codes and links that its mails carry.
_OPENING = frozenset({"code", "key", "activate_url", "password_reset_url"})


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """No sign-up without invitation; no network address or browser in any mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Look at it again, or ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth names it
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("people:show_account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes and notices go through the outbox, as all mail; what opens a door is secret."""
        around = {"email": email, "current_site": get_current_site(self.request)}
        words = self.render_mail(template_prefix, email, around | context)
        user = context.get("user")
        with suppress(RuleBroken):  # no such address can exist: whoever typed it is not told
            post_written(
                template=template_prefix.replace("/email/", "/"),
                to=Recipient(email, getattr(user, "public_id", None)),
                language=get_language() or settings.LANGUAGE_CODE,
                subject=words.subject,
                body=words.body,
                secret=not _OPENING.isdisjoint(context),
            )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """The person is told that a way to sign in changed, and nothing about the browser."""
        address = email or EmailAddress.objects.get_primary_email(user)
        if address:
            self.send_mail(template_prefix, address, context or {})

    def is_reauthentication_required(self, *, app: str, **_rest: Any) -> bool:  # noqa: ARG002
        return not is_proved(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The strongest first. Who has a second factor that this session has not seen shows it;
        who has neither factor nor password gets a code by e-mail."""
        found = {m["id"]: m for m in super().get_reauthentication_methods(user)}
        ways = [
            ("mfa_reauthenticate:webauthn", _("With a passkey")),
            ("mfa_reauthenticate", _("With a code of the app, or a recovery code")),
            ("reauthenticate", _("With my password")),
        ]
        if user.is_authenticated and factors_of(user) and not proved_second_factor(context.request):
            ways = ways[:2]
        methods = [found[id_] | {"description": words} for id_, words in ways if id_ in found]
        if user.is_authenticated and not methods:
            words = _("With a code sent by e-mail")
            url = reverse("people:prove_by_code")
            methods = [{"id": "people:prove_by_code", "description": words, "url": url}]
        return methods


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Secrets of second factors are sealed; the code to scan is part of the page."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Wait for the next one and type that."),
        "cannot_delete_authenticator": _("Add another way first: your role needs a second factor."),
    }

    def encrypt(self, text: str) -> str:
        key_provider().ensure(_HOUSE)
        return base64.b64encode(seal(_HOUSE, text.encode(), _SECRETS)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(_HOUSE, base64.b64decode(encrypted_text), _SECRETS).decode()

    def build_totp_svg(self, url: str) -> SafeString:
        """The code as a drawing inside the page: no picture is loaded, not even from us."""
        drawing = ET.fromstring(super().build_totp_svg(url))  # noqa: S314 -- drawn here
        path = drawing.find("{*}path")
        return format_html(
            '<svg class="qr" viewBox="{}" role="img" aria-label="{}" shape-rendering="crispEdges">'
            '<rect width="100%" height="100%" fill="#fff"/><path d="{}" fill="#000"/></svg>',
            drawing.get("viewBox"),
            _("Code to scan with the app"),
            path.get("d"),
        )

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_remove(authenticator.user, authenticator)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What the device keeps: the public id, the name and the address of the account."""
        return super().get_public_key_credential_user_entity(user) | {
            "id": user.public_id.bytes,
            "display_name": user.name or user.email,
        }
