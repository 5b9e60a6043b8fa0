"""Terms told without the usual headings and words, in the languages of the house."""

import pytest

from mandat.calls.importer import read_call


def value(text, field):
    return read_call(text)[field].value


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            (
                "How we will decide\n\n| Criterion | Points |\n|---|---|\n| Technical "
                "offer | 70 |\n"
                "| - Understanding | 20 |\n| - Methodology | 50 |\n| Price | 30 |\n| "
                "Total | 100 |\n"
            ),
            [70, 20, 50, 30],
        ),
        (
            (
                "معايير التقييم\nالخبرة السابقة: 30 نقطة\nالمنهجية: 40 نقطة\nالعرض "
                "المالي: 30 نقطة\n"
                "المجموع: 100 نقطة\n"
            ),
            [30, 40, 30],
        ),
        (
            "What counts for us\n\nYour method - 45%\nYour team - 25%\nYour price - 30%\n",
            [45, 25, 30],
        ),
        ("Cómo vamos a elegir\nExperiencia: 30%\nMetodología: 40 %\nPrecio: 30%\n", [30, 40, 30]),
        ("Como vamos escolher\nExperiência: 50%\nMetodologia: 20 %\nPreço: 30%\n", [50, 20, 30]),
        (
            "Ce qui comptera\n- la méthode : 40 %\n- l'équipe : 40 %\n- le prix : 20 %\n",
            [40, 40, 20],
        ),
        (
            (
                "Evaluation criteria\n<table><tr><th>Criterion</th><th>Points</th></tr>\n"
                '<tr><td colspan="2">Technical '
                "offer</td></tr>\n<tr><td>Method</td>\n<td>70</td></tr>\n"
                "<tr><td>Price</td><td><b>30</b></td></tr></table>\n"
            ),
            [70, 30],
        ),
    ],
)
def test_a_grid_under_an_informal_heading_is_read(text, marks):
    grid = value(text, "evaluation_grid")

    assert [e.get("max_points", e.get("weight")) for e in grid] == marks
    assert not any("<" in e["label"] or e["label"].startswith("-") for e in grid)


@pytest.mark.parametrize(
    "text",
    [
        "Terms of payment\n\nFirst report: 30%\nDraft report: 40%\nFinal report: 30%\n",
        "| Deliverable | Points |\n|---|---|\n| Leaflet | 20 |\n| Poster | 80 |\n",
    ],
)
def test_payments_and_other_tables_are_no_grid(text):
    assert value(text, "evaluation_grid") is None


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        (
            "DOCUMENTOS\n\na) Proposta técnica, no máximo dez páginas\nb) CV dos membros\n",
            [10, None],
        ),
        ("Qué enviar\n\na. Propuesta técnica (máx. 12 páginas)\nb. Hoja de vida\n", [12, None]),
        (
            "Ce qu'il faut envoyer\n\n(a) un CV\n(b) une offre technique, huit pages au plus\n",
            [None, 8],
        ),
        (
            (
                "كيفية التقديم\nيتكون الملف من:\n- عرض فني لا يتجاوز عشر صفحات\n- "
                "السيرة الذاتية (صفحتان)\n"
            ),
            [10, 2],
        ),
        (
            "Apply\nPlease upload the following:\n- a CV\n- a proposal (no more than ten pages)\n",
            [None, 10],
        ),
        (
            (
                "Merci de téléverser les éléments suivants :\n- CV\n- lettre de "
                "motivation (une page)\n"
            ),
            [None, 1],
        ),
        (
            "To apply, please send: CV; methodology note, up to six pages; financial offer.\n",
            [None, 6, None],
        ),
    ],
)
def test_documents_and_their_page_limits_are_read(text, pages):
    assert [d["max_pages"] for d in value(text, "required_documents")] == pages


