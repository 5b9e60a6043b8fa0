"""All fields of the terms of a call together, on a text of several publishers' habits."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from mandat.calls.importer.draft import ABSENT, FIELDS, Found, found_json
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.terms import read_all
from mandat.calls.importer.text import Source

CALL = """# Appel à candidatures – Animation d'un réseau

**Type de contrat :** Prestation

## Livrables
* Une note de cadrage de 5 pages
* Trois ateliers en ligne

## Profil
* Expérience d'animation
* La connaissance du wolof est un plus

## Critères d'évaluation
* Démarche (60 points)
* Prix (40 points)

## Comment postuler
Envoyez votre CV et un devis à rh@aube.example avec en objet « Réseau 12 ».
Seules les personnes retenues seront contactées.
"""


def read(text):
    source = Source(text)
    return read_all(source, read_layout(source), {})


def test_every_field_is_read_and_has_a_known_name():
    found = read(CALL)

    assert set(found) <= set(FIELDS)
    assert found["kind"].value == "full_proposal"
    assert found["deliverables"].value["count"] == 2
    assert [d["name"] for d in found["required_documents"].value] == ["votre CV", "un devis"]
    assert found["eligibility"].value["count"] == 2
    assert [e["max_points"] for e in found["evaluation_grid"].value] == [60, 40]
    assert found["submission"].value["subject"] == "Réseau 12"
    assert found["outcome_notice"].value == "selected_only"
    assert found["contract_type"].value == "Prestation"


def test_every_value_has_a_json_form_with_its_quotes():
    forms = {name: found_json(CALL, value) for name, value in read(CALL).items()}

    assert "rh@aube.example" in json.dumps(forms, ensure_ascii=False)
    for form in forms.values():
        assert all(CALL[s["start"] : s["end"]] == s["text"] for s in form["spans"])


def test_a_text_that_is_no_call_has_no_terms():
    found = read("Le port est calme ce matin. Les bateaux rentrent.")

    said = {name for name, value in found.items() if value not in (ABSENT, Found())}
    assert said == {"kind"}
    assert found["kind"].value == "other"


PIECES = st.sampled_from(
    [
        *CALL.splitlines(keepends=True),
        "offre technique 30 ",
        "objet : ",
        "(",
        "\x00",
        "\ud800",
        "| 10 |",
        "« »",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=40))
def test_any_mixture_is_read_without_raising_and_within_the_text(pieces):
    text = "".join(pieces)

    for value in read(text).values():
        assert all(0 <= s.start <= s.end <= len(text) for s in value.spans)
