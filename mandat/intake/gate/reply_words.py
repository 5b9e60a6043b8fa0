"""What a sender is told of what was wrong with a letter, and what to do: whole sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.intake.letters.outcomes import Reason

SAID: Mapping[Reason, Any] = {
    Reason.CLOUD_LINK: _(
        "Your message links to files that are kept elsewhere. Only attached files count: they "
        "prove what was sent and when. Send them as attachments."
    ),
    Reason.ENCRYPTED_ARCHIVE: _(
        "An archive or file is protected by a password, so it cannot be checked. Send the files "
        "without one."
    ),
    Reason.UNSAFE_ARCHIVE: _("An archive could not be opened. Send its files one by one."),
    Reason.WINMAIL: _(
        "Your mail program packed the files into a winmail.dat that cannot be opened. Send them "
        "as ordinary attachments, in a message of plain text."
    ),
    Reason.DAMAGED_FILE: _("A file is empty or damaged. Send it again."),
    Reason.FORBIDDEN_KIND: _(
        "A file is a program, a script or a web page, which is not taken. Send it as PDF."
    ),
    Reason.PARTLY_READ: _(
        "Part of your message did not arrive whole. Compare the list with what you sent, and send "
        "again what is not there."
    ),
    Reason.MIXED_DOCUMENT: _(
        "A document names prices beside the technical part. Prices stay sealed until the technical "
        "marks are final, and such a document with them. Send a copy of it without any price."
    ),
    Reason.EMPTY: _("Your message had neither text nor attachment."),
    Reason.NO_FILE: _("Your message had no attachment."),
    Reason.TWO_CALLS: _(
        "Your message names several calls. Send one message for each, under its own subject."
    ),
    Reason.UNKNOWN_CALL: _("Nothing in your message says for which call it is."),
    Reason.UNREADABLE: _(
        "Your message could not be read: it is encrypted, damaged or too large. Send it again as "
        "plain text with attachments."
    ),
    Reason.CALL_CANCELLED: _("The call was cancelled."),
    Reason.CALL_OVER: _("The call is over: nothing can be filed for it any more."),
}
