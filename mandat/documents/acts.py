"""What the journal calls the acts of this room."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mandat.audit.words import (
    register_actors,
    register_details,
    register_objects,
    register_words,
)

ACTS = {
    "documents.file.received": _("handed in a file"),
    "documents.file.attached": _("attached a file"),
    "documents.file.read": _("read a file"),
    "documents.file.found_safe": _("checked a file: it is safe"),
    "documents.file.refused": _("checked a file: it was refused"),
    "documents.file.locked": _("locked a file"),
    "documents.file.cleaned": _("had a cleaned copy made of a file"),
    "documents.file.erased": _("erased a file"),
    "documents.key.rotated": _("renewed a key of files"),
    "documents.key.destroyed": _("destroyed a key of files"),
}


def read_in_words(details: Mapping[str, Any]) -> str:
    """Which page was looked at; nothing when the file itself was given out."""
    if "page" not in details:
        return ""
    return gettext("page %(number)d, as an image") % {"number": details["page"]}


def register() -> None:
    """The words are known to the journal's pages."""
    register_words(ACTS)
    register_actors({"visitor": _("somebody without account")})
    register_details("documents.file.read", read_in_words)
    register_objects("documents.file", _("File"))
