"""Where the mission takes place: labels first, then sentences that say where the work is done.

A country that is only spoken of is no place of the mission. Without any statement, the
country from which a call is issued is offered as likely when several signs agree on it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.heads import Head
from mandat.calls.importer.money import Amount
from mandat.calls.importer.origins import read_origin
from mandat.calls.importer.territories import Place, find_places, find_state_codes
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import starts

_HEAD_KEYS = (
    "location",
    "locations",
    "country",
    "countries",
    "duty_station",
    "lieu",
    "pays",
    "ubicacion",
    "pais",
    "city",
)

_LABEL = re.compile(
    r"(?<![^\W\d_])(?:lieux?(?: (?:du|de|d'|de la|des)\s?(?:travail|mission|missions|poste"
    r"|affectation|execution|realisation|prestation|intervention|consultance|la mission"
    r"|l'execution))?(?: de la mission)?|localisations?|terrains?(?: (?:d'enquete|d'etude))?"
    r"|pays(?: (?:d'intervention|concernes?"
    r"|cibles?|couverts?|de (?:la )?mission))?|zones? (?:d'intervention"
    r"|geographiques?(?: (?:d'intervention|de la mission))?)"
    r"|(?:work |job |project |assignment |consultancy )?locations?(?: of (?:the )?(?:assignment"
    r"|work|consultancy))?|duty stations?(?: and [a-z ]{3,40})?|place of (?:work|assignment"
    r"|performance)|countr(?:y"
    r"|ies)(?: of (?:assignment|operation|work)| covered)?|geographic(?:al)? (?:scope|coverage"
    r"|location|area)|based in"
    r"|ubicacion|lugar(?: de (?:trabajo|destino|la consultoria|ejecucion|prestacion))?|pais(?:es)?"
    r"|localizacion|local(?: d[eao] (?:trabalho|execucao|realizacao|prestacao|atuacao|intervencao"
    r"|missao|consultoria))?"
    r"|localizacao|ambito geografico|abrangencia(?: geografica)?|area geografica"
    r"|areas? de (?:atuacao|intervencion|intervencao)|المكان|الموقع|مكان (?:العمل"
    r"|المهمة|التنفيذ"
    r"|تنفيذ \w{2,14}|الاستشارة)|موقع (?:العمل|المشروع|المهمة|التنفيذ)|مقر العمل|النطاق الجغرافي"
    r"|البلد|البلدان|الدولة|الدول)"
    r"(?:\s?\([^)\n]{0,30}\))?(?![^\W\d_])[*_ ]{0,4}(?P<mark>[:|]|\n)[*_ ]{0,4}"
)
_LABEL_WORDS = (
    "lieu",
    "terrain",
    "localis",
    "pays",
    "zone",
    "location",
    "station",
    "place",
    "countr",
    "geograph",
    "based in",
    "ubicac",
    "lugar",
    "pais",
    "local",
    "ambito",
    "abrangencia",
    "area",
    "مقر",
    "النطاق",
    "مكان",
    "موقع",
    "الموقع",
    "البلد",
    "الدولة",
)
_VALUE_END = re.compile(
    r"\n(?!\s{0,3}(?:/|,))|(?<=[\w).])\s{1,3}(?=[A-ZÀ-Þ][\w'’/() -]{2,40}\s?:)|[.;]\s"
)
_LONGEST_VALUE = 260
_SHORT_VALUE = 40  # a value that is hardly more than a name may stand in small letters
_LINE_START = re.compile(r"(?:^|\n)[ \t*_#|\d.)-]{0,10}$")
_LIST_END = re.compile(r"\n(?!\s{0,8}[•●▪/,])")

# Sentences in which the work itself is placed; the place must follow at once.
_DONE_IN = re.compile(
    r"(?:(?:elle|il|it|celle-ci) (?:se deroulera|aura lieu|will be conducted"
    r"|will take place)|(?:mission|consultance|consultation|prestation|etude|evaluation|enquete"
    r"|recherche|collecte(?: de donnees)?|donnees|atelier|formation|travail"
    r"|intervention)s?\b[^.;:\n]{0,60}\b(?:se deroulera|se deroulent|se deroule|aura lieu"
    r"|auront lieu|se tiendra|sera (?:realisee?|menee?|conduite?|effectuee?|mise en oeuvre"
    r"|basee?)|est basee?|seront (?:realise|mene)\w{0,3}|couvrira|portera sur|concerne(?:ra)?)"
    r"|(?:consultant|prestataire|equipe|poste|expert)\S{0,6}\s(?:sera |est |doit etre "
    r"|devra etre )?base\S{0,4}|deplacements?(?: prevus?)?"
    r"|(?:missions?|phases?|enquetes?|travail|etudes?) (?:de |sur le )terrain"
    r"|visites? de terrain|voyages?"
    r"|(?:assignment|consultancy|study|evaluation|research|survey|data|interviews|work|mission"
    r"|workshop|training|position)s?\b[^.;:\n]{0,60}\b(?:will (?:be (?:conducted|carried out"
    r"|collected"
    r"|implemented|undertaken|based|done|held|performed)|take place|cover|focus on)|is based"
    r"|to be (?:based|conducted|carried out)|takes place)|(?:consultant|team|candidate"
    r"|contractor)s?\b[^.;:\n]{0,30}\b(?:based|located)|field (?:visits?|missions?|work)"
    r"|fieldwork|travel(?:s|ling)?|(?:trabajo|trabalho|visitas?|misiones|missoes|fase) de campo"
    r"|(?:consultant|expert|evaluator|team|contractor)s?\b[^.;:\n]{0,20}\b(?:will|shall|must|is to)"
    r" (?:also )?(?:work|travel|operate|be deployed|conduct|carry out|visit)"
    r"|(?:consultant|prestataire|expert|equipe)\S{0,6}\s(?:travaillera|interviendra|se rendra"
    r"|sera deploye)"
    r"\S{0,2}|(?:consultor|equip)\S{0,3}\s(?:trabajara|trabalhara|viajara|se desplazara"
    r"|atuara)\S{0,1}"
    r"|(?:office|bureau|delegation|oficina|escritorio|delegacion|delegacao|antenne)s?(?= (?:in|at"
    r"|au|aux|en"
    r"|a|de|em|no|na) [^\s]{3,30}[^.;:\n]{0,60}(?:recrut|recruit|seek|look|cherche|busca|hire"
    r"|contrat"
    r"|engag))"
    r"|(?:consultoria|estudio|evaluacion|investigacion|trabajo|pesquisa|estudo|avaliacao"
    r"|trabalho)\b[^.;:\n]{0,60}\b(?:se (?:realizara|llevara a cabo|desarrollara|ejecutara)"
    r"|sera (?:realizad|desarrollad|ejecutad|desenvolvid)[ao]|tendra lugar|tera lugar)"
    r"|(?:consultor|candidat|equipo|persona|profesional)\S{0,5}\s(?:debe(?:ra)? estar "
    r"|estara )?(?:basad|ubicad)[oa])"
    r"[^.;:\n]{0,45}?\s(?:en|au|aux|a|dans|in|at|to|across|within|em|no|na|nos|nas)\s(?:(?:l'"
    r"|(?:les|le"
    r"|la|the|el|los|os|trois|four|three|pays|countries|paises|suivants?|following"
    r"|following countries|pays suivants|regions? of|regions? d[eu]|provinces? d[eu]"
    r"|(?:provincias?|estados?|departamentos?|municipios?|distritos?|cidades?|ciudad(?:es)?|villes?"
    r"|departements?|districts?|cit(?:y|ies)|camps?) (?:de|d[aou]s?|del|du|of))"
    r"(?![^\W\d_]))\s?:?\s?){0,4}"
)
# The same where the place is what the work covers, without a word for "in".
_COVERS = re.compile(
    r"(?:mission|consultance|consultation|prestation|etude|evaluation|enquete"
    r"|recherche"
    r"|assignment|consultancy|study|survey|research|consultoria|estudio|evaluacion|estudo"
    r"|avaliacao)"
    r"\b[^.;:\n]{0,60}\b(?:couvr(?:e|ira)|concernera?|portera sur|covers?|cubr(?:e|ira)|abarcara?"
    r"|abrange(?:ra)?)\s(?:les |le |la |l'|the |el |los |o |a )?"
)
# Sentences that give the reach of the work: every place in them counts.
_REACH = re.compile(
    r"(?:geographic(?:al)? (?:focus|scope|coverage|reach)|(?:couverture|portee"
    r"|perimetre"
    r"|zones?) geographiques?|(?:cobertura|alcance|ambito|foco) geografic[oa]|abrangencia"
    r" geografica"
    r"|(?:consultancy|mission|study|assignment|evaluation|etude|estudio|consultoria|estudo)"
    r"[^.;:\n]{0,40}\b(?:covers?|will cover|couvre|couvrira|concerne|porte sur|cubre|abarca"
    r"|abrange)"
    r"\s(?:\w{1,12}\s){0,3}(?:countries|pays|paises))(?![^\W\d_])"
)
# What a study is made of takes place where its project does.
_STUDY = re.compile(
    r"\b(?:evaluation|capitalisation|baseline|endline|base ?line|etude|study|survey|enquete"
    r"|assessment"
    r"|diagnostic|cartographie|mapping|evaluacion|avaliacao|linea (?:de )?base|linha de base"
    r"|sistematizacion|sistematizacao)\b"
)
_PROJECT = re.compile(
    r"(?:^|[.!?]\s|\n|[*_#>-] )\s{0,3}[*_]{0,2}(?:(?:le |the |el |o |ce |this )?(?:projet"
    r"|programme|project"
    r"|program|proyecto|programa|projeto|projecto)\b[^.;\n]{0,140}?|il |it |este )\b(?:vise|couvre"
    r"|se deploie|est (?:deploye|mis en oeuvre|conduit|mene|realise)|intervient|is (?:being"
    r" )?implemented"
    r"|covers|operates|works|aims|se ejecuta|se implementa|se desarrolla|esta presente|sera"
    r" implementado"
    r"|abrange|e implementado)\b"
)
_NEAR = 70
_LIST_GAP = re.compile(
    r"[\s,/;&()-]*(?:(?:et|and|y|e|ou|or|au|aux|en|a|in|the|la|le|les|l'|du|de|d')\s?)*\s{0,2}",
    re.IGNORECASE,
)
# A line of a job-board card that is nothing but a country.
_SHELL = re.compile(r"^[ \t]{0,6}[•●▪◦*-][ \t]{1,3}([^\n•]{3,50})$", re.MULTILINE)
_SHELL_TOP = 700


def _listed(source: Source, places: Sequence[Place], start: int) -> list[Place]:
    """The places that follow each other as a list, if the first stands close to the start."""
    kept: list[Place] = []
    at = start
    for place in places:
        if not kept and place.start - at > _NEAR // 2:
            break
        if kept and not _LIST_GAP.fullmatch(source.fold, at, place.start):
            break
        kept.append(place)
        at = place.end
    return kept


def _labelled(source: Source) -> Iterator[tuple[Place, ...]]:
    """The places of each label such as "Lieu de la mission : ..."."""
    if not any(word in source.fold for word in _LABEL_WORDS):
        return
    for match in islice(_LABEL.finditer(source.fold), 60):
        alone = match["mark"] == "\n"
        if alone and not _LINE_START.search(source.fold, max(0, match.start() - 12), match.start()):
            continue
        start = match.end()
        while start < len(source.text) and source.text[start] in " \n\t•●▪*-":
            start += 1  # the value stands below its label
        end = min(len(source.text), start + _LONGEST_VALUE)
        stop = (_LIST_END if start > match.end() else _VALUE_END).search(source.text, start, end)
        yield _value_places(source, start, stop.start() if stop else end)


def _value_places(source: Source, start: int, end: int) -> tuple[Place, ...]:
    """The places of a label's value; in Georgia and the like the company it keeps decides."""
    short = end - start <= _SHORT_VALUE
    found = [
        *find_places(source, start, end, any_case=short),
        *find_state_codes(source, start, end),
    ]
    american = any(p.code == "US" for p in found)
    return tuple(p for p in found if not (american and p.code == "GE"))


