"""What changes in files: received, judged, read, handed over, locked, erased."""

from mandat.documents.services.common import seal_of
from mandat.documents.services.deciding import (
    begin_check,
    lock_file,
    mark_safe,
    note_scan,
    quarantine_file,
    refuse_file,
)
from mandat.documents.services.owning import (
    erase_file,
    erase_rows,
    give_to_owner,
    hand_over_key,
)
from mandat.documents.services.reading import (
    is_journalled,
    note_read,
    open_file,
    read_file,
    read_range,
)
from mandat.documents.services.receiving import (
    CHECK,
    keep_sealed,
    receive_file,
    receive_made,
)

__all__ = [
    "CHECK",
    "begin_check",
    "erase_file",
    "erase_rows",
    "give_to_owner",
    "hand_over_key",
    "is_journalled",
    "keep_sealed",
    "lock_file",
    "mark_safe",
    "note_read",
    "note_scan",
    "open_file",
    "quarantine_file",
    "read_file",
    "read_range",
    "receive_file",
    "receive_made",
    "refuse_file",
    "seal_of",
]
