"""How long offers stay valid, and how many applicants go on."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.limits import read_shortlist_cap, read_validity
from mandat.calls.importer.text import Source


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("La validité des offres est d'au moins quarante (40) jours.", 40),
        ("Offers must remain valid for 90 days.", 90),
        ("Les offres restent valables pendant 120 jours", 120),
        ("Validez de la oferta: 60 días", 60),
        ("A proposta deve ter validade de 60 dias", 60),
        ("Les soumissionnaires restent engagés par leur offre pendant 90 jours", 90),
    ],
)
def test_the_validity_of_offers_is_read_in_days(text, days):
    assert read_validity(Source(text)).value == days


@pytest.mark.parametrize("text", ["a valid passport. Contract of 30 days", "valid for 6 months"])
def test_the_validity_of_other_things_is_left_alone(text):
    assert read_validity(Source(text)).certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("A maximum of five ( 5 ) firms will be shortlisted.", 5),
        ("Au maximum 5 candidat·e·s seront présélectionné·e·s", 5),
        ("une liste restreinte de quatre (4) cabinets", 4),
        ("We will shortlist up to three consultants", 3),
        ("Les 3 meilleures candidatures seront présélectionnées", 3),
        ("The shortlist will have six (6) candidates at most.", 6),
        ("Seules les candidatures présélectionnées, cinq au maximum, iront plus loin.", 5),
        ("La lista corta tendrá como máximo cuatro consultoras.", 4),
    ],
)
def test_the_cap_of_the_shortlist_is_read(text, cap):
    assert read_shortlist_cap(Source(text)).value == cap


@pytest.mark.parametrize(
    "text",
    [
        "Only shortlisted candidates will be contacted",
        "A team of 3 consultants is sought. Selected teams will be contacted.",
        "Up to 3 consultants will be selected to form the team.",
        "Trois candidats au maximum seront invités à un entretien.",
        "en vue d'une liste restreinte. 3 pages au plus",
    ],
)
def test_a_shortlist_without_a_number_has_no_cap(text):
    assert read_shortlist_cap(Source(text)).certainty is Certainty.ABSENT
