"""What an applicant types is kept as they type it: in the clerk's circle, or in nobody's."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.core.crypto import KeyGone
from mandat.core.errors import RuleBroken
from mandat.intake.content import whole
from mandat.intake.models import Application
from mandat.intake.sealing import draft_of, seal_draft, seal_words, words_of
from mandat.intake.services.common import locked, require_version
from mandat.intake.services.voiding import void_changed
from mandat.intake.states import ApplicationState

_OPEN = frozenset(
    {ApplicationState.DRAFT, ApplicationState.FILED, ApplicationState.LATE}
)  # until it is judged; a filed one is changed by filing it again


def content_now(application: Application) -> dict[str, Any]:
    """What is typed so far, every part there."""
    return whole(words_of(application.organisation, application, "content") or {})


def secret_now(application: Application) -> dict[str, Any]:
    """Prices as they are typed; empty when nothing is, or when they were sealed by a filing."""
    found: dict[str, Any] = draft_of(application.call, application, "secret") or {}
    return found


def is_open(application: Application) -> bool:
    """Whether what is typed can still change; that it counts takes a filing in time."""
    return application.state in _OPEN and application.erased_at is None


def require_open(application: Application) -> None:
    """It can still be changed."""
    if not is_open(application):
        raise closed()


def closed() -> RuleBroken:
    """Nothing of it changes any more."""
    return RuleBroken("application_closed", _("This application can no longer be changed."))


def save_words(
    *, application: Application, changes: Mapping[str, Any], version: int
) -> Application:
    """These parts of the content are replaced. `changed_meanwhile` when another window saved."""
    return save_draft(application=application, changes=changes, secret=None, version=version)


def save_secret(
    *, application: Application, secret: Mapping[str, Any], version: int
) -> Application:
    """The prices are replaced, under the key of the call's drafts."""
    return save_draft(application=application, changes={}, secret=secret, version=version)


@transaction.atomic
def save_draft(
    *,
    application: Application,
    changes: Mapping[str, Any],
    secret: Mapping[str, Any] | None,
    version: int,
) -> Application:
    """Parts of the content, the prices, or both are replaced, in one lock and one update.

    None leaves the prices as they are.
    """
    row = locked(application.public_id)
    require_open(row)
    require_version(row, version)
    columns = ["version", "is_changed", "changed_at"]
    before: dict[str, Any] = {}
    if changes or secret is None:
        before = content_now(row)
        words = {**before, **changes}
        row.content = seal_words(row.organisation, row, "content", words)
        columns.append("content")
    if secret is not None:
        try:
            row.secret = seal_draft(row.call, row, "secret", secret)
        except KeyGone:  # the call is over for good
            raise closed() from None
        columns.append("secret")
    row.version += 1
    row.is_changed = True
    row.save(update_fields=columns)
    if "members" in changes:
        void_changed(row=row, before=before, after={**before, **changes}, at=timezone.now())
    return row
