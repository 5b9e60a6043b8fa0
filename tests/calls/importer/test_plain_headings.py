"""Headings in plain language, told by their form or by what stands below. All calls invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer import read_call
from mandat.calls.importer.body_cues import body_kind
from mandat.calls.importer.draft import Span
from mandat.calls.importer.layout import read_items, read_layout
from mandat.calls.importer.spoken_forms import spoken_kind
from mandat.calls.importer.text import Source, fold


def sections(text):
    source = Source(text)
    return [(s.kind, source.quote(s.heading)) for s in read_layout(source).sections]


def entries(text, kind):
    source = Source(text)
    return [i.text for s in read_layout(source).of_kind(kind) for i in read_items(source, s.body)]


def below(text):
    return body_kind(Source(text), Span(0, len(text)))


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What you will hand over", "deliverables"),
        ("What do we expect to receive?", "deliverables"),
        ("Ce que vous remettrez", "deliverables"),
        ("¿Qué entregará?", "deliverables"),
        ("O que queremos receber", "deliverables"),
        ("Who we have in mind", "profile"),
        ("À qui nous pensons", "profile"),
        ("En quién pensamos", "profile"),
        ("Em quem pensamos", "profile"),
        ("How much money", "budget"),
        ("Combien pouvons-nous payer ?", "budget"),
        ("Combien d'argent", "budget"),
        ("Cuánto dinero hay", "budget"),
        ("Quanto pagamos", "budget"),
        ("Replying to us", "how_to_apply"),
        ("Nous répondre", "how_to_apply"),
        ("Content of the bid", "how_to_apply"),
        ("Contenu de l'offre", "how_to_apply"),
        ("Cómo respondernos", "how_to_apply"),
        ("Comment nous trancherons", "criteria"),
        ("How bids will be compared", "criteria"),
        ("What this is about", "context"),
        ("De quoi s'agit-il ?", "context"),
        ("The annual report", ""),
        ("Whole villages", ""),
    ],
)
def test_a_phrase_of_speech_names_its_kind(heading, kind):
    assert spoken_kind(fold(heading)) == kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("- an inception report by 3 May\n- a toolkit\n- a final report\n", "deliverables"),
        ("- un rapport provisoire, le 2 mai\n- un rapport final\n", "deliverables"),
        ("- un plan de trabajo\n- un informe final\n", "deliverables"),
        ("- a degree in law\n- seven years of experience in audits\n- fluent Thai\n", "profile"),
        ("- un diplôme en droit\n- cinq ans d'expérience\n", "profile"),
        ("- Licenciatura em direito\n- Cinco anos de experiência\n", "profile"),
        ("Method: 60 points\nPrice: 40 points\n", "criteria"),
        ("Método: 70 %\nPrecio: 30 %\n", "criteria"),
        ("- 40 % à la signature\n- 60 % à la remise du rapport final\n", ""),
        ("- a CV\n- a financial offer\n", "how_to_apply"),
        ("Write to us at ask@dune.example before 3 May with your offer.", "how_to_apply"),
        ("For more, see the site of ask@dune.example, open all day.", ""),
        ("Hasta 12.000 USD, impuestos incluidos.", "budget"),
        ("The town has 12,000 people and one clinic.", ""),
        ("Début le 3 mars 2026, fin le 30 juin 2026.", "schedule"),
        ("The clinic was opened on 3 March 2020.", ""),
    ],
)
def test_a_body_tells_its_kind_only_when_it_cannot_be_mistaken(body, kind):
    assert below(body) == kind


PLAIN = """Better roads for small farms in Harbour County

What this is about

Blue Lantern Trust has worked with small farms since 2009. We run four offices.

What you will hand over

- An inception note by 3 March 2026
- A final report of 30 pages

Who we have in mind

- A degree in rural planning
- At least seven years of experience in evaluation

Nice to have

- Knowledge of Swahili

How much money

We can pay up to USD 18,000, all taxes included.

Replying to us

Send your bid to bids@bluelantern.example by 12 January 2026, 17:00.

Content of the bid

- A CV of the lead consultant
- A financial offer

Questions and answers

