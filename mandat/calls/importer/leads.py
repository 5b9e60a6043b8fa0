"""Sentences that announce a list where no heading does: "The skills required are:"."""

import re

from mandat.calls.importer.draft import Span
from mandat.calls.importer.shape import Section
from mandat.calls.importer.text import Source

_REACH = 400  # how much of a line before its final colon is looked at
_SENTENCE = re.compile(r"[.!?][ ]+(?=\S)")
_GIVE = (
    r"(?:compren|fournir|soumettre|joindre|inclu|contain|submit|provide|send|envi"
    r"|conten|contien|compos|apresent"
    r"|present|following|suivant|siguiente|seguinte|accompagn|transmettre|adresser"
    r"|deposer|remettre|consist)"
)
_KINDS = (
    (
        "how_to_apply",
        re.compile(
            r"\b(?:candidat\w*|dossiers?|offres?|propositions?|soumission\w*|applica\w+"
            r"|applicants?|proposals?|offers?|bids?"
            r"|submissions?|postula\w+|propuestas?|propostas?|interess\w+|interested"
            r"|documents?|documentos?"
            r"|pieces|consultant\w*|prestataires?|fournir|submit|enviar|manifestation\w*|eoi"
            r"|المستندات|الوثائق)\b.{0,160}"
            + _GIVE
            + r"|\b(?:documents?|pieces|elements) (?:suivant|a fournir|requis|to (?:be )?submit)"
            + r"|\b(?:submit|send|provide) the following|المستندات التالية|الوثائق التالية"
        ),
    ),
    (
        "deliverables",
        re.compile(
            r"\b(?:livrables?|deliverables?|produits? (?:attendu|livrable)|extrants?"
            r"|entregables?|entregave\w+|outputs?"
            r"|produtos?|productos?|rendus?)\b|المخرجات"
        ),
    ),
    (
        "criteria",
        re.compile(
            r"\bcriter\w+ (?:d'(?:evaluation|attribution)|de (?:selection|notation|evaluacion"
            r"|seleccion|avaliacao))|\b(?:evaluation|selection|award|scoring) criteria"
            r"|\b(?:evaluees?|evaluated|assessed|scored|notees?)\b"
        ),
    ),
    (
        "profile",
        re.compile(
            r"\b(?:profile?s?|perfil|competenc\w+|skills?|qualifications?|requirements?"
            r"|requisitos?|experiences? (?:requise|suivante)"
            r"|eligib\w+|prerequis|aptitudes?|exigences?)\b|المؤهلات"
        ),
    ),
    (
        "objectives",
        re.compile(
            r"\b(?:object(?:if|ive)s?|objectiv\w+|objetivos?|de (?:facon|maniere) (?:plus "
            r")?specifique|plus (?:specifique|precise)ment|specifically"
            r"|more specifically|goals?|aims? (?:to|are)|vise(?:nt)? a|especificamente)\b|الأهداف"
        ),
    ),
    (
        "methodology",
        re.compile(
            r"\b(?:taches?|tasks?|activit\w+|activid\w+|atividades?|responsab\w+|responsib\w+"
            r"|method\w*|metodo\w*|demarche|etapes?|phases?|tareas?|funciones|tarefas?|missions? "
            r"(?:suivante|principale))\b|المهام"
        ),
    ),
)


def _kind(folded: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), "")


def read_leads(source: Source, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The stretches that a sentence ending in a colon opens, each up to the next one or heading."""
    headings = {s.heading.start for s in sections}
    edges = [*sorted(headings), len(source.text)]
    found: list[tuple[str, int, int]] = []
    for line in source.lines:
        whole = source.trim(line.start, line.end, " \t\r*_\\#")
        if whole.end - whole.start < 6 or source.fold[whole.end - 1] != ":":
            continue
        start = max(whole.start, whole.end - _REACH)
        for sentence in _SENTENCE.finditer(source.fold, start, whole.end):
            start = sentence.end()
        span = Span(start, whole.end)
        if headings.isdisjoint(range(span.start, min(span.end, span.start + 12))):
            found.append((_kind(source.fold[span.start : span.end]), span.start, span.end))
    leads: list[Section] = []
    at = 0
    for index, (kind, start, end) in enumerate(found):
        while edges[at] < end:
            at += 1
        stop = min(edges[at], found[index + 1][1] if index + 1 < len(found) else len(source.text))
        if kind:
            leads.append(Section(kind, Span(start, end), source.trim(end, max(stop, end)), 2))
    return tuple(leads)
