"""What clerks say of messages, and administrators of mailboxes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mandat.intake.gate.imap import Encryption
from mandat.intake.gate.mailboxes import Wanted
from mandat.intake.gate.words import ENCRYPTIONS, PARTS
from mandat.intake.models import Mailbox
from mandat.intake.sealing import words_of
from mandat.intake.states import Part
from mandat.people.models import Organisation


class PlaceForm(forms.Form):
    """For which call a message is."""

    call = forms.ChoiceField(label=_("The message is for this call"))

    def __init__(self, *args: Any, calls: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["call"]
        field.choices = [("", "—"), *((str(call.public_id), call.title) for call in calls)]


class PartForm(forms.Form):
    """What an attachment is."""

    place = forms.TypedChoiceField(label=_("Part"), coerce=Part)
    slot = forms.ChoiceField(label=_("Document that the call asks"), required=False)
    reason = forms.CharField(
        label=_("Why it is no financial document"),
        required=False,
        max_length=300,
        help_text=_("Needed only when you take it out of the financial part."),
    )

    def __init__(self, *args: Any, slots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        slot: Any = self.fields["slot"]
        place.choices = [(part.value, words) for part, words in PARTS.items()]
        slot.choices = [("", "—"), *slots]


class MailboxForm(forms.Form):
    """Where a mailbox is and who opens it."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), to_field_name="public_id"
    )
    address = forms.EmailField(
        label=_("Address of the mailbox"),
        max_length=254,
        help_text=_("The one that calls name: applications are sent there."),
    )
    host = forms.CharField(label=_("Mail server (IMAP)"), max_length=200)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    encryption = forms.TypedChoiceField(
        label=_("Encryption"),
        coerce=Encryption,
        choices=[(one.value, words) for one, words in ENCRYPTIONS.items()],
        initial=Encryption.TLS,
    )
    login = forms.CharField(label=_("User name"), max_length=200)
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed and shown to nobody."),
    )
    folder = forms.CharField(label=_("Folder"), max_length=100, initial="INBOX")

    def __init__(
        self, *args: Any, organisations: Any, mailbox: Mailbox | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        if mailbox is not None:
            del self.fields["organisation"]
            self.fields["password"].help_text = _("Left empty, the one that is kept stays.")
        elif len(organisations) == 1:
            field.initial = organisations[0].public_id
            field.empty_label = None

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            address=data["address"],
            host=data["host"],
            port=data["port"],
            encryption=data["encryption"],
            login=data["login"],
            password=data["password"],
            folder=data["folder"],
        )


def initial_of(mailbox: Mailbox) -> dict[str, Any]:
    """What is kept of the mailbox, without its password."""
    return {
        "address": mailbox.address,
        "host": mailbox.host,
        "port": mailbox.port,
        "encryption": mailbox.encryption,
        "folder": mailbox.folder,
        "login": words_of(mailbox.organisation, mailbox, "login") or "",
    }
