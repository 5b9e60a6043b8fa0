"""The retold calls keep their facts at any date, and their files hold the same text."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import draft_json
from mandat.calls.samples import (
    FORMATS,
    SAMPLES,
    Role,
    render,
    sample_file,
    sample_text,
    suggested_shift,
)
from mandat.documents.extraction import extract, extract_pasted

ROOT = Path(__file__).resolve().parents[3]
TODAYS = st.dates(date(2024, 6, 1), date(2035, 12, 31))
MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin"]
MONTHS += ["juillet", "août", "septembre", "octobre", "novembre", "décembre"]
# A shift into the past would bring the closure, on the last day of a month, into the next one.
SINCE_THE_REAL_MISSION = st.dates(date(2026, 4, 1), date(2035, 12, 31))


# Dates


@pytest.mark.parametrize(
    ("template", "language", "weeks", "text"),
    [
        ("{{2024-01-20|d MMMM yyyy}}", "fr", 0, "20 janvier 2024"),
        ("{{2024-01-20|EEEE d MMMM yyyy}}", "fr", 100, "samedi 20 décembre 2025"),
        ("{{2024-01-20|dd/MM/yy}}", "en", 1, "27/01/24"),
        ("{{2024-08|MMMM yyyy}}", "fr", 0, "août 2024"),
        ("{{2024-08|MMMM yyyy}}", "fr", 4, "septembre 2024"),
        ("{{2024-08|MMMM yyyy}}", "fr", 2, "août 2024"),
        ("{{2024-08|MMMM}}", "en", 26, "February"),
        ("{{2024-01|MMMM yyyy}}", "en", -5, "December 2023"),
        ("{{2021|yyyy}}", "fr", 104, "2023"),
        ("{{2021|yyyy}}", "fr", 20, "2021"),
    ],
)
def test_dates_are_written_in_the_language_and_moved_by_their_own_unit(
    template, language, weeks, text
):
    assert render(template, language, weeks) == text


@given(st.integers(-600, 600))
def test_a_moved_day_keeps_its_weekday(weeks):
    assert render("{{2024-01-20|EEEE}}", "en", weeks) == "Saturday"


@pytest.mark.parametrize("name", SAMPLES)
def test_no_place_for_a_date_is_left_and_the_text_is_in_the_stored_form(name):
    text = sample_text(name, 7)

    assert "{{" not in text
    assert not re.search("^#", text, re.MULTILINE)
    assert extract_pasted(text).text == text


@pytest.mark.parametrize("name", SAMPLES)
def test_addresses_are_those_of_examples(name):
    hosts = re.findall(r"@([\w.]+\w)", sample_text(name))

    assert set(hosts) <= {"example.org"}


# Facts


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("minors", ("10/01/24", "10/02/24", "22/03/24", "20 janvier 2024 à 12h00", "6000€",
                    "8 pages", "[email protected]", "TBD USD / Year", "heure de Paris/CET",
                    "« Position mineur.e.s MdM-F – Consultance »", "2017-2021",
                    "2018-2021", "2021-2025", "technique et financière")),
        ("trafficking", ("19/01/24 at 12h00 (hdP/CET)", "6000 Euros TTC", "5% at most",
                         "3 pages maximum", "maximum three (3) pages", "two (2) references",
                         "six (6)", "« APPUI POSITION TRAFFICKING TDS »",
                         "another channel", "Deadline for interest:\n")),
        ("protection", ("29 juillet 2024", "Date de soumission : 02/08/2024", "90 jours",
                        "août 2024 et octobre 2024", "trente (30) jours", "deux (02) références",
                        "administrative et technique", "financière", "POSTULER ICI",
                        "BÉNIN / BURKINA FASO / CAMEROUN / CÔTE D’IVOIRE /",
                        "/ GUINÉE / MALI / RDC / SÉNÉGAL / TOGO")),
        ("community", ("48 jours", "45 jours", "20.01.2026", "20.03.2027", "31/03/2027",
                       "07 janvier 2026, 20h (heure belge)", "avril 2027", "décembre 2025",
                       "avril 2024 - mars 2027", "HTVA", "retenue à la source",
                       "avant la date de clôture", "Seules les personnes retenues",
                       "24 organisations", "6 pays")),
    ],
)  # fmt: skip
def test_the_real_facts_stand_in_the_text(name, facts):
    text = sample_text(name)

    assert [fact for fact in facts if fact not in text] == []


def test_the_grid_of_the_community_call_adds_up_at_every_level():
    rows = dict(re.findall(r"^(.+) \| (\d+)$", sample_text("community"), re.MULTILINE))
    points = {label.split(" (")[0]: int(value) for label, value in rows.items()}

    values = list(points.values())
    assert values == [80, 40, 5, 25, 10, 40, 15, 15, 10, 20, 100]
    assert sum(values[2:5]) == values[1]
    assert sum(values[6:9]) == values[5]
    assert values[1] + values[5] == values[0]
    assert values[0] + values[9] == values[10]


# Roles


def moved(name: str, real: date, today: date) -> date:
    return real + timedelta(weeks=suggested_shift(name, today))


@given(TODAYS)
def test_the_draft_has_its_deadlines_ahead(today):
    assert SAMPLES["minors"].role == Role.DRAFT
    assert 21 <= (moved("minors", date(2024, 1, 10), today) - today).days <= 27


@given(TODAYS)
def test_the_open_call_can_still_be_answered(today):
    assert SAMPLES["trafficking"].role == Role.OPEN
    assert 10 <= (moved("trafficking", date(2024, 1, 19), today) - today).days <= 16


@given(TODAYS)
def test_the_call_in_evaluation_closed_a_week_or_two_ago(today):
    assert SAMPLES["protection"].role == Role.EVALUATION
    assert 7 <= (today - moved("protection", date(2024, 8, 2), today)).days <= 13


@given(TODAYS)
def test_the_mission_runs(today):
    assert SAMPLES["community"].role == Role.MISSION
    start = moved("community", date(2026, 1, 20), today)
    assert 60 <= (today - start).days <= 150
    assert today < moved("community", date(2027, 3, 20), today)


def month_of(words: str) -> tuple[int, int]:
    name, year = words.split()
    return int(year), MONTHS.index(name) + 1


@given(SINCE_THE_REAL_MISSION)
def test_the_running_mission_keeps_its_contradictions_between_months_and_days(today):
    text = sample_text("community", suggested_shift("community", today))
    start = moved("community", date(2026, 1, 20), today)
    closure = moved("community", date(2027, 3, 31), today)

    [last_due] = re.findall(r"Livrable 5 : (\w+ \d{4})", text)
    [first_report] = re.findall(r"Livrable 2 .* période (\w+ \d{4}) à", text)
    assert month_of(last_due) > (closure.year, closure.month)
    assert month_of(first_report) < (start.year, start.month)


# Files


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix != "pdf"])
def test_word_opendocument_and_web_files_give_the_very_text(name, suffix):
    extraction = extract(sample_file(name, suffix))

    assert extraction.warnings == ()
    assert extraction.text == sample_text(name)


@pytest.mark.parametrize("name", SAMPLES)
def test_pdf_files_give_the_text_line_by_line_with_page_footers(name):
    extraction = extract(sample_file(name, "pdf"))
    footer = re.escape(SAMPLES[name].organisation) + r", \d / \d"
    pages = len(extraction.page_map)

    assert extraction.warnings == ()
    assert len(re.findall(f"^{footer}$", extraction.text, re.MULTILINE)) == pages
    assert re.sub(footer, "", extraction.text).split() == sample_text(name).split()
    given = set(extraction.text.split("\n"))
    missed = [line for line in sample_text(name).split("\n") if line.strip() not in given]
    assert len(missed) < pages  # a paragraph that runs over to the next page


# Lists are left out: a page footer may stand inside one, which is the importer's to judge.
WHOLE = ("title", "language", "kind", "locations", "deadline", "start_date", "end_date", "budget")
WHOLE += ("working_days", "evaluation_grid", "shortlist_cap", "offer_validity_days", "duration")


def bare(value: object) -> object:
    """A value without the places it was read at, which differ from file to file."""
    if isinstance(value, dict):
        return {key: bare(part) for key, part in value.items() if key != "spans"}
    return [bare(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", SAMPLES)
def test_the_import_of_a_pdf_equals_that_of_the_text(name):
    from_pdf = draft_json(read_call(extract(sample_file(name, "pdf")).text))
    from_text = draft_json(read_call(sample_text(name)))

    assert {f: bare(from_pdf[f]) for f in WHOLE} == {f: bare(from_text[f]) for f in WHOLE}


def test_the_files_are_what_the_script_writes():
    done = subprocess.run(
        [sys.executable, ROOT / "script" / "make-samples", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
