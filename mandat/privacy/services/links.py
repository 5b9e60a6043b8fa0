"""Links that open a case without account. Only their digests are kept."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from mandat.mail.services import post
from mandat.mail.values import Link
from mandat.people.services.common import sender_of
from mandat.privacy.models import DataRequest, RequestLink
from mandat.privacy.models.requests import LinkUse
from mandat.privacy.sealing import words

LIFE = {
    LinkUse.PROVE: timedelta(days=7),
    LinkUse.FOLLOW: timedelta(days=180),
    LinkUse.DOWNLOAD: timedelta(hours=1),
}
_VIEWS = {
    LinkUse.PROVE: "privacy:prove_address",
    LinkUse.FOLLOW: "privacy:follow_request",
    LinkUse.DOWNLOAD: "privacy:fetch_answer",
}


def make_link(case: DataRequest, use: LinkUse) -> str:
    """A new token of 256 random bits for this case and use; older ones stay valid."""
    token = secrets.token_urlsafe(32)
    RequestLink.objects.create(
        request=case, use=use, token_sha256=_digest(token), expires_at=timezone.now() + LIFE[use]
    )
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_link(token: str, use: LinkUse, at: datetime) -> RequestLink | None:
    """The link that this token opens now, with its case."""
    return (
        RequestLink.objects.filter(token_sha256=_digest(token), use=use, expires_at__gt=at)
        .select_related("request__organisation")
        .first()
    )


def send_link(case: DataRequest, use: LinkUse, *, template: str) -> None:
    """The person is mailed a link, in their language, under a subject that says nothing."""
    link = Link(_VIEWS[use], {"token": make_link(case, use)})
    post(
        template=f"privacy/{template}",
        to=words(case, "email"),
        language=case.language,
        organisation=sender_of(case.organisation),
        subject_of=case,
        neutral=True,
        awaited=True,
        link=link,
    )
