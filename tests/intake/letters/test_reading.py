"""Letters are read whatever programs did to them, in bounded time, and never with an error."""

import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.intake.letters.judging import House, judge
from mandat.intake.letters.reading import TROUBLES, Letter, read_letter
from tests.intake.letters.generated import LETTERS
from tests.intake.letters.making import (
    CALLS,
    IMPORTED,
    IN_TIME,
    OWN_HOSTS,
    SLOTS,
    attach,
    delivered,
    message,
    pdf,
    winmail,
)

PLAIN = b"From: a@candidates.example\r\nTo: minors@example.org\r\nSubject: x\r\n"


def read(raw):
    return read_letter(raw, own_hosts=OWN_HOSTS)


def bounded(letter: Letter) -> bool:
    judge(letter, CALLS, at=IMPORTED, house=House(), slots=lambda _: SLOTS)
    return letter.troubles <= TROUBLES and all(a.troubles <= TROUBLES for a in letter.attachments)


@given(st.binary(max_size=3_000))
def test_any_bytes_are_a_letter(raw):
    assert bounded(read(raw))


FIELDS = st.sampled_from(
    ["From", "To", "Date", "Received", "Subject", "Message-ID", "Content-Type", "References",
     "Content-Disposition", "Content-Transfer-Encoding", "Authentication-Results", "Precedence"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["multipart/mixed; boundary=a", "multipart/report; boundary=\"a\"", "message/rfc822",
         "base64",
         "quoted-printable", "x-uuencode", "text/html; charset=utf-7", "application/ms-tnef",
         "attachment; filename*1*=%e9; filename*0*=utf-16''%FF", "=?utf-8?b?4pi?=", "=?x?q?=",
         "by mx.example.org; Mon, 99 Nov 2026 25:00:00 +9999", "<@>", '"a" <a@b.c', "multipart/"]
    ),
)  # fmt: skip


@given(
    st.lists(st.one_of(
        st.tuples(FIELDS, VALUES).map(lambda f: f"{f[0]}: {f[1]}\r\n"),
        st.sampled_from(["\r\n", "--a\r\n", "--a--\r\n", "begin 644 x\n#0V%T\nend\n", "4pi\r\n"]),
    ), max_size=40)
)  # fmt: skip
@settings(max_examples=300)
def test_heads_and_boundaries_in_any_order_are_a_letter(lines):
    assert bounded(read("".join(lines).encode("utf-8", "surrogatepass")))


def test_spoilt_letters_are_read_and_judged():
    chance = random.Random(7)  # noqa: S311 -- the same letters each time
    for one in LETTERS[::2]:
        raw = bytearray(one.raw)
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(raw) + 1)
            match chance.randrange(3):
                case 0:
                    raw[at : at + 1] = bytes([chance.randrange(256)])
                case 1:
                    del raw[at : at + chance.randint(1, 400)]
                case 2:
                    raw[at:at] = raw[: chance.randint(1, 300)]
        assert bounded(read(bytes(raw)))


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN + b"X: y\r\n" * 500_000 + b"\r\nwords",
        PLAIN + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n" * 500_000,
        PLAIN + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
                         for n in range(20_000)),
        PLAIN + b"Content-Type: message/rfc822\r\n\r\n" * 50_000,
        PLAIN + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 500_000,
        PLAIN + b"Content-Type: text/html\r\n\r\n" + b"<a href='cid:" * 200_000,
        PLAIN + b"\r\n" + b"On x wrote\n" * 300_000,
        PLAIN + b'Cc: "' + b"\\(" * 500_000,
    ],
    ids=["fields", "boundaries", "depth", "letters", "markup", "links", "quotations", "brackets"],
)  # fmt: skip
def test_what_is_made_to_be_slow_is_read_in_a_moment(raw):
    begun = time.process_time()

    letter = read(raw)

    assert time.process_time() - begun < 5
    assert letter.sender.address == "a@candidates.example"


