"""Applications of an organisation, in each state and with each kind of document, ordinary and
sealed, and the letters that came by mail; made by the services that make real ones."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from mandat.calls.models import Call
from mandat.calls.states import LateRule
from mandat.core.crypto import as_worker
from mandat.documents import services as files
from mandat.documents.kinds import EML, PDF
from mandat.documents.models import File
from mandat.documents.states import Scan
from mandat.documents.uploads.services import begin_upload
from mandat.documents.uses import use_of
from mandat.intake.desk.proofs import criterion_of, position_of
from mandat.intake.desk.standing import content_now
from mandat.intake.files import OFFER, PIECE, target_of
from mandat.intake.gate.imap import Encryption
from mandat.intake.gate.mailboxes import Wanted, add_mailbox
from mandat.intake.gate.receiving import receive_letter
from mandat.intake.models import Application, Piece
from mandat.intake.services import extending, proving
from mandat.intake.services.confirming import ask_member
from mandat.intake.services.deciding import decide_late, seen_of
from mandat.intake.services.referring import note_contact
from mandat.intake.states import DecisionKind
from mandat.people.models import Account
from mandat.people.roles import Role
from tests.calls.published import published_call
from tests.factories import make_account
from tests.intake.applying import WORDS, draft_application, file_now
from tests.intake.desk.making import end_call
from tests.intake.letters.making import attach, message, pdf
from tests.intake.sending import send_piece, visitor_of

Things = dict[str, Any]
OWN = ("filed application", "draft application", "late application", "ended application")
PIECES = ("received piece", "checked piece", "sealed piece", "counted piece")


def fill_applications(things: Things, mark: str) -> None:
    """What applicants and the mail brought; every name and document of them carries the mark."""
    organisation = things["organisation"]
    staff = {
        role: make_account(role=role, organisation=organisation, name=f"Works {mark}")
        for role in (Role.APPROVER, Role.CLERK, Role.ADMINISTRATOR)
    }
    address = f"offres-{organisation.public_id.hex[-6:]}@example.org"
    things["applied call"] = published_call(
        organisation,
        late_rule=LateRule.KEEP,
        values={"submission": {"channel": "email", "exclusive": False, "address": address,
                               "subject": "Étude 2026"}},
    )  # fmt: skip
    _fill_filed(things, mark)
    _fill_draft(things, mark)
    _fill_late(things, mark, staff[Role.APPROVER])
    _fill_ended(things, mark, staff[Role.CLERK])
    _fill_mail(things, mark, address, staff[Role.ADMINISTRATOR])


def _words(mark: str) -> dict[str, Any]:
    reference = {
        "name": f"Referee {mark}",
        "organisation": f"House {mark}",
        "contact": f"{mark.lower()}@example.org",
        "mission": f"Mission {mark}",
        "year": "2024",
    }
    lead = {**WORDS["lead"], "name": f"Applicant {mark}"}
    return {**WORDS, "lead": lead, "references": [reference]}


def pieces_in(application: Application, mark: str) -> dict[str, Piece]:
    """Documents of every kind: each received, and each checked by the worker."""
    made = {}
    for name, slot, secret in (
        ("received piece", "0", False),
        ("checked piece", "1.lead", False),
        ("sealed piece", "2", True),
        ("counted piece", "2", True),
    ):
        made[name] = send_piece(
            application, pdf(mark), slot=slot, name=f"{mark} {name}.pdf", secret=secret
        )
    for name in ("checked piece", "counted piece"):
        check_quickly(made[name].file)
    return made


def check_quickly(file: File, kind: str = PDF) -> None:
    """What the worker says of a document that it found to be safe."""
    files.begin_check(file=file)
    with as_worker():
        files.mark_safe(
            file=file, media_type=kind, scan=Scan.CLEAN, page_count=1, page_count_exact=True
        )


def _fill_filed(things: Things, mark: str) -> None:
    filed = draft_application(things["applied call"], address="a@example.org", words=_words(mark))
    pieces = pieces_in(filed, mark)
    things |= {f"filed {name}": piece for name, piece in pieces.items()}
    things["team member"] = ask_member(application=filed, key="m1", at=timezone.now())
    things["filed application"] = file_now(filed).application


def _fill_draft(things: Things, mark: str) -> None:
    """One that is being written, an upload of each kind under way, and somebody else's."""
    draft = draft_application(things["applied call"], address="d@example.org", words=_words(mark))
    pieces = pieces_in(draft, mark)
    things |= {f"draft {name}": piece for name, piece in pieces.items()}
    things["application piece"] = pieces["received piece"]
    for name, use, slot in (("piece upload", PIECE, "0"), ("offer upload", OFFER, "2")):
        things[name] = begin_upload(
            use=use_of(use),
            target=target_of(draft, slot),
            name=f"{mark} {name}.pdf",
            size=9,
            by=visitor_of(draft),
        )
    things["draft application"] = draft
    things["other application"] = draft_application(
        things["applied call"], address="other@example.org"
    )


