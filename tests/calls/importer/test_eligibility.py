import pytest

from mandat.calls.importer.eligibility import is_plus, read_eligibility
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    return read_eligibility(source, read_layout(source))


def test_the_items_of_the_profile_are_counted_and_told_required_or_a_plus():
    value = read(
        "Profil recherché\n- Master en droit ;\n- Cinq ans d'expérience ;\n- La connaissance du "
        "réseau est un plus.\n"
    ).value

    assert value["count"] == 3
    assert [i["required"] for i in value["items"]] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "L'expérience du plaidoyer serait un atout",
        "La connaissance du wolof est fortement souhaitée.",
        "Experience with networks is an asset;",
        "Knowledge of Arabic is desirable",
        "Conocimientos de inglés (deseable)",
        "Conhecimento de inglês é uma vantagem",
        "Preferably someone who lives there",
        "Des formations en gestion peuvent être un atout.",
    ],
)
def test_what_only_adds_weight_is_a_plus(text):
    assert is_plus(text)


@pytest.mark.parametrize(
    "text",
    [
        "Diplôme universitaire, de préférence en droit",
        "Maîtrise du français ; l'anglais serait un atout",
        "Fluency in French required, English is an asset",
        "Mínimo 3 años de experiencia, preferentemente en el sector social",
        "Cinq ans d'expérience",
    ],
)
def test_what_is_asked_with_a_wish_beside_it_is_required(text):
    assert not is_plus(text)


def test_a_list_under_desirable_is_a_plus():
    value = read(
        "Perfil\nRequisitos indispensables:\n- Título universitario.\n- Cinco años de "
        "experiencia.\n"
        "Requisitos deseables:\n- Experiencia en redes.\n"
    ).value

    assert [i["required"] for i in value["items"]] == [True, True, False]


def test_lines_that_only_announce_a_list_are_not_items():
    value = read(
        "Required qualifications\nEducation:\n• A degree in law;\nExperience:\n• Five years of "
        "practice;\n"
        "• Work in a team.\n"
    ).value

    assert [i["text"] for i in value["items"]] == [
        "A degree in law;",
        "Five years of practice;",
        "Work in a team.",
    ]


def test_prose_gives_its_sentences():
    value = read("Perfil requerido\nLicenciatura en derecho. Cuatro años de experiencia.\n").value

    assert value["count"] == 2


def test_a_text_without_profile_gives_none():
    assert read("Livrables\n- Un rapport\n").value is None


def test_another_list_that_follows_is_not_counted():
    text = (
        "Requirements\n- Native speaker\n- A degree\n\nThe quotation should include\n- CV\n- A "
        "sample\n"
    )

    assert read(text).value["count"] == 2


def test_dashes_on_one_line_part_the_items():
    text = "Profil : - Diplôme en droit ; - Cinq ans d'expérience ; - Maîtrise du français."

    assert read(text).value["count"] == 3
