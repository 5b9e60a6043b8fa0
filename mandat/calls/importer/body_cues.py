"""What the text below a heading is about, when the heading itself does not say it.

Only what cannot be mistaken counts: a list of reports, of degrees and years of experience, of
points, an address beside a verb of sending, an amount beside words of tax or budget, dates
beside words of beginning and end.
"""

import re
from collections.abc import Callable

from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import Source

_READ = 4000  # a section says what it is about in its first lines
_MARKED = re.compile(r"[ \t]{0,12}(?:[-*+•●▪➢–·o]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\|)[ \t]{1,4}(?=\S)")
_POINTS = re.compile(
    r"(?<![\d.,])(\d{1,3})[ ]{0,2}(?:%|/ ?100\b|points?\b|pts?\b|puntos\b|pontos\b)"
)
_PAID = re.compile(
    r"\b(?:pay(?:ment|able|ments)?|paid|paiements?|payees?|instal\w+|acompte|avance|tranche|solde"
    r"|versements?|signature|signing|pagos?|firma|assinatura|pagamento|parcela|anticipo|adelanto"
    r"|upon|on (?:receipt|delivery|approval)|apres validation|a la remise|entrega)\b"
)
_PAPERS = re.compile(
    r"\b(?:cv|cvs|resumes?|curricul\w+|cover letter|covering letter|lettres? de motivation"
    r"|(?:financial|technical|methodological|price) (?:offers?|proposals?|bids?)|(?:offres?"
    r"|propositions?) (?:technique|financiere|methodologique)s?|notes? (?:methodologique"
    r"|technique)s?"
    r"|(?:propuesta|oferta|proposta) (?:tecnica|economica|financeira|financiera)|references?"
    r"|referencias|carta de \w+|work samples?|(?:certificate|certificat|attestation) of \w+"
    r"|kbis|copie (?:de|du) \w+|portfolio)\b"
)
_YEARS = re.compile(
    r"\b(?:\w+ (?:\(\d{1,2}\) )?(?:years?'?|ans|annees|anos)(?: \w+){0,3}? (?:of |d'|de )?"
    r"(?:\w+ ){0,2}?(?:experience|experiencia)|experience (?:of|d'au moins|de) \w+ (?:years?"
    r"|ans))\b"
)
_DEGREE = re.compile(
    r"\b(?:degree|masters?|bachelor\w*|phd|doctora\w+|diplom\w+|licenciatura|licence|maestria"
    r"|mestrado|titulo universitario|titulacion|bac ?\+ ?\d|university education|graduate)\b"
)
_ABLE = re.compile(
    r"\b(?:fluen\w+|experience[ds]?|experiencia|knowledge|connaissances?|maitrise|conocimientos?"
    r"|conhecimentos?|dominio|capacit[ey]|capacidad\w*|skills?|competenc\w+|aptitud\w*"
    r"|excellent\w*"
    r"|proven|ability|habilidad\w*)\b"
)
_OUTPUT = re.compile(
    r"\b(?:reports?|rapports?|informes?|relatorios?|inception|work ?plan|planos? de \w+"
    r"|plan (?:de travail"
    r"|de trabajo"
    r"|de trabalho)|notes? (?:de|d'|of)\b|policy brief|presentation|presentacion|apresentacao"
    r"|toolkit"
    r"|guides?|guia|manuals?|manuel|slides|diaporama|dataset|database|base de donnees|summary"
    r"|synthese"
    r"|resumen|resumo|infograph\w+|curriculum|draft|provisoire|borrador|workshop|atelier"
    r"|taller)\b"
)
_MAIL = re.compile(r"[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,60}\.")
_SEND = re.compile(
    r"\b(?:send|sent|submit\w*|e-?mail(?:ed)?|write|reply|apply|envoy\w*|adress\w+|ecri\w+"
    r"|transmett\w+"
    r"|fai(?:re|tes) parvenir|depos\w+|repond\w+|envi[aeo]\w*|escrib\w+|escrev\w+|presentar"
    r"|remit\w+"
    r"|submet\w+)\b"
)
_OFFER = re.compile(
    r"\b(?:offers?|bids?|proposals?|applications?|quot\w+|interest|cv|offres?|propositions?"
    r"|candidatures?"
    r"|dossiers?|propuestas?|ofertas?|propostas?|postulacion\w*|tenders?|before|by|avant"
    r"|antes|ate)\b"
)
_AMOUNT = re.compile(
    r"(?:€|\$|£|\b(?:eur|euros?|usd|gbp|chf|xof|xaf|fcfa|f cfa|cfa|kes|brl|mxn|cop"
    r"|dollars?))[ ]{0,2}"
    r"\d|\d[ ]{0,2}(?:€|\$|£|(?:k€|eur|euros?|usd|gbp|chf|xof|xaf|fcfa|f cfa|cfa|kes|brl|mxn|cop"
    r"|dollars?|reais|pesos)\b)"
)
_TAX = re.compile(
    r"\b(?:tax\w*|ttc|ht|hors tax\w*|vat|tva|iva|impuestos?|impostos?|budget\w*|presupuesto"
    r"|orcamento"
    r"|ceiling|plafond\w*|envelopp?e?|fees?|honoraires|honorarios|at most|up to|maxim\w+"
    r"|ne depasse\w*"
    r"|hasta|teto|no more than)\b"
)
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:er|st|nd|rd|th)?\.? (?:de |of )?(?:janv|jan|fev|feb|mar|avr|apr|abr|mai"
    r"|may|jui|jun"
    r"|jul|aou|aug|ago|sep|set|oct|out|nov|dec|dic|dez|ene)[a-z]{0,8}|(?:january|february"
    r"|march|april"
    r"|may|june|july|august|september|october|november|december) \d{1,2}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_TURN = re.compile(
    r"\b(?:start\w*|begin\w*|kick-?off|end(?:s|ing)?|finish\w*|complet\w+|debut\w*|demarr\w+"
    r"|commenc\w+"
    r"|fin|cloture|inici\w+|comienz\w+|empieza|comec\w+|termin\w+|finaliz\w+|conclu\w+"
    r"|interviews?"
    r"|entretiens?|entrevistas?|closing|deadline)\b"
)


