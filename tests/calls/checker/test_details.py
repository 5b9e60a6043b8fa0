"""Closer looks at single rules: settings, conditions on persons, acronyms, blanks, places."""

import pytest

from mandat.calls.checker import CheckSettings, check_draft
from tests.calls.checker.drafts import (
    TEXT,
    call_draft,
    codes,
    date_of,
    deliverables,
    eligibility,
    found,
    item,
    span,
    with_part,
)


def test_the_settings_of_the_organisation_count():
    draft = call_draft(
        budget=with_part("budget", contingency_percent=8),
        privacy_notice={"parts": ["purpose"]},
        dates=found([date_of("publication", "2026-05-26")]),
    )
    settings = CheckSettings(
        minimum_notice={"full_proposal": 7}, contingency_cap=10, privacy_parts=("purpose",)
    )

    assert codes(draft, settings=settings) == []
    assert sorted(codes(draft)) == [
        "contingency_above_cap",
        "privacy_notice_incomplete",
        "short_notice",
    ]


@pytest.mark.parametrize(
    ("criterion", "grounds"),
    [
        ("Être de nationalité burkinabè", ["nationality"]),
        ("Réservé aux ressortissant·es du pays", ["nationality"]),
        ("Âgé·e de 25 à 35 ans", ["age"]),
        ("Avoir moins de 35 ans à la date de dépôt", ["age"]),
        ("Female candidates only, under 40 years of age", ["age", "sex"]),
        ("Ser mujer", ["sex"]),
        ("Plus de 10 ans d'expérience en droit", []),
        ("Expérience avec des jeunes âgés de 15 à 24 ans", []),
        ("Expérience de l'accueil des ressortissants de pays tiers", []),
        ("Bonne connaissance des questions de genre et d'égalité femmes-hommes", []),
        ("Avoir exercé le travail du sexe est un plus", []),
        ("Candidatures bienvenues sans condition de nationalité", []),
    ],
)
def test_conditions_on_the_person_are_told_from_skills(criterion, grounds):
    remarks = check_draft(call_draft(eligibility=eligibility(criterion)))

    assert [r.params["grounds"] for r in remarks] == ([grounds] if grounds else [])


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("le programme RdR et les TdS", ["RdR", "TdS"]),
        ("réduction des risques (RdR) ; la RdR encore", []),
        ("la RdR (réduction des risques)", []),
        ("Première Convention Partenariale Annuelle (CPP1)", ["CPP1"]),
        ("Convention Partenariale Pluriannuelle (CPP1), puis la CPP2", []),
        ("French Development Agency (AFD)", []),
        ("travailleur·euses du sexe (TdS)", []),
        ("les ONG, le VIH, un CV en PDF, 300 USD", []),
        ("le chapitre XIV et l'annexe II", []),
        ("RECRUTEMENT D'UNE PERSONNE POUR LE SIEGE DE LA RDX", []),
        ("référence 12-PI/DGX/2024", []),
    ],
)
def test_acronyms_are_explained_by_the_words_beside_them(text, acronyms):
    remarks = check_draft(call_draft(f"{TEXT}\n{text}.\n"))

    assert [r.params["acronyms"] for r in remarks] == ([acronyms] if acronyms else [])


@pytest.mark.parametrize(
    ("line", "sort", "words"),
    [
        ("Date limite de dépôt :", "label", "Date limite de dépôt :"),
        ("Budget: ______", "label", "Budget: ______"),
        ("Location: TBD", "undecided", "TBD"),
        ("Durée : à définir", "undecided", "à définir"),
        ("Write to [email\u00a0protected]", "masked", "[email protected]"),
        ("Contact: < >", "masked", "< >"),
    ],
)
def test_a_blank_is_found_where_it_stands(line, sort, words):
    hidden = with_part("submission", address="masked", address_present=True)
    draft = call_draft(f"{TEXT}\n{line}\n\n", submission=hidden)

    blanks = [r for r in check_draft(draft) if r.code == "blank_placeholder"]

    assert [(r.params["sort"], r.params["words"]) for r in blanks] == [(sort, [words])]


@pytest.mark.parametrize(
    "line",
    [
        "Les modalités restent à définir avec l'équipe.",
        "Deadline:\n\n  12 June 2026",
        "Contact:\nthe office of the network",
        "The deadline is as follows: see above.",
    ],
)
def test_what_is_filled_in_or_a_task_is_no_blank(line):
    assert codes(call_draft(f"{TEXT}\n{line}\n\n")) == []


def test_a_deadline_on_a_friday_is_one_of_rest_in_algeria():
    draft = call_draft(deadline=found("2026-06-12T18:00", timezone="Africa/Algiers"))

    assert codes(draft) == ["deadline_on_weekend"]
    assert codes(draft, settings=CheckSettings(country="FR")) == []


def test_the_spans_are_those_that_disagree():
    draft = call_draft(
        deliverables=deliverables(
            item("charter proposal", text="charter proposed for the night", due="2026-11-15")
        )
    )

    (remark,) = check_draft(draft)

    assert [draft.quote(s) for s in remark.spans] == ["charter proposal", "to 31 October 2026"]


def test_a_blank_label_is_its_own_span():
    draft = call_draft(TEXT.replace("Published on 4 May 2026", "Date of interviews:"))

    (remark,) = check_draft(draft)

    assert [draft.quote(s) for s in remark.spans] == ["Date of interviews:"]
    assert remark.params["sort"] == "label"


def test_span_of_the_builder_is_where_the_words_stand():
    assert TEXT[span("charter proposal").start :].startswith("charter proposal")
