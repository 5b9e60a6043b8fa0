"""Rules about what the mission is: objectives, deliverables, profile, places, open lists."""

import re
from collections.abc import Iterator

from mandat.calls.checker.facts import Facts, Listed, merged
from mandat.calls.checker.remarks import Concern, Remedy, RemedyKind
from mandat.calls.checker.values import all_spans, number_of
from mandat.calls.importer.draft import Span
from mandat.calls.importer.text import fold

_STEM = 6  # letters that a verb and its noun share: analys-er, analys-e
_STEM_WORD = re.compile(r"[^\W\d_]{5,}")
_COVERS_ALL = re.compile(
    r"\b(?:rapports? (?:d'activites?|final|finaux|de mission|narratif)|(?:final|activity|mission"
    r"|completion|narrative) reports?|informes? (?:final|de actividades)|relatorios? (?:final|de"
    r" atividades))\b|تقرير نهائي|التقرير النهائي"
)
_OPEN = re.compile(
    r"\betc\b\.?|\bsans s'y (?:limiter|restreindre)|\bnon[- ]exhaustive?\b|\bnon limitati(?:f"
    r"|ve)\b"
    r"|\b(?:not|no|sin) limit(?:ed|ado|arse) (?:to|a)\b|\bamong others\b|\bentre (?:autres|otros"
    r"|outros)\b"
    r"|\bالخ\b|لا الحصر"
)
_MORE_MAY_BE_ASKED = re.compile(
    r"\b(?:livrables?|documents?|pieces?|entregables?) (?:complementaires?|supplementaires?"
    r"|additionnels?"
    r"|adicionales)\b[^.;\n]{0,40}?\b(?:pourr\w+|peu(?:t|vent)|podran?)\b[^.;\n]{0,40}"
    r"|\b(?:additional|further|other|extra) (?:deliverables?|documents?|outputs?)\b[^.;\n]{0,40}?"
    r"\b(?:may|might|can|could)\b[^.;\n]{0,40}"
)


def two_places(facts: Facts) -> Iterator[Concern]:
    """The text places the mission in two different lands."""
    readings = facts.conflict("locations")
    if readings:
        yield Concern(
            tuple(s for r in readings for s in r.spans),
            {"places": [r.value for r in readings]},
            Remedy(RemedyKind.CHOOSE, "locations", readings[0].value, 0),
        )


def no_objective(facts: Facts) -> Iterator[Concern]:
    """Nothing says what the mission is for."""
    if facts.is_card or facts.items("objectives"):
        return
    if not facts.has_section("objectives"):
        yield Concern(remedy=Remedy(RemedyKind.ASK, "objectives"))


def no_deliverable(facts: Facts) -> Iterator[Concern]:
    """Nothing says what will be handed over."""
    counted = number_of(facts.part("deliverables", "count"))
    if facts.is_card or facts.items("deliverables") or counted:
        return
    if not facts.has_section("deliverables"):
        yield Concern(remedy=Remedy(RemedyKind.ASK, "deliverables"))


def no_profile(facts: Facts) -> Iterator[Concern]:
    """Nothing says who may apply."""
    counted = number_of(facts.part("eligibility", "count"))
    if facts.is_card or facts.items("eligibility") or counted:
        return
    if not facts.has_section("profile"):
        yield Concern(remedy=Remedy(RemedyKind.ASK, "eligibility"))


def objective_without_deliverable(facts: Facts) -> Iterator[Concern]:
    """No deliverable speaks of what an objective asks; a report on the whole mission covers all."""
    outputs = [fold(d.text) for d in facts.listed("deliverables")]
    if not outputs or any(_COVERS_ALL.search(output) for output in outputs):
        return
    handed_over = {stem for output in outputs for stem in _stems(output)}
    bare = [o for o in _objectives(facts) if o.text and not _stems(fold(o.text)) & handed_over]
    if bare:
        yield Concern(
            tuple(s for o in bare for s in o.spans),
            {"objectives": [o.text for o in bare]},
            Remedy(RemedyKind.ASK, "deliverables"),
        )


def _objectives(facts: Facts) -> list[Listed]:
    """The specific objectives, or the general ones where there are no others."""
    listed = facts.listed("objectives")
    return [o for o in listed if o.item.get("kind") == "specific"] or list(listed)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _STEM_WORD.findall(text)}


def open_list(facts: Facts) -> Iterator[Concern]:
    """What is owed ends with "etc.": deliverables, costs to be covered, documents to send."""
    owed = [
        *facts.sections("deliverables", "budget", "how_to_apply"),
        *all_spans(facts.items("deliverables")),
        *all_spans(facts.items("required_documents")),
    ]
    matches = [m for s in merged(owed) for m in _OPEN.finditer(facts.fold, s.start, s.end)]
    matches += _MORE_MAY_BE_ASKED.finditer(facts.fold)
    spans = merged([Span(*m.span()) for m in matches])
    if spans:
        words = [" ".join(facts.draft.quote(s).split()) for s in spans]
        yield Concern(spans, {"words": list(dict.fromkeys(words))})
