"""Forms of the exchange around a public call."""

from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mandat.calls.display import reader_language
from mandat.calls.exchange.rules import LONGEST_QUESTION, LONGEST_TEXT, clean_text

_SHOWN_AGAIN = 10_000  # characters of a text that was far too long, so that the page stays small
_EMAIL = {"autocomplete": "email", "inputmode": "email"}


def _language_names() -> list[tuple[str, str]]:
    return [(c, (Locale.parse(c).display_name or c).capitalize()) for c, _n in settings.LANGUAGES]


class FollowForm(forms.Form):
    """An address that will be told, and in which language."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("A link is sent there, to be sure that it is yours."),
        max_length=254,
        widget=forms.EmailInput(attrs=_EMAIL),
    )
    language = forms.ChoiceField(label=_("Language of our mails"), choices=_language_names)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = reader_language()


class AskForm(forms.Form):
    """A question in plain text, and perhaps an address that is told of the answer."""

    text = forms.CharField(
        label=_("Your question"),
        strip=False,
        # No browser sends what is not even read from visitors; what is too long is shown again.
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto", "maxlength": _SHOWN_AGAIN}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        help_text=_(
            "To be told of the answer and of changes of the call. It is kept encrypted, and those "
            "who answer do not see it."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs=_EMAIL),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None and len(data.get("text", "")) > _SHOWN_AGAIN:
            data = data.copy()
            data["text"] = data["text"][:_SHOWN_AGAIN]
        super().__init__(data, **kwargs)
        self.fields["text"].help_text = _("At most %(count)d characters.") % {
            "count": LONGEST_QUESTION
        }

    def clean_text(self) -> str:
        text = clean_text(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Write your question."), "required")
        if len(text) > LONGEST_QUESTION:
            raise ValidationError(
                _("A question has at most %(count)d characters. Ask several, or shorten it."),
                "too_long",
                {"count": LONGEST_QUESTION},
            )
        return text


def _passage(label: Any, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class EarlyClosingForm(forms.Form):
    """A new end on the clock of the call's zone, and the reason that everybody will read."""

    day = forms.DateField(label=_("New last day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}))
    reason = _passage(_("Reason"), _("Everybody reads it, with the new end."))

    def wall(self) -> str:
        """The wall time, once the form is valid."""
        data = self.cleaned_data
        return f"{data['day'].isoformat()}T{data['time'].strftime('%H:%M')}"


class CancellationForm(forms.Form):
    """Why there will be no mission."""

    reason = _passage(_("Reason"), _("Everybody reads it on the page of the call."))


class DelayForm(forms.Form):
    """Another day for a step, and why."""

    due_on = forms.DateField(label=_("Now due on"), widget=forms.DateInput(attrs={"type": "date"}))
    note = _passage(_("Reason"), _("Everybody reads it."), rows=2)