def test_a_huge_head_hides_neither_sender_nor_words():
    letter = read(PLAIN + b"X-Report: " + b"z" * 1_000_000 + b"\r\n\r\nwords")

    assert (letter.sender.address, letter.subject, letter.text) == (
        "a@candidates.example", "x", "words"
    )  # fmt: skip


def test_a_letter_beyond_the_bound_gives_its_head_and_says_so():
    letter = read(PLAIN + b"\r\n" + b"a" * 64_000_001)

    assert letter.subject == "x"
    assert letter.text == ""
    assert letter.troubles == {"too_large"}


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("Méthode".encode(), "text/plain; charset=us-ascii", "Méthode"),
        ("Méthode".encode("cp1252"), "text/plain", "Méthode"),
        ("Méthode".encode("cp1252"), "text/plain; charset=utf-8", "Méthode"),
        ("“œuvre”".encode("cp1252"), "text/plain; charset=iso-8859-1", "“œuvre”"),
        ("المنهجية".encode("cp1256"), "text/plain; charset=unknown-8bit", "المنهجية"),
        ("المنهجية".encode("utf-16"), "text/plain; charset=utf-16", "المنهجية"),
        (b"abc", "text/plain; charset=unicode_escape", "abc"),
        (b"<p>Bonjour&nbsp;<b>Sam</b></p><script>x</script><p>ici</p>", "text/html",
         "Bonjour Sam\n\nici"),
    ],
)  # fmt: skip
def test_words_are_read_in_the_charset_that_they_are_in(body, kind, text):
    letter = read(PLAIN + f"Content-Type: {kind}\r\n\r\n".encode() + body)

    assert letter.text == text


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        (b"=?utf-8?Q?M=C3=A9tho?= =?utf-8?Q?de?=", "Méthode"),
        (b"=?utf-8?B?TcOp?=\r\n =?utf-8?B?dGhvZGU=?=", "Méthode"),
        (b"=?utf-8?Q?M=C3?= =?utf-8?Q?=A9thode?=", "Méthode"),  # cut within a letter
        (b"=?iso-8859-1?Q?M=E9thode?= du cabinet", "Méthode du cabinet"),
        ("Méthode".encode(), "Méthode"),
        ("Méthode".encode("cp1252"), "Méthode"),
        (b"a\r\n\tb", "a b"),
        (b"=?utf-8?B?!!?= x", "x"),
        (b"=?no-such?Q?abc?=", "abc"),
    ],
)
def test_subjects_are_decoded(field, subject):
    assert read(b"From: a@b.org\r\nSubject: " + field + b"\r\n\r\n").subject == subject


@pytest.mark.parametrize(
    ("head", "address", "name"),
    [
        (
            b"From: =?utf-8?Q?L=C3=A9a=2C_x=40y=2Eorg?= <lea@B.example>",
            "lea@b.example",
            "Léa, x@y.org",
        ),
        (b"Reply-To: r@b.example\r\nSender: s@b.example", "r@b.example", ""),
        (b"From: nobody\r\nSender: s@b.example", "s@b.example", ""),
        (b"Return-Path: <p@b.example>", "p@b.example", ""),
        (b"From: (brackets <lea@b.example>", "lea@b.example", ""),
        (b"X: y", "", ""),
    ],
)
def test_the_sender_is_the_first_field_that_names_an_address(head, address, name):
    sender = read(head + b"\r\n\r\n").sender

    assert (sender.address, sender.name) == (address, name)


def test_names_and_media_types_are_those_declared_and_turning_signs_are_taken_out():
    made = message(sender="a@b.example", to="x@example.org", subject="s", text="t")
    attach(made, "cv \u202efdp.exe", b"MZ")
    attach(made, "../../etc/passwd", b"x", "text/plain")

    first, second = read(made.as_bytes()).attachments

    assert (first.name, first.media_type) == ("cv fdp.exe", "application/pdf")
    assert first.troubles == {"bidi_name"}
    assert second.name == "passwd"


