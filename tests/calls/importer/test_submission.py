import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.submission import read_submission
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    return read_submission(source, read_layout(source))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Merci d'envoyer votre candidature à rh@aube.example avant le 3 mai.", "rh@aube.example"),
        ("Please send your proposal to bids@dawn.example by 3 May.", "bids@dawn.example"),
        ("Enviar la propuesta al correo compras@alba.example", "compras@alba.example"),
        ("Os interessados devem enviar a proposta para rh@alva.example.", "rh@alva.example"),
        ("The offer is due on 3 May. It must be sent to bids@dawn.example.", "bids@dawn.example"),
        ("Adresser le dossier à l'adresse suivante :\n\nrh@aube.example", "rh@aube.example"),
    ],
)
def test_the_address_of_an_application_is_read_in_four_languages(text, address):
    found = read(text)

    assert found.value["channel"] == "email"
    assert found.value["address_present"] is True
    assert found.value["address"] == address
    assert found.certainty is Certainty.SURE


def test_an_address_for_questions_is_not_one_for_applications():
    found = read(
        "For any question, write to info@dawn.example. "
        "Applications should be submitted to jobs@dawn.example. "
        "Questions about the application may be sent to help@dawn.example."
    )

    assert found.value["addresses"] == ["jobs@dawn.example"]


def test_an_address_in_a_footer_says_nothing_of_the_channel():
    found = read("Profil attendu : master.\n\nRue du Port 3\nE-mail : contact@aube.example\n")

    assert found.certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    "hidden", ["[email protected]", "[email\xa0protected]", "< >", "(email hidden)"]
)
def test_an_address_that_the_page_hides_is_masked_and_not_present(hidden):
    found = read(f"Les candidatures sont à envoyer par mail à {hidden} avant le 2 juin.")

    assert found.value["channel"] == "email"
    assert found.value["address"] == "masked"
    assert found.value["address_present"] is False


def test_an_address_spelt_out_is_given_as_printed():
    found = read("La proposition est à adresser à c.port [at] aube.example avant le 2 juin.")

    assert found.value["address"] == "c.port [at] aube.example"


def test_sealed_paper_is_no_channel_even_with_an_address_for_questions():
    found = read(
        "Les informations complémentaires sont données par info@aube.example.\n\n"
        "Les dossiers seront déposés sous pli fermé, en trois exemplaires, portant\n"
        "la mention : « AMI 12 - Étude du port » au siège."
    )

    assert found.value["channel"] is None
    assert found.value["paper"] is True
    assert found.value["address_present"] is False
    assert found.value["subject"] == "AMI 12 - Étude du port"


def test_a_portal_is_told_from_an_email_that_is_refused():
    found = read(
        "Proposals must be uploaded through the online portal at https://bids.dawn.example/7. "
        "Submissions by e-mail will not be accepted."
    )

    assert found.value["channel"] == "portal"
    assert found.value["address"] == "https://bids.dawn.example/7"
    assert found.value["exclusive"] is True


def test_a_button_of_a_job_board_is_only_likely():
    found = read("Profil : master.\n\nPOSTULER ICI")

    assert found.value["channel"] == "portal"
    assert found.value["address_present"] is False
    assert found.certainty is Certainty.LIKELY


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Envoyer le CV à a@b.example avec en objet « Étude 12 » avant mai.", "Étude 12"),
        ("Send your CV to a@b.example with the subject line “Study 12”.", "Study 12"),
        ('Send your CV to a@b.example with "Study 12" as the subject.', "Study 12"),
        ("Enviar el CV a a@b.example con el asunto “Estudio 12”.", "Estudio 12"),
        ("Enviar o CV para a@b.example, com o assunto “Estudo 12”.", "Estudo 12"),
        ("Envoyez votre CV à a@b.example en précisant en objet : Étude 12\n\nMerci.", "Étude 12"),
        ("Send bids to a@b.example. The subject of the email must read: Study 12.", "Study 12"),
        (
            "It must be sent to a@b.example specifying in object of the mail « STUDY 12 ».",
            "STUDY 12",
        ),
    ],
)
def test_the_imposed_subject_line_is_read(text, subject):
    assert read(text).value["subject"] == subject


def test_a_page_break_inside_the_subject_is_left_out():
    footer = "Rue du Port 3\nE-mail : contact@aube.example\n"
    found = read(
        f"Un appel.\n{footer}Les offres seront soumises sous pli fermé, portant la mention : "
        f"«AMI 6 -\n"
        f"\niite\n\n{footer}Étude des\nprojets ».\n\nFin.\n{footer}"
    )

    assert found.value["subject"] == "AMI 6 - Étude des projets"


@pytest.mark.parametrize(
    "text",
    [
        "Les offres sont à envoyer uniquement par e-mail à a@b.example.",
        "No proposal submitted by another channel will be considered. Send it to a@b.example.",
        "Las propuestas se envían únicamente por correo electrónico a a@b.example.",
        "Applications sent to a@b.example by e-mail only will be read.",
    ],
)
def test_a_channel_that_excludes_others_is_told(text):
    assert read(text).value["exclusive"] is True


def test_a_channel_without_such_words_excludes_nothing():
    assert read("Send your proposal to a@b.example.").value["exclusive"] is False


def test_two_different_subject_lines_make_the_reading_less_than_sure():
    found = read(
        "Send your CV to a@b.example with the subject line “Study 12”.\n\n"
        "Send your offer to a@b.example with the subject line “Survey 9”."
    )

    assert found.value["subject"] == "Study 12"
    assert found.certainty is Certainty.LIKELY


def test_paper_and_email_offered_together_are_both_told():
    found = read(
        "Hard copies should be dropped in the tender box at Hill Road, or soft copies e-mailed to "
        "bids@dawn.example."
    )

    assert (found.value["channel"], found.value["paper"]) == ("email", True)
