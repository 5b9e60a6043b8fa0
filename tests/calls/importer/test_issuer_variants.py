"""Who calls, in the many ways in which organisations say it. All names are invented."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.issuer import read_issuer
from mandat.calls.importer.text import Source


def issuer(text):
    return read_issuer(Source(text)).value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Contracting authority: Lanterne, agency for health\nProject: Aube", "Lanterne"),
        ("Commanditaire : Observatoire Lumen (OL), Dakar\nLieu : Dakar", "Observatoire Lumen (OL)"),
        ("Hiring Office: UNFPA Lunaria Country Office\n", "UNFPA Lunaria Country Office"),
        ("Acheteur : FRANCE - Association Marée Haute\n", "Association Marée Haute"),
        ("Convocante: Red de Mujeres del Valle\nPaís: Chile", "Red de Mujeres del Valle"),
        ("Entidade contratante: Instituto Maré Alta\n", "Instituto Maré Alta"),
        ("Organisation:\n\nDune Relief Network\n\nLocation:\n\nAmman\n", "Dune Relief Network"),
        (
            "CONTRACTANT          Alliance Corail\nTYPE DE CONTRAT    Consultance\n",
            "Alliance Corail",
        ),
        (
            (
                "<table><tr><td>Organisation:</td><td>Coral Aid</td></tr><tr><td>Place:</td>"
                "<td>Lima</td></tr></table>"
            ),
            "Coral Aid",
        ),
    ],
)
def test_a_label_names_the_issuer_however_it_is_laid_out(text, expected):
    assert issuer(text).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ONG internationale Ibis publie cette offre (3 mars 2026)", "Ibis"),
        ("L'association Femmes Debout met en concurrence des cabinets.", "Femmes Debout"),
        ("The Dune Refugee Council (DRC) Iraq invites qualified firms.", "Dune Refugee Council"),
        (
            "Open Health Citizens (OHC), Tbilisi, Georgia, invites quotations for a training.",
            "Open Health Citizens",
        ),
        (
            (
                "Le Réseau Marée, association loi 1901 dont le siège est à Brest, souhaite confier "
                "une étude à un prestataire."
            ),
            "Réseau Marée",
        ),
        (
            (
                "In partnership with Lumen Fund, the Coral Women's Alliance (CWA) is seeking a "
                "consultant."
            ),
            "Coral Women's Alliance",
        ),
        ("El Fondo Semilla (FS) en Ecuador requiere contratar una consultoría.", "Fondo Semilla"),
        ("La Misión Alerta –MAL- es una plataforma. La MAL busca un equipo.", "Misión Alerta"),
        ("A Rede Girassol de Saúde torna público o presente edital.", "Rede Girassol de Saúde"),
        ("تعلن جمعية النور للتنمية عن حاجتها إلى استشاري", "جمعية النور للتنمية"),
        (
            "Contratação, pelo Instituto Ipê de Cultura – IIC, de serviços.",
            "Instituto Ipê de Cultura",
        ),
    ],
)
def test_who_hires_is_the_issuer_beside_appositions_places_and_partners(text, expected):
    assert issuer(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "FÉDÉRATION DES SOURCES – FDS\nTunis\n\nAppel à candidatures\nÉtude sur l'eau\n\n"
                "Contexte\nDepuis 2001, la FDS agit dans dix régions.\n"
            ),
            "FÉDÉRATION DES SOURCES",
        ),
        (
            (
                "About Marigold International\nMarigold International works in ten countries.\n\n"
                "The role\nThe consultant will write a guide.\n"
            ),
            "Marigold International",
        ),
        (
            "منظمة الأمل\n\nالشروط المرجعية\nاستشاري لتقييم المشروع\n\nالخلفية\nنص.\n",
            "منظمة الأمل",
        ),
        (
            (
                "Médecine Ouverte\n\nContexte\n\nMédecine Ouverte Belgique (MOB) est une ONG. MOB "
                "soigne. Les offres : appels@medecineouverte.example\n"
            ),
            "Médecine Ouverte Belgique",
        ),
    ],
)
def test_a_letterhead_an_about_and_an_address_name_the_issuer(text, expected):
    assert issuer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Appel\nauthor: paul-lenoir\n---\nNous cherchons une personne.",
        "Contact Jane Doe at jane.doe@mail.example. Jane Doe invites you to write.",
        "International Organization\nTerms of Reference\nAn international organization seeks help.",
        "Le Gouvernement du Bénin recherche des partenaires. Le projet a été lancé en 2019.",
        "Project manager: John Smith\nThe Lantern Project requires a consultant.",
        "The study is funded by the Lumen Foundation.",
    ],
)
def test_neither_a_person_nor_a_project_nor_who_pays_is_the_issuer(text):
    assert read_issuer(Source(text)).value is None


def test_a_name_ends_with_its_sentence():
    text = "Le projet couvre la région MENA. Lanterne cherche un consultant. Lanterne est une ONG."

    assert issuer(text) == "Lanterne"


def test_thin_evidence_is_never_sure():
    text = "Lumen Fund\n\nBackground\n\nMany people live far from a clinic.\n"

    assert read_issuer(Source(text)).certainty in (Certainty.LIKELY, Certainty.ABSENT)
