import pytest

from mandat.calls.importer.documents import read_required_documents
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    return read_required_documents(source, read_layout(source))


def names(text):
    return [d["name"] for d in read(text).value or []]


def test_an_announced_list_gives_each_document_its_limits():
    value = read(
        "Composition du dossier\nLe dossier comprendra les documents suivants :\n"
        "- Les CV de tous les membres de l'équipe (au plus 3 pages) ;\n"
        "- Une lettre d'intérêt de trois (3) pages au plus, avec au moins deux (02) références ;\n"
        "- La liste des missions similaires, avec les attestations de bonne exécution.\n"
    ).value

    assert [(d["name"], d["max_pages"], d["min_references"]) for d in value] == [
        ("Les CV de tous les membres de l'équipe", 3, None),
        ("Une lettre d'intérêt", 3, 2),
        ("La liste des missions similaires", None, None),
    ]
    assert value[0]["per"] == "member"
    assert value[2]["attestations"] is True


def test_groups_in_running_text_give_their_documents_and_parts():
    value = read(
        "Comment postuler Le dossier doit comprendre : Une offre technique incluant : Une note de "
        "démarche; Un calendrier des étapes; Un CV complet avec 3 références. Une offre "
        "financière incluant : Un budget détaillé en euros. Votre offre indiquera la taxe."
    ).value

    assert [(d["name"], d["part"]) for d in value] == [
        ("Une note de démarche", "technical"),
        ("Un calendrier des étapes", "technical"),
        ("Un CV complet", "technical"),
        ("Un budget détaillé en euros", "financial"),
    ]
    assert value[2]["min_references"] == 3


def test_an_offer_with_a_page_limit_is_one_document_with_its_contents():
    value = read(
        "Dossier\nLe dossier sera composé des éléments suivants :\n"
        "1. Une offre technique (15 pages maximum) incluant :\n   - la compréhension du mandat ;\n"
        "   - la méthode ;\n2. Une offre financière ;\n3. Un CV.\n"
    ).value

    assert [(d["name"], d["max_pages"]) for d in value] == [
        ("Une offre technique", 15),
        ("Une offre financière", None),
        ("Un CV", None),
    ]


def test_parts_named_in_a_sentence_stand_for_themselves_when_not_detailed():
    value = read(
        "Comment postuler\nLes dossiers se composent d'une offre administrative et "
        "technique, puis d'une offre financière.\n\nL'offre administrative et technique doit "
        "comprendre :\n\n"
        "  • Un CV avec deux références\n  • Le calendrier de la mission\n"
    ).value

    assert [d["part"] for d in value if "offre" in d["name"]] == ["financial"]
    assert [d["name"] for d in value if "offre" not in d["name"]] == [
        "Un CV",
        "Le calendrier de la mission",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Send a brief cover letter along with your CV to a@b.example.",
            ["a brief cover letter", "your CV"],
        ),
        (
            (
                "Deben enviar 1) Hoja de vida, 2) propuesta metodológica y 3) propuesta financiera "
                "a a@b.example."
            ),
            ["Hoja de vida", "propuesta metodológica", "propuesta financiera"],
        ),
        (
            "Envoyez votre CV, une lettre de motivation et un devis à a@b.example.",
            ["votre CV", "une lettre de motivation", "un devis"],
        ),
        (
            (
                "Enviar a candidatura para a@b.example, incluindo: curriculum vitae, proposta "
                "técnica e "
                "proposta financeira."
            ),
            ["curriculum vitae", "proposta técnica", "proposta financeira"],
        ),
    ],
)
def test_documents_named_in_prose_are_read(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Please send us a 3–5-page proposal and a budget at a@b.example.", 5),
        ("Send your CV (max 2 pages) to a@b.example.", 2),
        ("Send a one-page cover letter to a@b.example.", 1),
        ("Envoyer une note méthodologique de 4 à 6 pages à a@b.example.", 6),
    ],
)
def test_page_limits_in_prose_are_read(text, pages):
    assert read(text).value[0]["max_pages"] == pages


def test_documents_of_a_later_stage_are_not_asked_now():
    text = (
        "Send a CV to a@b.example. Shortlisted firms will be invited to submit a financial "
        "proposal."
    )

    assert names(text) == ["a CV"]


def test_instructions_in_the_list_are_no_documents():
    text = (
        "How to apply\nApplicants submit the following documents:\n- CV\n- Technical proposal\n"
        "- Incomplete files will not be considered\n- Only shortlisted candidates will be "
        "contacted\n"
    )

    assert names(text) == ["CV", "Technical proposal"]


def test_a_list_of_deliverables_is_no_list_of_documents():
    text = (
        "Deliverables\nThe consultant will submit the following:\n- Inception report\n- Final "
        "report\n"
    )

    assert read(text).value is None


def test_dashes_on_one_line_part_the_documents():
    text = (
        "Dossier de candidature : Les candidat.e.s sont invité.e.s à envoyer : - Un CV (3 pages "
        "max) ; "
        "- Une offre technique de 6 pages maximum ; - Deux références. Merci."
    )

    assert [(d["name"], d["max_pages"]) for d in read(text).value] == [
        ("Un CV", 3),
        ("Une offre technique", 6),
        ("Deux références", None),
    ]


def test_a_text_that_asks_for_nothing_gives_nothing():
    assert read("Une étude sur le port. Le rapport aura 20 pages.").value is None


def test_a_list_may_follow_its_announcement_without_colon():
    text = (
        "Requirements\n- Native speaker\n\nThe quotation should include\n- CV\n- One sample "
        "translation\n"
    )

    assert names(text) == ["CV", "One sample translation"]
