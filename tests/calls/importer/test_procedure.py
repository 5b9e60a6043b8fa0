import pytest

from mandat.calls.importer.documents import read_required_documents
from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.early_closing import read_early_closing
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.procedure import (
    read_kind,
    read_outcome_notice,
    read_stages,
)
from mandat.calls.importer.text import Source


def kind(text, found=None):
    source = Source(text)
    layout = read_layout(source)
    return read_kind(source, layout, found or {}, read_required_documents(source, layout))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Appel à manifestation d'intérêt\nÉtude du port\nEnvoyez un CV à a@b.example.", "eoi"),
        ("Call for Expressions of Interest\nPort study\nSend a CV to a@b.example.", "eoi"),
        ("Request for Proposals: port study\nDue on 3 May.", "full_proposal"),
        (
            "Étude du port\nLe dossier comprend : une offre financière et une offre technique.",
            "full_proposal",
        ),
        (
            "Estudio\nDeben enviar hoja de vida y propuesta económica a a@b.example.",
            "full_proposal",
        ),
        (
            "Estudo\nDevem enviar proposta técnica e proposta financeira a a@b.example.",
            "full_proposal",
        ),
        ("Consultant, port study\nSend a CV and a cover letter to a@b.example.", "other"),
    ],
)
def test_what_is_asked_now_is_told_from_the_title_and_the_documents(text, value):
    assert kind(text).value == value


def test_an_expression_of_interest_that_asks_for_a_price_says_two_things():
    found = kind(
        "APPEL À MANIFESTATION D'INTÉRÊT : étude du port\n\n"
        "Documents à soumettre\nIl faut fournir :\n- Un CV\n- Une proposition technique et "
        "financière\n"
    )

    assert found.certainty is Certainty.CONFLICT
    assert found.value == "eoi"
    assert [a.value for a in found.alternatives] == ["eoi", "full_proposal"]
    assert all(a.spans for a in found.alternatives)


def test_a_proposal_asked_of_the_shortlisted_is_a_second_stage():
    text = (
        "Call for expressions of interest\nPort study\n\n"
        "Interested firms send a CV to a@b.example by 3 May 2026.\n"
        "At most four firms will be shortlisted and invited to send a full technical and "
        "financial proposal."
    )
    deadline = Found("2026-05-03", Certainty.SURE, (), extra={"timezone": "Europe/Paris"})
    first = kind(text)

    stages = read_stages(Source(text), {"deadline": deadline}, first)

    assert (first.value, first.certainty) == ("eoi", Certainty.SURE)
    assert [(s["kind"], s["deadline"]) for s in stages.value] == [
        ("expression_of_interest", "2026-05-03"),
        ("full_proposal", None),
    ]
    assert stages.value[0]["timezone"] == "Europe/Paris"


def test_a_grid_that_marks_the_price_means_that_one_is_asked():
    grid = Found([{"label": "Financial offer", "weight": 30}], Certainty.SURE, (Span(0, 5),))

    assert (
        kind("Port study\nOffers are scored.", {"evaluation_grid": grid}).value == "full_proposal"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Nous nous réservons la possibilité de clôturer l'appel avant la date limite.",
        "We may close the vacancy early if a suitable person is found.",
        "The office reserves the right to appoint a consultant before the closing date.",
        "La organización podrá cerrar la convocatoria antes de la fecha límite.",
    ],
)
def test_the_right_to_close_early_is_read(text):
    found = read_early_closing(Source(text))

    assert found.value is True
    assert found.certainty is Certainty.SURE


def test_a_mission_that_ends_before_its_date_is_no_early_closing():
    assert read_early_closing(Source("La mission sera clôturée avant le 31 mars.")).value is None


def test_a_review_as_files_arrive_is_only_likely_to_close_early():
    found = read_early_closing(Source("We review applications on a rolling basis."))

    assert (found.value, found.certainty) == (True, Certainty.LIKELY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Seul.e.s les expert.e.s présélectionné.e.s seront contacté.e.s.", "selected_only"),
        ("Only shortlisted candidates will be contacted.", "selected_only"),
        ("Solo se contactará a las personas preseleccionadas.", "selected_only"),
        ("Apenas os candidatos selecionados serão contactados.", "selected_only"),
        ("Sans réponse sous un mois, votre candidature n'a pas été retenue.", "selected_only"),
        ("All applicants will be notified of the outcome.", "all"),
        ("Toutes les candidatures recevront une réponse.", "all"),
        ("Les offres seront lues.", None),
    ],
)
def test_who_is_told_the_outcome_is_read(text, value):
    assert read_outcome_notice(Source(text)).value == value


def test_a_text_that_promises_both_is_in_conflict():
    found = read_outcome_notice(
        Source("Only shortlisted candidates will be contacted. All applicants will be informed.")
    )

    assert found.certainty is Certainty.CONFLICT
