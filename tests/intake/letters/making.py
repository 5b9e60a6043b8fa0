"""Makes the letters that the tests read: files, containers and messages, always the same bytes."""

import io
import struct
import zipfile
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache

import pikepdf

from mandat.intake.letters.routing import CallState, Candidate, Channel, LateRule
from mandat.intake.rules.slots import Asked, slots_of
from mandat.intake.states import Part

HOST = "mx.example.org"  # our own mail host
OWN_HOSTS = ("example.org",)
HOUSE_ADDRESS = "mandat@example.org"  # from which the house writes
HOUSE_HOST = "mandat.example.org"  # of the Message-IDs that the house makes
DEADLINE = datetime(2026, 11, 10, 11, 0, tzinfo=UTC)
IN_TIME = DEADLINE - timedelta(days=1)
LATE = DEADLINE + timedelta(hours=2)
IMPORTED = DEADLINE + timedelta(days=1)  # the clock of the import, after the deadline

SHARED = "calls@example.org"
CALLS = (
    Candidate(
        "minors", ("minors@example.org",), "Consultance – Positionnement Mineur·e·s MdM",
        reference="REF-2026-014", deadline=DEADLINE, late_rule=LateRule.REFUSE,
    ),
    Candidate("audit-2", (SHARED,), "AMI N°02-2026 – Audit de l'organisation",
              reference="AMI-02-2026", channel=Channel.BOTH, deadline=DEADLINE),
    Candidate("audit-6", (SHARED,), "AMI N°06-2026 – Audit de l'organisation",
              reference="AMI-06-2026", channel=Channel.BOTH, deadline=DEADLINE),
    Candidate("portal", ("portal@example.org",), "Formation de pairs 2026",
              channel=Channel.PORTAL, deadline=DEADLINE),
    Candidate("lenient", ("lenient@example.org",), "Évaluation finale Sahel",
              deadline=DEADLINE, late_rule=LateRule.KEEP),
    Candidate("cancelled", ("cancelled@example.org",), "Étude annulée",
              deadline=DEADLINE, state=CallState.CANCELLED),
)  # fmt: skip
ASKED = (
    Asked(0, "CV de chaque membre", Part.TECHNICAL, per_member=True, max_pages=3),
    Asked(1, "Lettre de motivation", Part.ADMINISTRATIVE, max_pages=3),
    Asked(2, "Note méthodologique", Part.TECHNICAL),
    Asked(3, "Offre financière", Part.FINANCIAL),
)
SLOTS = tuple(slots_of(ASKED))


def address_of(call: str) -> str:
    return next(c.addresses[0] for c in CALLS if c.call == call)


def subject_of(call: str) -> str:
    return next(c.subject for c in CALLS if c.call == call)


@cache
def pdf(words: str, pages: int = 1) -> bytes:
    """A valid PDF of so many pages with these words (Latin letters) on each."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    plain = words.encode("cp1252", "replace").replace(b"\\", b"").replace(b"(", b"")
    stream = b"BT /F1 12 Tf 72 720 Td (" + plain.replace(b")", b"") + b") Tj ET"
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Contents = document.make_stream(stream)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def zipped(members: dict[str, bytes], *, locked: bool = False) -> bytes:
    """A ZIP; `locked` sets the mark of encryption on every member, as a password does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    packed = bytearray(out.getvalue())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)) if locked else ():
        at = packed.find(signature)
        while at >= 0:
            packed[at + place] |= 1
            at = packed.find(signature, at + 4)
    return bytes(packed)


def _attribute(level: int, identifier: int, kind: int, value: bytes) -> bytes:
    checksum = sum(value) & 0xFFFF
    return struct.pack("<BHHI", level, identifier, kind, len(value)) + value + struct.pack(
        "<H", checksum
    )  # fmt: skip


def _property(kind: int, key: int, value: bytes) -> bytes:
    padded = value + b"\0" * (-len(value) % 4)
    return struct.pack("<HHII", kind, key, 1, len(value)) + padded


def winmail(files: dict[str, bytes]) -> bytes:
    """A winmail.dat as Outlook writes it: a short name, then the long one among the properties."""
    out = b"\x78\x9f\x3e\x22\x01\x00" + _attribute(1, 0x9007, 0x0006, struct.pack("<II", 1252, 0))
    for name, data in files.items():
        long_name = (name + "\0").encode("utf-16-le")
        named = struct.pack("<HH", 0x0003, 0x8001) + b"\1" * 16 + struct.pack("<III", 0, 7, 5)
        properties = struct.pack("<I", 2) + named + _property(0x1F, 0x3707, long_name)
        out += _attribute(2, 0x9002, 0x0006, b"\0" * 14)
        out += _attribute(2, 0x8010, 0x0001, b"SHORT~1.PDF\0")
        out += _attribute(2, 0x800F, 0x0006, data)
        out += _attribute(2, 0x9005, 0x0006, properties)
    return out


def message(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str = "",
    identifier: str = "",
    at: datetime = IN_TIME,
) -> EmailMessage:
    """A plain letter, as a mail program writes it, without what hosts add."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = to
    made["Subject"] = subject
    made["Date"] = format_datetime(at - timedelta(seconds=20))
    if identifier:
        made["Message-ID"] = f"<{identifier}>"
    made.set_content(text)
    return made


def attach(made: EmailMessage, name: str, data: bytes, kind: str = "application/pdf") -> None:
    main, _, sub = kind.partition("/")
    made.add_attachment(data, maintype=main, subtype=sub, filename=name)


def delivered(raw: bytes, at: datetime = IN_TIME, *, to: str = "", host: str = HOST) -> bytes:
    """The letter with what our own host adds on top when it takes it."""
    envelope = f"Delivered-To: {to}\r\n" if to else ""
    return (
        f"Return-Path: <bounces@candidates.example>\r\n{envelope}"
        f"Received: from out.candidates.example (out.candidates.example [192.0.2.7])\r\n"
        f"\tby {host} (Postfix) with ESMTPS id 4XyZ for <{to or SHARED}>;\r\n"
        f"\t{format_datetime(at)}\r\n"
    ).encode() + raw