_CLAUSE_END = re.compile(r"[.;\n]\s")


# How the words begin that open those sentences: only there are the patterns tried.
_OPENINGS = (
    "elle", "il", "it", "celle-ci", "mission", "consult", "prestat", "etude", "evalua", "enquete",
    "recherche", "collecte", "donnees", "atelier", "formation", "travail", "intervention", "poste",
    "expert", "equipe", "deplacement", "phase", "visite", "voyage", "assignment", "stud",
    "research", "survey", "data", "interviews", "work", "training", "position", "team", "candidat",
    "contractor", "field", "travel", "estudio", "investigacion", "trabajo", "pesquisa", "estudo",
    "avaliacao", "trabalho", "equipo", "persona", "profesional", "geographic", "couverture",
    "office", "bureau", "delegation", "oficina", "escritorio", "delegac", "antenne", "evaluator",
    "equip", "visita", "misiones", "missoes", "fase",
    "portee", "perimetre", "zone", "cobertura", "alcance", "ambito", "foco", "abrangencia",
)  # fmt: skip


def _opened(
    source: Source, patterns: Sequence[re.Pattern[str]], most: int
) -> Iterator[re.Match[str]]:
    """The matches of the patterns at the words that open their sentences."""
    found = 0
    for at in starts(source, _OPENINGS, source.fold):
        if source.fold[at - 1 : at].isalpha():
            continue
        for pattern in patterns:
            match = pattern.match(source.fold, at)
            if match:
                found += 1
                yield match
        if found > most:
            return


