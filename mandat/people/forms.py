"""Forms of sign-in, on top of allauth's."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


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