def test_the_call_s_own_name_is_no_document():
    text = (
        "Appel à manifestation d'intérêt\n\nLes candidats enverront leur manifestation d'intérêt "
        "à a@b.example, avec un CV et une lettre de motivation.\n"
    )

    names = [d["name"] for d in value(text, "required_documents")]

    assert names == ["un CV", "une lettre de motivation"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Profile\nA degree in law; five years of experience; fluency in French.\n", 3),
        (
            "Profil recherché\nDiplôme ; cinq ans d'expérience ; français.\n\nHonoraires : 9 EUR\n",
            3,
        ),
        ("المؤهلات المطلوبة\nشهادة جامعية؛ خبرة خمس سنوات؛ إتقان اللغة العربية.\n", 3),
        ("Required qualifications\n\nA degree\nFluent English\nFees: USD 4\nStart: 3 May\n", 2),
        ("Perfil\nTítulo universitario; experiencia de 5 años.\nHonorarios: USD 4.000\n", 2),
        ("Profil souhaité\n- Un master\n- Connaissance du secteur\n", 2),
    ],
)
def test_requirements_are_parted_and_labels_left_out(text, count):
    found = value(text, "eligibility")

    assert found["count"] == count
    assert all(item["required"] for item in found["items"])


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        (
            "Ce que nous attendons\n- deux séances de restitution\n- un état des lieux\n",
            ["sessions", "report"],
        ),
        ("Qué se espera\n- Un plan de trabajo\n- Un informe final\n", ["plan", "report"]),
        ("O que se espera\n- Plano de trabalho\n- Relatório final\n", ["plan", "report"]),
        ("ما هو متوقع\n- تقرير أولي\n- ورشة عمل\n", ["report", "sessions"]),
        (
            "What we need from you\n\n- A training manual\n- A final workshop\n",
            ["guide", "sessions"],
        ),
        ("What is expected of the candidate\n- Reports written before\n- A report on time\n", None),
    ],
)
def test_what_is_expected_is_a_list_of_deliverables(text, formats):
    found = value(text, "deliverables")

    assert (found and [i["format"] for i in found["items"]]) == formats


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Study\nSubmit your bid by e-mail to a@b.example.\n", "full_proposal"),
        (
            "Estudio\nLas personas interesadas enviarán su propuesta a a@b.example.\n",
            "full_proposal",
        ),
        ("Étude\nMerci d'envoyer votre offre à a@b.example.\n", "full_proposal"),
        ("Guías\nSe solicita cotización para imprimir 500 guías.\n", "full_proposal"),
        ("Tradução\nEnvie a sua proposta para a@b.example.\n", "full_proposal"),
        ("تقييم مشروع\nيرجى إرسال عروضكم إلى a@b.example\n", "full_proposal"),
        ("Offre d'emploi\nEnvoyez un CV à a@b.example.\n", "other"),
        ("Assistant\nYou will develop funding proposals. Send your CV to a@b.example.\n", "other"),
    ],
)
def test_whoever_asks_for_an_offer_asks_for_a_full_one(text, kind):
    assert value(text, "kind") == kind


@pytest.mark.parametrize(
    ("text", "channel", "address"),
    [
        ("Enviar su propuesta a [correo protegido].\n", "email", "masked"),
        ("How to apply\nSend your CV to ****@aube.example\n", "email", "masked"),
        ("Applications to jobs[at]aube.example\n", "email", "jobs[at]aube.example"),
        (
            "Do not send applications to a@b.example. Apply online at https://p.example/a.\n",
            "portal",
            "https://p.example/a",
        ),
        (
            (
                "As propostas enviadas por e-mail serão rejeitadas. Submeta a proposta no portal "
                "https://p.example/a\n"
            ),
            "portal",
            "https://p.example/a",
        ),
        (
            (
                "Las propuestas enviadas por correo no serán aceptadas. Envíe su "
                "propuesta en el portal "
                "https://p.example/a\n"
            ),
            "portal",
            "https://p.example/a",
        ),
        (
            (
                "لن تقبل الطلبات المرسلة عبر البريد الإلكتروني. قدموا الطلبات عبر "
                "المنصة https://p.example/a\n"
            ),
            "portal",
            "https://p.example/a",
        ),
    ],
)
def test_masked_addresses_and_forbidden_channels(text, channel, address):
    found = value(text, "submission")

    assert (found["channel"], found["address"]) == (channel, address)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("Apply at https://p.example/jobs?price=low&points=30/x and send your offer.\n", None),
        (
            "Nf = (Pm / P) x 30, où Pm est le prix le plus bas. Tous seront informés.\n",
            "Nf = (Pm / P) x 30",
        ),
        (
            "Fórmula: pontuação financeira = menor preço / preço da proposta × 30.\n",
            "pontuação financeira = menor preço / preço da proposta × 30",
        ),
    ],
)
def test_a_price_formula_is_whole_and_no_address(text, formula):
    assert value(text, "price_formula") == formula


@pytest.mark.parametrize(
    "text",
    [
        "The technical offer counts for at least 60% of the total score.\n",
        "Technical quality, at least 60% of the total score, and price, 40%.\n",
    ],
)
def test_a_weight_is_no_pass_mark(text):
    assert value(text, "pass_marks") is None


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("Profile\n- Fluency in English and either French, Spanish or Portuguese\n", ["en"]),
        ("Profil\n- Maîtrise du français et soit de l'anglais, soit de l'espagnol\n", ["fr"]),
        ("Perfil\n- Dominio del español y del inglés o del francés\n", ["es"]),
        ("Profil\n- Maîtrise de l'anglais et de l'une des langues : français, arabe\n", ["en"]),
        ("Profile\n- Fluency in English, French and Arabic\n", ["en", "fr", "ar"]),
    ],
)
def test_languages_of_which_one_will_do_are_not_each_required(text, required):
    found = value(text, "working_languages")

    assert [entry["code"] for entry in found if entry["required"]] == required


def test_the_sale_of_sex_is_a_theme():
    assert "sex_work" in value("Étude sur la vente de sexe\n\nObjectifs\nDécrire.\n", "themes")
