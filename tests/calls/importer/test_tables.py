import pytest

from mandat.calls.importer.draft import Span
from mandat.calls.importer.layout import read_items, read_layout
from mandat.calls.importer.tables import read_tables
from mandat.calls.importer.text import Source


def cells(text):
    source = Source(text)
    return [
        (table.form, table.kinds, [[source.quote(c) for c in row] for row in table.rows])
        for table in read_tables(source)
    ]


FLAT = (
    "Deliverable\nWorking days\nDue date\nPayment\n"
    "Inception note\n4\n3 March 2026\n20%\n"
    "Field report with\nits annexes\n12\n2 May 2026\n50%\n"
    "Final report\n5\n30 June 2026\n30%\n"
    "Total\n21\n"
)


def test_a_table_that_lost_its_columns_is_read_by_what_its_columns_hold():
    assert cells(FLAT) == [
        (
            "flat",
            ("text", "number", "date", "money"),
            [
                ["Inception note", "4", "3 March 2026", "20%"],
                ["Field report with its annexes", "12", "2 May 2026", "50%"],
                ["Final report", "5", "30 June 2026", "30%"],
            ],
        )
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Livrables\nÉchéance\nNote\n10 mars 2026\nRapport\n4 mai 2026\n", ("text", "date")),
        ("N°\nCritère\nPoints\n1\nProfil\n30\n2\nMéthode\n70\n", ("rank", "text", "number")),
        ("Producto\nPlazo\nInforme\n3 semanas\nGuía\n6 semanas\n", ("text", "date")),
        ("Produto\nPrazo\nPlano\nSemana 2\nRelatório\nSemana 8\n", ("text", "date")),
        ("المخرجات\nالتاريخ\nتقرير\n12/03/2026\nدليل\n15/04/2026\n", ("text", "date")),
        ("Deliverable\tDays\nNote\t3\nReport\t9\n", ("text", "number")),
        ("Activity      Number of days\nDesk review   3\nField work    9\n", ("text", "number")),
        (
            "| Criterion | Weight |\n|---|---|\n| Method | 40% |\n| Price | 60% |\n",
            ("text", "share"),
        ),
        (
            (
                "<table><tr><th>Output</th><th>Date</th></tr><tr><td><b>Plan</b></td>"
                "<td>2 May 2026</td></tr><tr><td>Report</td><td>9 June 2026</td></tr></table>"
            ),
            ("text", "date"),
        ),
    ],
)
def test_tables_of_every_form_and_language_are_found(text, kinds):
    assert [(t[1], len(t[2])) for t in cells(text)] == [(kinds, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Livrables\nNote de cadrage\nRapport final\nGuide pratique\n",
        "Output\nDate\nThe report is due when the team agrees.\nThe guide follows.\n",
        "Method\nContent\nDescription\nOne\nTwo\nThree\nFour\nFive\nSix\n",
        "",
        "|",
        "<td></td>",
    ],
)
def test_short_lines_alone_make_no_table(text):
    assert cells(text) == []


def test_the_entries_of_a_section_with_a_table_are_what_its_rows_are_about():
    source = Source(f"5. EXPECTED OUTPUTS\n{FLAT}\n6. DUTY STATION\nLilongwe.\n")
    sections = read_layout(source).sections

    items = read_items(source, sections[0].body)

    assert [i.text for i in items] == [
        "Inception note",
        "Field report with its annexes",
        "Final report",
    ]
    assert [s.kind for s in sections] == ["deliverables", "other"]


def test_only_the_tables_within_a_span_are_given():
    source = Source(FLAT + "\nSomething else.\n\n" + FLAT)

    assert len(read_tables(source)) == 2
    assert len(read_tables(source, Span(0, len(FLAT)))) == 1
    assert read_tables(source, Span(5, len(FLAT))) == ()
