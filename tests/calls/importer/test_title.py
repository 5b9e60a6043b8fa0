import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.title import read_title


def title(text: str) -> str | None:
    source = Source(text)
    return read_title(source, read_layout(source)).value


PROSE = "\n\nThe trust was founded long ago. It has many friends, and it hires one more of them.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("APPEL A CANDIDATURES : Étude sur l'accès aux soins", "Étude sur l'accès aux soins"),
        ("Call for proposals – Review of a training guide", "Review of a training guide"),
        ("AVIS À MANIFESTATION D’INTÉRÊT\n\nRecrutement d’un cabinet d’audit\nAMI N° 3/2025",
         "Recrutement d’un cabinet d’audit"),
        ("TERMES DE REFERENCE\nEvaluation finale d'un projet de santé\ndes jeunes filles",
         "Evaluation finale d'un projet de santé des jeunes filles"),
        ("TERMS OF REFERENCE\n\nBASELINE STUDY OF COMMUNITY\nHEALTH CLUBS\n\nDuration: 20 days",
         "BASELINE STUDY OF COMMUNITY HEALTH CLUBS"),
        ("Terms of reference for the review of a peer guide",
         "Terms of reference for the review of a peer guide"),
        ("Titre du poste : Consultant·e en plaidoyer", "Consultant·e en plaidoyer"),
        ("Position title: Gender Adviser", "Gender Adviser"),
        ("+++\ntitle = \"Clinic Research Lead\"\norganization = \"Dune Fund\"\n+++\nText follows.",
         "Clinic Research Lead"),
        ("TÉRMINOS DE REFERENCIA\nConsultoría para una línea de base en Oaxaca",
         "Consultoría para una línea de base en Oaxaca"),
        ("الشروط المرجعية\nاستشاري لإعداد دراسة حول الخدمات الصحية",
         "استشاري لإعداد دراسة حول الخدمات الصحية"),
        ("Consultant – Review of a Peer Educator Curriculum",
         "Consultant – Review of a Peer Educator Curriculum"),
    ],
)  # fmt: skip
def test_the_title_is_the_subject_of_the_call(text, expected):
    assert title(text + PROSE) == expected


def test_a_text_that_begins_with_prose_has_no_title():
    assert title(PROSE) is None


def test_a_single_line_ends_its_title_at_the_first_label():
    text = "Appel à consultance pour l'animation d'un réseau Lieu : Dakar Durée : 9 jours "
    text += "Contexte : " + "Le réseau existe depuis longtemps et ses membres se voient peu. " * 12

    assert title(text) == "Appel à consultance pour l'animation d'un réseau"


def test_a_title_read_by_its_words_alone_is_only_likely():
    source = Source("Mapping of harm reduction services" + PROSE)

    assert read_title(source, read_layout(source)).certainty == Certainty.LIKELY
