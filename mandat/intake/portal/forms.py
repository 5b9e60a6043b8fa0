"""The one form at the way in."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mandat.calls.display import reader_language
from mandat.calls.exchange.forms import FollowForm


class StartForm(FollowForm):
    """An address to which the link is sent, and the language of our mails.

    The page of a call asks for the address alone: its reader's language is taken.
    """

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and not data.get("language"):
            data = data.copy()
            data["language"] = reader_language()
        super().__init__(data, *args, **kwargs)
        email, language = self.fields["email"], self.fields["language"]
        email.help_text = _("The link to your application is sent there. No password is needed.")
        language.required = False

    def clean_language(self) -> str:
        given = self.cleaned_data["language"]
        return given if given in dict(settings.LANGUAGES) else reader_language()
