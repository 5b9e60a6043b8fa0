"""Letters of every kind that the mailbox must stand, in French, English and Arabic.

`LETTERS` is in the order in which they arrive; each says what must become of it. Later ones of a
story rest on the earlier ones of the same sender. Always the same bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mandat.intake.letters.outcomes import Outcome, Reason
from tests.intake.letters import making, odd
from tests.intake.letters.making import (
    DEADLINE,
    IN_TIME,
    LATE,
    SHARED,
    address_of,
    attach,
    delivered,
    message,
    pdf,
    subject_of,
)
from tests.intake.letters.said import SAID, Said

LANGUAGES = ("fr", "en", "ar")


@dataclass(frozen=True, slots=True)
class Generated:
    """A letter as it lies in the mailbox, and what must become of it.

    `call` is the one that it is filed or answered for; None when a person has to say.
    """

    key: str
    language: str
    raw: bytes
    outcome: Outcome
    reason: Reason
    call: str | None = None
    also: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One sender in one language, and how they write."""

    key: str
    said: Said

    @property
    def sender(self) -> str:
        return f"{self.said.name} <{self.key}@candidates.example>"

    def identifier(self, number: int = 1) -> str:
        return f"{self.key}.{number}@candidates.example"

    def files(self, *which: str, version: str = "1") -> dict[str, bytes]:
        """Name and bytes of cv, letter, method, price; other bytes in each scene and version."""
        chosen = which or ("cv", "letter", "method", "price")
        return {self.said.names[one]: pdf(f"{one} {self.key} {version}") for one in chosen}

    def letter(
        self,
        *,
        to: str = "",
        subject: str = "",
        text: str | None = None,
        number: int = 1,
        at: datetime = IN_TIME,
        files: dict[str, bytes] | None = None,
    ):
        made = message(
            sender=self.sender, to=to or address_of("minors"),
            subject=subject or subject_of("minors"),
            text=self.said.applies if text is None else text,
            identifier=self.identifier(number), at=at,
        )  # fmt: skip
        for name, data in (self.files() if files is None else files).items():
            attach(made, name, data)
        return made

    def raw(self, at: datetime = IN_TIME, **values) -> bytes:
        return delivered(self.letter(at=at, **values).as_bytes(), at)


type Told = tuple[bytes, Outcome, Reason, str | None, tuple[Reason, ...]]


def told(
    raw: bytes, outcome: Outcome, reason: Reason, call: str | None = None, *also: Reason
) -> Told:
    return raw, outcome, reason, call, also


def filed(raw: bytes, call: str = "minors", *also: Reason) -> Told:
    return told(raw, Outcome.FILED, Reason.NEW, call, *also)


def desk(raw: bytes, reason: Reason, call: str | None = None) -> Told:
    return told(raw, Outcome.DESK, reason, call)


def refused(raw: bytes, reason: Reason) -> Told:
    return told(raw, Outcome.REFUSED_ATTACHMENT, reason, "minors")


