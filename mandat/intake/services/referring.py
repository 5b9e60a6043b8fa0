"""Referees whom an applicant named are asked: all of a call the same, each told of their rights.

A referee applied for nothing. They learn who asks, about whom and why, and may answer in a form,
on the telephone, or not at all. What they were asked and said is sealed.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.calls.models import Call
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake import policies
from mandat.intake.desk.eligibility_words import said_of
from mandat.intake.models import Application, ReferenceCheck
from mandat.intake.sealing import digest_of, link_key, seal_words, words_of
from mandat.intake.services.admitting import require_judged
from mandat.intake.services.common import locked
from mandat.intake.services.lettering import plain
from mandat.intake.states import ContactState
from mandat.mail.addresses import checked
from mandat.mail.services import post
from mandat.mail.values import Link
from mandat.people.services import sender_of

REFEREE = "referee"  # who answers by their link, in the journal
LONGEST = 4_000  # characters of one answer or note
MOST_QUESTIONS = 10
MOST_MAILS = 3  # to one referee about one application
OPEN_DAYS = 60  # a link opens its form for so long
_ADDRESS = re.compile(r"[^\s<>,;:]+@[^\s<>,;:]+\.[^\s<>,;:.]+")


def named_references(words: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The references that an application names, in its order."""
    rows = words.get("references")
    return [r for r in rows if isinstance(r, Mapping)] if isinstance(rows, list) else []


def address_in(contact: object) -> str:
    """The e-mail address in what an applicant typed as a contact; "" without one."""
    found = _ADDRESS.search(str(contact or ""))
    return found.group().rstrip(".") if found else ""


def words_now(check: ReferenceCheck) -> dict[str, Any]:
    """What is kept of the contact; empty when it was erased."""
    found: dict[str, Any] = words_of(check.application.organisation, check, "words") or {}
    return found


def questions_of(call: Call) -> list[str]:
    """What the referees of the call are asked: what the first of them was; empty before that."""
    rows = ReferenceCheck.objects.filter(
        application__call=call, asked_at__isnull=False, words__isnull=False
    ).select_related("application__organisation")
    rows = rows.defer("application__content", "application__secret")
    for check in rows.order_by("asked_at", "pk")[:20]:
        if questions := words_now(check).get("questions"):
            return [str(q) for q in questions]
    return []


def cleaned_questions(questions: Sequence[str]) -> list[str]:
    """As they are asked: plain lines, none of them empty."""
    lines = [plain(q).strip() for q in questions]
    return [line[:500] for line in lines if line][:MOST_QUESTIONS]


def _check_for(application: Application, number: int, by: Any) -> ReferenceCheck:
    """The row of one reference, locked with its application; made at its first contact."""
    row = locked(application.public_id)
    if not policies.can_read_application(by, row):
        raise PermissionDenied
    require_judged(row)
    said = said_of(row)
    named = named_references(said.words) if said else []
    if not 0 <= number < len(named):
        raise RuleBroken("reference_unknown", _("The application names no such reference."))
    check = ReferenceCheck.objects.filter(application=row, number=number).first()
    if check is None:
        check = ReferenceCheck(public_id=new_public_id(), application=row, number=number)
        _write(check, {n: str(named[number].get(n) or "") for n in _COPIED} | {"log": []})
        check.save(force_insert=True)
    check.application = row
    return check


_COPIED = ("name", "organisation", "contact", "mission", "year")


def _write(check: ReferenceCheck, words: Mapping[str, Any]) -> None:
    check.words = seal_words(check.application.organisation, check, "words", dict(words))


def _logged(words: dict[str, Any], how: str, by: Any, text: str = "") -> dict[str, Any]:
    entry = {
        "at": timezone.now().isoformat(timespec="seconds"),
        "how": how,
        "by": str(by.public_id) if by is not None else "",
        "text": text,
    }
    return {**words, "log": [*words.get("log", []), entry]}


def key_of(check: ReferenceCheck) -> str:
    """What the referee's link carries; asking anew makes the one before void."""
    assert check.asked_at is not None
    return link_key(check.public_id, check.asked_at, "reference")


def find_check(public_id: UUID) -> ReferenceCheck | None:
    """The contact with its application and call; nothing once its words are gone."""
    return (
        ReferenceCheck.objects.select_related(
            "application__call__organisation", "application__organisation"
        )
        .filter(public_id=public_id, words__isnull=False, asked_at__isnull=False)
        .first()
    )


