"""The deadline: exact, once; or every reading when the text contradicts itself."""

import pytest

from mandat.calls.importer.draft import Certainty
from mandat.calls.importer.layout import read_layout
from mandat.calls.importer.scalars import read_all
from mandat.calls.importer.text import Source


def deadline(text):
    source = Source(text)
    return read_all(source, read_layout(source), {})["deadline"]


EXACT = [
    (
        (
            "Les offres sont à remettre au plus tard le jeudi 5 mars 2026 à 14 heures 00 (heure de "
            "Dakar)."
        ),
        "2026-03-05T14:00",
        "Africa/Dakar",
    ),
    ("Date de remise des plis : 5 juin 2026", "2026-06-05", None),
    (
        "Merci d'envoyer CV et lettre avant le 21 janvier 2027 à 15 h (heure de Paris/CET).",
        "2027-01-21T15:00",
        "Europe/Paris",
    ),
    (
        "Only proposals received by 6pm (London time) on Monday 27 April 2026 will be considered.",
        "2026-04-27T18:00",
        "Europe/London",
    ),
    ("Deadline : 24-May-24 @ 11:59 PM (New York time)", "2024-05-24T23:59", "America/New_York"),
    (
        "Submission Deadline\n15 March 2026, 5:00 p.m. (Bangkok time)\nStart Date\n1 April 2026\n",
        "2026-03-15T17:00",
        "Asia/Bangkok",
    ),
    (
        (
            "2 February 2026, 17:00 CET: Deadline for submission of proposals\n"
            "16 February 2026: Notification of award\n"
        ),
        "2026-02-02T17:00",
        "CET",
    ),
    (
        (
            "| Date limite de dépôt des candidatures | 01/03/2026 à 17h00 TU |\n| Sélection "
            "| 10/03/2026 |"
        ),
        "2026-03-01T17:00",
        "UTC",
    ),
    (
        "Se recibirán postulaciones hasta las 23:59 horas del 31 de mayo del 2026 (hora de Lima).",
        "2026-05-31T23:59",
        "America/Lima",
    ),
    (
        "Las ofertas deberán remitirse a nuestra oficina desde el 11 al 20 de enero de 2027.",
        "2027-01-20",
        None,
    ),
    (
        "As candidaturas devem ser enviadas até às 16h00 do dia 5 de março de 2026.",
        "2026-03-05T16:00",
        None,
    ),
    (
        "آخر أجل لتقديم الملفات: 15 مارس 2026 على الساعة 17:00 بتوقيت تونس",
        "2026-03-15T17:00",
        "Africa/Tunis",
    ),
    (
        "Toute offre reçue après le vendredi 13 mars 2026 à 17h30 (heure locale) sera rejetée.",
        "2026-03-13T17:30",
        None,
    ),
    (
        "This call opens on 5 January 2026 and closes on 5 February 2026 at noon CET.",
        "2026-02-05T12:00",
        "CET",
    ),
]


@pytest.mark.parametrize(("text", "value", "zone"), EXACT)
def test_a_deadline_is_read_to_the_minute_and_never_guesses_a_zone(text, value, zone):
    found = deadline(text)

    assert (found.value, found.extra["timezone"]) == (value, zone)
    assert found.alternatives == ()


@pytest.mark.parametrize(
    "text",
    [
        (
            "Les TdR peuvent être obtenus, avec des informations supplémentaires, jusqu'au 5 mars "
            "2026."
        ),
        "Deadline for questions: 5 March 2026",
        "L'ouverture des plis aura lieu le 5 mars 2026 à 14h30.",
        "Interviews will be held by 5 March 2026.",
        "Le rapport final est à rendre avant le 30 avril 2026.",
        "The final report must be submitted no later than 30 April 2026.",
        "Offers must remain valid until 30 June 2026.",
        "Posted: 5 March 2026",
        "We read applications on a rolling basis. Our office opened on 5 May 2019.",
        "Date limite : à préciser",
    ],
)
def test_other_dates_are_no_deadline(text):
    assert deadline(text).certainty is Certainty.ABSENT


