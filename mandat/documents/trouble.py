"""What a person is told when a file could not be stored."""

from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.documents.sizes import shown_size
from mandat.documents.store import StorageFailed, WrongSize
from mandat.documents.uses import Use


def wrong_size(error: WrongSize, use: Use) -> RuleBroken:
    """What the person is told when too many bytes came, or not those announced."""
    if error.too_large:
        return RuleBroken(
            "file_too_large",
            _("This file is larger than %(size)s. Make it smaller or send it in parts.")
            % {"size": shown_size(use.max_bytes)},
        )
    return RuleBroken(
        "file_incomplete",
        _("The file did not arrive whole. Nothing was kept. Send it again."),
    )


def upload_trouble(error: StorageFailed) -> RuleBroken:
    """What the person is told when the storage takes no more of an upload: the rest is kept."""
    if error.full:
        return RuleBroken(
            "storage_full",
            _("There is no room just now. What was sent so far is kept for a day. Go on later."),
        )
    return RuleBroken(
        "storage_unreachable",
        _(
            "Files cannot be stored just now. What was sent so far is kept for a day. Go on in "
            "some minutes."
        ),
    )


def not_now() -> RuleBroken:
    """What the person is told when a key that the worker makes is not made yet."""
    return RuleBroken(
        "storage_unreachable",
        _("Files cannot be stored just now. Nothing was kept. Try again in some minutes."),
    )


def over() -> RuleBroken:
    """What the person is told when the key under which the file would lie was destroyed."""
    return RuleBroken("key_gone", _("What this file is for is over: nothing more is taken."))


def storage_trouble(error: StorageFailed) -> RuleBroken:
    """What the person is told when the storage takes nothing."""
    if error.full:
        return RuleBroken(
            "storage_full",
            _("There is no room for this file just now. Nothing was kept. Try again later."),
        )
    return not_now()
