"""What a person receives: the copy of their data, a correction, a decision on their objection."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mandat.core.errors import RuleBroken
from mandat.core.holdings import Holding, holdings
from mandat.privacy.gathering import gather
from mandat.privacy.models import DataExport, DataRequest, Rectification, RequestLink
from mandat.privacy.models.requests import LinkUse, StepKind
from mandat.privacy.register import activities, as_rows
from mandat.privacy.sealing import put, words
from mandat.privacy.services.common import add_step, case_for, locked, require
from mandat.privacy.services.links import send_link
from mandat.privacy.states import RequestKind, RequestState

EXPORT_LASTS = timedelta(days=30)


def export_content(case: DataRequest) -> dict[str, Any]:
    """Everything that the rooms hold about the person, and what is done with it (Article 15)."""
    with translation.override(case.language):
        parts = gather(case)
        touched = {part.room for part in parts}
        rooms = [
            {
                "room": part.room,
                "label": str(part.label),
                "objects": [
                    {
                        "title": str(found.title),
                        "kind": found.subject_label,
                        "id": found.subject_id,
                        "data": found.data,
                    }
                    for found in part.found
                ],
            }
            for part in parts
        ]
        return {
            "format": "mandat/data-request/1",
            "request": str(case.public_id),
            "organisation": case.organisation.name,
            "made_at": timezone.now().isoformat(),
            "address": words(case, "email"),
            "rooms": rooms,
            "processing": as_rows(a for a in activities() if a.room in touched),
        }


@transaction.atomic
def offer_export(*, public_id: UUID, by: Any) -> DataExport:
    """The copy is made, sealed, and waits for the person for thirty days; an older one is gone."""
    case = case_for(public_id, by)
    require(case, RequestState.OPEN, RequestState.EXTENDED)
    content = export_content(case)
    text = json.dumps(content, ensure_ascii=False, cls=DjangoJSONEncoder, indent=1)
    now = timezone.now()
    DataExport.objects.filter(request=case).delete()
    export = DataExport(
        request=case,
        objects_count=sum(len(room["objects"]) for room in content["rooms"]),
        sha256=sha256(text.encode()).hexdigest(),
        offered_at=now,
        offered_by=by,
        expires_at=now + EXPORT_LASTS,
    )
    put(export, "content", text)
    export.save()
    add_step(case, StepKind.EXPORT_OFFERED, by=by)
    send_link(case, LinkUse.FOLLOW, template="something_new")
    return export


@transaction.atomic
def send_download_link(*, public_id: UUID) -> None:
    """A fresh proof: the link to the copy goes to the proved address and lasts an hour."""
    case = locked(public_id)
    if current_export(case) is None:
        raise RuleBroken("no_export", _("There is no copy to fetch, or its time is over."))
    recent = case.links.filter(
        use=LinkUse.DOWNLOAD, expires_at__gt=timezone.now() + timedelta(minutes=55)
    )
    if recent.count() >= 3:
        raise RuleBroken("link_sent", _("The link was sent a moment ago. Look at your mail."))
    send_link(case, LinkUse.DOWNLOAD, template="fetch_answer")


def current_export(case: DataRequest) -> DataExport | None:
    """The copy that the person may fetch now."""
    return DataExport.objects.filter(request=case, expires_at__gt=timezone.now()).first()


@transaction.atomic
def fetch_export(*, link: RequestLink) -> str:
    """The copy's JSON, opened; the case says that it was fetched."""
    export = current_export(link.request)
    if export is None:
        raise RuleBroken("no_export", _("There is no copy to fetch, or its time is over."))
    if export.fetched_at is None:
        export.fetched_at = timezone.now()
        export.save(update_fields=["fetched_at"])
        add_step(link.request, StepKind.EXPORT_FETCHED)
    RequestLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=timezone.now())
    return words(export, "content")


def _corrector(column: str) -> Holding | None:
    found = [h for h in holdings() if column in h.corrects and h.correct is not None]
    return found[0] if found else None


def correctable() -> list[str]:
    """The columns in which a room takes a new value at once."""
    return sorted(c for h in holdings() if h.correct is not None for c in h.corrects)


@transaction.atomic
def rectify(*, public_id: UUID, column: str, subject_id: str, value: str, by: Any) -> Rectification:
    """The value is corrected by the room that owns it; before and after are kept, sealed.

    Only objects that were found for this person can be changed here.
    """
    case = case_for(public_id, by)
    require(case, RequestState.OPEN, RequestState.EXTENDED)
    _require_kind(case, RequestKind.RECTIFICATION)
    owner = _corrector(column)
    if owner is None or owner.correct is None:
        raise RuleBroken("not_correctable", _("This value cannot be changed from here."))
    label = column.rpartition(".")[0].lower()
    if (label, subject_id) not in {
        (f.subject_label, f.subject_id) for part in gather(case) for f in part.found
    }:
        raise RuleBroken("not_theirs", _("This object says nothing about the person who asks."))
    try:
        change = owner.correct(column, subject_id, value.strip(), by)
    except ValidationError as error:
        raise RuleBroken("bad_value", " ".join(error.messages)) from None
    row = Rectification(
        request=case,
        column=column,
        subject_label=label,
        subject_id=subject_id,
        at=timezone.now(),
        by=by,
    )
    put(row, "before", change.before)
    put(row, "after", change.after)
    row.save()
    add_step(case, StepKind.RECTIFIED, by=by)
    return row


@transaction.atomic
def pass_on(*, public_id: UUID, text: str, by: Any) -> None:
    """A correction that a room must make by hand is noted in the case."""
    case = case_for(public_id, by)
    require(case, RequestState.OPEN, RequestState.EXTENDED)
    if not text.strip():
        raise RuleBroken("words_missing", _("Write what must be corrected, and where."))
    add_step(case, StepKind.PASSED_ON, by=by, words=text.strip())


@transaction.atomic
def decide_objection(*, public_id: UUID, upheld: bool, reason: str, by: Any) -> DataRequest:
    """What became of the objection, with the reason: it is told to the person (Article 21)."""
    case = case_for(public_id, by)
    require(case, RequestState.OPEN, RequestState.EXTENDED)
    _require_kind(case, RequestKind.OBJECTION)
    if not reason.strip():
        raise RuleBroken("reason_missing", _("Write the reason: the person reads it."))
    kind = StepKind.OBJECTION_UPHELD if upheld else StepKind.OBJECTION_DECLINED
    add_step(case, kind, by=by, words=reason.strip())
    send_link(case, LinkUse.FOLLOW, template="something_new")
    return case


def _require_kind(case: DataRequest, kind: RequestKind) -> None:
    if case.kind != kind:
        raise RuleBroken("other_kind", _("The person asked for something else."))
