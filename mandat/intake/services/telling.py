"""What applicants are told by mail, in their language: plain text, neutral where the call is."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone, translation

from mandat.intake.models import Application, Filing
from mandat.intake.receipts.notices import Told, notice_of
from mandat.intake.receipts.signing import Signed
from mandat.intake.sealing import address_of
from mandat.intake.services.drafting import content_now
from mandat.intake.services.starting import link_of
from mandat.mail.services import post
from mandat.mail.values import Link, Moment, Trusted
from mandat.people.services import sender_of


def tell(
    template: str,
    application: Application,
    *,
    link: Link | None = None,
    fleeting: bool = False,
    awaited: bool = False,
    tells_status: bool = False,
    **values: Any,
) -> None:
    """One mail to the applicant about their application; nothing when the address is gone.

    `link` is the page that it leads to, the application's own unless said otherwise. What only the
    applicant may know is `fleeting`, what they wait for `awaited`. What `tells_status` goes in
    words to a proved address alone: the sender of a mail proves nothing, and the link proves it.
    """
    address = address_of(application)
    if not address:
        return
    call = application.call
    neutral = call.sensitive or (tells_status and application.confirmed_at is None)
    post(
        template=template,
        to=address,
        language=application.language,
        organisation=sender_of(call.organisation),
        subject_of=application,
        neutral=neutral,
        link=link or link_of(application),
        fleeting=fleeting,
        awaited=awaited,
        **({} if neutral else {"title": call.title, **values}),
    )


def post_receipt(*, application: Application, filing: Filing, signed: Signed, once: str) -> None:
    """The receipt as a mail: in words, and as the block that anybody can check."""
    call = application.call
    tell(
        "intake/receipt",
        application,
        link=Link("receipts:show_receipt", {"token": once}),
        fleeting=True,
        awaited=True,
        reference=Trusted(application.reference),
        number=filing.number,
        filed_at=Moment(filing.filed_at, call.deadline_zone or "UTC"),
        is_late=filing.is_late,
        files=[_line(f) for f in signed.whole["files"]],
        missing=len(signed.whole["missing"]),
        proof=Trusted(signed.as_block()),
    )


def _line(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": file["name"],
        "pages": file["pages"],
        "is_exact": file["pages_exact"],
        "sha256": Trusted(file["sha256"]),
    }


def tell_checked(*, application: Application, filing: Filing, told: Sequence[Told]) -> None:
    """Documents were counted or refused after they were filed: one mail names all of them.

    It says what to do about those that were refused or are too long, and by when; nobody else is
    told of a sealed one.
    """
    now = timezone.now()
    with translation.override(application.language):
        notice = notice_of(application, filing, told, content_now(application), now)
    tell(
        "intake/checked",
        application,
        fleeting=True,
        reference=Trusted(application.reference),
        number=filing.number,
        count=len(notice.files),
        files=notice.files,
        lacks=notice.lacks,
        is_good=notice.is_good,
        until=notice.until,
    )
