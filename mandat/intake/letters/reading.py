"""One letter, from its bytes: who wrote, to whom, when it arrived, its words and its files.

`read_letter` never raises and looks at a bounded part of what it is given. What it could not read
stands in `Letter.troubles`; the raw message stays the proof.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from mandat.intake.letters.attachments import Attachment, Leaves, sort_leaves
from mandat.intake.letters.bodies import (
    Markup,
    links_in,
    own_text,
    tidied,
    without_links,
)
from mandat.intake.letters.decoding import header_text
from mandat.intake.letters.digests import digest_of_letter
from mandat.intake.letters.heads import (
    Address,
    Head,
    instant_of,
    raw_addresses,
    read_head,
    split_head,
)
from mandat.intake.letters.limits import LARGEST, SUBJECT
from mandat.intake.letters.parts import Inner, Part, Reading, parts_of
from mandat.intake.letters.received import Stamp, sender_is_refuted, stamp_of
from mandat.mail.bounces import Report, read_report
from mandat.search.analyser import guess

# What an attachment or a letter may be marked with.
TROUBLES: Final = frozenset(
    {
        "bad_charset",  # the declared charset is not the one of the bytes; signs may be wrong
        "bidi_name",  # a name with signs that turn its direction; they are taken out
        "broken_parts",  # the boundary that the letter names is nowhere in it
        "cut_short",  # the last part has no end
        "damaged_part",  # an encoding that cannot be undone
        "empty_file",
        "encrypted",  # a letter that only the holder of a key could read
        "no_name",  # a file without a name; it was given one
        "no_sender",
        "too_deep",
        "too_large",
        "too_many_parts",
        "unreadable",  # a winmail.dat that cannot be opened, or a letter that cannot be read
    }
)
_FROM: Final = ("from", "reply-to", "sender", "return-path")
_ENVELOPE: Final = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_MARKS: Final = (
    "auto-submitted", "x-autoreply", "x-autorespond", "x-auto-response-suppress", "precedence",
    "list-id", "list-unsubscribe", "x-failed-recipients", "return-path", "x-loop",
    "x-mandat-message",
)  # fmt: skip
_ID: Final = re.compile(r"<\s*([^<>\s]{1,250})\s*>")
_SEALED: Final = frozenset(
    {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
)


@dataclass(frozen=True, slots=True)
class NestedLetter:
    """A letter within the letter: what its head says, and how deep it lies."""

    sender: Address
    subject: str
    date: datetime | None
    depth: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What one message says. Nothing in it is proved but `stamp`, as far as our own host goes."""

    message_id: str  # without its angle brackets; `sha256:<digest>` when the letter has none
    has_message_id: bool
    digest: str  # the same for the same letter, however often and by whatever way it comes
    sender: Address  # From, else Reply-To, Sender, Return-Path; both parts "" when there is none
    reply_to: Address | None
    recipients: tuple[Address, ...]  # To and Cc
    delivered_to: tuple[str, ...]  # the addresses at which our own hosts took it
    subject: str
    date: datetime | None  # by the sender's clock: shown, never reckoned with
    stamp: Stamp | None
    text: str
    language: str  # fr, en, ar or ""
    links: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    nested: tuple[NestedLetter, ...]
    answers: tuple[str, ...]  # Message-IDs of In-Reply-To and References
    marks: dict[str, str]  # the fields by which programs say that they wrote
    media_type: str
    report: Report | None  # a delivery that failed for good
    sender_refuted: bool  # our own host found that the sender is another
    size: int
    troubles: frozenset[str]

    @property
    def received_at(self) -> datetime | None:
        """The instant at which our own mail host took the letter, aware; None when unknown."""
        return self.stamp.at if self.stamp else None

    @property
    def documents(self) -> tuple[Attachment, ...]:
        """The attachments that are not decoration."""
        return tuple(a for a in self.attachments if not a.inline)

    @property
    def own_text(self) -> str:
        """What the sender wrote, without what is quoted."""
        return own_text(self.text)


def read_letter(raw: bytes, *, own_hosts: Collection[str]) -> Letter:
    """What this message says; every message can be read, if only as a letter full of troubles."""
    reading = Reading()
    try:
        if len(raw) > LARGEST:
            reading.troubles.add("too_large")
            return _letter(raw, read_head(split_head(raw)[0]), [], reading, own_hosts)
        head, parts = parts_of(raw, reading)
        return _letter(raw, head, parts, reading, own_hosts)
    except (ValueError, LookupError, TypeError, OverflowError, RecursionError, ArithmeticError):
        # Nothing of the kind is known. A letter that finds one waits at the desk, unread.
        return _unread(raw)


