"""Every date with its role, and the start and end of the mission that follow from them."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source


def read(text):
    source = Source(text)
    return read_all(source, read_layout(source), {})


def roles(text):
    return [(d["role"], d["date"]) for d in read(text)["dates"].value or []]


def test_a_timetable_gives_each_date_its_role():
    assert roles(
        "Lancement de l'appel : 2 février 2026\n"
        "Date limite de réception des questions : 12 février 2026\n"
        "Date limite de dépôt des offres : 27 février 2026 à 17h00 (GMT)\n"
        "Ouverture des plis : 28 février 2026\n"
        "Entretiens : 9 mars 2026\n"
        "Signature du contrat : 16 mars 2026\n"
        "Démarrage de la mission : 23 mars 2026\n"
        "Remise du rapport final : 30 juin 2026\n"
        "Fin de la mission : 15 juillet 2026\n"
    ) == [
        ("publication", "2026-02-02"),
        ("questions", "2026-02-12"),
        ("application", "2026-02-27"),
        ("opening", "2026-02-28"),
        ("interview", "2026-03-09"),
        ("decision", "2026-03-16"),
        ("mission_start", "2026-03-23"),
        ("deliverable", "2026-06-30"),
        ("mission_end", "2026-07-15"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Livrable 3 : mai 2026 Rapport d'étape couvrant la période allant de janvier "
                "2026 à avril 2026"
            ),
            [
                ("deliverable", "2026-05"),
                ("report_period_start", "2026-01"),
                ("report_period_end", "2026-04"),
            ],
        ),
        (
            "The project (January 2025 - December 2027) is funded by a foundation.",
            [("funding_start", "2025-01"), ("funding_end", "2027-12")],
        ),
        (
            "La stratégie 2022-2026 prévoit cinq axes.",
            [("strategy_start", "2022"), ("strategy_end", "2026")],
        ),
        (
            "La mission doit être clôturée avant le 30/06/2027.",
            [("mission_closure", "2027-06-30")],
        ),
        (
            "Send a proposal as well as any questions to us no later than 5 March 2026.",
            [("application", "2026-03-05")],
        ),
        (
            "Send your CV and a report of a similar study before 5 March 2026.",
            [("application", "2026-03-05")],
        ),
        ("approuvé par arrêté en date du 17 février 2025", [("other", "2025-02-17")]),
    ],
)
def test_the_nearest_words_decide_what_a_date_is_for(text, expected):
    assert roles(text) == expected


def test_what_is_called_indicative_is_not_firm():
    dates = read(
        "Date souhaitée pour le démarrage : 12/02/2026\nDate de fin de mission : 10/04/2026\n"
    )["dates"].value

    assert [d["firm"] for d in dates] == [False, True]


def test_each_date_shows_where_it_stands_with_its_hour():
    text = "Applications close 30 Apr 2026 at 12:00 hrs (EAT)."

    (item,) = read(text)["dates"].value

    assert (item["time"], item["timezone"], item["precision"]) == ("12:00", "Africa/Nairobi", "day")
    assert text[item["spans"][0].start : item["spans"][0].end] == "30 Apr 2026 at 12:00 hrs (EAT"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "La consultance se déroulera entre le 7 janvier 2026 et le 9 mars 2027.",
            "2026-01-07",
            "2027-03-09",
        ),
        (
            (
                "The assignment is expected to start in early May 2026 and be completed by 31 July "
                "2026."
            ),
            "2026-05",
            "2026-07-31",
        ),
        (
            "Période d'exécution : la mission se déroulera d'août à octobre 2026.",
            "2026-08",
            "2026-10",
        ),
        (
            "Contrat étalé sur une période allant du 12 octobre au 15 décembre 2026",
            "2026-10-12",
            "2026-12-15",
        ),
        (
            "La consultoría iniciará el 9 de junio de 2025 y finalizará el 9 de octubre de 2025.",
            "2025-06-09",
            "2025-10-09",
        ),
        ("The evaluation will cover the period January 2023 to December 2025.", None, None),
        (
            "The project started on 1 January 2020. Deadline for applications: 5 May 2026.",
            None,
            None,
        ),
    ],
)
def test_the_mission_starts_and_ends_when_its_own_words_say(text, start, end):
    found = read(text)

    assert (found["start_date"].value, found["end_date"].value) == (start, end)


def test_two_ends_are_a_conflict_with_both_places():
    end = read(
        "Date de début : 05.01.2026 Date fin : 05.03.2027. En tout état de cause, la mission "
        "doit être clôturée avant le 16/03/2027."
    )["end_date"]

    assert end.certainty is Certainty.CONFLICT
    assert [a.value for a in end.alternatives] == ["2027-03-05", "2027-03-16"]


def test_a_month_that_repeats_a_day_is_no_second_end():
    end = read("Fin de la mission : 15 juillet 2026. Date de fin : juillet 2026.")["end_date"]

    assert (end.value, end.certainty) == ("2026-07-15", Certainty.SURE)
