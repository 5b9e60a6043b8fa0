import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.issuer import read_issuer
from mandat.calls.importer.programme import read_programme
from mandat.calls.importer.text import Source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ONG Santé Voisine recrute un consultant.", "Santé Voisine"),
        ("Le Réseau Aube (RA) lance un appel à candidatures.", "Réseau Aube"),
        ("Coral Network is looking for a facilitator.", "Coral Network"),
        ("Our organisation, Pacific Care Fund, is seeking a consultant.", "Pacific Care Fund"),
        ("Fundación Semillas busca contratar una consultora.", "Fundación Semillas"),
        ("A Associação Mulher Viva pretende contratar um consultor.", "Associação Mulher Viva"),
        ("Blue Door Alliance (BDA) works in Peru. BDA seeks an evaluator.", "Blue Door Alliance"),
        ("Organisation : Terre Partagée\nPays : Niger\n", "Terre Partagée"),
        ('+++\norganization = "Dune Fund"\nlocation = "Remote"\n+++\nWe hire.', "Dune Fund"),
    ],
)
def test_the_issuer_is_who_hires(text, expected):
    assert read_issuer(Source(text)).value == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le consultant recherche des données. La mission lance une enquête.",
        "Profil recherché\n\nUn master.",
        "The successful candidate invites partners.",
        "",
    ],
)
def test_nobody_is_named_where_nobody_calls(text):
    assert read_issuer(Source(text)).certainty == Certainty.ABSENT


def test_an_address_of_its_own_supports_a_name():
    text = "LUMENA invite les cabinets à candidater. Écrire à appels@lumena.example."

    found = read_issuer(Source(text))

    assert (found.value, found.certainty) == ("LUMENA", Certainty.SURE)


def test_every_span_quotes_the_text():
    text = "Coral Network (CN) works here.\n\nCN is looking for a facilitator."

    found = read_issuer(Source(text))

    assert all(text[s.start : s.end] in ("CN", "Coral Network") for s in found.spans)


def test_a_programme_is_read_where_it_is_named():
    assert read_programme(Source("Le projet PASSERELLE dure trois ans.")).value == "PASSERELLE"
    assert read_programme(Source("dans le cadre du projet « Voix des filles »")).value == (
        "Voix des filles"
    )
    assert read_programme(Source("the Safe Clinics programme in Zambia")).value == "Safe Clinics"
    assert read_programme(Source("Le projet dure trois ans.")).certainty == Certainty.ABSENT
