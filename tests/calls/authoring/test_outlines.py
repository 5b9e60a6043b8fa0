"""A grid goes from lines that people write to the field of a call, and back."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.authoring.outlines import levels, outline_of, read_rows
from mandat.calls.authoring.reading import stored_digest
from mandat.calls.authoring.steps import PARTS, Step, first_undone, lacking, neighbours, step_of
from mandat.calls.shapes import SHAPES

OUTLINE = "Méthode | 40\n- Compréhension | 15\n- Démarche | 25\n-- Terrain | 10.5\nPrix | 20"
letters = st.text(st.characters(categories=["L"]), min_size=1, max_size=8)
labels = letters.map(lambda word: unicodedata.normalize("NFC", word))
points = st.integers(1, 100)


@st.composite
def trees(draw):
    """Rows of at most three levels, each label once."""
    names = draw(st.lists(labels, min_size=1, max_size=8, unique=True))
    rows, above = [], []
    for name in names:
        level = draw(st.integers(0, min(len(above), 2)))
        del above[level:]
        parent = {"parent": above[-1]} if above else {}
        rows.append({"label": name, "max_points": draw(points)} | parent)
        above.append(name)
    return rows


@given(trees())
def test_what_an_outline_says_is_read_back_the_same(rows):
    assert read_rows(outline_of(rows)).rows == rows


def test_lines_become_criteria_with_their_parents():
    found = read_rows(OUTLINE)

    assert found.faults == []
    assert [(r["label"], r["max_points"], r.get("parent")) for r in found.rows] == [
        ("Méthode", 40, None),
        ("Compréhension", 15, "Méthode"),
        ("Démarche", 25, "Méthode"),
        ("Terrain", 10.5, "Démarche"),
        ("Prix", 20, None),
    ]
    assert [level for level, _row in levels(found.rows)] == [0, 1, 1, 2, 0]


def test_weights_missing_points_and_lost_parents_are_left_to_the_list():
    assert outline_of([{"label": "A", "max_points": None}]) is None
    assert outline_of([{"label": "A", "max_points": 3, "weight": 30}]) is None
    assert outline_of([{"label": "A", "max_points": 3, "parent": "Nobody"}]) is None


def test_a_grid_of_more_criteria_than_anybody_reads_is_a_fault():
    found = read_rows("\n".join(f"Critère {n} | 1" for n in range(61)))

    assert [f.code for f in found.faults] == ["grid_too_long"]


def test_a_grid_that_the_import_read_is_untouched_by_its_outline():
    imported = [{"label": "Prix", "max_points": 20, "weight": None, "parent": None, "spans": []}]
    plain = [{"label": "Prix", "max_points": 20}]

    assert stored_digest("evaluation_grid", imported, {}) == stored_digest(
        "evaluation_grid", plain, {}
    )


def test_each_field_of_a_call_is_written_in_one_step():
    written = [name for part in PARTS.values() for name in part.fields]

    assert sorted(written) == sorted(SHAPES)
    assert all(set(part.needed) <= set(part.fields) for part in PARTS.values())
    assert step_of("deadline") == Step.CALENDAR
    assert step_of("", "open_list") == Step.DELIVERABLES


def test_steps_follow_each_other_and_one_goes_on_where_something_lacks():
    assert neighbours(Step.PURPOSE) == (None, Step.OBJECTIVES)
    assert neighbours(Step.NOTICE) == (Step.CALENDAR, None)
    assert lacking(Step.PURPOSE, ["title"]) == ("budget",)
    assert first_undone(["title", "budget", "objectives"]) == Step.DELIVERABLES
    assert first_undone(SHAPES) == Step.NOTICE