def _letter(
    raw: bytes, head: Head, parts: list[Part], reading: Reading, own_hosts: Collection[str]
) -> Letter:
    found = sort_leaves(parts)
    text = _text(found)
    files = tuple(found.files)
    subject = head.text("subject")[:SUBJECT]
    recipients = tuple(dict.fromkeys(a for name in ("to", "cc") for a in raw_addresses(head, name)))
    sender = _sender(head)
    says_nothing = not (sender.address or text or files or subject)
    digest = sha256(raw).hexdigest() if says_nothing else digest_of_letter(head, parts)
    message_id = next(iter(_ids([head.text("message-id")])), "")
    media_type = head.text("content-type").split(";")[0].strip().lower()[:200]
    troubles = reading.troubles | found.troubles | (set() if sender.address else {"no_sender"})
    troubles |= {"encrypted"} if media_type in _SEALED else set()
    return Letter(
        message_id=message_id or f"sha256:{digest}",
        has_message_id=bool(message_id),
        digest=digest,
        sender=sender,
        reply_to=next(iter(raw_addresses(head, "reply-to")), None),
        recipients=recipients,
        delivered_to=_delivered(head),
        subject=subject,
        date=instant_of(head.text("date")),
        stamp=stamp_of(head, own_hosts),
        text=text,
        language=_language(text, subject),
        links=_links(text, found.markup),
        attachments=files,
        nested=tuple(_nested(inner) for inner in reading.inner),
        answers=_ids([head.text("in-reply-to"), head.text("references")]),
        marks={name: head.text(name)[:200] for name in _MARKS if name in head},
        media_type=media_type,
        report=_report(raw, head),
        sender_refuted=sender_is_refuted(head, own_hosts),
        size=len(raw),
        troubles=frozenset(troubles),
    )


def _report(raw: bytes, head: Head) -> Report | None:
    """The report of a failed delivery; the reader of reports parses with the standard library."""
    if not head.text("content-type").lower().startswith("multipart/report"):
        return None
    try:
        return read_report(raw)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None


def _unread(raw: bytes) -> Letter:
    digest = sha256(raw).hexdigest()
    nobody = Address("", "")
    return Letter(
        message_id=f"sha256:{digest}", has_message_id=False, digest=digest, sender=nobody,
        reply_to=None, recipients=(), delivered_to=(), subject="", date=None, stamp=None, text="",
        language="", links=(), attachments=(), nested=(), answers=(), marks={}, media_type="",
        report=None, sender_refuted=False, size=len(raw),
        troubles=frozenset({"unreadable", "no_sender"}),
    )  # fmt: skip


def _sender(head: Head) -> Address:
    for name in _FROM:
        found = raw_addresses(head, name)
        if found:
            return found[0]
    return Address("", header_text(head.raw("from"))[:200])


def _delivered(head: Head) -> tuple[str, ...]:
    found = (a.address for name in _ENVELOPE for a in raw_addresses(head, name))
    return tuple(dict.fromkeys(found))


def _ids(values: Iterable[str]) -> tuple[str, ...]:
    """Message-IDs, without brackets and blanks. The host in small letters, as it is compared."""
    found = []
    for value in values:
        given = _ID.findall(value) or [v for v in value.split()[:1] if "@" in v]
        for identifier in given[:50]:
            local, at, host = identifier[:250].rpartition("@")
            found.append(f"{local}{at}{host.lower()}")
    return tuple(dict.fromkeys(found))


def _nested(inner: Inner) -> NestedLetter:
    return NestedLetter(
        sender=_sender(inner.head),
        subject=inner.head.text("subject")[:SUBJECT],
        date=instant_of(inner.head.text("date")),
        depth=inner.nested,
    )


def _text(found: Leaves) -> str:
    """The plain body, else the one in HTML. Programs leave an empty plain one beside it."""
    plain = tidied("\n\n".join(found.plain))
    return plain or tidied("\n\n".join(markup.text for markup in found.markup))


def _links(text: str, markup: Sequence[Markup]) -> tuple[str, ...]:
    linked = [link for one in markup for link in one.links]
    return tuple(dict.fromkeys([*links_in(text), *linked]))[:100]


def _language(text: str, subject: str) -> str:
    """The language of the sender, by script and little words; "" when they do not tell."""
    own = without_links(own_text(text))
    for sample in (own, f"{subject} {own}", subject):
        if found := guess(sample):
            return found
    return ""
