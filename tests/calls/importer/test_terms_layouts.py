"""What is asked, told in the many ways in which publishers lay it out."""

import pytest

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import Certainty


def values(text, field, key):
    """One key of the items of a field."""
    value = read_call(text)[field].value
    items = value["items"] if isinstance(value, dict) else value or []
    return [item.get(key) for item in items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Deliverables\nDeliverable\nWorking days\nDue date\nPayment\nInception report\n5\n"
                "3 March 2026\n30%\nFinal report\n12\n30 April 2026\n70%\nTotal\n17\n"
            ),
            ["Inception report", "Final report"],
        ),
        (
            (
                "Entregables\nN°\nEntregable\nDías\nFecha\n1\nPlan de trabajo\n5\n"
                "10 de marzo de 2026\n2\nInforme final\n8\n20 de abril de 2026\n"
            ),
            ["Plan de trabajo", "Informe final"],
        ),
        (
            (
                "Livrables et calendrier\nSemaine 1 : note de cadrage\nSemaines 2-5 : guide\n"
                "Semaine 8 : rapport final\n"
            ),
            ["note de cadrage", "guide", "rapport final"],
        ),
        (
            (
                "Deliverables and payment\nMilestone 1 (Week 1-2): Inception report - 20% upon "
                "approval\nMilestone 2 (Week 8): Final curriculum - 80%\n"
            ),
            ["Inception report", "Final curriculum"],
        ),
        (
            (
                "Produits attendus\nProduit 1. Rapport initial ; Produit 2. Projet de stratégie ; "
                "Produit 3. Stratégie finale."
            ),
            ["Rapport initial", "Projet de stratégie", "Stratégie finale."],
        ),
        (
            (
                "Résultats attendus\n- Un rapport de démarrage est produit ;\n"
                "- Un manuel actualisé est disponible.\n"
            ),
            ["Un rapport de démarrage", "Un manuel actualisé"],
        ),
        (
            "المخرجات المتوقعة\n- تقرير أولي\n- دليل تدريبي\n",
            ["تقرير أولي", "دليل تدريبي"],
        ),
        (
            (
                "We are small. The trainer will prepare a training plan, meet 25 people and "
                "submit a narrative report by 27 June 2026."
            ),
            ["a training plan", "a narrative report"],
        ),
    ],
)
def test_deliverables_are_read_however_they_are_laid_out(text, expected):
    assert values(text, "deliverables", "text") == expected


def test_a_date_in_a_cell_of_its_own_is_when_a_deliverable_is_due():
    text = (
        "Deliverables\nDeliverable\nDays\nDue date\nInception report\n5\n3 March 2026\n"
        "Final report\n12\n30 April 2026\n"
    )

    assert values(text, "deliverables", "due") == ["2026-03-03", "2026-04-30"]


@pytest.mark.parametrize(
    "text",
    [
        "Reports to: Head of Programmes\nApplication deadline: 3 May 2026\nReference: AB-12\n",
        "Résultats attendus\n- Les équipes sont plus fortes\n- Les droits progressent\n",
    ],
)
def test_the_labels_of_a_card_and_mere_results_are_no_deliverables(text):
    assert read_call(text)["deliverables"].value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "How to apply\nComplete the form at https://x.example/form before 3 June 2026, and "
                "attach a CV (max. 4 pages), a writing sample and two references."
            ),
            ["a CV", "a writing sample", "two references"],
        ),
        (
            (
                "Soumission\nLes offres (proposition technique, proposition financière, CV, copies "
                "d'au moins deux études) sont attendues avant le 3 mai 2026 à midi."
            ),
            [
                "proposition technique",
                "proposition financière",
                "CV",
                "copies d'au moins deux études",
            ],
        ),
        (
            "Si cela vous tente : un CV + une lettre de motivation, à m'envoyer avant vendredi.",
            ["un CV", "une lettre de motivation"],
        ),
        (
            "Email info@ngo.example with your portfolio, your CV and a quote.",
            ["your portfolio", "your CV", "a quote"],
        ),
        (
            (
                "Inscrição\nEnviar currículo, proposta técnica de no máximo 6 páginas, proposta de "
                "preço e cartão do CNPJ para o e-mail a@b.example até 4 de abril de 2026."
            ),
            ["currículo", "proposta técnica", "proposta de preço", "cartão do CNPJ"],
        ),
        (
            "المستندات المطلوبة\n- السيرة الذاتية\n- عرض فني لا يتجاوز 10 صفحات\n- عرض مالي\n",
            ["السيرة الذاتية", "عرض فني", "عرض مالي"],
        ),
        (
            (
                "Contenu de l'offre\nChaque candidat produit :\n6.1 un mémoire technique ;\n"
                "6.2 un devis détaillé ;\n"
            ),
            ["un mémoire technique", "un devis détaillé"],
        ),
        (
            (
                "Les consultants intéressés doivent fournir les informations ci-après : (i) un CV "
                "daté, (ii) les copies des diplômes, (iii) une lettre de motivation."
            ),
            ["un CV daté", "les copies des diplômes", "une lettre de motivation"],
        ),
    ],
)
def test_documents_are_read_in_lists_and_in_prose(text, expected):
    assert values(text, "required_documents", "name") == expected


