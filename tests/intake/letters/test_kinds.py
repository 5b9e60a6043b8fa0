"""What kind of letter it is, and whether it may be answered; every outcome has its words."""

import pytest
from django.utils import translation

from mandat.intake.letters.kinds import Kind, cloud_links, may_answer, nature_of
from mandat.intake.letters.outcomes import Outcome, Reason
from mandat.intake.letters.reading import read_letter
from mandat.intake.letters.routing import Why, route_of
from mandat.intake.letters.sorting import Certainty
from mandat.intake.letters.words import CERTAINTIES, OUTCOMES, REASONS, ROUTES
from tests.intake.letters.generated import LETTERS
from tests.intake.letters.making import CALLS, OWN_HOSTS, attach, message, pdf


def letter(subject="s", text="t", *, files=(), sender="a@b.example", **fields):
    made = message(sender=sender, to="minors@example.org", subject=subject, text=text)
    for name, value in fields.items():
        made[name.replace("_", "-")] = value
    for name in files:
        attach(made, name, pdf(name))
    return read_letter(made.as_bytes(), own_hosts=OWN_HOSTS)


def kind(*args, **values):
    return nature_of(letter(*args, **values)).kind


@pytest.mark.parametrize(
    "subject",
    ["Automatic reply: x", "Réponse automatique : x", "Absence du bureau", "Out of Office: x",
     "رد تلقائي: x", "خارج المكتب", "Accusé de réception", "Lu : x", "RE: Réponse automatique"],
)  # fmt: skip
def test_subjects_of_automatic_answers_count_where_no_file_is_attached(subject):
    assert kind(subject) is Kind.AUTO_REPLY
    assert kind(subject, files=["cv.pdf"]) is Kind.APPLICATION


@pytest.mark.parametrize("value", ["bulk", "list", "junk"])
def test_a_list_or_a_scanner_may_carry_an_application(value):
    assert kind(Precedence=value) is Kind.AUTO_REPLY
    assert kind(Precedence=value, files=["cv.pdf"]) is Kind.APPLICATION
    assert kind(Auto_Submitted="auto-generated", files=["scan.pdf"]) is Kind.APPLICATION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pourriez-vous préciser le nombre de jours", Kind.CLARIFICATION),
        ("We would like to know the budget.", Kind.CLARIFICATION),
        ("هل يمكن التقدم كفريق", Kind.CLARIFICATION),
        ("La date limite est-elle le 10 ?", Kind.CLARIFICATION),
        ("Veuillez trouver ci-joint ma candidature.", Kind.NO_FILE),
        ("Merci beaucoup.", Kind.NO_FILE),
        ("Mon dossier : https://we.tl/t-abc", Kind.LINK_ONLY),
        ("Le lien https://drive.google.com/x est-il le bon ?", Kind.CLARIFICATION),
        ("> Pourriez-vous préciser ?\n\nMerci.", Kind.NO_FILE),
        ("", Kind.EMPTY),
    ],
)
def test_letters_without_a_file(text, expected):
    assert kind(text=text) is expected


def test_hosts_that_keep_files_are_known_by_their_whole_name():
    links = [
        "https://we.tl/a",
        "https://firm.sharepoint.com/b",
        "https://notdropbox.com/c",
        "https://dropbox.com.evil.example/d",
        "https://[bad/e",
        "https://b.example/drive",
    ]

    assert cloud_links(links) == ("https://we.tl/a", "https://firm.sharepoint.com/b")


def test_our_own_letters_are_loops_whatever_else_they_are():
    own = letter(sender="mandat@example.org", files=["cv.pdf"])
    made = letter(Message_ID="<1@mandat.example.org>")

    assert nature_of(own, own_addresses=["Mandat@Example.org"]).kind is Kind.LOOP
    assert nature_of(made, own_hosts=["mandat.example.org"]).kind is Kind.LOOP
    assert nature_of(own).kind is Kind.APPLICATION


def test_what_programs_add_to_a_question_makes_no_application_of_it():
    made = message(sender="a@b.example", to="x@example.org", subject="s", text="Is it possible?")
    attach(made, "ATT00001.txt", b"--\nsent", "text/plain")
    attach(made, "image001.png", b"\x89PNG" * 9, "image/png")
    attach(made, "smime.p7s", b"0", "application/pkcs7-signature")

    one = read_letter(made.as_bytes(), own_hosts=OWN_HOSTS)

    assert nature_of(one).kind is Kind.CLARIFICATION
    assert len(one.attachments) == 3


def test_a_forged_mark_of_a_bounce_does_not_hide_an_application():
    assert kind(X_Failed_Recipients="a@b.example") is Kind.BOUNCE
    assert kind(X_Failed_Recipients="a@b.example", files=["cv.pdf"]) is Kind.APPLICATION


@pytest.mark.parametrize(
    ("fields", "answered"),
    [
        ({}, True),
        ({"Auto_Submitted": "no"}, True),
        ({"Auto_Submitted": "auto-generated"}, False),
        ({"Return_Path": "<>"}, False),
        ({"X_Auto_Response_Suppress": "All"}, False),
        ({"List_Unsubscribe": "<mailto:x@y.example>"}, False),
        ({"sender": "no-reply@b.example"}, False),
        ({"sender": "MAILER-DAEMON@b.example"}, False),
        ({"sender": "notary@b.example"}, True),
    ],
)
def test_programs_are_never_answered(fields, answered):
    one = letter(files=["cv.pdf"], **fields)

    assert may_answer(one, nature_of(one)) is answered


def test_an_earlier_application_names_the_call_only_when_there_is_one():
    made = message(sender="a@b.example", to="calls@example.org", subject="more", text="t")
    one = read_letter(made.as_bytes(), own_hosts=OWN_HOSTS)

    routes = [route_of(one, CALLS, earlier=e) for e in ((), ("audit-2",), ("audit-2", "audit-6"))]

    assert [(r.call, r.why, r.certain) for r in routes] == [
        (None, Why.AMBIGUOUS, False), ("audit-2", Why.SENDER, True), (None, Why.AMBIGUOUS, False)
    ]  # fmt: skip
    assert routes[2].among == ("audit-2", "audit-6")


def test_the_only_open_call_of_an_address_is_proposed_and_not_taken():
    calls = [c for c in CALLS if c.call != "audit-6"] + [c for c in CALLS if c.call == "audit-6"][
        :0
    ]
    made = message(sender="a@b.example", to="calls+x@example.org", subject="hello", text="t")
    one = read_letter(made.as_bytes(), own_hosts=OWN_HOSTS)

    route = route_of(one, calls)

    assert (route.call, route.why, route.certain) == ("audit-2", Why.ONLY_CALL, False)


def test_every_code_has_words_and_no_other_has():
    pairs = [(OUTCOMES, Outcome), (REASONS, Reason), (ROUTES, Why), (CERTAINTIES, Certainty)]

    with translation.override("en"):
        for words, codes in pairs:
            assert set(words) == set(codes)
            assert len({str(w) for w in words.values()}) == len(words)


def test_the_generated_letters_give_each_a_reason_that_has_words():
    assert {one.reason for one in LETTERS} <= set(REASONS)
