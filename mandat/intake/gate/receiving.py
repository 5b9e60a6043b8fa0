"""A message is taken in: once, whole, with one outcome.

Its bytes are sealed in the storage first. Then one transaction writes everything: the message,
its documents, the application with its receipt, the reply, the journal. A gate that is killed
leaves a message taken in or not taken in, never half; what lies in the storage without a row is
swept.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mandat.audit.services import record
from mandat.core.errors import RuleBroken
from mandat.core.keys import new_public_id
from mandat.intake.gate.filing import ByMail, file_letter
from mandat.intake.gate.house import default_organisation, own_hosts
from mandat.intake.gate.judged import Judged, Source, judge_letter
from mandat.intake.gate.known import content_digest, message_digest
from mandat.intake.gate.replies import answer
from mandat.intake.gate.storing import GATE, Stored, forget, keep, keep_parts, sound, store_all
from mandat.intake.letters.outcomes import Outcome, Reason
from mandat.intake.letters.reading import Letter, read_letter
from mandat.intake.models import Application, Arrival, Mailbox
from mandat.intake.sealing import digest_of, seal_words
from mandat.intake.services.excluding import note_excluded
from mandat.mail.services import note_bounce
from mandat.people.models import Organisation

_TRIES = 5  # others may take in letters of the same sender at the same time
_TEXT = 50_000  # characters of a message that its page shows
_LISTED = 50
_FILES = frozenset({Outcome.FILED, Outcome.COMPLETED, Outcome.SUPERSEDED, Outcome.LATE})
_FOR_PEOPLE = frozenset({Outcome.DESK, Outcome.CLARIFICATION})
_TO_LOOK_AT = frozenset({Reason.MIXED_DOCUMENT, Reason.UNSORTED_DOCUMENT, Reason.PARTLY_READ})


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one message; `arrival` is the earlier one when it was known already."""

    letter: Letter
    outcome: Outcome
    reason: Reason
    also: tuple[Reason, ...]
    arrival: Arrival | None
    application: Application | None
    is_new: bool


class _Overtaken(Exception):  # noqa: N818 -- reads as a sentence where it is raised
    """Something that counts changed between the look and the lock."""


def receive_letter(
    *,
    raw: bytes,
    at: datetime,
    organisation: Organisation | None = None,
    mailbox: Mailbox | None = None,
    stamp: datetime | None = None,
) -> Received:
    """The message is taken in, or was before. Called outside of a transaction.

    `organisation` is whose calls it may be for, those of all without one; what nothing places goes
    to its desk, else to the default one's. `stamp` is the date that the mailbox gave the message
    (IMAP INTERNALDATE); without it our own mail host's line counts, else `at`, the moment of the
    import. `RuleBroken` when the site has no organisation, or the storage does not answer: then
    nothing was taken in, and the message can be given again.
    """
    fallback = organisation or default_organisation()
    if fallback is None:
        raise RuleBroken("no_organisation", _("There is no organisation yet."))
    letter = read_letter(raw, own_hosts=own_hosts())
    source = Source(fallback, at, organisation, mailbox, stamp)
    for _try in range(_TRIES):
        judged = judge_letter(letter, source)
        if judged.decision.outcome is Outcome.ALREADY_IMPORTED:
            return _known(judged)
        stored = store_all(raw, judged)
        try:
            return _taken_in(raw, judged, stored)
        except (_Overtaken, IntegrityError):
            forget(stored)
        except BaseException:
            forget(stored)
            raise
    raise RuleBroken("gate_busy", _("This message could not be taken in now. Try again."))


def _known(judged: Judged) -> Received:
    arrival = (
        Arrival.objects.filter(
            organisation=judged.organisation, content_digest=content_digest(judged.letter)
        )
        .select_related("application")
        .order_by("pk")
        .first()
    )
    return Received(
        letter=judged.letter,
        outcome=Outcome.ALREADY_IMPORTED,
        reason=Reason.SAME_LETTER,
        also=(),
        arrival=arrival,
        application=arrival.application if arrival else None,
        is_new=False,
    )