STORIES: dict[str, Callable[[Scene], list[Told]]] = {
    "plain": lambda s: [filed(s.raw())],
    "by_subject_answered": lambda s: [
        filed(s.raw(to=SHARED, subject=f"RE : Tr: {subject_of('audit-2').upper()}"), "audit-2")
    ],
    "by_subject_quoted": lambda s: [
        filed(s.raw(to=SHARED,
                    subject=f"« ami n° 6 2026 - audit de l’organisation » {s.said.name}"),
              "audit-6")
    ],
    "by_subject_forwarded": lambda s: [
        filed(s.raw(to=SHARED, subject=f"{s.said.forwarded} {subject_of('audit-6')}"), "audit-6")
    ],
    "by_reference": lambda s: [
        filed(s.raw(to=SHARED, subject=s.said.vague, text=s.said.applies + "\n\nAMI 02 2026\n"),
              "audit-2")
    ],
    "at_the_deadline": lambda s: [filed(s.raw(at=DEADLINE))],
    "sender_clock_ahead": lambda s: [
        filed(delivered(s.letter(at=LATE).as_bytes(), IN_TIME))
    ],
    "sender_clock_behind": lambda s: [
        told(delivered(s.letter(at=IN_TIME).as_bytes(), LATE), Outcome.LATE,
             Reason.AFTER_DEADLINE, "minors")
    ],
    "late_by_a_second": lambda s: [
        told(s.raw(at=DEADLINE + timedelta(seconds=1)), Outcome.LATE, Reason.AFTER_DEADLINE,
             "minors")
    ],
    "late_and_kept": lambda s: [
        told(s.raw(at=LATE, to=address_of("lenient"), subject=subject_of("lenient")), Outcome.LATE,
             Reason.AFTER_DEADLINE_KEPT, "lenient")
    ],
    "excluded_channel": lambda s: [
        told(s.raw(to=address_of("portal"), subject=subject_of("portal")),
             Outcome.EXCLUDED_CHANNEL, Reason.PORTAL_ONLY, "portal")
    ],
    "cancelled": lambda s: [
        desk(s.raw(to=address_of("cancelled"), subject=subject_of("cancelled")),
             Reason.CALL_CANCELLED, "cancelled")
    ],
    "two_messages": lambda s: [
        filed(s.raw(files=s.files("cv", "letter"))),
        told(s.raw(files=s.files("method", "price"), text=s.said.adds, number=2),
             Outcome.COMPLETED, Reason.ADDS_DOCUMENTS, "minors"),
    ],
    "answered_in_the_thread": lambda s: [
        filed(s.raw(to=SHARED, subject=subject_of("audit-2"), files=s.files("cv")), "audit-2"),
        told(odd.answer_to(s, s.identifier(1)), Outcome.COMPLETED,
             Reason.ADDS_DOCUMENTS, "audit-2"),
    ],
    "corrected": lambda s: [
        filed(s.raw()),
        told(s.raw(files=s.files("method", version="2"), text=s.said.applies, number=2),
             Outcome.COMPLETED, Reason.REPLACES_DOCUMENTS, "minors"),
    ],
    "replaced_in_words": lambda s: [
        filed(s.raw()),
        told(s.raw(files=s.files("cv", "method", version="2"), text=s.said.replaces, number=2),
             Outcome.SUPERSEDED, Reason.SAYS_REPLACES, "minors"),
    ],
    "replaced_as_a_whole": lambda s: [
        filed(s.raw(files=s.files("cv", "letter"))),
        told(s.raw(files=s.files(version="2"), number=2), Outcome.SUPERSEDED, Reason.REPLACES_ALL,
             "minors"),
    ],
    "sent_twice": lambda s: [
        filed(s.raw()),
        told(s.raw(number=2, at=IN_TIME + timedelta(hours=1)), Outcome.DUPLICATE,
             Reason.SAME_FILES, "minors"),
    ],
    "fetched_twice": lambda s: [
        filed(s.raw()),
        told(s.raw(), Outcome.ALREADY_IMPORTED, Reason.SAME_LETTER, "minors"),
    ],
    "came_by_two_ways": lambda s: [
        filed(s.raw()),
        told(odd.other_way(s), Outcome.ALREADY_IMPORTED, Reason.SAME_LETTER, "minors"),
    ],
    "identifier_used_again": lambda s: [
        filed(s.raw(files=s.files("cv"))),
        desk(s.raw(files=s.files("letter"), text=s.said.adds), Reason.SAME_ID_OTHER_CONTENT,
             "minors"),
    ],
    "blind_copy_for_another_call": lambda s: [
        filed(delivered(s.letter(to=SHARED, subject=s.said.vague).as_bytes(),
                        to=address_of("minors"))),
        desk(delivered(s.letter(to=SHARED, subject=s.said.vague).as_bytes(),
                       to=address_of("lenient")),
             Reason.TWO_CALLS, "lenient"),
    ],
    "two_addresses": lambda s: [
        desk(s.raw(to=f"{address_of('minors')}, {address_of('lenient')}", subject=s.said.vague),
             Reason.TWO_CALLS)
    ],
    "two_subjects": lambda s: [
        desk(s.raw(to=SHARED, subject=f"{subject_of('audit-2')} / {subject_of('audit-6')}"),
             Reason.TWO_CALLS)
    ],
    "address_against_subject": lambda s: [
        desk(s.raw(subject=subject_of("audit-6")), Reason.CONTRADICTION)
    ],
    "no_call_named": lambda s: [
        desk(s.raw(to=SHARED, subject=s.said.vague), Reason.UNCERTAIN_CALL)
    ],
    "unknown_address": lambda s: [
        desk(s.raw(to="office@example.org", subject=s.said.vague), Reason.UNKNOWN_CALL)
    ],
    "question": lambda s: [
        told(s.raw(text=s.said.asks, files={}), Outcome.CLARIFICATION, Reason.QUESTION, "minors")
    ],
    "question_without_call": lambda s: [
        told(s.raw(to="office@example.org", subject=s.said.vague, text=s.said.asks, files={}),
             Outcome.CLARIFICATION, Reason.QUESTION)
    ],
    "empty": lambda s: [desk(s.raw(text="", files={}), Reason.EMPTY, "minors")],
    "words_alone": lambda s: [desk(s.raw(files={}), Reason.NO_FILE, "minors")],
    "cloud_link": lambda s: [
        refused(s.raw(text=f"{s.said.applies}\nhttps://we.tl/t-{s.key}", files={}),
                Reason.CLOUD_LINK)
    ],
    "cloud_link_beside": lambda s: [
        filed(s.raw(text=f"{s.said.applies}\nhttps://drive.google.com/drive/folders/{s.key}"),
              "minors", Reason.CLOUD_LINK)
    ],
    "mixed": lambda s: [
        filed(s.raw(files={s.said.names["both"]: pdf(f"both {s.key}")}), "minors",
              Reason.MIXED_DOCUMENT)
    ],
    "plain_archive": lambda s: [
        filed(s.raw(files={"dossier.zip": making.zipped(s.files())}))
    ],
    "locked_archive": lambda s: [
        refused(s.raw(files={"dossier.zip": making.zipped(s.files(), locked=True)}),
                Reason.ENCRYPTED_ARCHIVE)
    ],
    "locked_archive_beside": lambda s: [
        filed(s.raw(files=s.files("cv", "letter")
                    | {"annexes.zip": making.zipped(s.files("method"), locked=True)}),
              "minors", Reason.ENCRYPTED_ARCHIVE)
    ],
    "foreign_archive": lambda s: [
        refused(s.raw(files={"dossier.rar": b"Rar!\x1a\x07\x01\x00" + s.key.encode()}),
                Reason.UNSAFE_ARCHIVE)
    ],
    "program": lambda s: [
        refused(s.raw(files={"cv.pdf.exe": b"MZ\x90\x00" + s.key.encode()}), Reason.FORBIDDEN_KIND)
    ],
    "empty_file": lambda s: [
        refused(s.raw(files={s.said.names["cv"]: b""}), Reason.DAMAGED_FILE)
    ],
    "winmail": lambda s: [filed(odd.in_winmail(s))],
    "broken_winmail": lambda s: [refused(odd.in_broken_winmail(s), Reason.WINMAIL)],
    "html_alone": lambda s: [filed(odd.html_alone(s))],
    "logo": lambda s: [filed(odd.with_logo(s))],
    "logo_and_question": lambda s: [
        told(odd.with_logo(s, asks=True), Outcome.CLARIFICATION, Reason.QUESTION, "minors")
    ],
    "empty_body": lambda s: [filed(s.raw(text=""))],
    "split_names": lambda s: [filed(odd.names_in_sections(s))],
    "encoded_names": lambda s: [filed(odd.names_in_encoded_words(s))],
    "wrong_charset": lambda s: [filed(odd.wrong_charset(s))],
    "no_charset": lambda s: [filed(odd.no_charset(s))],
    "cut_short": lambda s: [filed(odd.cut_short(s), "minors", Reason.PARTLY_READ)],
    "turned_name": lambda s: [filed(odd.turned_name(s))],
    "phone": lambda s: [filed(odd.from_a_phone(s))],
    "through_a_list": lambda s: [filed(odd.through_a_list(s))],
    "no_identifier": lambda s: [filed(odd.without(s, "Message-ID"))],
    "own_letter_inside": lambda s: [filed(odd.own_letter_inside(s))],
    "letter_of_another_inside": lambda s: [
        desk(odd.letter_of_another_inside(s), Reason.FORWARDED, "minors")
    ],
    "no_sender": lambda s: [desk(odd.without(s, "From"), Reason.NO_SENDER, "minors")],
    "false_sender": lambda s: [desk(odd.false_sender(s), Reason.REFUTED_SENDER, "minors")],
    "encrypted": lambda s: [desk(odd.encrypted(s), Reason.UNREADABLE, "minors")],
    "absence": lambda s: [
        told(odd.automatic(s), Outcome.AUTO_REPLY, Reason.AUTOMATIC, "minors")
    ],
    "absence_by_subject": lambda s: [
        told(s.raw(subject=s.said.absent, text=s.said.away, files={}), Outcome.AUTO_REPLY,
             Reason.AUTOMATIC, "minors")
    ],
    "absence_with_file": lambda s: [
        desk(odd.automatic(s, with_file=True), Reason.AUTOMATIC_WITH_FILE, "minors")
    ],
    "returned": lambda s: [told(odd.returned(s), Outcome.BOUNCE, Reason.RETURNED, "minors")],
    "returned_in_words": lambda s: [
        told(odd.returned_in_words(s), Outcome.BOUNCE, Reason.RETURNED, "minors")
    ],
    "own_letter_back": lambda s: [
        told(odd.own_letter_back(s), Outcome.AUTO_REPLY, Reason.OWN_LETTER, "minors")
    ],
}  # fmt: skip


def generate() -> Iterator[Generated]:
    """Every story in every language."""
    for language in LANGUAGES:
        for name, story in STORIES.items():
            scene = Scene(f"{name}.{language}".replace("_", "-"), SAID[language])
            for number, (raw, outcome, reason, call, also) in enumerate(story(scene), 1):
                key = f"{scene.key}.{number}"
                yield Generated(key, language, raw, outcome, reason, call, also)


LETTERS: tuple[Generated, ...] = tuple(generate())
