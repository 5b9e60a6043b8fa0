"""Documents are sorted by name and text into parts and slots; what may hold a price is sealed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.intake.letters.attachments import Attachment
from mandat.intake.letters.outcomes import Reason
from mandat.intake.letters.sifting import sift
from mandat.intake.letters.sorting import Certainty, Piece, asks_price, sort_documents
from mandat.intake.rules.slots import Asked, slots_of
from mandat.intake.states import Part
from tests.documents.makers import word_file
from tests.intake.letters.making import pdf, zipped

ASKED = [
    Asked(0, "Un CV actualisé et détaillé", Part.TECHNICAL, per_member=True),
    Asked(1, "Une note méthodologique détaillant la vision", Part.TECHNICAL),
    Asked(2, "Une proposition financière détaillée", Part.FINANCIAL),
    Asked(3, "Copies des diplômes", Part.ADMINISTRATIVE),
    Asked(4, "Lettre de motivation"),
]
SLOTS = slots_of(ASKED, ["lead", "m1"])
TEAM = {"lead": "Amina Exemple", "m1": "Paul Fictif"}


def sorted_one(name, text="", slots=SLOTS, members=None):
    return sort_documents([Piece(name, text)], slots, members)[0]


@pytest.mark.parametrize(
    ("name", "slot", "part"),
    [
        ("CV_AminaExemple-2026.pdf", "0.lead", Part.TECHNICAL),
        ("curriculum vitae PAUL FICTIF.docx", "0.m1", Part.TECHNICAL),
        ("CV.pdf", "0.lead", Part.TECHNICAL),
        ("CV Une Autre.pdf", "", Part.TECHNICAL),
        ("Note méthodo VF.pdf", "1", Part.TECHNICAL),
        ("technical-proposal_final.pdf", "1", Part.TECHNICAL),
        ("المنهجية.pdf", "1", Part.TECHNICAL),
        ("Offre financiere.xlsx", "2", Part.FINANCIAL),
        ("devis.pdf", "2", Part.FINANCIAL),
        ("Budget détaillé.ods", "2", Part.FINANCIAL),
        ("العرض المالي.pdf", "2", Part.FINANCIAL),
        ("Classeur1.xlsx", "2", Part.FINANCIAL),
        ("Diplôme master.jpg", "3", Part.ADMINISTRATIVE),
        ("lettre de motivation.pdf", "4", Part.ADMINISTRATIVE),
        ("رسالة تحفيز.pdf", "4", Part.ADMINISTRATIVE),
        ("RIB.pdf", "", Part.ADMINISTRATIVE),
        ("Kbis.pdf", "", Part.ADMINISTRATIVE),
        ("scan0001.pdf", "", None),
    ],
)
def test_a_name_tells_slot_and_part(name, slot, part):
    proposal = sorted_one(name, members=TEAM)

    assert (proposal.slot, proposal.part) == (slot, part)


@pytest.mark.parametrize(
    ("text", "slot", "part"),
    [
        ("CURRICULUM VITAE\n\nPaul Fictif", "0.m1", Part.TECHNICAL),
        ("Note méthodologique\n\nNotre approche", "1", Part.TECHNICAL),
        ("OFFRE FINANCIÈRE\n\nTotal", "2", Part.FINANCIAL),
        ("Total HT : 12 500,00 € pour la mission", "2", Part.FINANCIAL),
        ("عرض مالي\n\nالمجموع", "2", Part.FINANCIAL),
        ("Rien de tout cela", "", None),
    ],
)
def test_a_text_tells_it_where_the_name_does_not(text, slot, part):
    proposal = sorted_one("scan0001.pdf", text, members=TEAM)

    assert (proposal.slot, proposal.part) == (slot, part)
    assert proposal.certainty is not Certainty.CERTAIN


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Nos honoraires sont de 450 € par jour.", True),
        ("Prix total : EUR 12.500,00", True),
        ("Our daily rate is USD 600.", True),
        ("أتعابنا 450 دولار", True),
        ("Montant total TTC 7.500.000 FCFA", True),
        ("J'ai géré un projet de 500 000 € au Sahel.", False),
        ("Le budget plafond de l'appel est de 6000 €.", False),
        ("Nos honoraires figurent dans l'offre à part.", False),
        ("12 jours, 3 pages, 2026", False),
    ],
)
def test_prices_asked_are_told_from_sums_spoken_of(text, asks):
    assert asks_price(text) is asks


def test_a_technical_text_with_prices_is_mixed_and_sealed_until_somebody_has_looked():
    words = "Note méthodologique\n\nNos honoraires : 450 € par jour, soit 9 000 € HT."

    proposal = sorted_one("methode.pdf", words)
    named = sorted_one("Proposition technique et financière.pdf")
    plain = sorted_one("methode.pdf", "Note méthodologique\n\nNotre approche")

    assert (proposal.mixed, proposal.part, proposal.slot) == (True, Part.FINANCIAL, "1")
    assert (named.mixed, named.part) == (True, Part.FINANCIAL)
    assert (plain.mixed, plain.part) == (False, Part.TECHNICAL)


def test_a_cv_that_tells_of_budgets_is_no_price():
    proposal = sorted_one("CV Amina Exemple.pdf", "Budget géré : 300 000 €", members=TEAM)

    assert (proposal.part, proposal.mixed) == (Part.TECHNICAL, False)


def test_each_slot_takes_one_document_and_diplomas_share_theirs():
    names = ["Note méthodologique.pdf", "Méthodologie bis.pdf", "Diplôme 1.pdf", "Diplôme 2.pdf"]

    slots = [p.slot for p in sort_documents([Piece(n) for n in names], SLOTS)]

    assert slots == ["1", "", "3", "3"]


def test_the_person_of_a_cv_is_read_from_its_name():
    people = [sorted_one(n).person for n in ("CV_Une_Autre.pdf", "cv final v2.pdf", "RIB.pdf")]

    assert people == ["Une Autre", "", ""]


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200)), max_size=6))
def test_any_documents_can_be_sorted_and_no_single_slot_is_given_twice(pieces):
    proposals = sort_documents([Piece(*piece) for piece in pieces], SLOTS, TEAM)

    given_slots = [p.slot for p in proposals if p.slot and p.slot != "3"]
    assert len(proposals) == len(pieces)
    assert len(given_slots) == len(set(given_slots))


def file(name, data):
    return Attachment(name, "application/octet-stream", data)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (file("cv.exe", b"%PDF-1.4"), Reason.FORBIDDEN_KIND),
        (file("cv.pdf", b"MZ\x90"), Reason.FORBIDDEN_KIND),
        (file("a.zip", b"no archive"), Reason.UNSAFE_ARCHIVE),
        (file("a.pdf", b"7z\xbc\xaf\x27\x1c"), Reason.UNSAFE_ARCHIVE),
        (file("a.zip", zipped({"cv.pdf": b"x"}, locked=True)), Reason.ENCRYPTED_ARCHIVE),
        (file("a.zip", zipped({"b.zip": zipped({"cv.pdf": b"x"})})), Reason.UNSAFE_ARCHIVE),
        (file("a.zip", zipped({"big.txt": b"0" * 40_000_000})), Reason.UNSAFE_ARCHIVE),
        (file("a.zip", zipped({f"{n}.pdf": b"x" for n in range(61)})), Reason.UNSAFE_ARCHIVE),
        (file("a.zip", zipped({"cv.pdf": b"x"})[:-10]), Reason.UNSAFE_ARCHIVE),
        (file("a.zip", zipped({"__MACOSX/._cv.pdf": b"x"})), Reason.DAMAGED_FILE),
    ],
)
def test_what_cannot_be_taken_says_why(document, reason):
    sifted = sift([document])

    assert sifted.taken == ()
    assert sifted.reasons == (reason,)


def test_an_archive_is_opened_and_an_office_document_is_not():
    archive = file("dossier.zip", zipped({"a/cv.pdf": pdf("cv"), "../../x.pdf": pdf("x")}))

    sifted = sift([archive, file("cv.docx", word_file())])

    assert [(d.name, d.within) for d in sifted.taken] == [
        ("cv.pdf", "dossier.zip"), ("x.pdf", "dossier.zip"), ("cv.docx", "")
    ]  # fmt: skip
    assert sifted.taken[0].data == pdf("cv")


@given(st.binary(max_size=300), st.integers(0, 200))
def test_any_archive_is_opened_or_refused(noise, at):
    whole = zipped({"cv.pdf": b"%PDF cv", "b.pdf": b"%PDF b"})

    sifted = sift([file("a.zip", whole[:at] + noise + whole[at:])])

    assert len(sifted.taken) + len(sifted.turned) >= 1
