"""What the worker does for files: checks, scans, and what nobody continued swept away."""

from uuid import UUID

from mandat.documents import checking
from mandat.documents.uploads import services


def check_file(public_id: str) -> None:
    """The file is judged and scanned, unless it was decided already."""
    checking.check_file(UUID(public_id))


def check_overdue() -> None:
    """Checks whose task was lost are asked for again."""
    checking.check_overdue()


def scan_again() -> None:
    """Files that were safe are scanned with the signatures of today."""
    checking.scan_again()


def sweep_uploads() -> None:
    """Uploads that nobody continued for a day are gone."""
    services.sweep_uploads()
