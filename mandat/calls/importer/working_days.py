"""Days of work that a call pays for, never calendar length and never the length of a delay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.numbers import number_form, number_in
from mandat.calls.importer.readings import Reading, settle
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import matches

_N = number_form()
# Words that make a day one of work whoever says them.
_EFFORT = (
    r"(?:dias (?:uteis|habiles|laborables) de (?:trabalho|trabajo)"
    r"|jours? ouvr\w{1,6} de (?:travail|prestation))|"
    r"(?:hommes?|personnes?|experts?|consultants?)\s?[-/.]?\s?jours?|h\s?[/.]?\s?j\b|j\s?[/.]\s?h\b"
    r"|jours?\s?[-/.]?\s?(?:hommes?|personnes?|experts?|consultant(?:[.·]?es?|s)?)\b"
    r"|jours? (?:effectifs? )?(?:de |d')(?:travail|prestation|consultance|consultation|conseil"
    r"|expertise|mission|services?|intervention)"
    r"|jours? (?:travailles|prestes|factur\w{2,6}|effectifs?)"
    r"|(?:effective )?(?:working|work|person|man|consultancy|consulting|consultant|billable|paid"
    r"|expert|input)[\s/-]?days?"
    r"|days? of (?:work|consultancy|consulting|effort|input|expertise|service|work effort)"
    r"|dias?[\s-](?:persona|hombre|consultora?|pessoa|homem)|dias de (?:trabajo|consultoria"
    r"|trabalho)"
    r"|(?:persona|hombre|pessoa|homem)s?[\s/-]dias?"
    r"|يوم(?:ا|ا\S)? عمل|ايام عمل"
)
# Words that also measure delays ("within 5 business days of receipt").
_BUSINESS = (
    r"jours? (?:ouvrables?|ouvres?)|business days?|dias (?:habiles|laborables|uteis)|dia (?:habil"
    r"|util)"
)
_PLAIN = r"jours?|days?|dias?"
_DAYS = re.compile(
    rf"{_N}\s{{0,2}}(?:full\s|complete\s|calendar\s(?!days))?(?:(?P<effort>{_EFFORT})"
    rf"|(?P<business>{_BUSINESS})|(?P<plain>{_PLAIN}))(?![^\W_])"
)
_UNIT = re.compile(r"jour|day|dia|h\s?[/.]?\s?j|j\s?[/.]\s?h|يوم|ايام")
_RANGE_BEFORE = re.compile(r"\d\s?(?:-|a|to|et|and)\s?$")
_CALENDAR_AFTER = re.compile(
    r"\s?\(?(?:calendaires?|calendar|francs|calendario|corridos|naturales|consecuti\w{2,4}|civil)"
)

# A plain number of days is one of work when the words around say so.
_LABEL = re.compile(
    r"(?:nombres? (?:total |maximum |maximal |estime |indicatif "
    r"|previsionnel )?de jours?(?:[- /](?:hommes?|personnes?)| de (?:travail|consultance"
    r"|prestation|mission))?|jours (?:prevus|de consultance)"
    r"|(?:number|no\.?) of (?:working |consultancy |consulting |billable |person[- ]?)?days"
    r"|level of effort|\bloe\b|volume (?:de travail|de jours|horaire)|charge de travail"
    r"|niveau d'effort|nivel de esfuerzo|numero de dias(?: de trabajo| habiles)?"
    r"|working days|person[- ]days|days of work)"
    r"[^.;\n\d]{0,40}$"
)
_SPREAD_AFTER = re.compile(
    r"\s?,?\s?(?:\([^)]{0,30}\)\s?)?,?\s?(?:a |to be |etant )?(?:reparti|etale|echelonne|spread"
    r"|distribut|over (?:a|the)|repartid|distribuid|entre le|between|sur (?:une periode|\d))"
)
_HIRE_BEFORE = re.compile(
    r"(?:consultanc(?:y|ies)|assignment|engagement|contract)(?: (?:is|of|for|will be|requires?"
    r"|is expected to (?:take|require)|is estimated at|shall be))?(?: (?:a total of|a maximum of"
    r"|up to|approximately|around|about|estimated at|an estimated))?\s$"
    r"|(?:consultance|consultation|prestation|mission) (?:de|d'une duree de)\s(?:maximum\s)?$"
    r"|(?:consultance|consultation|prestation|mission|travail) (?:est|sera) (?:estime|evalue|fixe"
    r"|limite)e?(?: a)?(?: environ| un maximum de)?\s$"
    r"|\bbesoin (?:estime )?(?:a |de |d')(?:environ )?$"
    r"|consultoria de\s$"
)
_DELAY_BEFORE = re.compile(
    r"(?:within|dans (?:un delai|les|le delai)|delai (?:de|d')|sous|en un plazo|en el plazo"
    r"|no prazo|dentro (?:de|dos)|at least|no later than|au moins|au plus tard|moins de|less than"
    r"|every|tous les|chaque|all|per|par|after|before|apres|in advance|plazo (?:maximo )?de"
    r"|prazo (?:maximo )?de|خلال|validity|validite|notice|preavis)\b[^.;\n\d]{0,30}$"
)
_DELAY_AFTER = re.compile(
    r"\s?(?:\([^)]{0,20}\)\s?)?,?\s?(?:(?:at the latest|maximum|au maximum|au plus)\s)?(?:after"
    r"|before|prior|following|from|of (?:the )?(?:receipt|receiv|signature|sign|contract sign"
    r"|submission|approval|notification)|upon|in advance|pour (?:repondre|commenter|valider"
    r"|transmettre|fournir|reagir|formuler|remettre)|to (?:respond|comment|review|provide|submit"
    r"|reply)|para (?:responder|comentar|revisar)|apres|avant|suivant|a compter|a partir"
    r"|precedant|de la (?:date|reception|signature|notification)|qui suivent|d'avance|despues"
    r"|antes|a partir|contad|siguientes|previos?|apos|per (?:week|month|year)|par (?:semaine|mois"
    r"|an)\b|/ ?(?:week|month|semaine|mois)|a week|por semana|al mes|de conges?|of leave|annual"
    r"|of (?:activism|training)|d'activisme|de formation)"
)
_TOTAL_BEFORE = re.compile(
    r"(?:\btotal\w{0,2}|au total|\bglobal\w{0,2}|in total|nombre total|overall)\b[^.;\n\d]{0,60}$"
)
_TOTAL_AFTER = re.compile(
    r"\s?(?:in total|in all|overall|altogether|au total|en tout|en total|no total|ao todo)\b"
)
_WORKED_BEFORE = re.compile(
    r"\b(?:will |shall |should |to )?(?:work|travail\w{1,5}|trabaj\w{1,4}|trabalh\w{1,4}"
    r"|consultan\w{2,3})"
    r"\b[^.;\n\d]{0,24}$"
)
_GLOBAL_BEFORE = re.compile(
    r"(?:mission|consultanc[ey]|consultation|prestation|assignment|contract|contrat|duree"
    r"|duration|niveau d'effort|level of effort|\bloe\b|nombre|number|maximum|up to|periode"
    r"|engagement|consultoria|contrato|duracion|duracao|prazo|equivalent\w{0,2}|soit|estim\w{1,6}"
    r"|travail|\bwork)\b[^.;\n\d]{0,80}$"
)
# The days of a training or a meeting are not those of the mission that prepares it.
_OF_EVENT = re.compile(
    r"\b(?:training|workshops?|meeting|conference|seminar|ateliers?|formation|seminaire|sessions?"
    r"|reunion|taller(?:es)?|capacitacion|oficinas?|capacitacao)\b(?![^.;\n]{0,80}\b(?:mission"
    r"|consultan|prestation|assignment|contra|total|effort|charge))[^.;:|\n]{0,80}$"
)
_BACK = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """One count of days: `total` says so itself, `whole` when its words speak of the mission."""

    days: int
    span: Span
    total: bool
    whole: bool
    explicit: bool  # its own words make the days ones of work
    told: bool = False  # a label or the verb of the mission gives it, as a total would


def _is_work(source: Source, match: re.Match[str]) -> bool | None:
    """True when the words say work, None when they leave it open, False for delays."""
    fold = source.fold
    low, high = max(0, match.start() - _BACK), min(len(fold), match.end() + 60)
    before, after = fold[low : match.start()], fold[match.end() : high]
    if _RANGE_BEFORE.search(before) or _CALENDAR_AFTER.match(after):
        return False
    if _DELAY_AFTER.match(after) or (_DELAY_BEFORE.search(before) and not match["effort"]):
        return False
    if _OF_EVENT.search(before):
        return False
    if match["effort"]:
        return not (
            _DELAY_BEFORE.search(before)
            and "days" in match["effort"]
            and "person" not in match["effort"]
        )
    if match["business"] and (_TOTAL_BEFORE.search(before) or _GLOBAL_BEFORE.search(before)):
        return True
    if _LABEL.search(before) or _SPREAD_AFTER.match(after):
        return True
    if _TOTAL_AFTER.match(after) and _WORKED_BEFORE.search(before):
        return True
    return None if _HIRE_BEFORE.search(before) else False


def _counts(source: Source) -> Iterator[_Count]:
    for match in matches(source.fold, _DAYS, _UNIT, 60, 30):
        days = number_in(match)
        work = _is_work(source, match) if days else False
        if not days or work is False:
            continue
        before = source.fold[max(0, match.start() - _BACK) : match.start()]
        after = source.fold[match.end() : match.end() + 20]
        total = bool(_TOTAL_BEFORE.search(before) or _TOTAL_AFTER.match(after))
        whole = total or bool(
            _GLOBAL_BEFORE.search(before) or _LABEL.search(before) or match["plain"]
        )
        yield _Count(
            days=days,
            span=Span(match.start(), match.end()),
            total=total,
            whole=whole,
            explicit=bool(work),
            told=bool(_LABEL.search(before) or _HIRE_BEFORE.search(before)),
        )


_LABELLED = re.compile(
    r"(?:nombre (?:(?P<total>total|maximum|maximal) |estime |indicatif )?de jours?|number of "
    r"(?:working |consultancy |person[- ]?)?days|numero de dias"
    r"|level of effort)(?: (?:de travail|prevus?|estimes?|ouvrables|de consultance|proposed"
    r"|required))?(?: ?\([^)]{0,25}\))?"
    r"(?:\s?[:|\n]|\s(?:est |is |sera |will be |shall be )?(?:fixe|estime|limite|evalue|set"
    r"|estimated"
    r"|limited|fijad|estimad)\w{0,2} (?:a|at|to|en|em)\b)\s{0,3}"
    rf"{number_form()}(?![.,]?\d)(?!\s?(?:%|mois|months?|semaines?|weeks?|heures?|hours?|jour|day"
    rf"|dia))"
)


def _labelled(source: Source) -> Iterator[_Count]:
    """ "Nombre de jours : 30", where the unit is in the label."""
    for match in islice(_LABELLED.finditer(source.fold), 20):
        days = number_in(match)
        if days:
            yield _Count(
                days=days,
                span=Span(match.start(), match.end()),
                total=match["total"] is not None,
                whole=True,
                explicit=True,
                told=True,
            )


def _rivals(totals: Sequence[_Count], told: Sequence[_Count]) -> list[_Count]:
    """A number told as that of the whole mission that is not the total, nor a part of it."""
    numbers = {c.days for c in told}
    whole = {c.days for c in totals}
    if len(numbers) != 1 or len(whole) != 1 or len(told) > 2:
        return []
    return [c for c in told if c.days not in whole and c.days * 2 > max(whole)]


def _choose(counts: list[_Count]) -> list[_Count]:
    """The counts that stand for the whole mission, not for its parts."""
    totals = [c for c in counts if c.total]
    if totals:
        return [*totals, *_rivals(totals, [c for c in counts if c.told and not c.total])]
    chosen = [c for c in counts if c.whole]
    if chosen:
        return chosen
    numbers = [c.days for c in counts]
    ends = (counts[0], counts[-1]) if len(counts) > 2 else ()
    whole = [c for c in ends if c.days * 2 == sum(numbers)]  # a total without the word
    return whole[:1] or (counts if len(set(numbers)) == 1 else [])


def read_working_days(source: Source) -> Found:
    """The days of work of the whole mission; several different statements are a conflict."""
    counts = [*_counts(source), *_labelled(source)]
    chosen = _choose(counts)
    found = settle(
        [
            Reading(c.days, (c.span,), c.explicit and (c.total or c.whole), c.span.start)
            for c in chosen
        ]
    )
    parts = [c for c in counts if c not in chosen]
    if found.certainty is Certainty.SURE and parts and not any(c.total for c in chosen):
        return Found(found.value, Certainty.LIKELY, found.spans)
    return found
