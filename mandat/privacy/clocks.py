"""What remains, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mandat.privacy.rules import Clock


def in_days(days: int) -> str:
    """How long until the last day of an answer; negative when it is over."""
    if days < 0:
        return ngettext(
            "late: the answer was due %(n)d day ago",
            "late: the answer was due %(n)d days ago",
            -days,
        ) % {"n": -days}
    if days == 0:
        return _("the answer is due today")
    return ngettext("%(n)d day left to answer", "%(n)d days left to answer", days) % {"n": days}


def hours_left(clock: Clock) -> str:
    """Where the 72 hours stand, in words."""
    if clock.stopped:
        if clock.late:
            return _("the authority was told after the 72 hours")
        return _("the authority was told in time")
    hours = int(clock.left.total_seconds() // 3600)
    if hours < 0:
        return ngettext(
            "late: the 72 hours ended %(n)d hour ago",
            "late: the 72 hours ended %(n)d hours ago",
            -hours,
        ) % {"n": -hours}
    return ngettext(
        "%(n)d hour left to tell the authority", "%(n)d hours left to tell the authority", hours
    ) % {"n": hours}
