"""Forms of sign-in, on top of allauth's."""

from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.people.models import Account


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """One page: the address first, then a code by e-mail or the password, as the person likes.

    allauth sends a code when the password is empty; the choice decides which of the two it is.
    """

    how = forms.ChoiceField(
        label=_("How do you want to sign in?"),
        choices=[
            ("code", _("Send me a code by e-mail")),
            ("password", _("With my password")),
        ],
        initial="code",
        widget=forms.RadioSelect,
    )
    field_order = ("login", "how", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "inputmode": "email"}
        self.fields["password"].required = False
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}
        self.fields["password"].help_text = ""
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("how") == "code":
            cleaned["password"] = ""
        elif cleaned.get("how") == "password" and not cleaned.get("password"):
            self.add_error("password", _("Type your password, or choose the code by e-mail."))
        return super().clean()  # type: ignore[no-any-return]


class _ByAddress:
    """The address is called as on the sign-in page, and nothing stands in its field."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs = {"autocomplete": "username", "inputmode": "email"}


class AskForCodeForm(_ByAddress, RequestLoginCodeForm):  # type: ignore[misc]  # allauth is untyped
    """Where the code is to go."""


class ForgottenPasswordForm(_ByAddress, ResetPasswordForm):  # type: ignore[misc]  # as above
    """Where the link to a new password is to go."""


_NAME = _("Name of the passkey")
_NAME_HELP = _("So that you know it again: the device or the key, such as “Work telephone”.")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A name, and whether the passkey is to sign in alone. The rest comes from the device."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_NAME, help_text=_NAME_HELP, max_length=60, required=False
        )
        alone = self.fields["passwordless"]
        alone.label = _("Sign in with this passkey alone, without code or password")
        alone.help_text = _(
            "It asks for your finger, face or PIN. Untick this for a simple key without PIN: it "
            "then serves after the code or the password."
        )
        alone.initial = True


class RenamePasskeyForm(forms.Form):
    name = forms.CharField(label=_NAME, help_text=_NAME_HELP, max_length=60)


class _CodeField:
    """The code of the app: digits, without a hint that repeats the label."""

    label = _("Code of the app, or recovery code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = self.label
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class AddAppForm(_CodeField, ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    label = _("Code of the app")


class ShowFactorForm(_CodeField, AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ProveFactorForm(_CodeField, ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class PasskeySignInForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """Nobody has said who they are: the passkey names the account by its public id."""

    def clean_credential(self) -> Authenticator:
        credential = self.cleaned_data["credential"]
        response = auth.parse_authentication_response(credential).response
        # The challenge may be one of a second step, which asks for no finger, face or PIN.
        if not response.authenticator_data.is_user_verified():
            raise get_adapter().validation_error("incorrect_code")
        try:
            handle = UUID(bytes=urlsafe_b64decode(credential["response"]["userHandle"] + "=="))
        except (KeyError, TypeError, ValueError):  # of bad base64 as well
            raise get_adapter().validation_error("incorrect_code") from None
        account = Account.objects.filter(public_id=handle).first()
        if account is None:
            raise get_adapter().validation_error("incorrect_code")
        return auth.complete_authentication(account, credential)


class ProofCodeForm(forms.Form):
    """The code that was sent by e-mail."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
