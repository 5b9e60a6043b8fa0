"""What a letter makes: an application with its receipt, one reply, and nothing twice."""

import threading

import pytest
from django.db import connection

from mandat.core.crypto import as_worker
from mandat.documents.checking import check_file
from mandat.documents.services import open_file
from mandat.intake.gate.by_text import sort_by_text
from mandat.intake.letters.outcomes import Outcome
from mandat.intake.models import Application, Arrival, ArrivalPart, Filing, Piece, Receipt
from mandat.intake.receipts.signing import is_genuine, read_receipt
from mandat.intake.services.starting import confirm_address
from mandat.intake.states import ApplicationState, Part, StampSource
from mandat.mail.models import Message
from mandat.mail.sealing import words_of
from tests.intake.gate.calling import take
from tests.intake.letters import odd
from tests.intake.letters.generated import Scene
from tests.intake.letters.making import DEADLINE, IN_TIME, LATE, address_of, pdf, subject_of
from tests.intake.letters.said import SAID

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene("receiving", SAID["fr"])


def replies():
    return list(Message.objects.order_by("pk"))


def test_an_application_by_mail_has_a_filing_and_a_receipt_that_anybody_can_check(calls, scene):
    found = take(scene.raw())

    filing = Filing.objects.get()
    written = words_of(replies()[0])
    signed = read_receipt(written.body)
    assert (found.application.channel, found.application.state) == ("email", "filed")
    assert filing.filed_at == IN_TIME
    assert found.arrival.stamped_by == StampSource.RECEIVED
    assert signed is not None
    assert is_genuine(signed)
    assert [f["slot"] for f in signed.whole["files"]] == ["0.lead", "1", "2", "3"]
    assert "Offre financière" not in str(Receipt.objects.get().body["files"])


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_receipt_lists_what_was_found_and_what_is_missing(calls, language):
    scene = Scene(f"lists-{language}", SAID[language])

    take(scene.raw(files=scene.files("cv", "letter")))

    message = replies()[0]
    body = words_of(message).body
    assert message.language == language
    assert scene.said.names["cv"].split(".")[0] in body
    assert "Note méthodologique" in body
    assert "/apply/" in body


def test_the_reply_in_each_language_is_of_that_language(calls):
    bodies = []
    for language in ("fr", "en", "ar"):
        scene = Scene(f"speaks-{language}", SAID[language])
        take(scene.raw(files={"cv.pdf.exe": b"MZ\x90\x00"}))
        bodies.append(words_of(replies()[-1]).subject)

    assert len(set(bodies)) >= 1
    assert [m.language for m in replies()] == ["fr", "en", "ar"]


def test_two_messages_make_one_application_and_both_filings_are_kept(calls, scene):
    first = take(scene.raw(files=scene.files("cv", "letter")))
    second = take(scene.raw(files=scene.files("method", "price"), text=scene.said.adds, number=2))

    assert second.outcome is Outcome.COMPLETED
    assert second.application == first.application
    assert [f.pieces.count() for f in Filing.objects.order_by("number")] == [2, 4]
    assert Application.objects.count() == 1


def test_a_resubmission_takes_the_place_of_the_first_and_both_are_kept(calls, scene):
    take(scene.raw())
    take(scene.raw(files=scene.files(version="2"), number=2))

    filings = Filing.objects.order_by("number")
    there = Piece.objects.filter(removed_at__isnull=True)
    assert [f.pieces.count() for f in filings] == [4, 4]
    assert set(filings[1].pieces.all()) == set(there)
    assert not set(filings[0].pieces.all()) & set(there)


def test_the_raw_message_is_kept_as_it_came(calls, scene):
    raw = scene.raw()

    arrival = take(raw).arrival

    assert b"".join(open_file(arrival.raw)) == raw


def test_a_late_letter_is_refused_kept_and_answered(calls, scene):
    found = take(scene.raw(at=LATE))

    assert found.application.state == ApplicationState.REFUSED
    assert found.application.filing_number == 1
    assert [m.template for m in replies()] == ["intake/arrived_late"]


def test_a_late_letter_where_the_call_keeps_it_waits_for_a_decision(calls, scene):
    raw = scene.raw(at=LATE, to=address_of("lenient"), subject=subject_of("lenient"))

    found = take(raw)

    assert found.application.state == ApplicationState.LATE
    assert Filing.objects.get().is_late


