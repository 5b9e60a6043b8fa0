"""What was said about a public call since: answers, amendments, documents; and whom to write to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mandat.calls.content import extra_of, value_of
from mandat.calls.display import Line, lines_of
from mandat.calls.labels import FIELDS
from mandat.calls.models import Amendment, Call, CallDocument, CallVersion, Question
from mandat.calls.states import AmendmentKind, AmendmentState, QuestionState, Stage
from mandat.privacy.models import NoticeContact

KINDS: Mapping[str, object] = {
    AmendmentKind.CHANGE: pgettext_lazy("amendment", "Change"),
    AmendmentKind.EARLY_CLOSING: _("Closing before the deadline"),
    AmendmentKind.CANCELLATION: _("Cancellation"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that an amendment changed; `before` is empty when the call did not have it."""

    label: Any
    before: tuple[Line, ...]
    after: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """A published amendment: its number, what it changed and why."""

    number: int
    kind: Any
    published_at: datetime
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """A document of the call; without `public_id` it is named, but not given out yet."""

    label: str
    language: str
    size: int
    kind: str  # PDF, DOCX
    public_id: Any = None


def answers_of(call: Call) -> list[Question]:
    """The questions that were answered, in the order of answering. Nothing of who asked is read."""
    return list(
        Question.objects.filter(call=call, state=QuestionState.ANSWERED)
        .only("number", "shown_text", "answer", "language", "answered_at")
        .order_by("number")
    )


def amendments_of(call: Call) -> list[Amended]:
    """The published amendments, the last one first; two queries at most."""
    rows = list(
        Amendment.objects.filter(call=call, state=AmendmentState.PUBLISHED).order_by("-number")
    )
    if not rows:
        return []
    numbers = {a.from_version for a in rows}
    contents = dict(
        CallVersion.objects.filter(call=call, number__in=numbers).values_list("number", "content")
    )
    return [_amended(row, contents.get(row.from_version)) for row in rows]


def _amended(row: Amendment, before: Mapping[str, Any] | None) -> Amended:
    """The amendment in words. A cancelled call or an early closing changes no field."""
    old = before or {"fields": {}}
    changes = tuple(
        Change(
            label=FIELDS[name],
            before=tuple(lines_of(name, value_of(old, name), extra_of(old, name))),
            after=tuple(lines_of(name, said.get("value"), said.get("extra") or {})),
        )
        for name, said in row.changes.items()
        if name in FIELDS
    )
    return Amended(
        number=row.number or 0,
        kind=KINDS[row.kind],
        published_at=row.published_at or row.made_at,
        reason=row.reason,
        changes=changes,
    )


def documents_of(call: Call) -> list[Attached]:
    """The documents of the call that are safe; those for a later stage only by name."""
    found = CallDocument.objects.filter(call=call).select_related("file")
    return [_attached(d) for d in found if d.file.is_readable]


def _attached(document: CallDocument) -> Attached:
    file = document.file
    is_public = document.stage == Stage.PUBLIC
    return Attached(
        label=document.label,
        language=document.language,
        size=file.size,
        kind=file.name.rpartition(".")[2].upper() if is_public and "." in file.name else "",
        public_id=document.public_id if is_public else None,
    )


def public_document(call: Call, public_id: Any) -> CallDocument | None:
    """The document of this call that everybody may download."""
    found = CallDocument.objects.select_related("file").filter(
        call=call, public_id=public_id, stage=Stage.PUBLIC
    )
    document = found.first()
    return document if document is not None and document.file.is_readable else None


def notice_contact(call: Call) -> NoticeContact | None:
    """Whom applicants write to about their data (Article 13(1) GDPR)."""
    return NoticeContact.objects.filter(organisation=call.organisation_id).first()