def test_a_winmail_gives_its_files_under_their_long_names():
    files = {"Offre financière – été.pdf": pdf("price"), "CV.pdf": pdf("cv")}
    made = message(sender="a@b.example", to="x@example.org", subject="s", text="t")
    attach(made, "winmail.dat", winmail(files), "application/ms-tnef")

    attachments = read(made.as_bytes()).attachments

    assert {a.name: a.data for a in attachments} == files
    assert {a.within for a in attachments} == {"winmail.dat"}


@given(st.binary(max_size=400), st.integers(0, 300))
def test_a_spoilt_winmail_is_unreadable_or_gives_what_is_left(noise, at):
    whole = winmail({"CV.pdf": b"%PDF cv"})
    raw = PLAIN + b"Content-Type: application/ms-tnef\r\n\r\n" + whole[:at] + noise

    assert bounded(read(raw))


def test_a_large_inline_picture_is_a_document_and_a_small_one_is_decoration():
    made = message(sender="a@b.example", to="x@example.org", subject="s", text="t")
    made.add_alternative('<img src="cid:small"><img src="cid:large">', subtype="html")
    for cid, size in (("small", 20_000), ("large", 300_000)):
        made.get_payload()[1].add_related(
            b"\xff\xd8" * (size // 2), "image", "jpeg", cid=f"<{cid}>"
        )

    letter = read(made.as_bytes())

    assert [a.inline for a in letter.attachments] == [True, False]
    assert len(letter.documents) == 1


def test_letters_within_letters_are_opened_to_a_bounded_depth():
    inner = message(sender="a@b.example", to="x@example.org", subject="0", text="t")
    attach(inner, "cv.pdf", pdf("cv"))
    for depth in range(1, 8):
        outer = message(sender="a@b.example", to="x@example.org", subject=str(depth), text="t")
        outer.add_attachment(inner)
        inner = outer
    shallow = message(sender="a@b.example", to="x@example.org", subject="s", text="t")
    nested = message(sender="c@b.example", to="x@example.org", subject="inside", text="t")
    attach(nested, "cv.pdf", pdf("cv"))
    shallow.add_attachment(nested)

    deep, plain = read(inner.as_bytes()), read(shallow.as_bytes())

    assert deep.troubles == {"too_deep"}
    assert [(a.name, a.from_nested) for a in plain.attachments] == [("cv.pdf", 1)]
    assert [(n.sender.address, n.subject) for n in plain.nested] == [("c@b.example", "inside")]
    assert plain.text == "t"


def test_the_digest_is_of_what_the_sender_said():
    made = message(sender="a@b.example", to="x@example.org", subject="s", text="From here\nété")
    attach(made, "cv.pdf", pdf("cv"))
    raw = made.as_bytes()
    crlf = raw.replace(b"\n", b"\r\n")
    escaped = crlf.replace(b"\r\nFrom here", b"\r\n>From here")
    other = raw.replace(b"Subject: s", b"Subject: t")

    digests = [read(r).digest for r in (raw, crlf, escaped, delivered(raw, IN_TIME), other)]

    assert len(set(digests[:4])) == 1
    assert digests[4] != digests[0]


def test_a_letter_without_identifier_is_known_by_its_digest():
    letter = read(PLAIN + b"\r\nwords")

    assert letter.message_id == f"sha256:{letter.digest}"
    assert not letter.has_message_id


def test_the_senders_date_is_kept_apart_from_the_instant_of_receipt():
    letter = read(delivered(PLAIN + b"Date: Sat, 1 Jan 2000 00:00:00 +0000\r\n\r\nwords", IN_TIME))

    assert letter.date == datetime(2000, 1, 1, tzinfo=UTC)
    assert letter.received_at == IN_TIME
