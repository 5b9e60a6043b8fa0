"""Letters to applicants about admission: prepared with a decision, read by a person, then sent."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

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
from mandat.intake.desk.letters_words import Reasons, language_for, write_letter
from mandat.intake.desk.standing import Filed
from mandat.intake.models import Application, Letter
from mandat.intake.sealing import address_of, seal_words, words_of
from mandat.intake.services.telling import tell
from mandat.intake.states import CriterionOutcome, DecisionKind, LetterState
from mandat.mail.values import Trusted

MOST_AT_ONCE = 100  # sent by one act; the next ones follow
LONGEST = 10_000  # characters of a letter
_JOINERS = "\u200c\u200d"  # Persian and several Indian scripts are not written without


def prepare_letter(
    *,
    filed: Filed,
    content: Content,
    kind: DecisionKind,
    reason: str,
    at: datetime,
    outcomes: Mapping[int, CriterionOutcome],
) -> Letter:
    """The letter for a decision waits to be read; one of an earlier decision, not sent yet, goes.

    The caller decided in the same transaction, and records it.
    """
    application = filed.application
    Letter.objects.filter(application=application, state=LetterState.PREPARED).update(
        state=LetterState.DROPPED
    )
    language = language_for(application.language, application.call.language)
    letter = Letter(
        public_id=new_public_id(),
        application=application,
        kind=kind,
        language=language,
        prepared_at=at,
    )
    text = write_letter(kind, Reasons(filed, content, reason, outcomes), language)
    letter.words = seal_words(application.organisation, letter, "words", text)
    letter.save(force_insert=True)
    return letter


def text_of(letter: Letter) -> str:
    """The letter as it stands; "" when it was erased."""
    return words_of(letter.application.organisation, letter, "words") or ""


def digest_of(text: str) -> str:
    """What a page showed of a letter, as 16 digits."""
    return sha256(text.encode()).hexdigest()[:16]


def plain(text: str) -> str:
    """What a person typed, as it can stand in a mail: no control or direction marks."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    kept = ("".join(c for c in line if _is_plain(c)).rstrip() for line in lines)
    return "\n".join(kept).strip()[:LONGEST] + "\n"


def _is_plain(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character)[0] != "C"


def _locked(public_id: UUID, by: Any) -> Letter:
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("application__call__organisation", "application__organisation")
        .get(public_id=public_id)
    )
    if not policies.can_read_application(by, letter.application):
        raise PermissionDenied
    if letter.state != LetterState.PREPARED:
        raise RuleBroken(
            "letter_not_waiting", _("This letter no longer waits: it was sent or set aside.")
        )
    return letter


@transaction.atomic
def change_letter(*, letter: Letter, text: str, seen: str, by: Any) -> Letter:
    """The words of a letter that waits are replaced, unless somebody else did so meanwhile."""
    row = _locked(letter.public_id, by)
    if digest_of(text_of(row)) != seen:
        raise RuleBroken(
            "changed_meanwhile",
            _("Somebody else changed this letter in the meantime. Load the page again."),
        )
    if not text.strip():
        raise RuleBroken("letter_empty", _("A letter without words cannot be sent."))
    row.words = seal_words(row.application.organisation, row, "words", plain(text))
    row.save(update_fields=["words"])
    _record("intake.letter.changed", row, by)
    return row


@transaction.atomic
def drop_letter(*, letter: Letter, by: Any) -> Letter:
    """The letter is not sent; the decision stands as it is."""
    row = _locked(letter.public_id, by)
    row.state = LetterState.DROPPED
    row.save(update_fields=["state"])
    _record("intake.letter.dropped", row, by)
    return row


def drop_waiting(*, application: Application, by: Any) -> None:
    """No letter about an application that was withdrawn is sent any more. The caller holds the
    application and a transaction.
    """
    rows = Letter.objects.select_for_update().filter(
        application=application, state=LetterState.PREPARED
    )
    for letter in rows.order_by("pk"):
        letter.application = application
        letter.state = LetterState.DROPPED
        letter.save(update_fields=["state"])
        _record("intake.letter.dropped", letter, by)


@transaction.atomic
def send_letter(*, letter: Letter, seen: str, by: Any) -> Letter:
    """The letter is on its way, as the person who sends it read it."""
    row = _locked(letter.public_id, by)
    if digest_of(text_of(row)) != seen:
        raise RuleBroken(
            "changed_meanwhile",
            _("Somebody else changed this letter in the meantime. Load the page again."),
        )
    return _send(row, by)


def _send(letter: Letter, by: Any) -> Letter:
    application = letter.application
    if not address_of(application):
        raise RuleBroken(
            "no_address", _("The applicant’s address was erased: nothing can be sent there.")
        )
    tell(
        "intake/letter",
        application,
        tells_status=True,
        reference=Trusted(application.reference),
        words=Trusted(text_of(letter)),
    )
    letter.state, letter.sent_by, letter.sent_at = LetterState.SENT, by, timezone.now()
    letter.save(update_fields=["state", "sent_by", "sent_at"])
    _record("intake.letter.sent", letter, by)
    return letter


def waiting_letters(call: Call) -> list[Letter]:
    """The letters of the call that wait to be sent, the oldest first, as many as one act takes."""
    rows = (
        Letter.objects.filter(
            application__call=call,
            application__address__isnull=False,
            state=LetterState.PREPARED,
        )
        .select_related("application__call__organisation", "application__organisation")
        .defer("application__content", "application__secret")
        .order_by("prepared_at", "pk")
    )
    return list(rows[:MOST_AT_ONCE])


def digest_of_all(letters: Sequence[Letter]) -> str:
    """What a page showed of several letters: which, and their words."""
    said = "".join(f"{x.public_id.hex}{digest_of(text_of(x))}" for x in letters)
    return sha256(said.encode()).hexdigest()[:32]


@transaction.atomic
def send_all(*, call: Call, seen: str, by: Any) -> Sequence[Letter]:
    """All letters that were shown are on their way, in the words that were shown."""
    if not policies.can_sort_applications(by, call):
        raise PermissionDenied
    list(
        Letter.objects.select_for_update(of=("self",))
        .filter(application__call=call, state=LetterState.PREPARED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    letters = waiting_letters(call)
    if not letters or digest_of_all(letters) != seen:
        raise RuleBroken(
            "changed_meanwhile",
            _("The letters that wait have changed in the meantime. Look at them again."),
        )
    return [_send(letter, by) for letter in letters]


def _record(action: str, letter: Letter, by: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=letter.application,
        organisation=letter.application.organisation,
        details={"letter": str(letter.public_id), "kind": letter.kind},
    )
