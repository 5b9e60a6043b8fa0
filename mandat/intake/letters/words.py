"""What outcomes and reasons are called, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.intake.letters.outcomes import Outcome, Reason
from mandat.intake.letters.routing import Why
from mandat.intake.letters.sorting import Certainty

OUTCOMES: Mapping[Outcome, Any] = {
    Outcome.FILED: _("Application filed"),
    Outcome.COMPLETED: _("Added to an earlier message"),
    Outcome.SUPERSEDED: _("Replaces an earlier application"),
    Outcome.DESK: _("Waits for a decision"),
    Outcome.CLARIFICATION: _("Question about a call"),
    Outcome.AUTO_REPLY: _("Automatic answer"),
    Outcome.BOUNCE: _("Returned mail"),
    Outcome.LATE: _("After the deadline"),
    Outcome.EXCLUDED_CHANNEL: _("By a channel that the call excludes"),
    Outcome.REFUSED_ATTACHMENT: _("No document could be taken"),
    Outcome.DUPLICATE: _("Same documents as before"),
    Outcome.ALREADY_IMPORTED: _("Imported before"),
}

REASONS: Mapping[Reason, Any] = {
    Reason.NEW: _("The first application of this sender for this call."),
    Reason.ADDS_DOCUMENTS: _("It brings documents that were missing."),
    Reason.REPLACES_DOCUMENTS: _("It brings documents again, in a new version."),
    Reason.SAYS_REPLACES: _("The sender says that it replaces the earlier message."),
    Reason.REPLACES_ALL: _("It brings again every document of the earlier message."),
    Reason.SAME_FILES: _("Every file is the same as one already received."),
    Reason.SAME_LETTER: _("The same message was imported before."),
    Reason.SAME_ID_OTHER_CONTENT: _(
        "Another message bears the same identifier. Compare the two before you decide."
    ),
    Reason.QUESTION: _("The sender asks something and attaches no document."),
    Reason.AUTOMATIC: _("A program wrote it, such as an absence notice."),
    Reason.AUTOMATIC_WITH_FILE: _(
        "A program wrote it, but it has a document attached. Look whether it is an application."
    ),
    Reason.OWN_LETTER: _("It is one of our own messages, come back."),
    Reason.RETURNED: _("A mail system returns a message that could not be delivered."),
    Reason.AFTER_DEADLINE: _("It arrived after the deadline. The call takes no late application."),
    Reason.AFTER_DEADLINE_KEPT: _(
        "It arrived after the deadline. The call keeps it for a decision with reasons."
    ),
    Reason.PORTAL_ONLY: _("The call takes applications in the portal only."),
    Reason.APPLIED_IN_PORTAL: _(
        "This address has an application from the portal, which no e-mail changes by itself. Say "
        "whether it belongs there."
    ),
    Reason.CALL_CANCELLED: _("The call has been cancelled."),
    Reason.CALL_OVER: _(
        "It came in time, but reached us when the call was over for good: nothing can be filed for "
        "it any more. Answer its sender."
    ),
    Reason.UNKNOWN_CALL: _("Nothing says for which call it is. Choose the call."),
    Reason.UNCERTAIN_CALL: _("The call is likely but not certain. Confirm it."),
    Reason.TWO_CALLS: _("It names several calls. Choose the call, or file it for each."),
    Reason.CONTRADICTION: _("Its address belongs to one call and its subject to another."),
    Reason.EMPTY: _("It has neither text nor document."),
    Reason.NO_FILE: _("It has a text, but no document."),
    Reason.CLOUD_LINK: _("It links to files kept elsewhere. Only attached files can be taken."),
    Reason.ENCRYPTED_ARCHIVE: _(
        "An archive is protected by a password. Send the files without it."
    ),
    Reason.UNSAFE_ARCHIVE: _("An archive cannot be opened safely. Send the files one by one."),
    Reason.WINMAIL: _("A winmail.dat file cannot be read. Send the files as plain attachments."),
    Reason.DAMAGED_FILE: _("A file is empty or damaged. Send it again."),
    Reason.FORBIDDEN_KIND: _("A file is a program, a script or a web page. Send it as PDF."),
    Reason.FORWARDED: _("The documents stand in a forwarded message. Say who applies."),
    Reason.NO_SENDER: _("It has no sender who could be answered."),
    Reason.REFUTED_SENDER: _("Our mail server found that the sender’s address may be false."),
    Reason.UNREADABLE: _("The message cannot be read: encrypted, damaged or too large."),
    Reason.PARTLY_READ: _("Part of the message could not be read. Compare with what was meant."),
    Reason.MIXED_DOCUMENT: _(
        "A document shows prices in a technical text. Ask for a copy without."
    ),
    Reason.UNSORTED_DOCUMENT: _("A document could not be sorted. Say what it is."),
}

ROUTES: Mapping[Why, Any] = {
    Why.ADDRESS: _("by the address it was sent to"),
    Why.SUBJECT: _("by its subject"),
    Why.REFERENCE: _("by the reference it names"),
    Why.THREAD: _("as an answer to a message about this call"),
    Why.SENDER: _("by the sender’s earlier application"),
    Why.ONLY_CALL: _("as the only open call of this address"),
    Why.AMBIGUOUS: _("several calls are equally likely"),
    Why.TWO_CALLS: _("several calls are named"),
    Why.CONTRADICTION: _("address and subject contradict each other"),
    Why.NONE: _("nothing names a call"),
}

CERTAINTIES: Mapping[Certainty, Any] = {
    Certainty.CERTAIN: _("certain"),
    Certainty.LIKELY: _("likely"),
    Certainty.GUESS: _("a guess"),
}