@pytest.mark.parametrize(
    "text",
    [
        (
            "Our work\nWe change systems. These include:\n- reliable availability of water\n"
            "- a plan for food\n"
        ),
        "Livrables\nLes documents suivants seront mis à disposition :\n- Lien du site\n- Guide\n",
        "Documents à remettre par le prestataire\n3.1 Note de cadrage\n3.2 Rapport final\n",
    ],
)
def test_what_the_consultant_makes_is_no_document_of_the_application(text):
    assert read_call(text)["required_documents"].value is None


def test_a_page_footer_between_two_criteria_is_not_a_criterion():
    page = "ToR survey – Page {} of 3\n"
    text = (
        page.format(1)
        + "Selection criteria\nCriterion\nMaximum points\nExperience\n60\n"
        + "Understanding of the task\n"
        + page.format(2)
        + "40\nTotal\n100\n"
        + page.format(3)
    )

    grid = read_call(text)["evaluation_grid"]

    assert [(e["label"], e["max_points"]) for e in grid.value] == [
        ("Experience", 60),
        ("Understanding of the task", 40),
    ]
    assert grid.certainty is Certainty.SURE


def test_shares_told_before_the_table_are_not_criteria_twice():
    text = (
        "Evaluation\nThe award goes to the best of technical criteria (70 points) and financial "
        "criteria (30 points).\nCriteria / Max. points\nTechnical 70\nCriteria A: Degree 10\n"
        "Criteria B: Experience 30\nCriteria C: Region 10\nCriteria D: Methodology 20\n"
        "Financial 30\n"
    )

    assert values(text, "evaluation_grid", "label") == [
        *("Technical", "Degree", "Experience", "Region", "Methodology", "Financial"),
    ]
    assert values(text, "evaluation_grid", "parent") == [None, *["Technical"] * 4, None]


def test_criteria_without_points_are_read_as_likely():
    text = "Critères de sélection\n- compréhension de la demande\n- qualité de la méthode\n- prix\n"

    grid = read_call(text)["evaluation_grid"]

    assert [e["label"] for e in grid.value] == [
        *("compréhension de la demande", "qualité de la méthode", "prix"),
    ]
    assert "max_points" not in grid.value[0]
    assert grid.certainty is Certainty.LIKELY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Bidders must have at least 4 years of experience as a trainer, good knowledge of "
                "hepatitis C and fluency in Georgian."
            ),
            3,
        ),
        (
            (
                "3. Les critères pour l'établissement de la liste restreinte sont :\n"
                "- avoir dix ans d'expérience ;\n- avoir réalisé trois missions ;\n"
                "4. Une liste de six cabinets sera établie.\n"
            ),
            2,
        ),
        (
            (
                "Les critères d'éligibilité sont : être de nationalité nigérienne ; avoir un "
                "diplôme Bac+5 ; justifier de 5 ans d'expérience."
            ),
            3,
        ),
    ],
)
def test_what_applicants_must_have_is_read_without_a_heading(text, expected):
    assert read_call(text)["eligibility"].value["count"] == expected


