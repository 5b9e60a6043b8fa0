"""What a call is about, in the controlled codes of the house."""

import re
from collections.abc import Mapping

from mandat.calls.importer.draft import ABSENT, Certainty, Found, Span
from mandat.calls.importer.layout import Layout
from mandat.calls.importer.text import Source
from mandat.calls.importer.wording import places

_WORDS = {
    "srhr": (
        r"sdsr|dssr|ssr|srhr|srh|sante et (?:les )?droits? (?:en matiere )?sexuel|"
        r"sante (?:sexuelle|reproductive)|"
        r"sexual (?:and|&) reproductive|reproductive (?:health|rights|justice)|droits sexuels|"
        r"salud sexual|"
        r"derechos sexuales|saude sexual|direitos sexuais|family planning|"
        r"planification familiale|contracept\w+|"
        r"planificacion familiar"
    ),
    "abortion": (
        r"avortement\w*|abortion\w*|\bivg\b|aborto\w*|"
        r"interruption (?:volontaire )?de grossesse"
    ),
    "harm_reduction": (
        r"reduction des risques|\brdr\b|harm reduction|reduccion de (?:danos|riesgos)|"
        r"reducao de danos|"
        r"usag\w+ de drogues|people who use drugs|drug use"
    ),
    "sex_work": (
        r"travail (?:du |de )?sex\w*|travailleu\w{0,4}[\w.·-]{0,8} du sexe|sex work\w*|"
        r"sexual work|\btds\b|"
        r"trabajo sexual|trabajador\w{2,4} sexual\w*|trabalho sexual|vendent du sexe|"
        r"vente de (?:sexe|services sexuels)|vend\w* des services sexuels|services sexuels|"
        r"venta de sexo|"
        r"venta de servicios sexuales|venda de sexo|sexo transacional|transactional sex|"
        r"sell(?:ing)? sex"
    ),
    "trafficking": (
        r"traite (?:des|d'?)(?: etres)?(?: humains)?|human trafficking|trafficking|"
        r"trata de personas|"
        r"trafico de pessoas|traite a des fins"
    ),
    "minors": (
        r"mineur[\w.·]{0,6}|minors?\b|enfants?|children|child protection|adolescent\w*|ninos|"
        r"ninas|ninez|criancas"
    ),
    "gbv": (
        r"\bvbg\b|\bgbv\b|\bsgbv\b|violences? (?:basees? sur le |liees? au |de )genre|"
        r"gender[- ]based violence|"
        r"violences? sexuelles?|sexual violence|violence against women|violencia (?:basada en|"
        r"de) genero|"
        r"violencia sexual|violencia baseada|violences? faites aux femmes"
    ),
    "hiv": r"\bvih\b|\bhiv\b|\bsida\b|\baids\b|\bprep\b",
    "migration": (
        r"migra\w+|personnes? en mobilite|refugie\w*|refugee\w*|displace\w+|exile\w*|"
        r"refugiad\w*"
    ),
    "human_rights_defenders": (
        r"defenseu\w+[\w.·]{0,4} des droits|human rights defenders?|militant\w*[\w.·]{0,4}|"
        r"activists?|"
        r"defensor\w{2,3} de (?:los )?derechos|defensor\w{1,3} d[eo]s? direitos|\bhrds?\b"
    ),
    "advocacy": r"plaidoyer|advocacy|incidencia(?: politica)?|advocacia|positionnement",
    "community_of_practice": (
        r"communautes? de pratiques?|communit(?:y|ies) of practice|"
        r"comunidad(?:es)? de practica|"
        r"comunidades? de pratica"
    ),
    "gender_equality": (
        r"egalite (?:de|des|entre les) (?:genre|sexes|femmes)|gender equality|genero|"
        r"feminis\w+|"
        r"autonomisation des femmes|women's (?:rights|empowerment)|droits des femmes"
    ),
    "maternal_health": (
        r"sante maternelle|maternal (?:and \w+ )?health|salud materna|saude materna|"
        r"mortalite maternelle"
    ),
    "mental_health": (
        r"sante mentale|mental health|psychosoci\w+|\bmhpss\b|\bsmsps\b|salud mental|"
        r"saude mental"
    ),
    "youth": r"\bjeunes?\b|jeunesse|young people|youth|juventud|jovenes|jovens",
    "disability": r"handicap\w*|disabilit\w+|discapacidad|deficiencia",
    "evaluation": (
        r"evaluation (?:finale|externe|a mi-parcours|de projet|intermediaire)|(?:final|"
        r"mid-?term|end-?line|"
        r"external|project|ex-?post) evaluation|baseline (?:study|survey)|etude de base|"
        r"linea de base|evaluacion "
        r"(?:final|externa|intermedia)|avaliacao (?:final|externa)"
    ),
    "audit": r"audit\w*|auditoria\w*",
    "fundraising": (
        r"fundraising|collecte de fonds|levee de fonds|grant (?:writing|proposals?)|"
        r"recaudacion de fondos|"
        r"financiamiento"
    ),
    "security": (
        r"strategie de (?:protection|securite)|securite (?:physique|numerique|en ligne)|"
        r"digital security|"
        r"security (?:strategy|plan)|holistic security|seguridad digital"
    ),
    "transparency": (
        r"transparen\w+|redevabilite|accountability|rendicion de cuentas|open data|"
        r"datos abiertos|corrup\w+"
    ),
    "capacity_building": (
        r"renforcement (?:de|des) capacites|capacity (?:building|strengthening|development)|"
        r"fortalecimiento de capacidades"
    ),
    "reparations": r"reparations? (?:des|aux|individuelles|collectives)|reparations for",
}
_THEME = {code: re.compile(rf"\b(?:{words})") for code, words in _WORDS.items()}
OFTEN = (
    2  # a subject named this often in the objectives (or at the top of a short call) is its theme
)
TOP = 4000  # what stands at the top, when a call has no part for its objectives


def _stretches(layout: Layout, length: int) -> list[Span]:
    """Where a call says what it is about: its objectives, or its first paragraphs."""
    aims = [s.body for s in layout.of_kind("objectives") if s.body.start < s.body.end]
    return aims or [Span(0, min(length, TOP))]


def read_themes(source: Source, layout: Layout, found: Mapping[str, Found]) -> Found:
    """The themes named in the title, or again and again where the call says what it is about."""
    title = found.get("title", ABSENT).spans[:1]
    aims = _stretches(layout, len(source.text))
    often = OFTEN if layout.of_kind("objectives") else 2 * OFTEN
    read: dict[str, tuple[Span, ...]] = {}
    for code, pattern in _THEME.items():
        named = [Span(*m.span()) for t in title for m in places(pattern, source, t)]
        aimed = [Span(*m.span()) for a in aims for m in places(pattern, source, a)]
        if named or len(aimed) >= often:
            read[code] = tuple((named or aimed)[:3])
    if not read:
        return ABSENT
    spans = tuple(sorted({s for group in read.values() for s in group}))
    return Found(list(read), Certainty.LIKELY, spans)