def _fill_late(things: Things, mark: str, approver: Account) -> None:
    """It came late and was refused: its letter waits."""
    call = things["applied call"]
    draft = draft_application(call, address="b@example.org", words=_words(mark))
    late = file_now(draft, at=call.deadline_at + timedelta(minutes=5)).application
    decide_late(
        application=late,
        kind=DecisionKind.LATE_REFUSED,
        reason=f"Nothing was out of order at {mark}.",
        seen=seen_of(late),
        by=approver,
    )
    things["late application"], things["letter"] = late, late.letters.get()


def _fill_ended(things: Things, mark: str, clerk: Account) -> None:
    """Its call is over: a proof, an answer about a referee and a longer validity are asked."""
    call = published_call(things["organisation"])
    words = {**_words(mark), "valid_until": timezone.localdate().isoformat()}
    ended = file_now(draft_application(call, address="e@example.org", words=words)).application
    call = end_call(call)
    ended = Application.objects.get(pk=ended.pk)
    things["ended call"], things["ended application"] = call, ended
    things["proof"] = _asked_proof(call, mark, clerk)
    things["reference"] = note_contact(
        application=ended, number=0, text=f"They said: {mark}.", is_answer=True, by=clerk
    )
    found = extending.shortfalls_of(call, content_now(call))
    things["extension"] = extending.ask_extensions(
        call=call, seen=extending.seen_of(found), by=clerk
    )[0]


def _asked_proof(call: Call, mark: str, clerk: Account) -> Any:
    criterion = criterion_of(content_now(call), 0)
    assert criterion is not None
    position = position_of(call, criterion, timezone.now())
    at = (timezone.now() + timedelta(days=5)).astimezone(ZoneInfo(call.deadline_zone))
    return proving.ask_proof(
        call=call,
        number=0,
        question=f"A diploma of {mark}, please.",
        slot="",
        wall=at.strftime("%Y-%m-%dT%H:%M"),
        seen=proving.seen_of(position.to_ask),
        by=clerk,
    )[0]


def _fill_mail(things: Things, mark: str, address: str, administrator: Account) -> None:
    """A mailbox, a letter that is an application, and one that a person must look at."""
    organisation = things["organisation"]
    things["mailbox"] = add_mailbox(
        organisation=organisation,
        wanted=Wanted(
            address=address,
            host="localhost",
            port=1,
            encryption=Encryption.TLS,
            login=address,
            password=f"secret {mark}",
        ),
        by=administrator,
    )
    whole = _letter(mark, address, "Étude 2026")
    lost = _letter(mark, "nobody@example.org", "Something else")
    for name, raw in (("arrival", whole), ("lost arrival", lost)):
        things[name] = receive_letter(raw=raw, at=timezone.now(), organisation=organisation).arrival
    for part in things["arrival"].parts.all():
        kind = "mailed offer" if part.file.is_secret else "mailed document"
        things.setdefault(kind, part.file)
        things["arrival part"] = part
    things["raw mail"] = things["arrival"].raw
    _fill_checked_mail(things)


def _fill_checked_mail(things: Things) -> None:
    """The worker has looked at the message that a person must see, and at one document of each
    kind of the other."""
    things["checked mail"] = things["lost arrival"].raw
    check_quickly(things["checked mail"], kind=EML)
    for part in things["arrival"].parts.exclude(file__in=[things["mailed document"]]):
        if part.file == things["mailed offer"]:
            continue
        kind = "checked mailed offer" if part.file.is_secret else "checked mailed document"
        things[kind] = part.file
        check_quickly(part.file)


def _letter(mark: str, to: str, subject: str) -> bytes:
    made = message(
        sender=f"{mark} <{mark.lower()}.{to}>",
        to=to,
        subject=subject,
        text=f"Bonjour, veuillez trouver notre candidature. {mark}",
        identifier=f"{mark}.{subject.replace(' ', '')}.{to}".encode("ascii", "ignore").decode(),
        at=timezone.now(),
    )
    for name in ("CV", "Note méthodologique", "Offre financière", "Budget détaillé"):
        attach(made, f"{name} {mark}.pdf", pdf(f"{name} {mark}"))
    return made.as_bytes()
