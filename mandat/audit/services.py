"""Writing to the journal."""

from typing import Any

from django.utils import timezone

from mandat.audit.models import Entry

OPERATOR = "operator"  # who runs the command line on the server


def record(
    *,
    actor: Any,
    action: str,
    subject: Any = None,
    organisation: Any = None,
    details: dict[str, Any] | None = None,
) -> Entry:
    """The act stands in the journal, in the caller's transaction.

    `actor` is an account or one of the fixed words; `details` holds ids and codes only.
    """
    return Entry.objects.create(
        at=timezone.now(),
        organisation=getattr(organisation, "public_id", None),
        actor=str(getattr(actor, "public_id", actor)),
        action=action,
        subject_label=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.public_id) if subject is not None else "",
        details=details or {},
    )
