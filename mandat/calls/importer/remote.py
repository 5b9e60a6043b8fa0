"""Whether the text says that the work can be done at a distance."""

import re
from itertools import islice

from mandat.calls.importer.draft import Certainty, Found, Span
from mandat.calls.importer.heads import Head
from mandat.calls.importer.text import Source
from mandat.calls.importer.windows import beginnings, openings

_REMOTE = re.compile(
    r"(?<![^\W\d_])(?:en remote|remote(?:ly)?(?! (?:area|areas|communit\w{1,4}|region\w{0,2}"
    r"|village\w{0,2}|rural|location\w{0,2}|island\w{0,2}|population\w{0,2}|zone\w{0,2}"
    r"|part\w{0,2}|district\w{0,2}|sensing|province\w{0,2}|health|place\w{0,2}|setting\w{0,2}"
    r"|management|support|monitor\w{0,3}))"
    r"|home[- ]based|work(?:ing)? from home|desk[- ]based|a distance|teletravail|distanciel"
    r"|teletrabajo|teletrabalho|(?:de )?(?:forma |manera |modo |maneira )(?:remota|virtual"
    r"|hibrida)|trabajo (?:remoto|virtual|a distancia)|remot[oa]s?|hybrid[eoa]?|hibrid[oa]"
    r"|عن بعد)(?![^\W\d_])"
)
# How it begins.
_REMOTE_WORDS = beginnings(
    "a distance|de forma|de ma|de modo|desk|distan|en remote|forma |hibrid|home|hybrid|maneir"
    "|manera|modo |remot|teletr|trabaj|work from|working from|عن بعد"
)
_DENIED = re.compile(
    r"(?:\bno|\bnot|\bpas (?:de|possible)|\baucun\w?|\bsin|\bnao|\bni|n'est pas|cannot be"
    r"|ne peut)\b[^.;\n]{0,40}$"
)
_DENIED_AFTER = re.compile(
    r"\s?(?:work )?(?:is not|not (?:possible|accepted|allowed)|n'est pas|non autorise"
    r"|no es posible|: (?:no|non)\b)"
)
# What is done at a distance must be the work itself, not a training or a meeting of the project.
_WORK = re.compile(
    r"(?:travail|mission|consultan\w{1,6}|consultor\w{1,4}|prestation|poste|lieux?|localisation"
    r"|location|duty station|place of work|work\w{0,4}|assignment|position|role|contract"
    r"|modalidad\w?|modalite|trabaj\w{1,5}|trabalh\w{1,4}|ubicacion|lugar|based|realis\w{1,6}"
    r"|effectu\w{1,5}|العمل)"
)


def read_remote(source: Source, head: Head) -> Found:
    """True where the text says so; nothing is concluded from its silence."""
    likely: list[Span] = []
    sure: list[Span] = []
    span = head.first("location", "locations", "duty_station", "lieu", "ubicacion")
    for match in islice(openings(source, _REMOTE, _REMOTE_WORDS, source.fold), 60):
        start, end = match.span()
        before = source.fold[max(0, start - 70) : start].rsplit("\n\n", 1)[-1]
        if _DENIED.search(before) or _DENIED_AFTER.match(source.fold, end):
            continue
        if (span and span.start <= start < span.end) or re.search(
            r"(?:lieux?|location|station|place|ubicacion|lugar|modalidad"
            r"|localisation)[^:\n]{0,30}:[^:\n]{0,20}$",
            before,
        ):
            sure.append(Span(start, end))
        elif match[0].startswith(("home", "desk", "work", "telet")) or _WORK.search(
            before + source.fold[end : end + 40]
        ):
            likely.append(Span(start, end))
    if sure:
        return Found(value=True, certainty=Certainty.SURE, spans=tuple(sure))
    if likely:
        return Found(value=True, certainty=Certainty.LIKELY, spans=tuple(likely))
    return Found()