def _told(source: Source) -> Iterator[tuple[Place, ...]]:
    """The places of sentences that say where the work is done."""
    arabic = islice(_ARABIC_DONE.finditer(source.fold), 60) if "في" in source.fold else ()
    for match in chain(_opened(source, (_DONE_IN, _COVERS), 60), arabic):
        end = min(len(source.text), match.end() + 200)
        stop = _CLAUSE_END.search(source.text, match.end(), end)
        places = find_places(source, match.end(), stop.start() if stop else end)
        yield tuple(_listed(source, places, match.end()))


def _reached(source: Source) -> list[Place]:
    """The places of sentences on the geographic reach of the work."""
    found: list[Place] = []
    for match in _opened(source, (_REACH,), 10):
        end = min(len(source.text), match.end() + 320)
        stop = _CLAUSE_END.search(source.text, match.end(), end)
        found += find_places(source, match.end(), stop.start() if stop else end)
    return found


_INTO = re.compile(
    r"\b(?:en|au|aux|a|dans|in|at|to|across|within|em|no|na|nos|nas)\s(?:la |le |les |the |las "
    r"|los |as )?"
    r"(?:(?:regions?|provinces?|provincias?|departements?|departamentos?|districts?|estados?"
    r"|villes?"
    r"|cidades?|ciudades?|municipios?|cities|counties|states) (?:de la |de |du |of |d'|da |do "
    r"|del )?)?$"
)
# Arabic: work that is carried out "in", the place glued to the preposition or after it.
_ARABIC_DONE = re.compile(
    r"(?:تنفيذ|تنفذ|ينفذ|تجرى|اجراء|سيعمل|ستعمل|يعمل|العمل|المهمة|الدراسة|الاستشارة|الميدانية?"
    r"|التقييم|البحث)"
    r"[^.;:\n]{0,50}?\s(?:في(?:\sكل من)?\s(?:(?:مدينة|محافظة|مدن|محافظات|دولة|ولاية|ولايات|مناطق"
    r"|كل من)\s)?|ب(?=ال))"
)


