import pytest

from mandat.calls.importer.languages_asked import read_working_languages
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    value = read_working_languages(source, read_layout(source)).value or []
    return {e["code"]: e["required"] for e in value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Langues: Anglais (principale) et français. Parler l'arabe est un avantage",
            {"fr": True, "en": True, "ar": False},
        ),
        (
            (
                "Profil\n- Bonne maîtrise du français indispensable ; anglais et/ou arabe vivement "
                "souhaités\n- Master"
            ),
            {"fr": True, "ar": False, "en": False},
        ),
        (
            "Fluency in English and French; Swahili is an asset.",
            {"en": True, "fr": True, "sw": False},
        ),
        ("Languages required: English, Arabic", {"en": True, "ar": True}),
        (
            "Idiomas: Dominio del español; conocimientos de francés serán valorados.",
            {"es": True, "fr": False},
        ),
        ("Domínio do português; inglês é uma vantagem.", {"pt": True, "en": False}),
        ("You are fluent in English, Russian is a plus.", {"en": True, "ru": False}),
    ],
)
def test_languages_are_read_with_their_weight(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Les offres rédigées en français arrivent au plus tard le 3 mai.",
        "The French Development Agency funds the project.",
        "L'ambassade parle au ministère français.",
    ],
)
def test_a_people_or_the_language_of_the_files_is_no_working_language(text):
    assert read(text) == {}
