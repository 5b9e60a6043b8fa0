"""An imposed subject is known again however it was typed; another number is another call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.intake.letters.subjects import Level, match_subject, mentions, without_prefixes

IMPOSED = "Consultance – Positionnement Mineur.e.s MdM-F"


@pytest.mark.parametrize(
    ("subject", "level"),
    [
        (IMPOSED, Level.EXACT),
        ("RE: RE : Tr: Fwd: " + IMPOSED, Level.EXACT),
        ("رد: إعادة توجيه: " + IMPOSED, Level.EXACT),
        ("Re[2]: [EXTERNAL] " + IMPOSED, Level.EXACT),
        ("CONSULTANCE - POSITIONNEMENT MINEUR·E·S MDM F", Level.EXACT),
        ("« Consultance — Positionnement  mineur(e)s MdM–F »", Level.EXACT),
        (
            "Candidature Léa F. : Consultance – Positionnement Mineur.e.s MdM-F (1/2)",
            Level.CONTAINS,
        ),
        ("Consultance positionnement mineurs MdM-F", Level.ALIKE),
        ("Consultance positionement mineurs MDMF", Level.ALIKE),
        ("Positionnement Mineur.e.s MdM-F consultance", Level.ALIKE),
        ("Candidature", Level.NONE),
        ("", Level.NONE),
        ("Consultance", Level.NONE),
    ],
)
def test_how_far_a_subject_is_the_imposed_one(subject, level):
    match = match_subject(subject, IMPOSED)

    assert match.level is level, match


@pytest.mark.parametrize(
    ("subject", "imposed", "level"),
    [
        ("AMI n° 2 PI/DG/2025", "AMI N°02-PI/DG/2025", Level.EXACT),
        ("AMI N°22-PI/DG/2025", "AMI N°02-PI/DG/2025", Level.NONE),
        ("AMI N°06-PI/DG/2025", "AMI N°02-PI/DG/2025", Level.NONE),
        ("AMI ٢ PI DG ٢٠٢٥", "AMI N°02-PI/DG/2025", Level.ALIKE),
        ("Recrutement d'un cabinet d’audit", "AMI N°22 - Recrutement d'un cabinet d'audit",
         Level.ALIKE),
        ("دراسة حول الوصم - المغرب", "دراسة حول الوصم – المغرب", Level.EXACT),
        ("دِراسة حول الوصم المغرب", "دراسة حول الوصم – المغرب", Level.EXACT),
        ("Étude Sahel Léa Fictive", "Étude Sahel [nom du candidat]", Level.CONTAINS),
        ("x", "", Level.NONE),
    ],
)  # fmt: skip
def test_numbers_tell_calls_apart(subject, imposed, level):
    match = match_subject(subject, imposed)

    assert match.level is level, match


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Réf. : MdM 2026 / 014", True),
        ("votre appel mdm2026-14", True),
        ("MDM-2026-\n014", True),
        ("MDM-2026-0141", False),
        ("XMDM-2026-014", False),
        ("MDM 2026", False),
    ],
)
def test_a_reference_stands_in_a_text_from_edge_to_edge(text, found):
    assert mentions(text, "MDM-2026-014") is found


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_lines_can_be_compared(subject, imposed):
    match = match_subject(subject, imposed)

    assert 0 <= match.score <= 1
    assert len(without_prefixes(subject)) <= len(subject)


@given(st.text(alphabet="abcdeéèç حوالي-–0123", min_size=1, max_size=60))
def test_every_subject_that_says_something_is_itself(subject):
    assert match_subject(subject, subject).level in (Level.EXACT, Level.NONE)
    if match_subject(subject, subject).level is Level.EXACT:
        assert match_subject(f"RE: {subject.upper()}", subject).level is Level.EXACT