def test_a_line_desirable_makes_what_follows_a_plus():
    text = (
        "Requisitos\nObrigatórios\n– Formação superior\n– 4 anos de experiência\n"
        "Desejáveis\n– Publicações\n"
    )

    assert values(text, "eligibility", "required") == [True, True, False]


@pytest.mark.parametrize(
    ("text", "channel", "exclusive"),
    [
        (
            (
                "Submission\nIt must be uploaded at https://x.example/t. Proposals sent by "
                "e-mail will be rejected."
            ),
            "portal",
            True,
        ),
        ("Write to a@b.example. What comes by another channel will not be considered.", None, True),
        ("Só serão aceitas candidaturas enviadas por e-mail para a@b.example.", "email", True),
        ("Applications by e-mail to a@b.example will be accepted.", "email", False),
    ],
)
def test_the_channel_and_whether_it_is_the_only_one(text, channel, exclusive):
    value = read_call("Apply\n" + text)["submission"].value

    assert channel is None or value["channel"] == channel
    assert value["exclusive"] is exclusive


def test_a_call_that_is_a_message_is_answered_to_its_writer():
    text = (
        "De : Ana Pons <a.pons@collectif.example>\nObjet : cherche formatrice\n\nBonjour, si cela "
        "vous intéresse : un CV et un devis, à m'envoyer pour le vendredi 3 avril."
    )

    found = read_call(text)["submission"]

    assert (found.value["channel"], found.value["address"]) == (
        "email",
        "a.pons@collectif.example",
    )
    assert found.certainty is Certainty.LIKELY


@pytest.mark.parametrize(
    "sentence",
    [
        'En el asunto indicar: "Ruta 7".',
        "مع ذكر الموضوع «Ruta 7»",
        "The subject of the e-mail must be « Ruta 7 ».",
        "Candidatures à a@b.example, objet : « Ruta 7 ».",
    ],
)
def test_the_subject_line_is_read(sentence):
    text = f"Enviar la propuesta a a@b.example. {sentence}"

    assert read_call(text)["submission"].value["subject"] == "Ruta 7"


def test_the_second_stage_may_be_told_in_the_sentence_after():
    text = (
        "Call for expressions of interest\nSend your expression of interest to a@b.example. At "
        "most six teams will be shortlisted. They will answer with a full proposal, technical and "
        "financial."
    )

    assert [s["kind"] for s in read_call(text)["stages"].value] == [
        "expression_of_interest",
        "full_proposal",
    ]
    assert read_call(text)["kind"].value == "eoi"


def test_a_letter_of_interest_does_not_make_an_expression_of_interest():
    text = (
        "Documents to submit\n1. Letter of expression of interest\n2. CV\n3. Financial proposal\n"
    )

    assert read_call(text)["kind"].value == "full_proposal"


def test_points_behind_up_to_are_read():
    text = (
        "Criterios de evaluación\na) Experiencia general: hasta 40 puntos\n"
        "b) Propuesta técnica: hasta 60 puntos\n"
    )

    assert values(text, "evaluation_grid", "label") == ["Experiencia general", "Propuesta técnica"]
    assert values(text, "evaluation_grid", "max_points") == [40, 60]


def test_papers_stand_in_the_part_whose_line_is_above_them():
    text = (
        "Pièces à fournir\nAdministratif\n- Quitus fiscal\n- RCCM\nTechnique\n"
        "- CV des auditeurs\nFinancier\n- Bordereau des prix\n"
    )

    assert values(text, "required_documents", "part") == [
        *("administrative", "administrative", "technical", "financial"),
    ]


def test_a_channel_that_is_refused_is_not_the_channel():
    text = (
        "Application\nApplicants should upload their CV on our careers page. Please do not send "
        "applications by email."
    )

    assert read_call(text)["submission"].value["channel"] == "portal"
