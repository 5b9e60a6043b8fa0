from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.privacy import read_privacy_notice
from mandat.calls.importer.text import Source


def parts(text):
    source = Source(text)
    value = read_privacy_notice(source, read_layout(source)).value
    return set(value["parts"]) if value else None


def test_a_full_notice_names_its_parts():
    text = (
        "Les données personnelles des candidat·e·s sont collectées par Aube, responsable du "
        "traitement, aux "
        "seules fins de cette sélection, conservées pendant deux ans et transmises à nos "
        "partenaires. Vous "
        "disposez d'un droit d'accès, de rectification, d'effacement et d'opposition en écrivant "
        "à la déléguée."
    )

    assert parts(text) == {
        "purpose",
        "controller",
        "recipients",
        "retention",
        "access",
        "rectification",
        "objection",
        "erasure",
        "contact",
    }


def test_a_notice_of_one_sentence_has_only_what_it_says():
    text = "Les données vous concernant sont informatisées et traitées de façon confidentielle."

    assert parts(text) == {"confidentiality"}


def test_an_english_notice_is_read():
    text = (
        "Your personal data will be kept for 12 months; write to dpo@dawn.example to have it "
        "deleted."
    )

    assert parts(text) == {"retention", "contact", "erasure"}


def test_data_handled_during_the_mission_are_no_notice():
    assert parts("The team must keep the personal data of patients in a locked place.") is None
