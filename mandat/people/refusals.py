"""What the codes of the rules say to people: what happened, why, what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mandat.core.errors import RuleBroken

MESSAGES = {
    # roles
    "ends_before_start": _("The end lies before the beginning. Choose a later end."),
    "ends_in_the_past": _("The end lies in the past. Choose a day to come."),
    "end_missing": _("This role is given for a limited time: say until when."),
    "too_long": _(
        "This role lasts 90 days at most. Choose an earlier end, and renew it if need be."
    ),
    "not_to_oneself": _(
        "Nobody gives themselves a role that opens confidential data: it takes a second "
        "administrator. Ask one to do it, or invite one first."
    ),
    "last_administrator": _(
        "This is the last administrator, and somebody must be able to let people in. Name another "
        "administrator first, for at least as long."
    ),
    "ended_already": _("This role has ended already. Give it anew if it is needed again."),
    "holds_role": _("This person holds this role already. Change its end instead."),
    "not_a_colleague": _("This person holds no role in the organisation: invite them first."),
    "account_closed": _("This account is closed and receives no role."),
    # delegation
    "delegated_already": _(
        "This role was lent by somebody else and cannot be lent on. Ask its holder."
    ),
    "to_oneself": _("A role is lent to somebody else than its holder."),
    "longer_than_own": _(
        "A role is not lent for longer than one holds it. Choose days within its own time."
    ),
    # invitations
    "invitation_waits": _(
        "An invitation of this address to this role is waiting already: send it again, or "
        "withdraw it first."
    ),
    "invitation_gone": _(
        "This invitation can no longer be accepted. Ask the person who invited you for a new one."
    ),
    "invitation_settled": _("This invitation was answered or withdrawn already."),
    "other_address": _(
        "This invitation went to another address than that of your account. Sign out, then open "
        "the link of the mail again."
    ),
    "sign_in_first": _(
        "This address has an account already: sign in with it, then accept the invitation."
    ),
    "sent_too_often": _(
        "This invitation was sent often enough. Reach the person by another way, or withdraw it."
    ),
    "sent_just_now": _("The mail has just been sent. Wait two minutes before you send it again."),
    # settings
    "changed_elsewhere": _(
        "This was changed in the meantime, by somebody else or in another window. Look at what it "
        "says now, then decide again."
    ),
    "thresholds_empty": _("Say from which amounts the procedures apply."),
    "procedure_unknown": _("This procedure is not known."),
    "amount_unreadable": _("An amount is a number that is not negative."),
    "thresholds_with_gap": _("The first procedure starts at zero, so that no amount is left out."),
    "thresholds_out_of_order": _(
        "The amounts rise with the strictness of the procedure: an open call starts above three "
        "quotes."
    ),
    "retention_unknown": _("This kind of data is not known."),
    "retention_unlawful": _("This period is shorter or longer than the law lets it be."),
    # grids
    "grid_unreadable": _("This is not a scoring grid."),
    "grid_empty": _("A grid has at least one criterion."),
    "grid_too_long": _("A grid has at most 60 criteria."),
    "grid_too_deep": _("A grid has at most three levels."),
    "label_unreadable": _("A criterion has a name of at most 300 characters."),
    "maximum_unreadable": _("A maximum is a number above 0 and at most 1000."),
    "grid_does_not_add_up": _("The parts of this criterion do not add up to its maximum."),
    "line_unreadable": _("This line has no maximum at its end: write “Method | 30”."),
    "line_too_deep": _("This line skips a level: the one above it is missing."),
    # programmes and funding
    "not_now": _("This cannot be done in the present state. Reload the page."),
    "programme_elsewhere": _("A funding covers programmes of its own organisation."),
}


def refuse_if(code: str) -> None:
    """Nothing happens for an empty code; any other breaks the rule that it names."""
    if code:
        raise refused(code)


def refused(code: str) -> RuleBroken:
    """The rule of this code was broken, in words."""
    message: Any = MESSAGES[code]
    return RuleBroken(code, message)
