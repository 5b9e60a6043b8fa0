"""The type of contract that a call announces."""

import re

from mandat.calls.importer.draft import ABSENT, Alternative, Certainty, Found, Span
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import beginnings
from mandat.calls.importer.wording import labelled, opened, places_of

_LABEL = re.compile(
    r"(?:^|\n|(?<=[.;\w]) )[ \t*#•|_-]{0,8}(?:type (?:de|du) contrat|nature du contrat|"
    r"contract type|"
    r"type of (?:contract|appointment|engagement)|tipo de (?:contrato|contratacion)|"
    r"modalidad de contratacion|"
    r"a_job_type|modalidade de contratacao|type d'engagement|forme juridique du contrat|"
    r"contract modality)"
    r"[*_]{0,2} ?[:=|]"
)
_LABEL_WORDS = (*("contrat", "contract", "appointment", "engagement", "modalidad", "a_job_type"),)
_PROSE = re.compile(
    r"\b(?:contrat (?:de prestation(?: de services?)?|de consultance|de consultation|"
    r"de service|cadre)|"
    r"individual (?:contractor|consultant|consultancy) (?:agreement|contract)|"
    r"(?:long[- ]term agreement|framework (?:agreement|contract))|(?:consultancy|consulting|"
    r"service) "
    r"(?:contract|agreement)|contrato de (?:servicios(?: profesionales)?|consultoria|"
    r"prestacion de servicios|"
    r"prestacao de servicos))\b"
)

# How it begins.
_PROSE_WORDS = beginnings("consu|contr|framework|individual|long|servi")


def read_contract_type(source: Source) -> Found:
    """The labelled type, or the kind of contract named in the text when it names only one."""
    spans = [
        labelled(source, m.end())
        for m in places_of(_LABEL, _LABEL_WORDS, source, (60, 60), by_line=True)
    ]
    values = {source.quote(s).strip('[]"* '): s for s in reversed(spans) if s.start < s.end}
    values = {v: s for v, s in values.items() if v}
    if len(values) == 1:
        value, span = next(iter(values.items()))
        return Found(value, Certainty.SURE, (span,))
    if values:
        readings = tuple(Alternative(v, (s,)) for v, s in reversed(values.items()))
        return Found(readings[0].value, Certainty.CONFLICT, readings[0].spans, readings)
    named: dict[str, list[Span]] = {}
    for match in opened(_PROSE, _PROSE_WORDS, source):
        named.setdefault(match[0], []).append(Span(*match.span()))
    if len(named) != 1:
        return ABSENT
    places_ = next(iter(named.values()))
    return Found(source.quote(places_[0]), Certainty.LIKELY, tuple(places_))
