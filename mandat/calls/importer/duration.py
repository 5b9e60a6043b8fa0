"""The calendar length of the mission: "6 mois renouvelables", "over a period of 3 months"."""

import re
from collections.abc import Iterator

from mandat.calls.importer.draft import Found, Span
from mandat.calls.importer.numbers import number_form, number_in
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import matches

_UNITS = {
    "month": r"mois|months?|mes(?:es)?|meses|شهرا?|اشهر|شهور",
    "week": r"semaines?|weeks?|semanas?|اسابيع|اسبوعا?",
    "year": r"an(?:s|nees?)?|years?|anos?|سنوات|سنة",
    "day": (
        r"jours?(?: calendaires?)?|(?:calendar )?days?|dias?(?: calendario| corridos)?|يوما?|ايام"
    ),
}
_SPAN = re.compile(
    number_form()
    + r"(?:\s?[- ]\s?)(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
    + r")(?![^\W_])"
)
_UNIT = re.compile(
    r"[\s\d)-](?:mois|months?|mes(?:es)?|semaines?|weeks?|semanas?|ans?|annees?|years?|anos?|jours?"
    r"|days?|dias?|شهرا?|اشهر|شهور|اسبوعا?|اسابيع|سنوات|سنة|يوما?|ايام)(?![^\W_])"
)
# What a length is said of: the mission, not a project or a payment.
_OF_MISSION = re.compile(
    r"(?:duree(?: (?:totale|globale|estimee|previsionnelle|indicative|prevue|maximale))?(?: (?:de"
    r"|du) (?:la |l'|cette )?(?:mission|consultance|consultation|contrat|prestation|intervention"
    r"|etude|evaluation|marche|travail))?"
    r"|(?:mission|consultance|consultation|prestation)\b[^.;\n]{0,50}(?:duree|periode|durera|sur"
    r"|pendant|d'environ)"
    r"|(?:duration|length|timeframe|time frame|term)(?: of (?:the )?(?:assignment|consultancy"
    r"|contract|mission|engagement|work|consultation|study|evaluation))?"
    r"|(?:assignment|consultancy|contract|mission|engagement)\b[^.;\n]{0,50}(?:period|duration"
    r"|for|last|over|term|takes?)"
    r"|(?:contract|consultancy|assignment) (?:period|duration|length)"
    r"|duracion|plazo(?: del (?:trabajo|contrato))?|periodo de (?:la )?(?:consultoria"
    r"|contratacion)|vigencia"
    r"|for a (?:total )?(?:period|duration) of|pour une (?:duree|periode)(?: totale"
    r"| maximale)? de|por un (?:periodo|plazo) de|duracao|prazo (?:do contrato|de execucao"
    r"|da consultoria)|مدة (?:المهمة|العقد|الاستشارة|التعاقد))"
    r"[^.;\n\d]{0,40}$"
)
_SPREAD = re.compile(
    r"(?:reparti\w{0,3}|etale\w{0,2}|echelonne\w{0,2}|spread|distribut\w{1,4}|repartid\w{1,2}"
    r"|days?)\s(?:sur|over|en|entre|during|within|au long d\w)(?: (?:une|a|an|un"
    r"|uma))?(?: (?:periode|period|periodo) (?:de|of))?\s?(?:environ |about |approximately "
    r"|maximum )?$"
)
_NOT_MISSION = re.compile(
    r"(?:projet|project|proyecto|projeto|programme|validit\w{1,2}|valab\w{2,4}|valid|paiement"
    r"|payment|pago|experience|experiencia|renouvel\w{3,8}|renew\w{0,7}|preavis|notice|age"
    r"|garantie|warranty|delai|within|dernier\w{0,2}|the last|past|previous|cours des|ultimos"
    r"|stage|convention|phase|strateg\w{1,4})\b[^.;\n\d]{0,30}$"
)
_AFTER_NOT = re.compile(
    r"\s?(?:d'experience|of experience|de experiencia|of age|d'existence|ago|avant|before|after"
    r"|apres|par (?:semaine|mois|an)\b|per )"
)
_BACK = 110


def _lengths(source: Source) -> Iterator[Reading]:
    for match in matches(source.fold, _SPAN, _UNIT, 60, 16):
        amount = number_in(match)
        before = source.fold[max(0, match.start() - _BACK) : match.start()]
        spread = _SPREAD.search(before)
        stated = spread or (_OF_MISSION.search(before) and not _NOT_MISSION.search(before))
        if not amount or not stated or _AFTER_NOT.match(source.fold, match.end()):
            continue
        unit = match.lastgroup or ""
        if unit == "day" and (spread is None and _worked(source, match)):
            continue
        value = {"amount": amount, "unit": unit}
        yield Reading(value, (Span(match.start(), match.end()),), rank=1 if spread else 0)


_WORKED_AFTER = re.compile(
    r"\s?,?\s?(?:de (?:travail|prestation|consultance)|ouvr|travaill|effectif|of work|habiles"
    r"|uteis|laborables|reparti|etale|spread|over |persona|hombre|de trabajo|عمل)"
)


def _worked(source: Source, match: re.Match[str]) -> bool:
    """Whether the days are ones of work, which another field holds."""
    return bool(_WORKED_AFTER.match(source.fold, match.end()))


def read_duration(source: Source) -> Found:
    """How long the mission lasts on the calendar."""
    return settle(list(_lengths(source)))
