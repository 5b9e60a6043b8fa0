"""Offers that end before anybody is chosen: their applicants are asked to let them stand, alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls.content import Content
from mandat.calls.models import Call
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake import policies
from mandat.intake.desk.eligibility_words import RUNNING, Said, said_of_call
from mandat.intake.desk.standing import content_now, is_over
from mandat.intake.models import Application, Extension
from mandat.intake.rules.answers import day_of
from mandat.intake.rules.filing import last_day_of
from mandat.intake.rules.validity import Offer, expected_award, last_day, to_extend, without_end
from mandat.intake.services.common import APPLICANT, locked
from mandat.intake.services.deciding import digest_of_all
from mandat.intake.services.telling import tell
from mandat.intake.states import ApplicationStage
from mandat.mail.values import Trusted


@dataclass(frozen=True, slots=True)
class Short:
    """One offer that ends too early; `until` is None where nobody can say until when it stands."""

    said: Said
    until: date | None
    asked: Extension | None  # for the same day or a later one


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """What the call expects, and whose offers do not last that long."""

    award: date | None
    rows: list[Short]

    @property
    def to_ask(self) -> list[Said]:
        return [row.said for row in self.rows if row.asked is None]


def shortfalls_of(call: Call, content: Content) -> Shortfalls:
    """The offers to extend, the shortest first, in two queries. An agreed extension counts."""
    award = expected_award(content)
    if award is None or call.deadline_at is None:
        return Shortfalls(None, [])
    now = timezone.now()
    said = {
        str(s.application.pk): s
        for s in said_of_call(call)
        if s.application.stage != ApplicationStage.EXPRESSION_OF_INTEREST
        and is_over(s.application, now)
    }
    extensions: dict[str, list[Extension]] = {}
    for row in Extension.objects.filter(application__call=call).order_by("pk"):
        extensions.setdefault(str(row.application_id), []).append(row)
    offers = [_offer(key, s, extensions.get(key, [])) for key, s in said.items()]
    closes_on = last_day_of(call.deadline_at, call.deadline_zone or "UTC")
    short = [s.key for s in to_extend(offers, content, closes_on, award)]
    short += without_end(offers, content, closes_on)
    ends = {o.key: last_day(o, content, closes_on) for o in offers}
    rows = [Short(said[k], ends[k], _asked(extensions.get(k, []), award)) for k in short]
    return Shortfalls(award, rows)


def _offer(key: str, said: Said, extensions: Sequence[Extension]) -> Offer:
    agreed = [e.until for e in extensions if e.is_agreed]
    own = day_of(said.words.get("valid_until"))
    return Offer(key, max([*agreed, *([own] if own else [])], default=None))


def _asked(extensions: Sequence[Extension], award: date) -> Extension | None:
    same = [e for e in extensions if e.until >= award]
    return same[-1] if same else None


def seen_of(found: Shortfalls) -> str:
    """What a page showed: who would be asked, and until when."""
    said = digest_of_all(one.application.public_id for one in found.to_ask)
    return f"{found.award.isoformat() if found.award else ''}.{said}"


@transaction.atomic
def ask_extensions(*, call: Call, seen: str, by: Any) -> list[Extension]:
    """All whose offers end too early are asked for the same day, by one act."""
    if not policies.can_sort_applications(by, call):
        raise PermissionDenied
    rows = Application.objects.select_for_update().filter(call=call, state__in=sorted(RUNNING))
    list(rows.order_by("pk").values_list("pk", flat=True))
    found = shortfalls_of(call, content_now(call))
    if found.award is None or not found.to_ask or seen_of(found) != seen:
        raise RuleBroken(
            "changed_meanwhile",
            _("Whose offers end too early has changed in the meantime. Look at the list again."),
        )
    now = timezone.now()
    asked = [
        Extension(
            public_id=new_public_id(),
            application=one.application,
            until=found.award,
            asked_by=by,
            asked_at=now,
        )
        for one in found.to_ask
    ]
    Extension.objects.bulk_create(asked)
    for row in asked:
        _tell(row)
    for row in asked:
        _record("intake.extension.asked", row, by)
    return asked


def _tell(row: Extension) -> None:
    application = row.application
    tell(
        "intake/extension",
        application,
        tells_status=True,
        reference=Trusted(application.reference),
        until=row.until,
    )


def open_extension(application: Application) -> Extension | None:
    """The request that waits for the applicant's answer, the latest."""
    rows = Extension.objects.filter(application=application, is_agreed__isnull=True)
    return rows.order_by("-pk").first()


@transaction.atomic
def answer_extension(
    *, application: Application, agrees: bool, seen: str, at: datetime
) -> Extension:
    """The applicant lets the offer stand until the day asked, or not; once."""
    row = locked(application.public_id)
    asked = open_extension(row)
    if asked is None or str(asked.public_id) != seen or row.state not in RUNNING:
        raise RuleBroken("extension_closed", _("This question was answered already."))
    asked.application = row
    asked.is_agreed, asked.answered_at = agrees, at
    asked.save(update_fields=["is_agreed", "answered_at"])
    _record("intake.extension.answered", asked, APPLICANT, agreed=agrees)
    return asked


def _record(action: str, row: Extension, by: Any, **details: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=row.application,
        organisation=row.application.organisation,
        details={"extension": str(row.public_id), **details},
    )