@transaction.atomic
def _taken_in(raw: bytes, judged: Judged, stored: list[Stored]) -> Received:
    Organisation.objects.select_for_update(no_key=True).get(pk=judged.organisation.pk)
    now = judge_letter(judged.letter, judged.source)
    if not now.same_as(judged):
        raise _Overtaken
    arrival = _arrival(now)
    arrival.raw = keep(stored[0], arrival)
    arrival.save(update_fields=["raw"])
    parts = keep_parts(now, arrival, stored[1:])
    filed = None
    if now.decision.outcome in _FILES:
        filed = file_letter(judged=now, arrival=arrival, parts=parts)
    _after(raw, now, arrival, filed)
    return Received(
        letter=now.letter,
        outcome=now.decision.outcome,
        reason=now.decision.reason,
        also=now.decision.also,
        arrival=arrival,
        application=arrival.application,
        is_new=True,
    )


def _after(raw: bytes, judged: Judged, arrival: Arrival, filed: ByMail | None) -> None:
    """The application is noted, the sender answered, a person called where one is needed."""
    outcome, decision = judged.decision.outcome, judged.decision
    if filed is not None:
        arrival.application = filed.application
    elif judged.application is not None and judged.call is not None:
        arrival.application = judged.application
    if outcome is Outcome.BOUNCE:
        note_bounce(raw)
    if outcome is Outcome.EXCLUDED_CHANNEL and judged.call is not None:
        note_excluded(call=judged.call, channel="email")
    answered = answer(judged=judged, arrival=arrival, filed=filed)
    arrival.answered = answered.posted
    arrival.is_open = (
        outcome in _FOR_PEOPLE
        or bool(_TO_LOOK_AT.intersection(decision.also))
        or (outcome in _FILES and filed is None)
        or answered.was_due
    )
    arrival.save(update_fields=["application", "answered", "is_open"])
    record(
        actor=GATE,
        action="intake.arrival.received",
        subject=arrival,
        organisation=arrival.organisation,
        details={"outcome": outcome.value, "reason": decision.reason.value},
    )


def _arrival(judged: Judged) -> Arrival:
    letter, found = judged.letter, judged.verdict.arrival
    address = letter.sender.address
    arrival = Arrival(
        public_id=new_public_id(),
        organisation=judged.organisation,
        mailbox=judged.source.mailbox,
        message_digest=message_digest(letter),
        content_digest=content_digest(letter),
        place=judged.place,
        sender_digest=digest_of(address) if address else "",
        language=_language(judged),
        arrived_at=found.at,
        stamped_by=found.source.value,
        imported_at=judged.source.at,
        call=judged.call,
        outcome=judged.decision.outcome.value,
        reason=judged.decision.reason.value,
    )
    arrival.words = seal_words(arrival.organisation, arrival, "words", _words(judged))
    arrival.save(force_insert=True)
    return arrival


def _language(judged: Judged) -> str:
    """The sender's, else the call's; French where neither tells."""
    known = [code for code, _name in settings.LANGUAGES]
    call = judged.call.language if judged.call is not None else ""
    return next((code for code in (judged.letter.language, call, "fr") if code in known), known[0])


def _words(judged: Judged) -> dict[str, Any]:
    """What the clerk's page shows of the message."""
    letter = judged.letter
    date = None
    with suppress(ValueError, OverflowError):
        date = letter.date.isoformat() if letter.date else None
    said: dict[str, Any] = sound(
        {
            "message_id": letter.message_id,
            "name": letter.sender.name,
            "address": letter.sender.address,
            "subject": letter.subject,
            "text": letter.text[:_TEXT],
            "date": date,
            "to": [one.address for one in letter.recipients[:_LISTED]],
            "links": [*letter.links[:_LISTED]],
            "also": [reason.value for reason in judged.decision.also],
            "route": judged.verdict.route.why.value,
            "among": [*judged.verdict.route.among],
            "refuted": letter.sender_refuted,
            "certain": judged.verdict.arrival.certain,
            "troubles": sorted(letter.troubles),
        }
    )
    return said
