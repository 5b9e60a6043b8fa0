"""Who is told when a file turns out to be harmful, by mail and on the first page."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mandat.core.rooms import Waiting
from mandat.documents.models import File
from mandat.documents.policies import can_see_file
from mandat.documents.states import FileState
from mandat.mail.services import post
from mandat.mail.values import Link
from mandat.people.models import Account
from mandat.people.queries import organisations_where, people_of
from mandat.people.roles import Role

SHOWN = timedelta(days=14)  # a lock or a refusal stands on the first page for so long


def tell_locked(file: File) -> int:
    """Everybody who could have a copy is told, in their language; how many they are.

    Of a secret file nobody has one.

    Whoever may read the file may have downloaded it, so all of them, and whoever sent it. The
    mail does not say what the file is called: a name names people.
    """
    if file.is_secret:
        return 0
    told = {account.pk: account for account in _concerned(file)}
    for account in told.values():
        post(
            template="documents/file_locked",
            to=account,
            language=account.language,
            subject_of=file,
            page=Link("documents:show_file", {"public_id": file.public_id}),
        )
    return len(told)


def _concerned(file: File) -> Iterable[Account]:
    if file.uploaded_by is not None and file.uploaded_by.is_active:
        yield file.uploaded_by
    if file.organisation is not None:
        yield from (a for a in people_of(file.organisation) if can_see_file(a, file))


def waits(account: Any) -> Iterator[Waiting]:
    """Files that were locked, for whoever may have a copy; files that were refused, for senders."""
    for file in _recent(account)[:20]:
        if file.state == FileState.LOCKED and (
            file.uploaded_by_id == account.pk or can_see_file(account, file)
        ):
            yield _waiting(
                file, _("A file was locked: a virus was found in it. Delete your copies."), 5
            )
        elif file.state == FileState.REFUSED and file.uploaded_by_id == account.pk:
            yield _waiting(file, _("This file was refused. Its page says why."), 30)


def _recent(account: Any) -> QuerySet[File]:
    since = timezone.now() - SHOWN
    mine = Q(uploaded_by=account)
    ours = Q(state=FileState.LOCKED, organisation__in=organisations_where(account, Role))
    attached = Q(state=FileState.LOCKED) | (Q(state=FileState.REFUSED) & ~Q(owner_id=""))
    return (
        File.objects.select_related("organisation")
        .filter(attached, mine | ours, erased_at=None, is_secret=False)
        .filter(Q(scanned_at__gt=since) | Q(scanned_at=None, received_at__gt=since))
        .order_by("-received_at")
    )


def _waiting(file: File, reason: Any, weight: int) -> Waiting:
    return Waiting(
        title=file.name or str(file.public_id),
        reason=reason,
        url=reverse("documents:show_file", args=[file.public_id]),
        action=_("Look"),
        weight=weight,
    )
