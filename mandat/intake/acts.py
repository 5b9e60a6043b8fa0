"""What the journal calls the acts of this room."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.audit.words import register_actors, register_objects, register_words

ACTS: Mapping[str, Any] = {
    "intake.key.made": _("made the key to which the prices of a call are sealed"),
    "intake.application.confirmed": _("proved the address of an application"),
    "intake.application.filed": _("filed an application"),
    "intake.application.withdrawn": _("withdrew an application"),
    "intake.channel.excluded": _("turned away an application by a way that the call shuts"),
    "intake.piece.counted": _("counted a sealed document"),
    "intake.application.decided": _("decided about an application"),
    "intake.letter.changed": _("changed a letter to an applicant"),
    "intake.letter.dropped": _("set a letter to an applicant aside"),
    "intake.letter.sent": _("sent a letter to an applicant"),
    "intake.application.erased": _("erased an application"),
    "intake.application.corrected": _("noted a correction beside an application"),
    "intake.application.invited": _("invited an applicant to a full proposal"),
    "intake.teammember.erased": _("erased what was kept of a member of a team"),
    "intake.referencecheck.erased": _("erased what was kept of a referee"),
    "intake.arrival.erased": _("erased a mail that came in"),
    "intake.arrival.received": _("took in a mail"),
    "intake.arrival.read": _("read a mail that came in"),
    "intake.arrival.placed": _("said for which call a mail is"),
    "intake.arrival.settled": _("settled a mail that came in"),
    "intake.arrival.sealed": _("sealed an attachment as a financial document"),
    "intake.arrival.unsealed": _("took an attachment out of the financial documents"),
    "intake.arrival.sorted": _("said what an attachment is"),
    "intake.arrival.asked": _("asked for a copy without prices"),
    "intake.mailbox.added": _("added a mailbox for applications"),
    "intake.mailbox.changed": _("changed a mailbox for applications"),
    "intake.mailbox.stopped": _("stopped looking into a mailbox"),
    "intake.member.asked": _("asked a member of a team whether they take part"),
    "intake.member.confirmed": _("said that they take part in an application"),
    "intake.member.declined": _("said that they do not take part in an application"),
    "intake.member.voided": _("changed what a member of a team had said yes to"),
    "intake.criterion.decided": _("decided a criterion of an application"),
    "intake.proof.asked": _("asked an applicant for proof"),
    "intake.proof.answered": _("handed in a proof"),
    "intake.proof.expired": _("closed a request for proof at its deadline"),
    "intake.reference.asked": _("asked a referee"),
    "intake.reference.noted": _("noted a contact with a referee"),
    "intake.reference.answered": _("answered as a referee"),
    "intake.sanctions.imported": _("imported a sanctions list"),
    "intake.extension.asked": _("asked an applicant to let an offer stand for longer"),
    "intake.extension.answered": _("answered whether an offer stands for longer"),
    "intake.dossier.read": _("read the dossier of a call"),
    "intake.drafts.forgotten": _("deleted applications whose address nobody proved"),
}


def register() -> None:
    register_words(ACTS)
    register_actors(
        {
            "applicant": _("the applicant"),
            "referee": _("a referee"),
            "member": _("a member of a team"),
            "mailgate": _("the site itself, taking in mail"),
        }
    )
    register_objects("intake.application", _("Application"))
    register_objects("intake.teammember", _("Member of a team"))
    register_objects("intake.referencecheck", _("Referee"))
    register_objects("intake.arrival", _("Mail that came in"))
    register_objects("intake.mailbox", _("Mailbox for applications"))