def _of_project(source: Source, title: Sequence[Span]) -> list[Place]:
    """Where the project is at work, when the call is for a study of it."""
    studied = any(_STUDY.search(source.fold, t.start, t.end) for t in title[:1])
    if not studied and not _STUDY.search(source.fold, 0, 400):
        return []
    for match in islice(_PROJECT.finditer(source.fold), 20):
        end = min(len(source.text), match.end() + 240)
        stop = _CLAUSE_END.search(source.text, match.end(), end)
        places = find_places(source, match.end(), stop.start() if stop else end)
        if places and _INTO.search(source.fold, max(0, places[0].start - 30), places[0].start):
            return _listed(source, places, places[0].start)
    return []


def _codes(places: Sequence[Place]) -> list[str]:
    return list(dict.fromkeys(p.code for p in places))


def _found(places: Sequence[Place], certainty: Certainty) -> Found:
    spans = tuple(dict.fromkeys(Span(p.start, p.end) for p in places))
    return Found(_codes(places), certainty, spans)


def _shell(source: Source) -> list[Place]:
    """A country that is a line of its own among the bullets of a job-board card."""
    for match in islice(_SHELL.finditer(source.text, 0, _SHELL_TOP), 12):
        places = find_places(source, match.start(1), match.end(1))
        if len(places) == 1 and places[0].end - places[0].start >= len(match[1].strip()) - 1:
            return places
    return []


# "Expertise France recruits": the country is a part of the organisation's name.
_OF_NAME = re.compile(r"(?<![\w'’])[A-ZÀ-Þ][\w'’]{2,28} $")


def _titled(source: Source, title: Sequence[Span]) -> list[Place]:
    """The places that the title names: a call named after a country is about work there."""
    return [
        p
        for span in title[:1]
        for p in find_places(source, span.start, min(span.end, span.start + 300))
        if not _OF_NAME.search(source.text, max(span.start, p.start - 30), p.start)
    ]


def read_locations(
    source: Source, head: Head, title: Sequence[Span] = (), amounts: Sequence[Amount] = ()
) -> Found:
    """The countries of the mission, in order of appearance."""
    labelled = [p for places in _labelled(source) for p in places]
    if labelled:
        return _found(labelled, Certainty.SURE)
    span = head.first(*_HEAD_KEYS)
    if span:
        carded = _value_places(source, span.start, span.end)
        if carded:
            return _found(carded, Certainty.LIKELY)
    told = [p for places in _told(source) for p in places] or _reached(source)
    if told:
        return _found(sorted(told, key=lambda p: p.start), Certainty.LIKELY)
    named = _titled(source, title) or _shell(source) or _of_project(source, title)
    if named:
        return _found(named, Certainty.LIKELY)
    return read_origin(source, title, amounts)
