import pytest

from mandat.calls.importer.contract import read_contract_type
from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.text import Source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Type de contrat : Prestation de service\nLieu : Dakar", "Prestation de service"),
        (
            "Type de contrat: Consultation nationale Langues: Français et anglais",
            "Consultation nationale",
        ),
        ("Contract type: Individual Contractor (IC)\n", "Individual Contractor (IC)"),
        ("**Tipo de contrato:** Servicios profesionales\n", "Servicios profesionales"),
        ('a_job_type = ["Consultant"]\n', "Consultant"),
    ],
)
def test_a_labelled_type_is_read(text, value):
    found = read_contract_type(Source(text))

    assert (found.value, found.certainty) == (value, Certainty.SURE)


def test_a_type_named_in_a_sentence_is_likely():
    found = read_contract_type(Source("The consultant signs a service contract with Dawn."))

    assert (found.value, found.certainty) == ("service contract", Certainty.LIKELY)


def test_two_labelled_types_are_in_conflict():
    found = read_contract_type(Source("Contract type: Staff\nContract type: Consultancy\n"))

    assert found.certainty is Certainty.CONFLICT
    assert [a.value for a in found.alternatives] == ["Staff", "Consultancy"]
