"""What the database knows of a letter and its sender before the letter is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from mandat.calls.models import Call
from mandat.core.crypto import key_provider
from mandat.intake.letters.judging import Known
from mandat.intake.letters.outcomes import Earlier, Taken
from mandat.intake.letters.reading import Letter
from mandat.intake.models import Application, Arrival, Piece
from mandat.intake.sealing import digest_of
from mandat.intake.states import ApplicationState
from mandat.mail.models import Message
from mandat.people.models import Organisation

_OVER = (ApplicationState.WITHDRAWN, ApplicationState.REFUSED)
_LABEL = Application._meta.label_lower


@dataclass(frozen=True, slots=True)
class Sender:
    """What one sender has at the calls: their applications by call, the latest stage of each."""

    digest: str
    applications: Mapping[str, Application]

    def deadlines(self) -> dict[str, datetime]:
        """Deadlines of their own: of an invitation, or an extension."""
        return {
            call: row.deadline_at
            for call, row in self.applications.items()
            if row.deadline_at is not None
        }

    def earlier(self) -> dict[str, Earlier]:
        """What of it was filed, by call."""
        filed = {call: row for call, row in self.applications.items() if row.filing_number}
        there: dict[int, list[tuple[str, str]]] = {row.pk: [] for row in filed.values()}
        pieces = Piece.objects.filter(application__in=list(there), removed_at__isnull=True)
        for pk, slot, sha256 in pieces.values_list("application", "slot", "file__sha256"):
            there[pk].append((slot, sha256))
        return {
            call: Earlier(
                digests=frozenset(sha256 for _slot, sha256 in there[row.pk]),
                slots=frozenset(slot for slot, _sha256 in there[row.pk] if slot != "other"),
            )
            for call, row in filed.items()
        }


def sender_of(letter: Letter, calls: Mapping[str, Call]) -> Sender:
    """The sender's applications to these calls, those withdrawn or refused left out.

    A draft counts only where it was invited: what somebody began in the portal is theirs alone.
    """
    address = letter.sender.address
    digest = digest_of(address) if address else ""
    return Sender(digest, sender_applications(address, calls))


def sender_applications(address: str, calls: Mapping[str, Call]) -> dict[str, Application]:
    """What the address has applied for, by call: the latest stage of each."""
    rows = Application.objects.filter(
        Q(filing_number__gte=1) | Q(invited_from__isnull=False),
        address_digest=digest_of(address) if address else "-",
        call__in=[call.pk for call in calls.values()],
        erased_at__isnull=True,
    ).exclude(state__in=[s.value for s in _OVER])
    by_pk = {call.pk: (key, call) for key, call in calls.items()}
    found: dict[str, Application] = {}
    for row in rows.order_by("pk"):  # a full proposal is made after its expression of interest
        key, call = by_pk[row.call_id]
        row.call, row.organisation = call, call.organisation
        found[key] = row
    return found


def message_digest(letter: Letter) -> str:
    """The Message-ID as it is kept: nobody finds it again without the house's key."""
    return _digest("message", letter.message_id)


def content_digest(letter: Letter) -> str:
    """What the letter says, as it is kept."""
    return _digest("content", letter.digest)


def _digest(kind: str, value: str) -> str:
    return key_provider().digest("house", f"intake.arrival.{kind} {value}".encode())


def known_of(
    letter: Letter, sender: Sender, calls: Mapping[str, Call], fallback: Organisation
) -> Known:
    """For the judgement: earlier applications, the threads it answers, whether it was taken."""

    def taken(call: str | None) -> Taken:
        organisation = calls[call].organisation if call else fallback
        same = places_of(letter, organisation)
        if same:
            return Taken.SAME if call is None or same & {call, ""} else Taken.ELSEWHERE
        again = Arrival.objects.filter(
            organisation=organisation, message_digest=message_digest(letter)
        )
        return Taken.OTHER if again.exists() else Taken.NEVER

    return Known(sender.earlier(), _threads(letter.answers, calls), taken)


def places_of(letter: Letter, organisation: Organisation) -> set[str]:
    """For which calls this very letter was taken already; "" stands for none."""
    rows = Arrival.objects.filter(organisation=organisation, content_digest=content_digest(letter))
    return set(rows.values_list("place", flat=True).order_by())


def _threads(answers: Iterable[str], calls: Mapping[str, Call]) -> dict[str, str]:
    """Calls by the Message-IDs that the letter answers: letters of applicants, and our own."""
    wanted = {_digest("message", one): one for one in answers}
    if not wanted:
        return {}
    came = Arrival.objects.filter(
        message_digest__in=list(wanted), call__in=[c.pk for c in calls.values()]
    )
    found = {
        wanted[digest]: call.hex
        for digest, call in came.values_list("message_digest", "call__public_id").order_by("pk")
    }
    return found | _ours(wanted.values())


def _ours(answers: Iterable[str]) -> dict[str, str]:
    sent = Message.objects.filter(message_id__in=list(answers), subject_label=_LABEL)
    about = {UUID(subject): one for one, subject in sent.values_list("message_id", "subject_id")}
    rows = Application.objects.filter(public_id__in=list(about))
    return {
        about[application]: call.hex
        for application, call in rows.values_list("public_id", "call__public_id").order_by("pk")
    }
