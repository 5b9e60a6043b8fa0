"""The country of a call, concluded from signs that agree."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.heads import read_head
from mandat.calls.importer.money import find_amounts
from mandat.calls.importer.places import read_locations
from mandat.calls.importer.text import Source


def locations(text: str):
    source = Source(text)
    return read_locations(source, read_head(source), (), find_amounts(source))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "ASOCIACIÓN LUZ\nLa Paz, Bolivia\n\nConvocatoria\nPresupuesto: 30.000 BOB.\n",
            "BO",
        ),
        (
            (
                "Request for quotations\nOpen Rivers, Tbilisi, Georgia, seeks a trainer. Send "
                "offers by 16:00 (Tbilisi time). The maximum budget is GEL 7,500.\n"
            ),
            "GE",
        ),
        (
            (
                "MINISTÈRE DU GENRE\nOuagadougou, mars 2025\n\nRecrutement\nAu Burkina Faso, la "
                "loi prévoit une prise en charge.\n"
            ),
            "BF",
        ),
        (
            (
                "Termes de référence\nLe dispositif existe à Paris et à Marseille. Il a ouvert à "
                "Paris en 2016.\n"
            ),
            "FR",
        ),
    ],
)
def test_two_signs_or_one_that_the_text_bears_out_offer_a_country(text, code):
    found = locations(text)

    assert (found.value, found.certainty) == ([code], Certainty.LIKELY)


@pytest.mark.parametrize(
    "text",
    [
        "Global Network, Geneva, Switzerland\nThe budget is KES 900,000.\n",
        "We are supported by the Government of Canada and the Government of Canada alone.\n",
        "Réseau, siège à Paris\nNos membres sont au Mali, au Niger, au Tchad et au Bénin.\n",
        "The maximum budget is USD 20,000.\n",
    ],
)
def test_signs_that_disagree_or_speak_of_others_offer_none(text):
    assert locations(text).certainty is Certainty.ABSENT


def test_a_study_takes_place_where_its_project_works():
    found = locations(
        "Évaluation finale du projet Racines\n\nLe projet vise à former des sages-femmes au "
        "Togo, au Rwanda et aux Comores.\n"
    )

    assert (found.value, found.certainty) == (["TG", "RW", "KM"], Certainty.LIKELY)


def test_the_reach_of_the_work_counts_every_country_of_the_sentence():
    found = locations(
        "Geographic scope: the Sahel first (Chad, Mali and the south of Niger), then a shorter "
        "visit to Kenya. The donor sits in Peru.\n"
    )

    assert found.value == ["TD", "ML", "NE", "KE"]
