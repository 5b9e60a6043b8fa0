"""The only receivers of signals in the house: who signed in and out stands in the journal."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from mandat.audit.services import record


@receiver(user_logged_in, dispatch_uid="audit.signed_in")
def note_signed_in(user: Any, **_rest: Any) -> None:
    """However it was done: by code, by password, or by a link of the demo."""
    record(actor=user, action="people.account.signed_in", subject=user)


@receiver(user_logged_out, dispatch_uid="audit.signed_out")
def note_signed_out(user: Any, **_rest: Any) -> None:
    """The signal also comes for visitors who were not signed in; those leave no trace."""
    if user is not None and user.is_authenticated:
        record(actor=user, action="people.account.signed_out", subject=user)
