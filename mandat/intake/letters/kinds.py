"""What kind of letter this is: who or what wrote it, and what for."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from mandat.intake.letters.kind_words import (
    ADDS,
    APPLICATION,
    AUTOMATIC,
    CLOUD_HOSTS,
    NO_ANSWER,
    QUESTION,
    REPLACES,
    RETURNED,
    SYSTEM_SENDERS,
)
from mandat.intake.letters.reading import Letter
from mandat.intake.letters.received import is_own
from mandat.search.analyser import folded, normalised

_READ: Final = 20_000  # characters of a body in which words are looked for
_REPLIES: Final = ("auto-replied", "auto-notified")


class Kind(StrEnum):
    APPLICATION = "application"  # a person's letter with at least one file
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    CLARIFICATION = "clarification"  # a question, without a file
    EMPTY = "empty"  # neither words nor files
    LINK_ONLY = "link_only"  # a link to files that lie elsewhere, and none here
    LOOP = "loop"  # our own letter, come back
    NO_FILE = "no_file"  # words, without a file and without a question


@dataclass(frozen=True, slots=True)
class Nature:
    """The kind of a letter, and what its words say that it does."""

    kind: Kind
    has_documents: bool = False
    links: tuple[str, ...] = ()  # to files that lie elsewhere
    replaces: bool = False  # the sender says that it replaces an earlier letter
    adds: bool = False  # the sender says that it completes an earlier letter
    asks: bool = False  # there is a question in it


def nature_of(
    letter: Letter, *, own_addresses: Collection[str] = (), own_hosts: Collection[str] = ()
) -> Nature:
    """What this letter is. `own_addresses` are those from which the house writes; `own_hosts` are
    the hosts in the Message-IDs of the house (`SITE_URL`), not every host of the organisation."""
    text = _folded(f"{letter.subject}\n{letter.own_text}"[:_READ])
    subject = _folded(letter.subject)
    links = cloud_links(letter.links)
    has_documents = bool(letter.documents)
    asks = bool(QUESTION.search(text)) or "?" in text or "؟" in text
    kind = _by_machine(letter, subject, own_addresses, own_hosts)
    if kind is None and has_documents:
        kind = Kind.APPLICATION
    if kind is None:
        applies = bool(APPLICATION.search(text))
        kind = _without_documents(letter, links, asks=asks, applies=applies)
    return Nature(
        kind=kind,
        has_documents=has_documents,
        links=links,
        replaces=bool(REPLACES.search(text)),
        adds=bool(ADDS.search(text)),
        asks=asks,
    )


def _folded(text: str) -> str:
    return folded(normalised(text))


def _by_machine(
    letter: Letter, subject: str, own_addresses: Collection[str], own_hosts: Collection[str]
) -> Kind | None:
    """Loops, returned mail and automatic answers; None for what a person wrote.

    Fields and subjects that programs and people both use do not make an automatic answer of a
    letter with a file: a scanner sends by itself what its user put on it, and whole mailboxes are
    lists (`Precedence: list`). Such a letter must never be lost.
    """
    if _is_own_letter(letter, own_addresses, own_hosts):
        return Kind.LOOP
    if _is_returned(letter, subject):
        return Kind.BOUNCE
    submitted = letter.marks.get("auto-submitted", "no").lower()
    if submitted.startswith(_REPLIES) or _answers_by_itself(letter):
        return Kind.AUTO_REPLY
    if letter.documents:
        return None
    lists = letter.marks.get("precedence", "").lower() in ("bulk", "junk", "auto_reply", "list")
    by_program = submitted not in ("", "no") or lists
    return Kind.AUTO_REPLY if by_program or AUTOMATIC.search(subject) else None


def _is_own_letter(
    letter: Letter, own_addresses: Collection[str], own_hosts: Collection[str]
) -> bool:
    """Our own address as sender, a Message-ID of our making, or the mark that we put on letters."""
    own = {address.lower() for address in own_addresses}
    host = letter.message_id.rpartition("@")[2]
    made_here = letter.has_message_id and bool(host) and is_own(host, own_hosts)
    return letter.sender.address in own or made_here or "x-mandat-message" in letter.marks


def _is_returned(letter: Letter, subject: str) -> bool:
    if letter.report or "x-failed-recipients" in letter.marks:
        # A person's letter with files is never thrown away for a field that anybody can write.
        return not letter.documents or _from_system(letter)
    if letter.media_type == "multipart/report" and not letter.documents:
        return RETURNED.search(subject) is not None or _from_system(letter)
    return _from_system(letter) and RETURNED.search(subject) is not None


def _from_system(letter: Letter) -> bool:
    return SYSTEM_SENDERS.match(letter.sender.address) is not None


def _answers_by_itself(letter: Letter) -> bool:
    """The fields of older programs; `disposition-notification` is a receipt of reading."""
    marked = "x-autoreply" in letter.marks or "x-autorespond" in letter.marks
    receipt = letter.media_type == "multipart/report" and not letter.documents
    return marked or receipt or letter.marks.get("precedence", "").lower() == "auto_reply"


def _without_documents(
    letter: Letter, links: tuple[str, ...], *, asks: bool, applies: bool
) -> Kind:
    """A link counts as an attempt to apply unless the letter only asks about it."""
    if links and (applies or not asks):
        return Kind.LINK_ONLY
    if not letter.own_text.strip() and not letter.text.strip():
        # A question may stand in the subject alone.
        return Kind.CLARIFICATION if "?" in letter.subject or "؟" in letter.subject else Kind.EMPTY
    says_attached = applies and "?" not in letter.own_text and "؟" not in letter.own_text
    return Kind.CLARIFICATION if asks and not says_attached else Kind.NO_FILE


def cloud_links(links: Collection[str]) -> tuple[str, ...]:
    """Those links that lead to a host which keeps files for others."""
    return tuple(link for link in links if _is_cloud(link))


def _is_cloud(link: str) -> bool:
    try:
        host = (urlsplit(link).hostname or "").lower()
    except ValueError:
        return False
    labels = host.split(".")
    return any(".".join(labels[n:]) in CLOUD_HOSTS for n in range(len(labels) - 1))


def may_answer(letter: Letter, nature: Nature) -> bool:
    """Whether an automatic answer may go to the sender (RFC 3834, 2): never to programs, to lists,
    to an empty return path, or to an address that says it reads nothing."""
    if nature.kind in (Kind.BOUNCE, Kind.AUTO_REPLY, Kind.LOOP) or not letter.sender.address:
        return False
    suppressed = letter.marks.get("x-auto-response-suppress", "").lower()
    by_program = letter.marks.get("auto-submitted", "no").lower() not in ("", "no")
    unwanted = letter.marks.get("return-path", "") == "<>" or "all" in suppressed
    no_reader = NO_ANSWER.match(letter.sender.address) is not None
    return not (unwanted or by_program or no_reader or "list-unsubscribe" in letter.marks)
