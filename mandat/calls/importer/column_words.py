"""The words that head the columns of tables, and what their cells look like."""

import re

from mandat.calls.importer.text import fold
from mandat.calls.importer.vocabulary import telling_words

_HEADS = {
    "rank": "n° no nº num numéro s/n sn # item nr رقم",
    "share": """
        % percent percentage pourcentage porcentaje porcentagem pondération poids weight
        weighting weightage ponderación peso tranche""",
    "date": """
        date deadline due échéance délai timeline timeframe calendrier when quand période
        period fecha plazo prazo data cronograma month mois week semaine semana mes remise
        delivery submission completion target schedule échéancier التاريخ الموعد المدة""",
    "number": """
        day jour día dia point score mark note barème coefficient effort loe puntaje puntos
        puntuación pontuação pontos quantity quantité nombre number duration durée duración
        duração maximum max hour heure hora h/j j/h الأيام النقاط الدرجة""",
    "money": """
        payment paiement pago pagamento amount montant monto valor price prix precio preço
        cost coût budget fee honoraire instalment installment الدفع المبلغ""",
    "text": """
        deliverable livrable output outputs product produit producto produto entregable
        entregável milestone activity activité actividad atividade task tâche tarea tarefa
        criterion criteria critère criterio critério criterios critérios description descripción
        descrição document phase étape etapa fase step lot requirement responsible responsable
        responsibility responsável review approval format content contenu designation
        désignation libellé intitulé rubrique extrant résultat result resultado component
        composante section sub-criteria comment commentaire observation remark language langue
        length longueur volume location lieu participant method means type المخرجات المخرج
        النشاط المعيار المعايير""",
}  # in the order in which they decide: "number of days" and "payment date" have words of two kinds
_BESIDE = frozenset(
    fold(
        "expected attendu attendue estimated estimatif estimative indicative indicatif prévu "
        "prévue required requis requise proposed proposé tentative working ouvrable ouvré work "
        "travail of total totaux obtainable possible minimum allocated final key principal main "
        "evaluation évaluation evaluación avaliação technical technique selection sélection "
        "person personne team équipe consultant approximate maximal maximale attribué attribuée "
        "attribution esperado esperada esperados estimado estimada trabajo hábil trabalho útil "
        "máximo máxima entrega presentación scheme terms modalité upon in jours man-day homme "
        "person-day المتوقعة المتوقع "
    ).split()
)


def _vocabulary() -> dict[str, tuple[int, str]]:
    table: dict[str, tuple[int, str]] = {}
    for rank, (kind, words) in enumerate(_HEADS.items()):
        for word in fold(words).split():
            for told, _, _ in telling_words(word) or [(word, 0, 0)]:
                table.setdefault(told, (rank, kind))
    return table


_WORDS = _vocabulary()
_RANKS = frozenset(("n°", "nº", "#", "no"))
_LONGEST = 60
_OTHERS = frozenset(w for word in _BESIDE for w, _, _ in telling_words(word))


def head_kind(folded: str) -> str:
    """What the column under a head holds; empty when the line heads no column."""
    if len(folded) > _LONGEST:
        return ""
    words = [w for w, _, _ in telling_words(folded)]
    if len(words) > 5 or (folded and folded.rstrip()[-1:] in ".;,"):
        return ""
    said = [_WORDS[w] for w in words if w in _WORDS]
    said += [(1, "share")] if "%" in folded else []
    if not words and folded.strip(" .") in _RANKS:
        return "rank"
    if not said or any(w not in _WORDS and w not in _OTHERS and not w.isdigit() for w in words):
        return ""
    if said[0][1] == "text":
        return "text"  # "Deliverable and due date"
    return min(said)[1]


_NUMBER = re.compile(
    r"(?:max\.? ?|up to |jusqu'a )?\d{1,4}(?:[.,]\d{1,2})? ?(?:-|to|a)? ?(?:\d{1,4})? ?"
    r"(?:(?:working |business |person-?|man-?|homme-?)?(?:days?|jours?|dias?|j|d|h|hours?|heures?)"
    r"(?: (?:ouvr\w+|de travail|habiles|uteis))?|points?|pts?\.?|puntos?|pontos?|/ ?\d{1,3})?"
    r"(?: ?(?:max(?:imum)?|يوم|ايام|نقطة))?$"
)
_SHARE = re.compile(
    r"\d{1,3}(?:[.,]\d{1,2})? ?(?:%|percent|pour ?cent|per ?cent|por ciento)[^\n]{0,40}$"
)
_MONEY = re.compile(
    r"(?:[a-z]{3} ?|[€$£] ?|us\$ ?|r\$ ?)?\d{1,3}(?:[ .,']?\d{3}){0,4}(?:[.,]\d{1,2})? ?"
    r"(?:[€$£]|[a-z]{2,4}|euros?|dollars?)?(?: ?(?:ht|ttc|htva))?$"
)
_MONTH = (
    r"(?:jan|fev|feb|mar|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|aou|ago|sep|set|oct|out|nov"
    r"|dec|dez|dic|ene)[a-z]{0,8}"
)
_DATE = re.compile(
    rf"(?:(?:by|before|avant|le|au plus tard|d'ici|from|du|early|mid|end(?: of)?|fin|debut|mi"
    rf"|antes del?|ate|hasta)[ -](?:the |le |au |el |o )?){{0,3}}"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)?[ ./-]{{1,3}}(?:de |of )?(?:{_MONTH}|\d{{1,2}})\b"
    rf"|\d{{4}}-\d\d|{_MONTH}\.?(?: de)? \d|{_MONTH}\.?$|\d{{1,2}} [^\W\d]{{3,9}} \d{{4}})"
    r"|(?:weeks?|semaines?|semanas?|months?|mois|mes(?:es)?|days?|jours?|dia|j|t0|m|s|w) ?[+.]? ?\d"
    r"|(?:within |dans (?:les )?|sous |after |apres |a los |ate )?\d{1,3} (?:calendar |working )?"
    r"(?:weeks?|semaines?|semanas?|months?|mois|meses|days?|jours?|dias?|الايام|اسابيع)\b"
    r"|(?:upon|after|apres|a la (?:signature|firma|fin)|des|at (?:the )?(?:start|end|sign)|on sign"
    r"|tbd|tbc|to be (?:agreed|determined)|a definir|first|second|third|premiere?|deuxieme"
    r"|troisieme|derniere?|last)\b"
)
_EMPTY = re.compile(r"(?:[-/.]{1,3}|n/?a|s/o|na|x)$")
_RANK = re.compile(r"\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]?$")
_CELLS = {
    "rank": (_RANK,),
    "share": (_SHARE, _NUMBER, _EMPTY),
    "number": (_NUMBER, _SHARE, _EMPTY),
    "money": (_SHARE, _MONEY, _EMPTY),
    "date": (_DATE, _EMPTY),
}


def fits(folded: str, kind: str) -> bool:
    """Whether a cell may stand in a column of a kind."""
    if kind == "text":
        return any(c.isalpha() for c in folded) and not _NUMBER.match(folded)
    return any(pattern.match(folded) for pattern in _CELLS[kind])


def cell_kind(folded: str) -> str:
    """What a cell holds, by its own looks."""
    if _SHARE.match(folded):
        return "share"
    if _NUMBER.match(folded):
        return "number"
    if len(folded) <= 60 and _DATE.match(folded):
        return "date"
    return "money" if _MONEY.match(folded) and any(c.isdigit() for c in folded) else "text"