def test_statements_that_complete_each_other_are_one_sure_deadline():
    found = deadline(
        "Date de remise des offres : 5 juin 2026\n\nLes offres seront déposées au plus tard le "
        "vendredi 5 juin 2026 à 14h00 (heure de Kinshasa), sous pli fermé.\n"
    )

    assert found.certainty is Certainty.SURE
    assert (found.value, found.extra["timezone"]) == ("2026-06-05T14:00", "Africa/Kinshasa")
    assert len(found.spans) == 2


def test_a_full_proposal_due_before_the_expressions_of_interest_is_a_conflict():
    found = deadline(
        "Date limite pour la proposition complète : 10/03/26\n\n"
        "Les manifestations d'intérêt doivent être envoyées avant le 20 mars 2026 à 12 h (heure "
        "de Paris).\n"
    )

    assert found.certainty is Certainty.CONFLICT
    assert [a.value for a in found.alternatives] == ["2026-03-20T12:00", "2026-03-10"]
    assert [a.extra["timezone"] for a in found.alternatives] == ["Europe/Paris", None]


def test_a_later_full_proposal_is_the_next_stage_and_no_contradiction():
    found = deadline(
        "Expressions of interest must be received by 3 March 2026 at 12:00 noon (CET). Shortlisted "
        "firms will be invited to submit a full proposal by 31 March 2026."
    )

    assert (found.value, found.certainty) == ("2026-03-03T12:00", Certainty.SURE)


def test_the_call_itself_counts_more_than_the_card_of_a_job_board():
    found = deadline(
        '+++\ntitle = "Consultant"\ncreated_at = "January 5, 2026"\n'
        'closing_date = "February 10, 2026"\n+++\n'
        "Send your CV to jobs@dawn.example no later than Friday, January 30."
    )

    assert found.certainty is Certainty.CONFLICT
    assert [a.value for a in found.alternatives] == ["2026-01-30", "2026-02-10"]


def test_an_extended_deadline_stands_before_the_first_one():
    found = deadline("Deadline for submission: 15 March 2026 (extended to 30 March 2026).")

    assert [a.value for a in found.alternatives] == ["2026-03-30", "2026-03-15"]


def test_figures_that_may_be_read_both_ways_are_not_sure():
    assert deadline("Application deadline: 03/04/2026").certainty is Certainty.LIKELY
    assert deadline("La date limite de dépôt est le 03/04/2026.").certainty is Certainty.SURE


def test_an_american_page_writes_the_month_first():
    found = deadline(
        "Proposals due: 03/05/2026, 11:59 PM ET. Questions to the Boston, MA 02110 office."
    )

    assert (found.value, found.certainty) == ("2026-03-05T23:59", Certainty.LIKELY)


def test_the_hour_of_a_machine_gives_way_to_that_of_the_call():
    found = deadline(
        "---\ntitle: Study\nDeadline Date: 2026-06-11 00:00:00 Z\n---\n\n"
        "Please let us have your proposal by June 11th, 2026, 5pm (EST).\n"
    )

    assert (found.value, found.extra["timezone"]) == ("2026-06-11T17:00", "America/New_York")


def test_an_hour_on_the_line_below_belongs_to_the_date():
    found = deadline(
        "• Último día para postular: 14 de mayo de 2026\n• Hora límite: 16:30 (UTC-6)\n"
    )

    assert (found.value, found.extra["timezone"]) == ("2026-05-14T16:30", "Etc/GMT+6")


def test_a_table_of_a_page_is_read_through_its_tags():
    found = deadline(
        "<table>\n<tr>\n<td><i>Deadline for written proposals</i></td>\n"
        '<td style="border-left: 1px"><b>14 August, 2026 (23:59:59 EST)</b></td>\n</tr>\n</table>\n'
    )

    assert (found.value, found.extra["timezone"]) == ("2026-08-14T23:59", "America/New_York")


def test_a_nought_that_a_scan_took_for_a_letter_leaves_the_date_likely():
    found = deadline("Les dossiers sont à déposer au plus tard le 1O avril 2026 à 09 heures.\n")

    assert (found.value, found.certainty) == ("2026-04-10T09:00", Certainty.LIKELY)
