import pytest

from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.notices import read_notices, split_calls
from mandat.calls.importer.text import Source


def codes(text: str, language: str | None = None) -> list[str]:
    source = Source(text)
    return [code for code, _ in read_notices(source, read_layout(source), language)]


def call(subject: str, number: int) -> str:
    return (
        f"AVIS D'APPEL A CANDIDATURES\n{subject}\nRéférence {number}\n\nContexte\n\n"
        + "Notre association travaille depuis longtemps avec des familles. " * 4
        + f"\n\nLivrables\n\n- Un rapport\n\nDate limite : {number} mars 2025 à midi.\n\n"
        "Envoyez votre candidature avec une offre technique à appels@voisins.example.\n\n"
    )


ONE = call("Évaluation d'un programme de nutrition au Tchad", 3)
TWO = call("Formation de sages-femmes en milieu rural", 9)


def test_one_call_is_one_span():
    assert len(split_calls(ONE)) == 1
    assert "several_calls" not in codes(ONE)


def test_two_calls_are_two_spans_that_cover_the_text():
    text = ONE + TWO

    spans = split_calls(text)

    assert len(spans) == 2
    assert text[spans[1].start :].startswith("AVIS D'APPEL")
    assert spans[0].end <= spans[1].start
    assert "several_calls" in codes(text)


def test_terms_annexed_to_their_notice_are_the_same_call():
    terms = (
        "TERMES DE REFERENCE : évaluation du programme de nutrition au Tchad\n\n"
        + "Une phrase. " * 40
        + "\nDate limite : 3 mars 2025.\n"
    )

    assert len(split_calls(ONE + terms)) == 1


def test_cards_with_heads_of_their_own_are_several_calls():
    card = '+++\ntitle = "{}"\nclosing_date = "May 2, 2025"\n+++\n' + "Some words. " * 25 + "\n"

    assert len(split_calls(card.format("Nurse trainer") + card.format("Film editor"))) == 2


def test_a_machine_translation_is_known_by_its_scars():
    text = (
        "The’association hires a person for the’ study of’access to care. "
        "L’objective is the’analysis of’ needs. Please apply by 3 May with a proposal. "
    )

    assert "machine_translation" in codes(text, "en")
    assert "machine_translation" not in codes(ONE, "fr")
    assert "machine_translation" not in codes("The director's call: don't be late. " * 20, "en")


@pytest.mark.parametrize(
    "text",
    [
        (
            "Curriculum vitae\nDate of birth: 1 May 1980\nNationality: French\n"
            "Work experience\n2010-2020 Nurse, then head nurse, in a clinic of the north.\n"
        ),
        (
            "The clinic opened its doors on Monday. Families came from far away, and music was "
            "played until night. The mayor thanked all who had helped with the work."
        ),
    ],
)
def test_a_curriculum_or_an_article_is_not_a_call(text):
    assert "not_a_call" in codes(text)


def test_a_call_is_a_call():
    assert "not_a_call" not in codes(ONE)


def test_a_card_of_a_job_board_is_short():
    card = '+++\ntitle = "Nurse trainer"\n+++\nWe are looking for a trainer. Apply on our page.\n'

    assert codes(card) == ["short_card"]
    assert "short_card" not in codes(ONE + "Une phrase de plus. " * 60)
