"""Whose start or end a date is: the mission's, the project's around it, a part's, or the call's.

"It ends on 31 May" says nothing by itself: the nouns of the sentence, or of the one before
when a pronoun stands in their place, tell what ends.
"""

import re

_OWNERS = re.compile(
    r"(?<![^\W\d_])(?:"
    r"(?P<mission>missions?|consultanc(?:y|ies)|consultances?|consultor(?:ia|ias|a|es)?"
    r"|consultants?|consultations?|prestations?|prestataires?|contra(?:ts?|cts?|tos?)|assignments?"
    r"|engagements?|collaboration|marche|accords?-cadres?|framework agreements?|travaux|travail"
    r"|work|services?|etudes?|study|estudio|estudo|evaluation|evaluacion|avaliacao|enquete|survey"
    r"|pesquisa|recherche|research|investigacion|trabajo|trabalho|position|poste|candidate"
    r"|المهمة|العقد|الاستشارة|العمل|الدراسة)"
    r"|(?P<here>(?:this|ce|este|the present|le present) (?:project|projet|proyecto|projeto))"
    r"|(?P<project>proje(?:ts?|cts?|tos?|ctos?)|proyectos?|program(?:me|s|mes|a|as)?|grants?"
    r"|subventions?|subvencion|convention|convenio|financements?|funding|strateg(?:y|ie|ia)"
    r"|estrategia|(?<!work)(?<!work )plan(?:s|o|os|es)?(?! de (?:travail|trabajo|trabalho))|loi"
    r"|law|ley|experimentation|politiques?"
    r"|polic(?:y|ies)|politicas?|charters?|roadmap|feuille de route|hoja de ruta|mandate|lease|bail"
    r"|agreement|donor|bailleur|المشروع|مشروع|البرنامج|التمويل)"
    r"|(?P<part>tasks?|taches?|phases?|steps?|etapes?|milestones?|activit(?:y|ies|es?)|tarea|etapa"
    r"|rapports?|reports?|livrables?|deliverables?|drafts?|versions?|informes?|productos?"
    r"|relatorios?|produtos?|ateliers?|workshops?|set-?up|التقرير|تقرير|مسودة)"
    r"|(?P<event>events?|evenements?|eventos?|congress|congres|congreso|congresso|conferences?"
    r"|conferencias?|forums?|foros?|summits?|sommets?|cumbre|webinars?|webinaires?|symposium"
    r"|simposio|festival|campa(?:igns?|gnes?|nas?|nhas?)|academ(?:y|ie|ia)|assembl(?:y|ee)s?"
    r"|asambleas?|assembleias?|anniversary|anniversaire|aniversario|colloque|hackathon|retreat"
    r"|(?:fiscal|financial|school|academic) years?|exercice|annee (?:fiscale|scolaire)"
    r"|ano (?:fiscal|escolar)|rentree|elections?|elecciones|eleicoes|ramadan)"
    r"|(?P<call>appels?|calls?|candidatures?|applications?|inscriptions?|registrations?"
    r"|submissions?|soumissions?|depot|vacanc(?:y|ies)|announcements?|avis"
    r"|convocatoria|postulaciones|edital|chamada|الطلبات|الترشح)"
    r")(?![^\W\d_])"
)
_PRONOUN = re.compile(
    r"\s*(?:(?:en tout|quoi|dans tous|whatever|in any|en (?:todo|cualquier)|em (?:todo|qualquer))"
    r"[^,.;\n]{0,40},\s)?(?:(?:mais|et|and|but|y|e|however,?|toutefois,?)\s)?(?:il|elle|it|ce "
    r"dernier"
    r"|cette derniere|celui-ci|celle-ci|este|esta|the latter)(?![^\W\d_])"
)
# "date de fin du projet", "end of the grant": named after the word instead of before it.
_OF = re.compile(
    r"\s?(?:(?:date|on|le)\s)?(?:du|de la|de l'|des|de|del|do|da|of the|of|ل)\s?(?:this |ce "
    r"|cette )?"
)

_WHICH = re.compile(r"\b(?:which|that|qui|lequel|laquelle|que|el cual|la cual|o qual)\s(?:will )?$")


_PARTICIPLE = re.compile(
    r"(?:ending|starting|beginning|finishing|closing|expiring|prenant fin|s'achevant|se terminant"
    r"|arrivant a (?:echeance|terme)|demarrant|debutant|commencant)(?![^\W\d_])"
)


def names_mission(words: str, earlier: str = "") -> bool:
    """Whether the mission is named, or a pronoun stands for it and it is named before."""
    if any(m.lastgroup == "mission" for m in _OWNERS.finditer(words)):
        return True
    if not _PRONOUN.match(words):
        return False
    first = _OWNERS.search(earlier)
    return first is not None and first.lastgroup == "mission"


def owner(before: str, word_end: int, word_start: int, earlier: str) -> str | None:
    """Who a word for starting or ending is said of: "mission", "project", "part",
    "event", "call".

    "This project" may be either what is asked for or what it is part of: "here".
    """
    of = _OF.match(before, word_end)
    named = _OWNERS.match(before, of.end()) if of else None
    if named:
        return named.lastgroup
    bracket = before.rfind("(", 0, word_start)
    if before.find(")", bracket, word_start) >= 0:
        bracket = 0  # it closed before the word
    clause = max(before.rfind(";", 0, word_start), bracket, 0)
    named_before = [m.lastgroup for m in _OWNERS.finditer(before, clause, word_start)]
    if named_before and _WHICH.search(before, clause, word_start):
        return named_before[-1]
    if named_before and _PARTICIPLE.match(before, word_start):
        return named_before[-1]  # "the evaluation of the project ending in ..."
    groups = set(named_before)
    if not groups and _PRONOUN.match(before):
        first = _OWNERS.search(earlier)
        return first.lastgroup if first else None
    order = ("mission", "part", "here", "event", "project", "call")
    return next((name for name in order if name in groups), None)