@transaction.atomic
def ask_referee(
    *,
    application: Application,
    number: int,
    address: str,
    language: str,
    questions: Sequence[str],
    by: Any,
) -> ReferenceCheck:
    """A mail with a link of their own is on its way to the referee.

    The first referee of a call settles the questions; all others are asked the same.
    """
    address = checked(address.strip())
    check = _check_for(application, number, by)
    if check.state == ContactState.ANSWERED:
        raise RuleBroken("reference_answered", _("This referee has answered already."))
    words = words_now(check)
    if sum(e["how"] == "mail" for e in words.get("log", [])) >= MOST_MAILS:
        raise RuleBroken(
            "too_many_mails", _("This referee was written to often enough. Try the telephone.")
        )
    Call.objects.select_for_update(of=("self",)).get(pk=check.application.call.pk)
    asked = questions_of(check.application.call) or cleaned_questions(questions)
    if not asked:
        raise RuleBroken("questions_missing", _("Write at least one question."))
    _write(check, _logged({**words, "questions": asked, "email": address}, "mail", by))
    check.address_digest = digest_of(address)
    check.state, check.asked_by, check.asked_at = ContactState.ASKED, by, timezone.now()
    check.save()
    _mail(check, words, address, language)
    _record("intake.reference.asked", check, by)
    return check


def _mail(check: ReferenceCheck, words: Mapping[str, Any], address: str, language: str) -> None:
    """Nothing of the call: whoever is named here learns about whom, not what they apply for."""
    call = check.application.call
    said = said_of(check.application)
    values: dict[str, Any] = {
        "house": call.organisation.name,
        "applicant": said.name if said else "",
        "mission": str(words.get("mission", "")),
        "days": OPEN_DAYS,
    }
    post(
        template="intake/reference",
        to=address,
        language=language,
        organisation=sender_of(call.organisation),
        subject_of=check,
        neutral=call.sensitive,
        fleeting=True,
        link=Link("my:open_reference", {"reference": check.public_id, "key": key_of(check)}),
        **({} if call.sensitive else values),
    )


@transaction.atomic
def note_contact(
    *, application: Application, number: int, text: str, is_answer: bool, by: Any
) -> ReferenceCheck:
    """What a referee said on the telephone, or that they could not be reached."""
    check = _check_for(application, number, by)
    text = plain(text).strip()[:LONGEST]
    if is_answer and not text:
        raise RuleBroken("note_missing", _("Write what the referee said."))
    words = words_now(check)
    _write(check, _logged(words, "telephone" if is_answer else "unreachable", by, text))
    if is_answer:
        check.state, check.answered_at = ContactState.ANSWERED, timezone.now()
    elif check.state != ContactState.ANSWERED:
        check.state = ContactState.UNREACHABLE
    check.asked_by = check.asked_by or by
    check.save()
    _record("intake.reference.noted", check, by)
    return check


def takes_answer(check: ReferenceCheck, at: datetime) -> bool:
    """Whether the form of the link is open at that instant."""
    waits = check.state in (ContactState.ASKED, ContactState.UNREACHABLE)
    return waits and check.asked_at is not None and at <= check.asked_at + timedelta(days=OPEN_DAYS)


@transaction.atomic
def answer_reference(
    *, check: ReferenceCheck, answers: Sequence[str], declines: bool, at: datetime
) -> ReferenceCheck:
    """The referee answers in the form, or says that they will not; once."""
    row = (
        ReferenceCheck.objects.select_for_update(of=("self",))
        .select_related("application__call__organisation", "application__organisation")
        .get(pk=check.pk)
    )
    words = words_now(row)
    if row.asked_at != check.asked_at or not words or not takes_answer(row, at):
        raise RuleBroken("reference_closed", _("This form was sent already, or is closed by now."))
    texts = [plain(a).strip()[:LONGEST] for a in answers]
    if not declines and not any(texts):
        raise RuleBroken("answer_missing", _("Write an answer, or say that you do not answer."))
    pairs = zip(words.get("questions", []), texts, strict=False)
    kept = [] if declines else [{"question": q, "text": t} for q, t in pairs]
    how = "declined" if declines else "form"
    _write(row, _logged({**words, "answers": kept, "declined": declines}, how, None))
    row.state, row.answered_at = ContactState.ANSWERED, at
    row.save(update_fields=["words", "state", "answered_at"])
    _record("intake.reference.answered", row, REFEREE)
    return row


def _record(action: str, check: ReferenceCheck, by: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=check.application,
        organisation=check.application.organisation,
        details={"reference": str(check.public_id)},
    )
