"""Who may do what with files: the room that owns the file decides, this room asks it."""

from typing import Any

from mandat.core.passes import held_by, opens
from mandat.documents.kinds import DRAWN
from mandat.documents.models import File, Upload
from mandat.documents.uses import use_of


def can_read_file(by: Any, file: File) -> bool:
    """Those whom the file's use lets read it, once the file is safe and while it is there."""
    return file.is_readable and can_see_file(by, file)


def has_pages_to_show(file: File) -> bool:
    """Whether images can be made of its pages: of what was judged to be a PDF or a picture."""
    return file.is_readable and file.media_type in DRAWN


def can_see_pages(by: Any, file: File) -> bool:
    """Those who may read it: an image of a page is the file itself, seen from outside."""
    return has_pages_to_show(file) and can_read_file(by, file)


def can_change_file(by: Any, file: File) -> bool:
    """Those whom the file's use lets have copies made of it, among those who may read it."""
    if not can_read_file(by, file):
        return False
    can_change = use_of(file.use).can_change
    return can_change is not None and can_change(by, file)


def can_send_files(by: Any) -> bool:
    """Everybody who is signed in or holds a pass may try; the use decides what goes where."""
    return bool(by.is_authenticated or held_by(by))


def can_continue_upload(by: Any, upload: Upload | File) -> bool:
    """Whoever began it, also once it is a file: its answer may have been lost on the way.

    A visitor's upload is continued by its pass; what became of it, by the pass of its owner.
    """
    if isinstance(upload, File):
        return _sent(by, upload) or sent_by_pass(by, upload)
    if upload.pass_name:
        return upload.pass_name in held_by(by)
    return bool(by.is_authenticated) and upload.account_id == by.pk


def can_watch_file(by: Any, file: File) -> bool:
    """Those who may see it, and whoever sent it: to learn what became of it, not to read it."""
    if can_see_file(by, file) or sent_by_pass(by, file):
        return True
    return _sent(by, file) and not file.owner_id


def can_look_at_file(by: Any, file: File) -> bool:
    """The same people, at the page that says what is known of it; a secret file has none."""
    return not file.is_secret and can_watch_file(by, file)


def can_see_file(by: Any, file: File) -> bool:
    """The same people, whatever its state: they see that it is being checked, or was refused.

    A secret file is shown by its owner alone, and by nothing here.
    """
    if file.is_secret:
        return False
    try:
        use = use_of(file.use)
    except LookupError:  # its room is not installed: nobody can say who may
        return False
    is_known = by.is_authenticated or use.for_everybody or holds_pass(by, file)
    return bool(is_known) and use.can_read(by, file)


def holds_pass(by: Any, file: File) -> bool:
    """Whether they hold the pass of the object that the file belongs to."""
    return opens(by, file.owner_label, file.owner_id)


def sent_by_pass(by: Any, file: File) -> bool:
    """Whether the file came in by the pass that they hold, and not from an account."""
    return file.uploaded_by_id is None and holds_pass(by, file) and takes_uploads(file)


def takes_uploads(file: File) -> bool:
    """Whether files of its use are sent from slots of pages, rather than made or put here."""
    try:
        return use_of(file.use).send_to is not None
    except LookupError:
        return False


def _sent(by: Any, file: File) -> bool:
    return bool(by.is_authenticated) and file.uploaded_by_id == by.pk
