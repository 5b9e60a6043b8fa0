"""Where the mission takes place, and whether from a distance."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.heads import read_head
from mandat.calls.importer.places import read_locations
from mandat.calls.importer.remote import read_remote
from mandat.calls.importer.territories import find_places
from mandat.calls.importer.text import Source


def locations(text):
    source = Source(text)
    return read_locations(source, read_head(source))


def remote(text):
    source = Source(text)
    return read_remote(source, read_head(source)).value


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Côte d'Ivoire, RDC, Guinée-Bissau", ["CI", "CD", "GW"]),
        ("Papua New Guinea and Equatorial Guinea", ["PG", "GQ"]),
        ("Niger, Nigeria", ["NE", "NG"]),
        ("México D.F.", ["MX"]),
        ("المغرب وتونس ولبنان", ["MA", "TN", "LB"]),
        ("mali, us and chad in small letters", []),
    ],
)
def test_names_of_places_are_looked_up_whole(text, codes):
    assert [p.code for p in find_places(Source(text), 0, len(text))] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Lieu du travail : SENEGAL / RDC / TOGO\n", ["SN", "CD", "TG"]),
        ("**Duty Station:** Beirut, Lebanon\n", ["LB"]),
        ("Duty Station and expected places of travel : Dakar, SENEGAL\n", ["SN"]),
        ("Country: Democratic Republic of the Congo (DRC)\n", ["CD"]),
        ("Ubicación: Ciudad de Guatemala\n", ["GT"]),
        ("Local: Maputo, Moçambique\n", ["MZ"]),
        ("الموقع: تونس\n", ["TN"]),
        ("Location: Boston, MA\n", ["US"]),
        ("Location: Atlanta, Georgia\n", ["US"]),
        ("Countries covered: Georgia, Armenia\n", ["GE", "AM"]),
        (
            "Zone géographique d'intervention\n• Somalie (Baidoa)\n• Kenya\nDate de début\n",
            ["SO", "KE"],
        ),
    ],
)
def test_a_label_tells_the_places_for_sure(text, codes):
    found = locations(text)

    assert (found.value, found.certainty) == (codes, Certainty.SURE)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("La mission se déroulera au Sénégal, au Mali et en Guinée.", ["SN", "ML", "GN"]),
        (
            "The consultancy will be conducted in Uganda and Tanzania. Kenya has high rates.",
            ["UG", "TZ"],
        ),
        ("El estudio se realizará en Colombia y Perú.", ["CO", "PE"]),
        ("Le consultant sera basé à Bruxelles.", ["BE"]),
    ],
)
def test_a_sentence_about_the_work_tells_the_places(text, codes):
    found = locations(text)

    assert (found.value, found.certainty) == (codes, Certainty.LIKELY)


@pytest.mark.parametrize(
    "text",
    [
        "Our partners in Mali and Niger work with remote communities.",
        "We are an organisation based in Geneva.",
        (
            "Lieux : en remote, avec déplacements en Afrique du Nord et ailleurs Date de début : "
            "05.02.2026"
        ),
        "Pays : International\n",
    ],
)
def test_a_country_that_is_only_spoken_of_is_no_place_of_the_mission(text):
    assert locations(text).certainty is Certainty.ABSENT


def test_signs_that_agree_offer_the_country_of_the_call():
    found = locations(
        "Kinshasa, le 14 mars 2026\nAvis\nLes plis sont déposés à Kinshasa avant 14h (heure de "
        "Kinshasa). "
        "Courriel : avis@exemple.cd\nLoi de la République démocratique du Congo.\n"
    )

    assert (found.value, found.certainty) == (["CD"], Certainty.LIKELY)


@pytest.mark.parametrize(
    "text",
    [
        "Lieu : à distance",
        "Duty station: Home-based",
        "Le travail peut être fait en télétravail.",
        "Modalidad de trabajo: híbrida",
        '+++\nlocation = "Remote"\n+++\nText.',
    ],
)
def test_work_at_a_distance_is_read(text):
    assert remote(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "We work in remote areas.",
        "Remote work is not possible.",
        "formation à distance des équipes du ministère",
        "Lieu : Paris",
    ],
)
def test_other_distances_say_nothing(text):
    assert remote(text) is None
