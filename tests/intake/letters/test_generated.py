"""Every generated letter has the outcome that it must have; none is lost, none taken twice."""

from collections import Counter

import pytest

from mandat.intake.letters.judging import House, Known, judge
from mandat.intake.letters.outcomes import Earlier, Outcome, Taken
from mandat.intake.letters.reading import read_letter
from tests.intake.letters.generated import LETTERS
from tests.intake.letters.making import (
    CALLS,
    HOUSE_ADDRESS,
    HOUSE_HOST,
    IMPORTED,
    OWN_HOSTS,
    SLOTS,
)

HOUSE = House(frozenset({HOUSE_ADDRESS}), frozenset({HOUSE_HOST}))


class Desk:
    """What the database would remember, in memory."""

    def __init__(self):
        self.ids, self.digests, self.applications, self.threads = set(), {}, {}, {}

    def known(self, letter):
        def taken(call):
            if letter.digest in self.digests:
                same = self.digests[letter.digest] in (call, None)
                return Taken.SAME if same else Taken.ELSEWHERE
            return Taken.OTHER if letter.message_id in self.ids else Taken.NEVER

        sender = letter.sender.address
        earlier = {call: e for (who, call), e in self.applications.items() if who == sender}
        return Known(earlier, self.threads, taken)

    def take(self, raw):
        letter = read_letter(raw, own_hosts=OWN_HOSTS)
        verdict = judge(letter, CALLS, at=IMPORTED, house=HOUSE, slots=lambda _: SLOTS,
                        known=self.known(letter))  # fmt: skip
        self.ids.add(letter.message_id)
        self.digests.setdefault(letter.digest, verdict.route.call)
        if verdict.decision.outcome in (Outcome.FILED, Outcome.COMPLETED, Outcome.SUPERSEDED):
            self._file(letter, verdict)
        return letter, verdict

    def _file(self, letter, verdict):
        key = (letter.sender.address, verdict.route.call)
        old = self.applications.get(key, Earlier(frozenset(), frozenset()))
        digests = frozenset(a.sha256 for a in verdict.sifted.taken)
        slots = frozenset(p.slot for p in verdict.proposals if p.slot)
        self.applications[key] = Earlier(old.digests | digests, old.slots | slots)
        self.threads[letter.message_id] = verdict.route.call


@pytest.fixture(scope="module")
def judged():
    desk = Desk()
    return {one.key: (one, *desk.take(one.raw)) for one in LETTERS}


def test_there_are_two_hundred_letters_and_every_outcome_among_them():
    assert len(LETTERS) >= 200
    assert len({one.key for one in LETTERS}) == len(LETTERS)
    assert {one.outcome for one in LETTERS} == set(Outcome)
    assert min(Counter(one.language for one in LETTERS).values()) >= 66


@pytest.mark.parametrize("key", [one.key for one in LETTERS])
def test_each_letter_has_its_outcome(judged, key):
    expected, _letter, verdict = judged[key]

    decision = verdict.decision
    assert (decision.outcome, decision.reason) == (expected.outcome, expected.reason)
    assert verdict.route.call == expected.call
    assert decision.also == expected.also


def test_the_language_of_the_sender_is_told(judged):
    told = {key: letter.language for key, (one, letter, _) in judged.items()
            if one.outcome in (Outcome.FILED, Outcome.CLARIFICATION) and letter.text
            and letter.language != one.language}  # fmt: skip

    assert told == {}


def test_what_is_filed_keeps_every_document_with_its_name_and_bytes(judged):
    _, letter, verdict = judged["plain.ar.1"]

    names = [document.name for document in verdict.sifted.taken]
    assert names == [
        "السيرة الذاتية ليلى مثال.pdf",
        "رسالة تحفيز.pdf",
        "المنهجية.pdf",
        "العرض المالي.pdf",
    ]
    assert all(document.data.startswith(b"%PDF") for document in letter.documents)
    assert [p.slot for p in verdict.proposals] == ["0.lead", "1", "2", "3"]


@pytest.mark.parametrize(
    "story",
    ["split-names", "encoded-names", "wrong-charset", "no-charset", "cut-short", "phone", "winmail",
     "plain-archive", "html-alone", "logo", "own-letter-inside", "came-by-two-ways"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_way_it_was_packed_changes_nothing_in_what_it_brings(judged, story, language):
    plain = judged[f"plain.{language}.1"][2]
    other = judged[f"{story}.{language}.1"][2]

    def brought(verdict):
        return [(d.name, p.part, p.slot) for d, p in
                zip(verdict.sifted.taken, verdict.proposals, strict=True)]  # fmt: skip

    assert brought(other) == brought(plain)