def _entries(folded: str) -> list[str]:
    """The marked lines of a list; all short lines when none is marked."""
    lines = [line for line in folded.split("\n") if line.strip()]
    marked = [line for line in lines if _MARKED.match(line)]
    return marked if len(marked) > 1 else [line for line in lines if len(line) < 160]


def _most(entries: list[str], *patterns: re.Pattern[str]) -> bool:
    """Whether at least two entries, and half of them, have one of the patterns."""
    hits = sum(any(p.search(entry) for p in patterns) for entry in entries)
    return hits > 1 and 2 * hits >= len(entries)


class _Body:
    """The first lines of a section, with the tests of what they are about."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.entries = _entries(folded)

    def criteria(self) -> bool:
        values = [int(m[1]) for m in map(_POINTS.search, self.entries) if m]
        whole = len(values) > 1 and sum(values) in (100, 200)
        return whole and _PAID.search(self.folded) is None

    def papers(self) -> bool:
        return _most(self.entries, _PAPERS)

    def sending(self) -> bool:
        return all(p.search(self.folded) for p in (_MAIL, _SEND, _OFFER))

    def profile(self) -> bool:
        strong = any(_YEARS.search(e) or _DEGREE.search(e) for e in self.entries)
        return strong and _most(self.entries, _YEARS, _DEGREE, _ABLE)

    def deliverables(self) -> bool:
        heads = [entry[:70] for entry in self.entries]
        return _REPORT.search(self.folded) is not None and _most(heads, _OUTPUT)

    def budget(self) -> bool:
        brief = len(self.folded) < _BRIEF
        return brief and bool(_AMOUNT.search(self.folded) and _TAX.search(self.folded))

    def schedule(self) -> bool:
        return len(_DATE.findall(self.folded)) > 1 and _TURN.search(self.folded) is not None


_REPORT = re.compile(r"\b(?:reports?|rapports?|informes?|relatorios?)\b")
_BRIEF = 1500  # what is paid is said in a few lines; an amount in a long text is of something else
_TESTS: tuple[tuple[str, Callable[[_Body], bool]], ...] = (
    ("criteria", _Body.criteria),
    ("how_to_apply", _Body.papers),
    ("profile", _Body.profile),
    ("deliverables", _Body.deliverables),
    ("how_to_apply", _Body.sending),
    ("budget", _Body.budget),
    ("schedule", _Body.schedule),
)


def body_kind(source: Source, body: Span) -> str:
    """The kind of section that a body is, from cues that cannot be mistaken; else ""."""
    folded = source.fold[body.start : min(body.end, body.start + _READ)]
    read = _Body(folded)
    return next((kind for kind, test in _TESTS if test(read)), "")
