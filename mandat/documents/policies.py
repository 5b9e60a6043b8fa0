"""Who may do what with files: the room that owns the file decides, this room asks it."""

from typing import Any

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
    """Everybody who is signed in may try; the use decides what goes where."""
    return bool(by.is_authenticated)


def can_continue_upload(by: Any, upload: Upload | File) -> bool:
    """Whoever began it, also once it is a file: its answer may have been lost on the way."""
    sender = upload.account_id if isinstance(upload, Upload) else upload.uploaded_by_id
    return bool(by.is_authenticated) and sender == by.pk


def can_watch_file(by: Any, file: File) -> bool:
    """Those who may see it, and whoever sent it: to learn what became of it, not to read it."""
    if can_see_file(by, file):
        return True
    return bool(by.is_authenticated) and file.uploaded_by_id == by.pk and not file.owner_id


def can_see_file(by: Any, file: File) -> bool:
    """The same people, whatever its state: they see that it is being checked, or was refused."""
    try:
        use = use_of(file.use)
    except LookupError:  # its room is not installed: nobody can say who may
        return False
    return bool(by.is_authenticated or use.for_everybody) and use.can_read(by, file)
