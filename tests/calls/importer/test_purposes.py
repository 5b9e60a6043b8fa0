"""What a date is for: the mission, the project around it, an event, or the papers."""

import pytest

from mandat.calls.importer import read_call
from mandat.calls.importer.draft import Certainty

_CARDS = [
    (
        "Titre du projet : Jeunes en santé\nDurée du projet : 36 mois\n"
        "Date de début : 1er janvier 2024\nDate de fin : 31 décembre 2026\n"
    ),
    (
        "Project title: Safe Motherhood\nProject duration: 24 months\nStart date: 1 February 2025\n"
        "End date: 31 January 2027\n"
    ),
    (
        "Título del proyecto: Mujeres libres\nDuración del proyecto: 18 meses\n"
        "Fecha de inicio: 01/06/2025\nFecha de finalización: 30/11/2026\n"
    ),
    "| Project name | Health |\n| Start date | 1 May 2025 |\n| End date | 30 April 2027 |\n",
    "Learning event\nStarts: 14 September 2026 09:00\nEnds: 16 September 2026 17:00\nVenue: Lima\n",
    "Le plan d'action actuel prend fin le 31 décembre 2026.\n",
    "La politique de protection arrive à échéance fin décembre 2026.\n",
    "Our current strategic plan ends in December 2026.\n",
    "The conference will start on 5 October 2026.\n",
    "Le formulaire est accessible à partir du 5 mai 2026.\n",
    "Tender documents are available from 12 May 2026 at the office.\n",
    "The fiscal year ends on 30 September 2026.\n",
]


@pytest.mark.parametrize("text", _CARDS)
def test_dates_of_projects_plans_and_events_are_not_the_missions(text):
    draft = read_call(f"Terms of reference\n\n{text}\nDeadline for applications: 10 March 2025\n")

    assert draft["start_date"].certainty is Certainty.ABSENT
    assert draft["end_date"].certainty is Certainty.ABSENT


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The consultancy starts on 4 May 2026.", Certainty.SURE),
        ("La mission débutera le 4 mai 2026.", Certainty.SURE),
        ("El contrato inicia el 4 de mayo de 2026.", Certainty.SURE),
        ("Start date: 4 May 2026", Certainty.LIKELY),
        ("Date de démarrage souhaitée : 4 mai 2026", Certainty.LIKELY),
        ("We need somebody available from 4 May 2026.", Certainty.LIKELY),
    ],
)
def test_a_start_is_sure_only_where_the_mission_is_named(text, certainty):
    found = read_call(f"Call\n\n{text}\n")["start_date"]

    assert (found.value, found.certainty) == ("2026-05-04", certainty)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The consultancy runs between end of May 2026 and mid July 2026.", "2026-05", "2026-07"),
        ("La mission se déroulera entre fin mars 2026 et mi-juin 2026.", "2026-03", "2026-06"),
        ("La mission aura lieu entre la fin mai et la mi-juillet 2026.", "2026-05", "2026-07"),
        ("Execução da consultoria: entre meados de maio e fim de agosto de 2026.", "2026-05",
         "2026-08"),
        ("Durée de la mission : 10 semaines (du 4 mai au 10 juillet 2026)", "2026-05-04",
         "2026-07-10"),
        ("La mission compte 45 jours, du 4 mai au 10 juillet 2026.", "2026-05-04", "2026-07-10"),
        ("Timeline\n\nKick-off: 4 May 2026\nFinal report: 15 July 2026", "2026-05-04",
         "2026-07-15"),
        ("La mission démarre le 4 mai 2026. Quoi qu'il arrive, elle sera close avant juin 2027.",
         "2026-05-04", "2027-06"),
    ],
)  # fmt: skip
def test_rough_ends_brackets_and_final_reports_date_the_mission(text, start, end):
    draft = read_call(f"Terms of reference\n\n{text}\n")

    assert (draft["start_date"].value, draft["end_date"].value) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "Applications are accepted from 10 May 2026 to 20 May 2026.",
        "Applications open from the 10th to the 20th of May 2026.",
        "Les candidatures sont reçues du 10 au 20 mai 2026 inclus.",
        "Período de inscrição: de 10 a 20 de maio de 2026.",
        "فترة تقديم الطلبات: من 10 مايو 2026 إلى 20 مايو 2026",
    ],
)
def test_a_window_for_applying_closes_on_its_last_day(text):
    assert read_call(f"Call\n\n{text}\n")["deadline"].value == "2026-05-20"