- Can firms apply? Yes.
- Is travel covered? No.
"""


def test_a_plain_call_of_questions_and_phrases_has_all_its_sections():
    assert [kind for kind, _ in sections(PLAIN)] == [
        "context",
        "deliverables",
        "profile",
        "profile",
        "budget",
        "how_to_apply",
        "how_to_apply",
        "other",
    ]


def test_the_fields_of_a_plain_call_come_out_of_its_sections():
    fields = read_call(PLAIN).fields

    assert fields["deliverables"].value["count"] == 2
    assert fields["eligibility"].value["count"] == 3
    assert [d["name"] for d in fields["required_documents"].value] == [
        "A CV of the lead consultant",
        "A financial offer",
    ]


SHOUTED = """Étude des besoins du quartier

LE POINT DE DÉPART

L'Atelier des Voix accueille chaque année 400 personnes dans trois villes de la région.

À LA FIN

- une note de cadrage (mars 2026)
- un rapport final de 40 pages

VOUS

- un diplôme en psychologie
- au moins cinq années d'expérience de l'évaluation

CÔTÉ ARGENT

Nous disposons de 22 000 euros toutes taxes comprises, budget maximal.

POUR NOUS CONVAINCRE

- un CV de chaque membre
- une offre financière

FOIRE AUX QUESTIONS

- Peut-on répondre à deux ? Oui.
"""


def test_headings_of_no_known_word_take_their_kind_from_the_text_below():
    assert sections(SHOUTED) == [
        ("other", "LE POINT DE DÉPART"),
        ("deliverables", "À LA FIN"),
        ("profile", "VOUS"),
        ("budget", "CÔTÉ ARGENT"),
        ("how_to_apply", "POUR NOUS CONVAINCRE"),
        ("other", "FOIRE AUX QUESTIONS"),
    ]


@pytest.mark.parametrize(("first", "opens"), [("Who we have in mind", True), ("Profile", False)])
def test_a_question_of_no_kind_is_a_heading_where_others_speak_too(first, opens):
    text = (
        f"Study\n\n{first}\n\n- a degree in law\n- five years of experience\n\n"
        "Will there be cake?\n\nWho will be there to eat it?\n\nThere will be a lot of cake for "
        "all those who come to the first meeting of the team.\n"
    )

    assert (("other", "Who will be there to eat it?") in sections(text)) is opens


@pytest.mark.parametrize(
    "heading", ["Questions and answers", "Preguntas frecuentes", "Perguntas", "Questions diverses"]
)
def test_a_list_ends_at_a_plain_line_that_stands_apart(heading):
    text = (
        "Background\n\nWe work in ten towns and have done so for years.\n\n"
        "Deliverables\n\n- a guide\n- a film\n\n"
        f"{heading}\n\n- May we bring a friend? Yes.\n- Is lunch paid? No.\n"
    )

    assert entries(text, "deliverables") == ["a guide", "a film"]


def test_phases_of_the_work_are_no_second_section_of_deliverables():
    text = (
        "Deliverables\n\n- a guide\n- a final report\n\nMethodology\n\n"
        "First months\n\n- an inception report\n- a draft report\n"
    )

    assert entries(text, "deliverables") == ["a guide", "a final report"]


@pytest.mark.parametrize(
    "text",
    [
        "Study\n\nDeliverables\n\n1. Inception report\n\n2. Draft report\n\n3. Final report\n",
        "How to apply\n\nWrite before 3 May.\n\nJane Doe\n\nDirector of the house, for all of us.",
        (
            "Scope of work\n\nThe work is:\n\nDesk review\n\nThe team reads all the papers, then "
            "writes what it found about the project since its first year.\n"
        ),
    ],
)
def test_entries_signatures_and_steps_open_no_section(text):
    assert all(kind != "other" for kind, _ in sections(text))
    assert len(sections(text)) < 3


@pytest.mark.parametrize(
    "line",
    [
        "Objet : étude des parcours de soins des personnes âgées dans trois départements ruraux",
        "Duración: tres meses desde la firma del contrato hasta la entrega del informe final",
        "Lieu : Limoges et deux communes voisines",
    ],
)
def test_a_label_with_its_value_is_no_section(line):
    text = f"Appel n° 14/2026\n\n{line}\nDurée : 4 mois\nLangue : français\n\nContexte\n\nTexte.\n"

    assert sections(text) == [("context", "Contexte")]


@given(st.text(alphabet="aB :-\n?#*1.é€%@", max_size=300))
def test_any_text_is_read(text):
    spans = [s.heading for s in read_layout(Source(text)).sections]
    assert spans == sorted(spans, key=lambda s: s.start)
    assert below(text) in {
        "", "criteria", "how_to_apply", "profile", "deliverables", "budget", "schedule",
    }  # fmt: skip
