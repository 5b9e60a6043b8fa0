import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.language import read_language
from mandat.calls.importer.text import Source

TEXTS = {
    "fr": "Le consultant devra remettre un rapport sur les besoins des associations du réseau. ",
    "en": "The consultant will write a report on the needs of the members of the network. ",
    "es": "La persona consultora entregará un informe sobre las necesidades de la red. ",
    "pt": "O consultor deverá entregar um relatório sobre as necessidades dos membros da rede. ",
    "ar": "يقدم الاستشاري تقريرا عن احتياجات أعضاء الشبكة وعن عملهم في القرى. ",
    "de": "Die Beraterin schreibt einen Bericht über den Bedarf der Mitglieder des Netzwerks. ",
}


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("times", [1, 12])
def test_the_language_of_short_and_long_texts(code, times):
    assert read_language(Source(TEXTS[code] * times)).value == code


def test_a_few_lines_in_another_language_do_not_change_it():
    text = "How to apply\nJob notifications\nSubscribe to our list\n" + TEXTS["fr"] * 8

    assert read_language(Source(text)).value == "fr"


@pytest.mark.parametrize("text", ["", "12/05/2025", "• • •"])
def test_no_words_no_language(text):
    assert read_language(Source(text)).certainty == Certainty.ABSENT
