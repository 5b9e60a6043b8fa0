"""What the pages of the gate call things."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.intake.gate.imap import Encryption, Trouble
from mandat.intake.states import Part, StampSource

TROUBLES: Mapping[Trouble, Any] = {
    Trouble.UNREACHABLE: _("No mail server answers there. Check the host and the port."),
    Trouble.CERTIFICATE: _(
        "The server cannot prove who it is: its certificate is not valid for this host."
    ),
    Trouble.NO_ENCRYPTION: _("The server refuses this kind of encryption. Choose another one."),
    Trouble.LOGIN: _("The server refuses the user name or the password."),
    Trouble.FOLDER: _("There is no such folder in the mailbox."),
    Trouble.DROPPED: _("The line broke while messages were fetched. The next look goes on there."),
    Trouble.NO_KEY: _("The password does not open any more. Type it again."),
    Trouble.STORAGE: _(
        "Messages could not be kept here: look at the storage. They wait in the mailbox."
    ),
    Trouble.MESSAGE: _(
        "A message could not be taken in and waits in the mailbox; the others were. Tell those who "
        "run the site."
    ),
}
ENCRYPTIONS: Mapping[Encryption, Any] = {
    Encryption.TLS: _("TLS from the beginning (port 993)"),
    Encryption.STARTTLS: _("STARTTLS (port 143)"),
    Encryption.NONE: _("none: passwords and mail travel in the open"),
}
STAMPS: Mapping[StampSource, Any] = {
    StampSource.MAILBOX: _("by the receipt stamp of our mailbox"),
    StampSource.RECEIVED: _("by the line of our own mail host"),
    StampSource.IMPORT: _("by the moment of the import: nothing better was there"),
}
PARTS: Mapping[Part, Any] = {
    Part.ADMINISTRATIVE: _("Administrative"),
    Part.TECHNICAL: _("Technical"),
    Part.FINANCIAL: _("Financial (sealed)"),
}