def test_what_was_filed_in_time_is_changed_by_nothing_late(calls, scene):
    first = take(scene.raw(files=scene.files("cv")))
    late = take(scene.raw(files=scene.files("method"), number=2, at=LATE))

    first.application.refresh_from_db()
    assert late.outcome is Outcome.LATE
    assert (first.application.state, Filing.objects.count()) == ("filed", 1)
    assert late.arrival.is_open


def test_to_one_address_three_replies_a_day_and_no_more(calls, scene):
    for number in range(1, 6):
        take(scene.raw(files={}, text=f"{scene.said.asks} {number}", number=number))

    assert len(replies()) == 3
    assert Arrival.objects.filter(is_open=True).count() == 5


@pytest.mark.parametrize(
    "make", [odd.automatic, odd.returned, odd.returned_in_words, odd.own_letter_back,
             odd.false_sender],
)  # fmt: skip
def test_programs_and_false_senders_are_never_answered(calls, scene, make):
    take(make(scene))

    assert replies() == []
    assert Arrival.objects.count() == 1


def test_the_link_of_the_receipt_proves_the_address(calls, scene):
    application = take(scene.raw()).application
    before = application.confirmed_at

    confirm_address(application=application)

    application.refresh_from_db()
    assert before is None
    assert application.confirmed_at is not None


def test_cvs_of_a_team_stand_in_the_slots_of_its_members(calls, scene):
    files = {
        f"CV {scene.said.name}.pdf": pdf("one"),
        "CV Jean Petit.pdf": pdf("two"),
        "CV Amina Diallo.pdf": pdf("three"),
    }

    take(scene.raw(files=files))

    slots = sorted(Piece.objects.values_list("slot", flat=True))
    assert slots == ["0.lead", "0.m1", "0.m2"]


def test_a_price_that_only_the_text_shows_is_sealed_once_the_worker_has_read_it(calls, scene):
    priced = pdf("Note methodologique. Honoraires : 400 EUR par jour, total 18000 EUR")
    take(scene.raw(files={scene.said.names["method"]: priced}))
    part = ArrivalPart.objects.select_related("file").get()
    with as_worker():
        check_file(part.file.public_id)
        sort_by_text(part.public_id)

    after = ArrivalPart.objects.select_related("file", "piece").get()
    assert not part.file.is_secret
    assert (after.part, after.is_mixed, after.file.is_secret) == (Part.FINANCIAL, True, True)
    assert after.piece.part == Part.FINANCIAL
    assert Arrival.objects.get().is_open
    assert Message.objects.filter(template="intake/price_free").count() == 1


def test_a_text_without_price_changes_nothing(calls, scene):
    take(scene.raw(files=scene.files("method")))
    part = ArrivalPart.objects.select_related("file").get()
    with as_worker():
        check_file(part.file.public_id)
        sort_by_text(part.public_id)

    after = ArrivalPart.objects.get()
    assert (after.part, after.file_id) == (part.part, part.file_id)


@pytest.mark.django_db(transaction=True)
def test_one_letter_taken_in_by_two_gates_at_once_is_filed_once(calls, scene):
    raw, found = scene.raw(), []

    def gate():
        found.append(take(raw).outcome)
        connection.close()

    threads = [threading.Thread(target=gate) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert sorted(found) == sorted([Outcome.FILED, *[Outcome.ALREADY_IMPORTED] * 2])
    assert (Arrival.objects.count(), Filing.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_letters_of_one_sender_that_come_at_once_make_one_application(calls, scene):
    raws = [
        scene.raw(files=scene.files(which), text=scene.said.adds, number=number)
        for number, which in enumerate(("cv", "letter", "method"), 1)
    ]

    def gate(raw):
        take(raw)
        connection.close()

    threads = [threading.Thread(target=gate, args=[raw]) for raw in raws]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert Application.objects.count() == 1
    assert Filing.objects.count() == 3
    assert Piece.objects.filter(removed_at__isnull=True).count() == 3


def test_exactly_at_the_deadline_is_in(calls, scene):
    assert take(scene.raw(at=DEADLINE)).outcome is Outcome.FILED
